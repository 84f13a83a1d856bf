"""What is known of the values of stored columns: a Parquet footer's metadata or a small Arrow table in, Values out.

A row group states the smallest and the largest value of a column: where they are all there are, or prove a fraction,
casts can be judged by them. pyarrow is never imported here: whoever has metadata has it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from cardcheck.facts._cells import MAX_TEXTS
from cardcheck.model.facts import Column, Values

_PLAIN = re.compile(r"u?int\d+|float|double|halffloat|(?:large_)?string")
_MOST_CHUNKS = 10_000
# Writers may cut off longer texts without saying so.
_MOST_LETTERS = 63


def values_of(metadata: Any, columns: tuple[Column, ...]) -> Mapping[str, Values]:
    """Return what is known of plain columns; of those that no row group tells about there is nothing."""
    if metadata.num_row_groups * metadata.num_columns > _MOST_CHUNKS:
        return {}
    kinds = {column.name: column.type for column in columns if not column.children}
    groups = [metadata.row_group(index) for index in range(metadata.num_row_groups)]
    found: dict[str, Values] = {}
    for index in range(metadata.num_columns):
        name = metadata.schema.column(index).path
        known = _column([group.column(index).statistics for group in groups]) if name in kinds else None
        if known is not None:
            found[name] = known
    return found


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


def _column(statistics: list[Any]) -> Values | None:
    """Put together what the row groups tell."""
    ends: list[Any] = []
    has_nulls, are_all = False, True
    for one in statistics:
        if one is None or not one.has_null_count or (not one.has_min_max and one.num_values):
            return None
        has_nulls = has_nulls or one.null_count > 0
        if one.has_min_max:
            ends += [one.min, one.max]
            are_all = are_all and (one.num_values <= 2 or one.min == one.max)
    if ends and all(isinstance(end, str) for end in ends):
        return _texts(frozenset(ends), has_nulls=has_nulls, are_all=are_all)
    if not all(isinstance(end, int | float) and math.isfinite(end) for end in ends):
        return None
    return _numbers(ends, has_nulls=has_nulls, are_all=are_all)


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
