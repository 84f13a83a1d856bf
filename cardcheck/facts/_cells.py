"""What type pandas gives to the cells of one column of a CSV: texts in, a type and plain values out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cardcheck.model.facts import Values
from cardcheck.regex import expression

MAX_TEXTS = 100
"""How many distinct texts of a column are kept."""

# https://pandas.pydata.org/docs/user_guide/io.html#na-and-missing-data-handling
_MISSING = frozenset(
    (
        "",
        "#N/A",
        "#N/A N/A",
        "#NA",
        "-1.#IND",
        "-1.#QNAN",
        "-NaN",
        "-nan",
        "1.#IND",
        "1.#QNAN",
        "<NA>",
        "N/A",
        "NA",
        "NULL",
        "NaN",
        "None",
        "n/a",
        "nan",
        "null",
    )
)
_SPACE = r"[ \t\v\f\r]*+"
_INTEGER = rf"{_SPACE}[+-]?[0-9]++{_SPACE}"
_NUMBER = rf"{_SPACE}[+-]?(?:(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?|(?i:inf(?:inity)?)){_SPACE}"
_INTEGERS = expression(rf"(?:{_INTEGER}\n)*+")
_NUMBERS = expression(rf"(?:{_NUMBER}\n)*+")
_LONG_INTEGER = expression(_INTEGER)
_INT64 = (-(2**63), 2**63 - 1)
_MAX_DIGITS = 400


class CellsOverflow(Exception):  # noqa: N818 - not an error of ours: pandas hands pyarrow what it refuses
    """A column of whole numbers holds one that no 64 bits take."""


def infer(cells: Sequence[str], max_samples: int) -> tuple[str, Values | None, list[Any]]:
    """Return the type of a column, what its values are, and the first of them as plain values."""
    if not cells:
        return "null", None, []
    present = [cell for cell in cells if cell not in _MISSING]
    has_nulls = len(present) < len(cells)
    kind, values, convert = _kind(present, has_nulls=has_nulls)
    return kind, values, [None if cell in _MISSING else convert(cell) for cell in cells[:max_samples]]


def _kind(present: list[str], *, has_nulls: bool) -> tuple[str, Values, Any]:
    if not present:
        return "float64", Values(has_nulls=has_nulls), float
    joined = "\n".join(present) + "\n"
    if joined.count("\n") == len(present):
        if _INTEGERS.fullmatch(joined):
            kind, values = _integers(present, has_nulls=has_nulls)
            return kind, values, str if kind == "string" else int if kind != "float64" else float
        if _NUMBERS.fullmatch(joined) and not _overflows_first(present):
            return "float64", _floats(present, has_nulls=has_nulls), float
    distinct = set(present)
    if len(distinct) <= 16 and {text.lower() for text in distinct} <= {"true", "false"}:
        return "bool", Values(has_nulls=has_nulls), lambda text: text.lower() == "true"
    return "string", _texts(distinct, has_nulls=has_nulls), str


def _integers(present: list[str], *, has_nulls: bool) -> tuple[str, Values]:
    if max(map(len, present)) > _MAX_DIGITS:
        raise CellsOverflow
    numbers = list(map(int, present))
    low, high = min(numbers), max(numbers)
    if low < _INT64[0] or high >= 2**64:
        raise CellsOverflow
    if high <= _INT64[1]:
        return "float64" if has_nulls else "int64", Values(has_nulls, low, high)
    if low < 0 or has_nulls:
        return "string", _texts(set(present), has_nulls=has_nulls)
    return "uint64", Values(has_nulls, low, high)


def _overflows_first(present: list[str]) -> bool:
    """Whether a whole number that is too large comes before the first fraction: that makes a column of texts."""
    for cell in present:
        if not _LONG_INTEGER.fullmatch(cell):
            return False
        if len(cell) > _MAX_DIGITS or not _INT64[0] <= int(cell) < 2**64:
            return True
    return False


def _floats(present: list[str], *, has_nulls: bool) -> Values:
    numbers = list(map(float, present))
    return Values(has_nulls, min(numbers), max(numbers), all(map(float.is_integer, numbers)))


def _texts(distinct: set[str], *, has_nulls: bool) -> Values:
    is_small = len(distinct) <= MAX_TEXTS and sum(map(len, distinct)) < 10_000
    return Values(has_nulls, is_integral=False, texts=frozenset(distinct) if is_small else None)
