"""What is known of the values of stored columns: a Parquet footer's metadata or a small Arrow table in, Values out.

A row group states the smallest and the largest value of a column: where they are all there are, or prove a fraction,
casts can be judged by them. pyarrow is never imported here: whoever has a table has it.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping
from typing import Any

from cardcheck.facts._cells import MAX_TEXTS
from cardcheck.facts._chunks import Chunk, chunks_of
from cardcheck.model.facts import Column, Values
from cardcheck.regex import expression

_PLAIN = expression(r"u?int\d+|float|double|halffloat|(?:large_)?string")
_Reader = Callable[[bytes | None], Any]
# Writers may cut off longer texts without saying so.
_MOST_LETTERS = 63


def values_of(footer: bytes, columns: tuple[Column, ...]) -> Mapping[str, Values]:
    """Return what is known of plain columns; of those that a row group tells nothing about there is nothing."""
    kinds = {column.name: "int64" if column.type == "class_label" else column.type for column in columns}
    by_name: dict[str, list[Chunk]] = {}
    try:
        for chunk in chunks_of(footer):
            if len(chunk.path) == 1 and _READERS.get(kinds.get(chunk.path[0], "")) is not None:
                by_name.setdefault(chunk.path[0], []).append(chunk)
    except ValueError:
        return {}
    found = {name: _column(chunks, _READERS[kinds[name]]) for name, chunks in by_name.items()}
    return {name: known for name, known in found.items() if known is not None}


def values_in(table: Any) -> Mapping[str, Values]:
    """Return what a small table holds in its columns of numbers and texts."""
    found: dict[str, Values] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if _PLAIN.fullmatch(str(column.type)) is None:
            continue
        cells = column.to_pylist()
        present = [cell for cell in cells if cell is not None]
        has_nulls = len(present) < len(cells)
        if present and isinstance(present[0], str):
            texts = frozenset(present)
            known = Values(has_nulls, is_integral=False, texts=texts if len(texts) <= MAX_TEXTS else None)
        elif all(map(math.isfinite, present)):
            known = _numbers(present, has_nulls=has_nulls, are_all=True) or Values(has_nulls)
        else:
            continue
        found[name] = known
    return found


def _column(chunks: list[Chunk], read: _Reader) -> Values | None:
    """Put together what the row groups tell."""
    ends: list[Any] = []
    has_nulls, are_all = False, True
    for one in chunks:
        if one.values is None or one.nulls is None or not 0 <= one.nulls <= one.values:
            return None
        has_nulls = has_nulls or one.nulls > 0
        if one.values == one.nulls:
            continue
        low, high = read(one.low), read(one.high)
        if low is None or high is None:
            return None
        ends += [low, high]
        are_all = are_all and (one.values - one.nulls <= 2 or low == high)
    if ends and isinstance(ends[0], str):
        return _texts(frozenset(ends), has_nulls=has_nulls, are_all=are_all)
    return _numbers(ends, has_nulls=has_nulls, are_all=are_all) if all(map(math.isfinite, ends)) else None


def _integer(size_bytes: int, *, signed: bool) -> _Reader:
    def read(data: bytes | None) -> int | None:
        # What is shorter than 32 bits is stored in as many.
        if data is None or len(data) != size_bytes:
            return None
        return int.from_bytes(data, "little", signed=signed)

    return read


def _float(form: str) -> _Reader:
    def read(data: bytes | None) -> float | None:
        if data is None or len(data) != struct.calcsize(form):
            return None
        number: float = struct.unpack(form, data)[0]
        return number

    return read


def _text(data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError:
        return None


_READERS: Mapping[str, _Reader] = {
    "int8": _integer(4, signed=True),
    "int16": _integer(4, signed=True),
    "int32": _integer(4, signed=True),
    "int64": _integer(8, signed=True),
    "uint8": _integer(4, signed=False),
    "uint16": _integer(4, signed=False),
    "uint32": _integer(4, signed=False),
    "uint64": _integer(8, signed=False),
    "float32": _float("<f"),
    "float64": _float("<d"),
    "string": _text,
    "large_string": _text,
}


def _texts(ends: frozenset[str], *, has_nulls: bool, are_all: bool) -> Values | None:
    if any(len(end) > _MOST_LETTERS for end in ends):
        return None
    if are_all:
        return Values(has_nulls, is_integral=False, texts=ends)
    return Values(has_nulls, is_integral=False, some=ends)


def _numbers(ends: list[Any], *, has_nulls: bool, are_all: bool) -> Values | None:
    if not ends:
        return Values(has_nulls)
    is_fraction = any(isinstance(end, float) and not end.is_integer() for end in ends)
    if not is_fraction and not are_all and any(isinstance(end, float) for end in ends):
        return None
    return Values(has_nulls, min(ends), max(ends), not is_fraction)
