"""Shape of data: a schema's name and an instance in, shape errors with pointers out.

The only file that imports jsonschema and fastjsonschema. A compiled gate says yes or no at once; only what fails is
explained, by jsonschema. References lead to other files under `schemas/`, never to the network. Nothing is raised
for any instance that YAML, TOML or JSON can hold.

A subschema may say in `x-expected` what it wants in words for people; both libraries pass over the key.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from cardcheck import cache, resources

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

# jsonschema's ValidationError; its fields are typed as unions with "not set yet", which no error that we see has.
_Error = Any

_MAX_ERRORS = 200
_MAX_LISTED = 8
_MAX_SHOWN = 60


class ShapeError(NamedTuple):
    """One way in which an instance differs from its schema.

    `keyword` is the schema's word that fails. `expected` says in words what would do. Where `is_key` is true,
    `pointer` names a key that may not be there, else the value that is wrong. A key that is missing (`required`) is
    reported at the mapping that lacks it.
    """

    pointer: str
    keyword: str
    expected: str
    message: str
    value: Any
    is_key: bool = False


def shape_errors(name: str, instance: Any) -> tuple[ShapeError, ...]:
    """Return how an instance differs from `schemas/<name>.schema.json`, in the schema's order."""
    return () if is_valid(name, instance) else explain(name, instance)


def is_valid(name: str, instance: Any) -> bool:
    """Whether an instance has the shape of a schema, by the gate alone."""
    gate = _gate(name)
    try:
        gate.validate(instance)
    except (gate.JsonSchemaValueException, RecursionError):
        return False
    return True


def explain(name: str, instance: Any) -> tuple[ShapeError, ...]:
    """Return how an instance differs from a schema, by jsonschema alone."""
    found: dict[tuple[str, str, str], ShapeError] = {}
    mistyped = set()
    try:
        for error in _validator(name).iter_errors(instance):
            for shape in _shapes(error, resources.schema(name)):
                found.setdefault((shape.pointer, shape.keyword, shape.expected), shape)
                if shape.keyword == "type":
                    mistyped.add(shape.pointer)
            if len(found) >= _MAX_ERRORS:
                break
    except RecursionError:
        return (ShapeError("", "type", "less nesting", "this is nested too deeply", None),)
    # What is of the wrong type is not in the list of values either; once is enough.
    return tuple(
        shape for shape in found.values() if shape.keyword not in {"enum", "const"} or shape.pointer not in mistyped
    )


@functools.cache
def _gate(name: str) -> Any:
    """Return the module that says yes or no: a wheel carries it, a checkout compiles it once into the cache."""
    shipped = resources.compiled_gate(name)
    if shipped is not None:
        return _module(name, shipped)
    # A schema may refer to any file beside it.
    files = resources.schema_path(name).parent.rglob("*.json")
    stats = [(str(file), (stat := file.stat()).st_mtime_ns, stat.st_size) for file in sorted(files)]
    key = hashlib.sha256(json.dumps(stats).encode()).hexdigest()[:32]
    path, code = cache.text_of(f"gate-{name}", key, ".py", lambda: gate_code(name))
    return _module(name, path, code)


def gate_code(name: str) -> str:
    """Compile a schema to the Python module that is its gate."""
    import fastjsonschema

    # Without its `$id` the schema's function is called `validate`.
    schema = {key: value for key, value in resources.schema(name).items() if key != "$id"}
    handlers = dict.fromkeys(("", "http", "https", "file"), _from_disk)
    code: str = fastjsonschema.compile_to_code(
        schema, handlers=handlers, use_default=False, use_formats=False, detailed_exceptions=False
    )
    for imported, own in _OWN_NAMES.items():
        code = code.replace(imported, own)
    return code


# The library's exceptions would cost its whole import, and we only ask for yes or no; no value is a Decimal.
_OWN_NAMES = {
    "from fastjsonschema import JsonSchemaValueException, JsonSchemaValuesException": """\
class JsonSchemaValueException(ValueError):
    def __init__(self, *_, **__):
        pass


JsonSchemaValuesException = JsonSchemaValueException
""",
    "from decimal import Decimal": "Decimal = float",
}


