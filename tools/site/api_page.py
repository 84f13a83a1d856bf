"""The public names of the package in, the page about them out: signatures, fields and docstrings, as griffe reads them.

Nothing is imported for it. Classes that the public ones hold are told of too, as far as they are plain data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import griffe
from figures import ROOT

_OPENING = """\
# Python API

The names of the package itself. They are loaded on first use, so importing `cardcheck` costs nothing.
[The guide](python.md) shows how they go together.
"""
_HELD = """\
## What they hold

Plain data, read by name. It is imported from where each stands: `from cardcheck.model.config import Config`.
"""
_WORD = re.compile(r"\w+")
_WIDTH = 88


def api_page() -> str:
    """Return the page about the public names, and about what they hold."""
    package: griffe.Module = griffe.load("cardcheck", search_paths=[ROOT], resolve_aliases=True)  # type: ignore[assignment]
    public = [package[name].final_target for name in _public(package)]
    functions = [one for one in public if isinstance(one, griffe.Function)]
    classes = [one for one in public if isinstance(one, griffe.Class)]
    held = sorted(_held(package, [*functions, *classes]), key=lambda one: one.name)
    lines = [_OPENING, "## Functions", ""]
    for function in functions:
        lines += [f"### {function.name}", "", *_function(function)]
    lines += ["## Classes", ""]
    for one in classes:
        lines += [f"### {one.name}", "", *_class(one)]
    lines += [_HELD]
    for one in held:
        lines += [f"### {one.name}", "", f"In `{one.module.path}`.", "", *_class(one)]
    return "\n".join(lines) + "\n"


def _public(package: griffe.Module) -> list[str]:
    return sorted(name for name in package.exports or () if isinstance(name, str) and not name.startswith("_"))


def _held(package: griffe.Module, begun: Iterable[griffe.Object]) -> list[griffe.Class]:
    """Return the classes of the model that others hold, and those that these hold."""
    known = {
        one.name: one
        for module in package["model"].modules.values()
        for one in module.classes.values()
        if not one.name.startswith("_") and not one.is_alias
    }
    queue, seen = list(begun), {one.name for one in begun}
    found = []
    while queue:
        for name in _names_in(queue.pop(0)):
            if name in known and name not in seen:
                seen.add(name)
                found.append(known[name])
                queue.append(known[name])
    return found


def _names_in(one: griffe.Object) -> Iterator[str]:
    """Yield the words of all annotations."""
    if isinstance(one, griffe.Function):
        said = [parameter.annotation for parameter in one.parameters] + [one.returns]
    else:
        said = [field.annotation for field in one.attributes.values() if not field.name.startswith("_")]
    for annotation in said:
        yield from _WORD.findall(str(annotation or ""))


def _function(function: griffe.Function) -> Iterator[str]:
    yield from ["```python", _signature(function), "```", "", *_prose(function)]


def _signature(function: griffe.Function) -> str:
    """Write a signature on one line, or a parameter a line where that is too long."""
    parts: list[str] = []
    is_keyword_only = False
    for parameter in function.parameters:
        if parameter.name in {"self", "cls"}:
            continue
        if parameter.kind is griffe.ParameterKind.keyword_only and not is_keyword_only:
            parts.append("*")
            is_keyword_only = True
        default = f" = {parameter.default}" if parameter.default is not None else ""
        parts.append(f"{parameter.name}: {parameter.annotation}{default}")
    end = f") -> {function.returns}"
    whole = f"{function.name}({', '.join(parts)}{end}"
    if len(whole) <= _WIDTH:
        return whole
    return "\n".join([f"{function.name}(", *(f"    {part}," for part in parts), end])


def _class(one: griffe.Class) -> Iterator[str]:
    yield from _prose(one)
    fields = [field for field in one.attributes.values() if _is_shown(field) and "property" not in field.labels]
    if fields:
        yield from ["| field | type | default |", "| --- | --- | --- |"]
        yield from (f"| `{field.name}` | {_code(field.annotation)} | {_code(field.value)} |" for field in fields)
        yield ""
    properties = [field for field in one.attributes.values() if _is_shown(field) and "property" in field.labels]
    if properties:
        yield from ["| property | type | what |", "| --- | --- | --- |"]
        for field in properties:
            what = field.docstring.value.split("\n\n")[0] if field.docstring else ""
            yield f"| `{field.name}` | {_code(field.annotation)} | {_line(what)} |"
        yield ""
    for method in one.functions.values():
        if _is_shown(method):
            yield from _function(method)


def _is_shown(one: griffe.Object) -> bool:
    return not one.name.startswith("_")


def _prose(one: griffe.Object) -> Iterator[str]:
    yield from [one.docstring.value if one.docstring else "", ""]


def _code(said: object) -> str:
    return f"`{_line(str(said))}`" if said is not None else ""


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
