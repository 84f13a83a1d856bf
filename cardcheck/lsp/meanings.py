"""What the Hub does with keys and values: a route into the metadata in, descriptions and closed lists out.

All of it stands in the schema for editors, `schemas/dataset-card.editor.schema.json`, which has the Hub's lists in it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.lsp.spots import Route

_SCHEMA = "dataset-card.editor"
_MOST_NESTED = 8
_CHOICES = ("anyOf", "oneOf", "allOf")

_Schema = Mapping[str, Any]


class Value(NamedTuple):
    """A value of a list: what it stands for in words, empty where the value says it itself."""

    text: str
    about: str


class Key(NamedTuple):
    """A key of a mapping: what is done with it, and what it holds: a `text`, a `list` or a `mapping`."""

    name: str
    about: str
    form: str
    is_suggested: bool = True


class Values(NamedTuple):
    """The values that can stand somewhere; where they stand in a list only, a lone one needs brackets."""

    values: tuple[Value, ...]
    needs_brackets: bool = False


def about_key(route: Route) -> str:
    """Return what is done with a key, empty where nothing is known of it."""
    return next((words for schema in _at(route) if (words := _about(schema))), "")


def keys(route: Route) -> tuple[Key, ...]:
    """Return the keys that a mapping there can have, in the order of the schema."""
    found: dict[str, Key] = {}
    for variant in _variants(_at(route)):
        for name, schema in variant.get("properties", {}).items():
            found.setdefault(name, Key(name, _about(schema), _form(schema), not schema.get("doNotSuggest")))
    return tuple(found.values())


@functools.lru_cache(maxsize=64)
def values(route: Route) -> Values:
    """Return the values that can stand there."""
    if route[:1] == ("language_bcp47",):
        # A tag begins with a code of the other list.
        route = ("language", *route[1:])
    variants = list(_variants(_at(route)))
    lone = tuple(_listed(variants))
    if lone:
        return Values(lone)
    return Values(tuple(_listed(_variants(_steps(variants, 0)))), needs_brackets=True)


def about_value(route: Route, text: str) -> str:
    """Return what a value stands for in words, empty where nothing is known of it."""
    return next((value.about for value in values(route).values if value.text == text), "")


def _at(route: Route) -> list[_Schema]:
    """Return the schemas of a place."""
    found: list[_Schema] = [resources.schema(_SCHEMA)]
    for part in route:
        found = list(_steps(_variants(found), part))
    return found


def _steps(variants: Iterator[_Schema] | list[_Schema], part: str | int) -> Iterator[_Schema]:
    for variant in variants:
        inner = variant.get("items") if isinstance(part, int) else variant.get("properties", {}).get(part)
        if inner is None and isinstance(part, str):
            inner = variant.get("additionalProperties")
        if isinstance(inner, Mapping):
            yield inner


def _variants(schemas: list[_Schema] | Iterator[_Schema], depth: int = 0) -> Iterator[_Schema]:
    """Yield what schemas allow, with references followed and choices laid open."""
    for schema in schemas:
        yield schema
        if depth < _MOST_NESTED:
            inner = [choice for name in _CHOICES for choice in schema.get(name, ())]
            if "$ref" in schema:
                inner.append(_definition(schema["$ref"]))
            yield from _variants(inner, depth + 1)


def _definition(reference: str) -> _Schema:
    definition: _Schema = resources.schema(_SCHEMA)["$defs"][reference.rpartition("/")[2]]
    return definition


def _about(schema: _Schema) -> str:
    told = schema.get("description") or schema.get("deprecationMessage") or ""
    if not told and "$ref" in schema:
        return str(_definition(schema["$ref"]).get("description", ""))
    return f"Older name: {told}." if schema.get("deprecated") else str(told)


def _form(schema: _Schema) -> str:
    kinds = {kind for variant in _variants([schema]) for kind in _types(variant)}
    if "string" in kinds or "boolean" in kinds or not kinds:
        return "text"
    return "list" if "array" in kinds else "mapping" if "object" in kinds else "text"


def _types(schema: _Schema) -> list[str]:
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else kind


def _listed(variants: Iterator[_Schema] | list[_Schema]) -> Iterator[Value]:
    seen = set()
    for variant in variants:
        told = variant.get("enumDescriptions", ())
        listed = [str(value) for value in (*variant.get("enum", ()), *variant.get("examples", ()))]
        if "boolean" in _types(variant):
            listed += ["true", "false"]
        for index, text in enumerate(listed):
            if text not in seen:
                seen.add(text)
                yield Value(text, (told[index] if index < len(told) else "") or _more(text))


@functools.cache
def _sizes() -> Mapping[str, Any]:
    return resources.vocabulary("size-categories")


@functools.cache
def _subtasks() -> Mapping[str, Any]:
    return resources.vocabulary("task-ids")


def _more(text: str) -> str:
    """Return what a bucket of sizes stands for."""
    bucket = _sizes().get(text)
    if not isinstance(bucket, Mapping) or "min" not in bucket:
        return ""
    low, below = bucket["min"], bucket.get("below")
    if below is None:
        return f"{low:,} rows and more"
    return f"fewer than {below:,} rows" if not low else f"{low:,} to {below - 1:,} rows"


def parents(text: str) -> tuple[str, ...]:
    """Return the task categories that a subtask belongs to."""
    about = _subtasks().get(text)
    return tuple(about.get("parents", ())) if isinstance(about, Mapping) else ()