def _module(name: str, path: Path | None, code: str = "") -> ModuleType:
    """Load a gate: from its file, so that Python keeps the bytecode, or from its text."""
    full_name = f"cardcheck._gate_{name.replace('-', '_')}"
    if path is None:
        module = ModuleType(full_name)
        exec(code, module.__dict__)  # noqa: S102 (what fastjsonschema.compile does too)
        return module
    spec = spec_from_file_location(full_name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def _validator(name: str) -> Validator:
    import re

    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    def retrieve(uri: str) -> Resource[Any]:
        return Resource.from_contents(_from_disk(uri), default_specification=DRAFT202012)

    def pattern(validator: Any, wanted: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
        del validator, schema
        # Python's `$` also matches before a line feed at the end; JavaScript's and the gate's do not.
        if isinstance(instance, str) and not re.search(re.sub(r"(?<!\\)\$", r"\\Z", wanted), instance):
            yield ValidationError("pattern")

    kind = extend(Draft202012Validator, {"pattern": pattern})  # type: ignore[no-untyped-call]
    validator: Validator = kind(resources.schema(name), registry=Registry(retrieve=retrieve))  # type: ignore[call-arg]
    return validator


def _from_disk(uri: str) -> Any:
    """Read what a reference to another file leads to; `schemas/` is all there is."""
    folder = resources.schema_path("any").parent
    path = (folder / uri.rpartition("schemas/")[2]).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise LookupError(f"`{uri}` leads out of schemas/")
    return json.loads(path.read_text(encoding="utf-8"))


def _shapes(error: _Error, root: Mapping[str, Any]) -> Iterator[ShapeError]:
    """Turn one error into shape errors: of a choice, those of the branch that was meant."""
    branch = _meant(error) if error.validator in {"anyOf", "oneOf"} else None
    if branch is not None:
        for inner in branch:
            yield from _shapes(inner, root)
    elif "propertyNames" in error.absolute_schema_path:
        yield _key_error(error, error.instance, _phrase(error.schema, root))
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        expected = _one_of(known) if known else "no key at all"
        for key in error.instance:
            if key not in known:
                yield _key_error(error, key, expected)
    elif error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                message = f"the key `{key}` is missing"
                yield ShapeError(_pointer(error.absolute_path), "required", f"the key `{key}`", message, error.instance)
    else:
        expected = _wanted(error, root)
        message = f"{_shown(error.instance)} is not {expected}"
        yield ShapeError(_pointer(error.absolute_path), str(error.validator), expected, message, error.instance)


def _key_error(error: _Error, key: Any, expected: str) -> ShapeError:
    pointer = _pointer((*error.absolute_path, key))
    message = f"the key {_shown(key)} is not {expected}"
    return ShapeError(pointer, str(error.validator), expected, message, key, is_key=True)


def _meant(error: _Error) -> list[_Error] | None:
    """Return the errors of the one branch of a choice whose type fits the value best; None where that is open."""
    branches: dict[Any, list[_Error]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    fitting = [errors for errors in branches.values() if not any(_is_misfit(inner) for inner in errors)]
    fewest = min((len(errors) for errors in fitting), default=0)
    best = [errors for errors in fitting if len(errors) == fewest]
    return best[0] if len(best) == 1 else None


def _is_misfit(error: _Error) -> bool:
    """Whether an error tells that the value as a whole is of another kind than a branch wants."""
    if error.path:
        return False
    if error.validator == "enum":
        return not any(type(error.instance) is type(value) for value in error.validator_value)
    if error.validator in {"anyOf", "oneOf"}:
        return all(_is_misfit(inner) for inner in error.context or ())
    return bool(error.validator == "type")


_LIMITS = {
    "minLength": "text of at least {} characters",
    "maxLength": "text of at most {} characters",
    "minItems": "at least {} entries",
    "maxItems": "at most {} entries",
    "minProperties": "at least {} entries",
    "maxProperties": "at most {} entries",
    "minimum": "a number from {} on",
    "maximum": "a number up to {}",
    "pattern": "text of the form `{}`",
}


def _wanted(error: _Error, root: Mapping[str, Any]) -> str:
    if "x-expected" in error.schema or error.validator not in _LIMITS:
        return _phrase(error.schema, root)
    if error.validator_value == 1 and error.validator in {"minLength", "minItems", "minProperties"}:
        return "something that is not empty"
    return _LIMITS[error.validator].format(error.validator_value)


_ONE = {
    "string": "a string",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}
_MANY = {
    "string": "strings",
    "array": "lists",
    "object": "mappings",
    "integer": "whole numbers",
    "number": "numbers",
    "boolean": "booleans",
}


def _phrase(schema: Any, root: Mapping[str, Any], depth: int = 0) -> str:
    """Say in words what a subschema wants."""
    # References may lead round in circles.
    if not isinstance(schema, Mapping) or depth > _MAX_LISTED:
        return "something else"
    match schema:
        case {"x-expected": phrase}:
            said = str(phrase)
        case {"$ref": reference}:
            said = _phrase(_referred(reference, root), root, depth + 1)
        case {"anyOf": branches} | {"oneOf": branches}:
            said = " or ".join(dict.fromkeys(_phrase(branch, root, depth + 1) for branch in branches))
        case {"enum": values}:
            said = _one_of(values)
        case {"const": value}:
            said = _shown(value)
        case {"type": "array"}:
            said = _list_phrase(schema.get("items"), root, depth)
        case {"type": str(kind)}:
            said = _ONE[kind]
        case {"type": kinds}:
            said = " or ".join(_ONE[kind] for kind in kinds)
        case _:
            said = "something else"
    return said


def _list_phrase(items: Any, root: Mapping[str, Any], depth: int) -> str:
    if not isinstance(items, Mapping) or not items:
        return "a list"
    kind = items.get("type")
    if isinstance(kind, str) and kind in _MANY and not {"x-expected", "enum"} & items.keys():
        return f"a list of {_MANY[kind]}"
    return f"a list, each entry {_phrase(items, root, depth + 1)}"


def _referred(reference: str, root: Mapping[str, Any]) -> Any:
    uri, _, fragment = reference.partition("#")
    schema: Any = _from_disk(uri) if uri else root
    for part in fragment.split("/")[1:]:
        schema = schema[part.replace("~1", "/").replace("~0", "~")]
    return schema


def _one_of(values: Iterable[Any]) -> str:
    """Name the first few values: `one of a, b or c`."""
    names = [str(value) for value in values]
    if len(names) > _MAX_LISTED:
        return f"one of {', '.join(names[:_MAX_LISTED])}, … ({len(names):,} in all)"
    if len(names) <= 2:
        return " or ".join(names)
    return f"one of {', '.join(names[:-1])} or {names[-1]}"


def _shown(value: Any) -> str:
    match value:
        case None | "":
            return "an empty value"
        case bool():
            return f"`{str(value).lower()}`"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case _:
            text = str(value)
            return f"`{text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + '…'}`"


def _pointer(path: Iterable[Any]) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
