"""What a schema wants, in words for people: subschemas in, phrases out.

A subschema may say in `x-expected` what it wants; both libraries that check by schema pass over the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cardcheck.schemas.gates import from_disk

_MAX_LISTED = 8
_MAX_SHOWN = 60

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


def wanted(error: Any, root: Mapping[str, Any]) -> str:
    """Say in words what would have passed where jsonschema found an error."""
    if "x-expected" in error.schema or error.validator not in _LIMITS:
        return phrase(error.schema, root)
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


def phrase(schema: Any, root: Mapping[str, Any], depth: int = 0) -> str:
    """Say in words what a subschema wants."""
    # References may lead round in circles.
    if not isinstance(schema, Mapping) or depth > _MAX_LISTED:
        return "something else"
    match schema:
        case {"x-expected": words}:
            said = str(words)
        case {"$ref": reference}:
            said = phrase(_referred(reference, root), root, depth + 1)
        case {"anyOf": branches} | {"oneOf": branches}:
            said = " or ".join(dict.fromkeys(phrase(branch, root, depth + 1) for branch in branches))
        case {"enum": values}:
            said = one_of(values)
        case {"const": value}:
            said = shown(value)
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
    return f"a list, each entry {phrase(items, root, depth + 1)}"


def _referred(reference: str, root: Mapping[str, Any]) -> Any:
    uri, _, fragment = reference.partition("#")
    schema: Any = from_disk(uri) if uri else root
    for part in fragment.split("/")[1:]:
        schema = schema[part.replace("~1", "/").replace("~0", "~")]
    return schema


def one_of(values: Iterable[Any]) -> str:
    """Name the first few values: `one of a, b or c`."""
    names = [str(value) for value in values]
    if len(names) > _MAX_LISTED:
        return f"one of {', '.join(names[:_MAX_LISTED])}, … ({len(names):,} in all)"
    if len(names) <= 2:
        return " or ".join(names)
    return f"one of {', '.join(names[:-1])} or {names[-1]}"


def shown(value: Any) -> str:
    """Name a value in a message."""
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
