"""What the `json` builder of `datasets` makes of a JSON file: bytes in, Table out.

It takes JSON Lines, a list of objects or of plain values, and objects over several lines. Held against datasets 5.2.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite
from typing import Any

from cardcheck.facts._json_shapes import Budget, TooMuchError
from cardcheck.model.facts import Column, Table, Unreadable

BATCH_BYTES = 10 << 20
"""How much the loader reads at a time; each batch has types of its own."""

_MAX_SAMPLES = 20
_MAX_ITEMS = 20
_MAX_TEXT = 200
_MAX_DEPTH = 6
_BLANKS = " \t\r\n"


class _FaultError(Exception):
    """The reader stops here."""

    def __init__(self, exception: str, reason: str, *, is_early: bool = False) -> None:
        self.fault = Unreadable(exception, reason, is_early)
        super().__init__(reason)


class _UnknownError(Exception):
    """What the reader does here is not known."""


def read_json(data: bytes, *, is_whole: bool = True) -> Table:
    """Read a JSON file, or its beginning."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    form = "list" if data.startswith(b"[") else "lines"
    try:
        if not is_whole:
            data = data[: data.rfind(b"\n") + 1]
            return _head(data)
        return _list(data) if form == "list" else _lines(data)
    except _FaultError as error:
        return Table(fault=error.fault, is_whole=is_whole, form=form)
    except (_UnknownError, TooMuchError, RecursionError):
        return Table(is_whole=False, form=form)


def _text(data: bytes) -> str:
    # pyarrow looks at no bytes inside of texts.
    return data.decode("utf-8", "surrogateescape")


def _list(data: bytes) -> Table:
    """Read a list of objects, or of plain values, which become the column `text`."""
    try:
        items = json.loads(_text(data), parse_constant=lambda _: None)
    except ValueError as error:
        raise _FaultError("ValueError", f"the JSON list cannot be read ({_reason(error)})") from error
    if not items:
        return Table(rows=0, form="list")
    if b"{" not in data[:100].split(b'"', 1)[0]:
        items = [{"text": item} for item in items]
    if None in items:
        raise _UnknownError
    if not all(isinstance(item, dict) for item in items):
        raise _FaultError("TypeError", "the JSON list holds objects and other values")
    return _table(items, "list", is_mixing=True)


def _lines(data: bytes) -> Table:
    """Read objects, batch by batch."""
    tables: list[Table] = []
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + BATCH_BYTES - 1) + 1 if len(data) - start > BATCH_BYTES else 0
        end = end or len(data)
        tables.append(_batch(_text(data[start:end]), is_first=not tables))
        start = end
    if not tables:
        return Table(rows=0)
    first = tables[0]
    later = tuple(table for table in tables[1:] if table.columns != first.columns)
    return first._replace(rows=sum(table.rows or 0 for table in tables), later=later)


def _batch(text: str, *, is_first: bool) -> Table:
    rows = text.split("\n")
    if rows and not rows[-1]:
        rows.pop()
    error = None
    try:
        objects = [json.loads(row, object_pairs_hook=_pairs) for row in rows]
        form = "lines"
    except ValueError:
        objects, error = _values(text)
        form = "values"
    if None in objects:
        # pyarrow crashes over it.
        raise _UnknownError
    table = _table([row for row in objects if isinstance(row, dict)], form, is_mixing=is_first and form == "lines")
    if form == "values" and any(map(_is_mixed, table.columns)):
        # Mixed values are written anew line by line, and the lines hold no JSON of their own.
        reason = "values of several types stand in objects that are not one a line"
        raise _FaultError("ValueError", reason, is_early=True)
    if error is not None:
        raise error
    if not all(isinstance(row, dict) for row in objects):
        raise _FaultError("ArrowInvalid", "a row of the JSON file is no object")
    return table


def _is_mixed(column: Column) -> bool:
    return column.type == "json" or any(map(_is_mixed, column.children))


def _values(text: str) -> tuple[list[Any], _FaultError | None]:
    """Return the values of a text that holds one after the other, with blanks or nothing between them."""
    decoder = json.JSONDecoder(object_pairs_hook=_pairs)
    values: list[Any] = []
    at = 0
    while True:
        while at < len(text) and text[at] in _BLANKS:
            at += 1
        if at == len(text):
            return values, None
        if not values and text.startswith("[", at):
            # pandas reads a list behind blanks, with types of its own.
            raise _UnknownError
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError as error:
            return values, _FaultError("ArrowInvalid", f"value {len(values) + 1} is no JSON ({_reason(error)})")
        values.append(value)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _FaultError("ArrowInvalid", "an object has a key twice")
    return made


def _head(data: bytes) -> Table:
    """Read the first rows of a large file, as far as whole lines hold objects."""
    rows = []
    for line in _text(data).split("\n"):
        try:
            row = json.loads(line.strip(_BLANKS + ",").removeprefix("[").strip(_BLANKS) or "null")
        except ValueError:
            return Table(is_whole=False)
        if isinstance(row, dict):
            rows.append(row)
    if not rows:
        return Table(is_whole=False)
    form = "list" if data.startswith(b"[") else "lines"
    return _table(rows, form, is_mixing=True)._replace(rows=None, is_whole=False)


def _table(objects: list[dict[str, Any]], form: str, *, is_mixing: bool) -> Table:
    root = Budget().shape(0)
    for row in objects:
        root.add(row)
    columns = root.columns(is_mixing=is_mixing)
    if root.is_shifted():
        if form == "values" and not any(map(_is_mixed, columns)):
            raise _FaultError("ArrowInvalid", "pyarrow loses a null at the beginning of a list", is_early=True)
        # Rows are then read one by one, and times stay texts.
        if any(field.varies() for field in root.fields.values()):
            raise _UnknownError
        columns = tuple(map(_without_times, columns))
    samples = tuple({str(key): _bounded(value, 0) for key, value in row.items()} for row in objects[:_MAX_SAMPLES])
    return Table(columns, len(objects), samples=samples, values=dict(root.values(len(objects))), form=form)


def _without_times(column: Column) -> Column:
    kind = "string" if column.type == "timestamp[s]" else column.type
    return column._replace(type=kind, children=tuple(map(_without_times, column.children)))


def _bounded(value: Any, depth: int) -> Any:
    """Return the beginning of a value."""
    if isinstance(value, str):
        return value[:_MAX_TEXT]
    if isinstance(value, float) and not isfinite(value):
        return None
    if depth >= _MAX_DEPTH and isinstance(value, list | dict):
        return None
    if isinstance(value, list):
        return [_bounded(item, depth + 1) for item in value[:_MAX_ITEMS]]
    if isinstance(value, dict):
        return {key: _bounded(value[key], depth + 1) for key in _first(value)}
    return value


def _first(keys: Iterable[str]) -> list[str]:
    return [key for key, _ in zip(keys, range(_MAX_ITEMS), strict=False)]


def _reason(error: ValueError) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
