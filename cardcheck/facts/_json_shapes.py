"""Which Arrow types pyarrow's JSON reader infers for values, and where `datasets` keeps JSON instead.

In: values one by one. Out: columns. Held against pyarrow 26 and datasets 5.2.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cardcheck.facts._cells import MAX_TEXTS
from cardcheck.model.facts import Column, Values
from cardcheck.regex import expression

_TIME = expression(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?)?"
    r"(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?",
    re.ASCII,
)
_KINDS: Mapping[type, str] = {bool: "bool", int: "number", float: "number", str: "text", dict: "struct", list: "list"}
_MAX_TEXT = 200
_INT64 = range(-(2**63), 2**63)


_MAX_SHAPES = 50_000
_MAX_DEPTH = 100


class TooMuchError(Exception):
    """The values are nested more deeply, or have more keys, than is worth the memory."""


class Budget:
    """How many places were looked at below one root."""

    __slots__ = ("shapes",)

    def __init__(self) -> None:
        self.shapes = 0

    def shape(self, depth: int) -> Shape:
        """Make one more."""
        self.shapes += 1
        if self.shapes > _MAX_SHAPES or depth > _MAX_DEPTH:
            raise TooMuchError
        return Shape(self, depth)


class Shape:
    """What the values at one place have in common."""

    __slots__ = (
        "budget",
        "count",
        "depth",
        "fields",
        "has_nulls",
        "high",
        "is_fraction",
        "is_integral",
        "is_time",
        "is_uneven",
        "item",
        "keys",
        "kinds",
        "lengths",
        "low",
        "starts_null",
        "texts",
        "whole",
    )

    def __init__(self, budget: Budget, depth: int = 0) -> None:
        self.budget, self.depth = budget, depth
        self.kinds: set[str] = set()
        self.fields: dict[str, Shape] = {}
        self.keys: frozenset[str] | None = None
        self.item: Shape | None = None
        self.count = 0
        self.has_nulls = self.is_fraction = self.is_uneven = self.starts_null = self.whole = False
        self.is_time = self.is_integral = True
        self.lengths: tuple[int, int] | None = None
        self.low: float | None = None
        self.high: float | None = None
        self.texts: set[str] | None = set()

    def add(self, value: Any) -> None:
        """Take one more value into account."""
        if value is None:
            self.has_nulls = True
            self.starts_null = self.starts_null or not self.count
            return
        self.count += 1
        kind = _KINDS[type(value)]
        self.kinds.add(kind)
        if kind == "text":
            self._add_text(value)
        elif kind == "number":
            self._add_number(value)
        elif kind == "struct":
            self._add_struct(value)
        elif kind == "list":
            self.item = item = self.item or self.budget.shape(self.depth + 1)
            shortest, longest = self.lengths or (len(value), len(value))
            self.lengths = min(shortest, len(value)), max(longest, len(value))
            for inner in value:
                item.add(inner)

    def _add_text(self, value: str) -> None:
        if self.is_time:
            self.is_time = _is_time(value)
        if self.texts is not None:
            self.texts.add(value[:_MAX_TEXT])
            if len(self.texts) > MAX_TEXTS or len(value) > _MAX_TEXT:
                self.texts = None

    def _add_number(self, value: int | float) -> None:  # noqa: PYI041 - mypy takes `float` alone for no int
        if isinstance(value, float) or value not in _INT64:
            self.is_fraction = True
            self.is_integral = self.is_integral and (not isinstance(value, float) or value.is_integer())
        else:
            self.whole = True
        self.low = value if self.low is None or value < self.low else self.low
        self.high = value if self.high is None or value > self.high else self.high

    def _add_struct(self, value: Mapping[str, Any]) -> None:
        keys = self.keys
        if keys is None:
            self.keys = frozenset(value)
            self.is_uneven = not value
        elif not self.is_uneven and (len(keys) != len(value) or keys != value.keys()):
            self.is_uneven = True
        for key, inner in value.items():
            field = self.fields.get(key)
            if field is None:
                field = self.fields[key] = self.budget.shape(self.depth + 1)
            field.add(inner)

    def is_shifted(self) -> bool:
        """Whether a list begins with a null before its type is known: pyarrow 26 loses that null."""
        item = self.item
        if item is not None and ((item.starts_null and item.count) or item.is_shifted()):
            return True
        return any(field.is_shifted() for field in self.fields.values())

    def varies(self) -> bool:
        """Whether rows one by one have types that do not go together."""
        if self.is_uneven or (self.is_fraction and self.whole):
            return True
        inner = [*self.fields.values(), *([self.item] if self.item is not None else [])]
        return any(shape.varies() for shape in inner)

    def columns(self, *, is_mixing: bool) -> tuple[Column, ...]:
        """Return the fields as columns; `is_mixing` tells that `datasets` looks for structs with other keys first."""
        return tuple(field.column(name, is_mixing=is_mixing) for name, field in self.fields.items())

    def column(self, name: str, *, is_mixing: bool) -> Column:
        """Return the values as a column, or as what is in a list."""
        if len(self.kinds) > 1:
            return Column(name, "json")
        kind = next(iter(self.kinds), "null")
        if kind == "struct":
            column = Column(name, "struct", self.columns(is_mixing=is_mixing))
            return Column(name, "json", (column,)) if is_mixing and self.is_uneven else column
        if kind == "list" and self.item is not None:
            return Column(name, "list", (self.item.column("item", is_mixing=is_mixing),))
        if kind == "number":
            return Column(name, "float64" if self.is_fraction else "int64")
        if kind == "text":
            return Column(name, "timestamp[s]" if self.is_time else "string")
        return Column(name, kind)

    def mixed_texts(self) -> frozenset[str]:
        """Return texts of JSON that mixed values are kept as, some of them."""
        texts = {"true"} if "bool" in self.kinds else set()
        if self.kinds & {"struct", "list"}:
            texts.add("{}")
        return frozenset(texts | set(map(_json_text, self.texts or ())))

    def values(self, rows: int, path: str = "") -> Iterator[tuple[str, Values]]:
        """Yield what more is known of plain values, by their place below this one."""
        inner = self.fields if self.item is None else {"item": self.item}
        for name, field in inner.items():
            at = f"{path}{name}"
            if field.kinds == {"list"} and field.lengths is not None:
                yield at, Values(field.has_nulls or field.count < rows, *field.lengths)
            if len(field.kinds) == 1 and field.kinds & {"struct", "list"}:
                yield from field.values(field.count, f"{at}/")
                continue
            texts = field.mixed_texts() if len(field.kinds) > 1 else None
            if texts is None and field.texts is not None and "text" in field.kinds:
                texts = frozenset(field.texts)
            has_nulls = field.has_nulls or field.count < rows
            yield at, Values(has_nulls, field.low, field.high, field.is_integral and "text" not in field.kinds, texts)


def _json_text(text: str) -> str:
    """Return a text as `datasets` puts it among mixed values: what is JSON already stays as it is."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return json.dumps(text)
    return text


def _is_time(value: str) -> bool:
    match = _TIME.fullmatch(value) if len(value) < 30 else None
    if match is None:
        return False
    try:
        # Arrow knows a year 0, which is a leap year.
        date(int(match[1]) or 2000, int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True
