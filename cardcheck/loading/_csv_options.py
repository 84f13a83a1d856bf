"""What options of the csv builder make of a table: other columns, other names, other rows.

In: options, and a table as it is read without them. Out: the table as it is read with them; what cannot be told from
its first rows is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cardcheck.loading._batches import UnknownError
from cardcheck.model.facts import Column, Table, Unreadable, Values

CSV_CHANGES = frozenset(
    (
        "chunksize",
        "column_names",
        "comment",
        "converters",
        "date_format",
        "decimal",
        "delimiter",
        "dialect",
        "doublequote",
        "encoding",
        "encoding_errors",
        "engine",
        "error_bad_lines",
        "escapechar",
        "false_values",
        "float_precision",
        "header",
        "index_col",
        "keep_default_na",
        "lineterminator",
        "mangle_dupe_cols",
        "memory_map",
        "na_filter",
        "na_values",
        "names",
        "nrows",
        "on_bad_lines",
        "prefix",
        "quotechar",
        "quoting",
        "skip_blank_lines",
        "skipfooter",
        "skipinitialspace",
        "skiprows",
        "thousands",
        "true_values",
        "usecols",
        "verbose",
        "warn_bad_lines",
    )
)
"""The options that change what is read; the separator is looked at file by file."""
CSV_OPTIONS = frozenset(("names", "nrows", "skiprows", "usecols"))
"""Those of them that are followed here."""


def separator_of(options: Mapping[str, Any]) -> Any:
    """Return what stands between cells."""
    delimiter = options.get("delimiter")
    return options.get("sep", ",") if delimiter is None else delimiter


def cut_by(separator: Any, own: str, table: Table) -> Table:
    """Return a table as it is read with another separator than its own: one that it does not hold makes it a column."""
    is_empty = table.fault is not None and table.fault.exception == "EmptyDataError"
    if separator == own or is_empty:
        return table
    if not isinstance(separator, str) or len(separator) != 1 or separator.isalnum() or separator in " .+-":
        raise UnknownError
    cells = [column.name for column in table.columns]
    cells += [str(value) for row in table.samples for value in row.values() if value is not None]
    if table.fault is not None or table.rows is None or table.rows > len(table.samples):
        raise UnknownError
    if any(mark in cell for cell in cells for mark in (separator, own, '"', "\n")):
        raise UnknownError
    if len(table.columns) == 1:
        return table
    name = own.join(column.name for column in table.columns)
    kind = "string" if table.rows else "null"
    return Table((Column(name, kind),), table.rows, values={name: Values(is_integral=False)} if table.rows else {})


def csv_changed(options: Mapping[str, Any], table: Table) -> Table:
    """Return a table as it is read with options."""
    given = {key: options[key] for key in CSV_OPTIONS if options.get(key) is not None}
    if "header" in options and options["header"] is None:
        given["names"] = given.get("names") or [str(index) for index in range(len(table.columns))]
    if not given or table.fault is not None:
        return table
    if len(given) > 1 or table.rows is None or table.later:
        raise UnknownError
    ((key, value),) = given.items()
    return _CHANGES[key](value, table)


def _named(names: Any, table: Table) -> Table:
    """Give columns names, so that the line that held theirs is a row."""
    if (
        not isinstance(names, list)
        or len(names) != len(table.columns)
        or not all(isinstance(one, str) for one in names)
    ):
        raise UnknownError
    if len(set(names)) < len(names) or not all(column.name[:1].isalpha() for column in table.columns):
        raise UnknownError
    columns = tuple(Column(name, "string") for name in names)
    return Table(columns, (table.rows or 0) + 1, values=dict.fromkeys(names, Values(is_integral=False)))


def _skipped(count: Any, table: Table) -> Table:
    """Leave out the line of names, so that the first row names the columns."""
    if count != 1 or isinstance(count, bool):
        raise UnknownError
    if table.rows == 0:
        return Table(fault=Unreadable("EmptyDataError", "the file holds no columns behind the lines to be skipped"))
    cells = [str(value) for value in table.samples[0].values() if value is not None]
    if len(cells) < len(table.columns):
        raise UnknownError
    # A name that comes once more is numbered.
    seen = [cells[:index].count(cell) for index, cell in enumerate(cells)]
    names = [f"{cell}.{count}" if count else cell for cell, count in zip(cells, seen, strict=True)]
    if len(set(names)) < len(names):
        raise UnknownError
    kinds = [column.type if (table.rows or 0) > 1 else "null" for column in table.columns]
    columns = tuple(Column(name, kind) for name, kind in zip(names, kinds, strict=True))
    return Table(columns, (table.rows or 0) - 1)


def _used(names: Any, table: Table) -> Table:
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise UnknownError
    missing = set(names) - {column.name for column in table.columns}
    if missing:
        return Table(fault=Unreadable("ValueError", f"it has no column `{min(missing)}`"))
    return table._replace(columns=tuple(column for column in table.columns if column.name in names))


def _cut(count: Any, table: Table) -> Table:
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise UnknownError
    if count >= (table.rows or 0):
        return table
    if any(values.has_nulls for values in table.values.values()):
        raise UnknownError
    texts = [column.name for column in table.columns if column.type == "string"]
    if not all(str(row.get(name, ""))[:1].isalpha() for row in table.samples[:1] for name in texts):
        raise UnknownError
    return table._replace(rows=count, values={})


_CHANGES = {"names": _named, "nrows": _cut, "skiprows": _skipped, "usecols": _used}
