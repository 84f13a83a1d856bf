"""What the options of a subset change in how its files are read.

In: a builder, options, and a table as it is read without them. Out: the table as it is read with them, or that nobody
knows. What the builder does not know, it ignores.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any

from cardcheck.loading._batches import UnknownError
from cardcheck.loading._csv_options import CSV_CHANGES, CSV_OPTIONS, csv_changed
from cardcheck.model.facts import Column, Table, Unreadable, Values

_STORED = frozenset(("columns", "filters", "on_bad_files"))
# The options of each builder that change what is read; `sep` is looked at file by file.
_CHANGES: Mapping[str, frozenset[str]] = {
    "csv": CSV_CHANGES,
    "json": frozenset(
        ("block_size", "chunksize", "encoding", "encoding_errors", "field", "newlines_in_values", "on_mixed_types")
    ),
    "text": frozenset(("chunksize", "encoding", "encoding_errors", "sample_by")),
    "parquet": _STORED,
    "arrow": frozenset(),
}
_PLAIN: Mapping[str, Any] = {
    "chunksize": None,
    "delimiter": None,
    "encoding": "utf-8",
    "encoding_errors": "strict",
    "field": None,
    "header": "infer",
    "names": None,
    "on_mixed_types": "use_json",
    "quotechar": '"',
    "sample_by": "line",
}


_FOLLOWED: Mapping[str, frozenset[str]] = {
    "csv": frozenset(("chunksize", "delimiter", "encoding")) | CSV_OPTIONS,
    "json": frozenset(("chunksize", "encoding", "field")),
    "text": frozenset(("chunksize", "encoding", "sample_by")),
    "parquet": frozenset(("columns",)),
}
"""Those of them that are followed here, as far as their values are."""


def is_modelled(builder: str, options: Mapping[str, Any]) -> bool:
    """Whether it is known what a builder reads with these options."""
    left = _changing(builder, options) - _FOLLOWED.get(builder, frozenset())
    return not left and (options.get("columns") is None or builder != "parquet" or _are_names(options["columns"]))


def _changing(builder: str, options: Mapping[str, Any]) -> set[str]:
    changes = _CHANGES.get(builder, frozenset())
    return {key for key, value in options.items() if key in changes and value is not None and _PLAIN.get(key) != value}


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def limited(builder: str, options: Mapping[str, Any], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns that a builder is told to read."""
    wanted = options.get("columns") if builder == "parquet" else None
    return columns if wanted is None else tuple(column for column in columns if column.name in wanted)


def changed(builder: str, options: Mapping[str, Any], table: Table, size_bytes: int | None = None) -> Table:
    """Return a table as it is read with options; `size_bytes` is how long its file is, None where nobody knows."""
    for key in sorted(_changing(builder, options)):
        value = options[key]
        if key == "encoding":
            table = _encoded(builder, value, table, size_bytes)
        elif key == "field":
            table = _field(value, table)
        elif key == "sample_by":
            table = _sampled(value, table)
        elif key == "columns":
            table = _chosen(value, table)
        elif key == "chunksize":
            table = _in_rows(value, table)
    return csv_changed(options, table) if builder == "csv" else table


def _encoded(builder: str, encoding: Any, table: Table, size_bytes: int | None) -> Table:
    try:
        codec = codecs.lookup(encoding).name
    except (LookupError, TypeError, ValueError):
        if builder == "json" and not (table.form or table.fault):
            return table
        is_early = table.form != "list"
        return Table(fault=Unreadable("LookupError", f"there is no encoding `{encoding}`", is_early), form=table.form)
    is_empty = table.rows == 0 or (table.fault is not None and table.fault.exception == "EmptyDataError")
    if codec in {"utf-8", "utf-8-sig"} or (is_empty and not table.columns):
        return table
    if codec == "utf-16" and table.fault is None and (table.form or (builder != "json" and table.columns)):
        return _as_utf16(builder, table, size_bytes)
    raise UnknownError


def _as_utf16(builder: str, table: Table, size_bytes: int | None) -> Table:
    """Return what is UTF-8 as it is read as UTF-16: texts lack its first mark, JSON is half of it or makes no sense."""
    if builder != "json":
        return table if table.rows == 0 and builder == "text" else _not_utf16("UnicodeError", table)
    is_odd = size_bytes is not None and size_bytes % 2 == 1 and table.form != "list"
    return _not_utf16("UnicodeDecodeError", table, is_early=True) if is_odd else _not_utf16("ArrowInvalid", table)


def _not_utf16(exception: str, table: Table, *, is_early: bool = False) -> Table:
    return Table(fault=Unreadable(exception, "it is UTF-8, and is read as UTF-16", is_early), form=table.form)


def _field(name: Any, table: Table) -> Table:
    """Return what lies under one key of a file that is a single object."""
    if table.form != "list" and table.rows == 1 and any(column.name == name for column in table.columns):
        raise UnknownError
    if table.fault is None and table.rows is None:
        raise UnknownError
    return Table(fault=Unreadable("KeyError", f"it is no object with the field `{name}`"), form=table.form)


def _sampled(how: Any, table: Table) -> Table:
    if how not in {"document", "paragraph"}:
        # The builder yields nothing for what it does not know.
        return Table((Column("text", "string"),), rows=0)
    if table.fault is not None:
        return table
    rows = 1 if how == "document" else 0 if table.rows == 0 else None
    return table._replace(rows=rows, values={"text": Values(is_integral=False)})


def _chosen(names: list[str], table: Table) -> Table:
    missing = set(names) - {column.name for column in table.columns}
    if table.fault is None and missing:
        return Table(fault=Unreadable("ArrowInvalid", f"it has no column `{min(missing)}`"))
    return table._replace(columns=limited("parquet", {"columns": names}, table.columns))


def _in_rows(size: Any, table: Table) -> Table:
    """Return a table that is read row by row, if every row has the types of all."""
    if size != 1 or isinstance(size, bool) or table.form == "values" or any(map(_varies, table.values.values())):
        raise UnknownError
    return table


def _varies(values: Values) -> bool:
    is_text = values.low is None and not values.is_integral
    return values.has_nulls or (is_text and not all(text[:1].isalpha() for text in values.texts or ("",)))
