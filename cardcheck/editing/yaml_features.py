"""Columns written as `features` in YAML: what the loader finds in, lines out, or None where words fail.

Only plain values, lists, structs and class labels are written. Of pictures, sounds and arrays the files know more than
a column tells, and what is left out would be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cardcheck.editing.yaml_edits import scalar
from cardcheck.model.facts import Column

_MOST_COLUMNS = 200
_MOST_LABELS = 200
_DEEPEST = 6
_FIXED = "fixed_size_list["


class _WordlessError(Exception):
    """A column that cannot be written so that the loader reads the same."""


def feature_lines(columns: Sequence[Column], is_type: Callable[[str], bool]) -> list[str] | None:
    """Return the lines of a `features` list; `is_type` tells the value types that the loader knows."""
    if not 0 < len(columns) <= _MOST_COLUMNS:
        return None
    try:
        return list(_fields(columns, 0, is_type))
    except _WordlessError:
        return None


def _fields(columns: Sequence[Column], depth: int, is_type: Callable[[str], bool]) -> Iterator[str]:
    names = [column.name for column in columns]
    if depth > _DEEPEST or not columns or len(set(names)) < len(names):
        raise _WordlessError
    for column in columns:
        yield f"- name: {_text(column.name)}"
        yield from (f"  {line}" for line in _type(column, depth, is_type))


def _type(column: Column, depth: int, is_type: Callable[[str], bool]) -> Iterator[str]:
    """Yield the lines that stand beside a name, or inside of a list."""
    kind = column.type
    if kind == "struct":
        yield "struct:"
        yield from _fields(column.children, depth + 1, is_type)
    elif kind in {"list", "large_list"} or kind.startswith(_FIXED):
        yield from _list(column, depth, is_type)
    elif kind == "class_label":
        if not 0 < len(column.labels) <= _MOST_LABELS:
            raise _WordlessError
        yield from ("dtype:", "  class_label:", "    names:")
        yield from (f"      '{index}': {_text(label)}" for index, label in enumerate(column.labels))
    elif is_type(kind) and kind != "null":
        yield f"dtype: {_text(kind)}"
    else:
        raise _WordlessError


def _list(column: Column, depth: int, is_type: Callable[[str], bool]) -> Iterator[str]:
    key = "large_list" if column.type == "large_list" else "list"
    if len(column.children) != 1 or depth > _DEEPEST:
        raise _WordlessError
    (item,) = column.children
    if item.type == "struct":
        yield f"{key}:"
        yield from _fields(item.children, depth + 1, is_type)
    else:
        first, *rest = _type(item, depth + 1, is_type)
        if first.startswith("dtype: "):
            yield f"{key}: {first.removeprefix('dtype: ')}"
        else:
            yield f"{key}:"
            yield from (f"  {line}" for line in (first, *rest))
    if column.type.startswith(_FIXED):
        yield f"length: {column.type.removeprefix(_FIXED).removesuffix(']')}"


def _text(text: str) -> str:
    written = scalar(text)
    if not written:
        raise _WordlessError
    return written
