"""What the files of a subset hold, as far as it is sure: columns, rows, sizes. Facts in, plain data out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.drafting.model import Folder
from cardcheck.loading.formats import format_of
from cardcheck.model.facts import Column, FileList, Table
from cardcheck.model.load import ConfigPlan, LoadPlan

_TABLES = frozenset({"csv", "tsv", "json", "parquet", "arrow", "text"})
_TEXTS = frozenset({"string", "large_string", "string_view", "translation", "audio", "video", "pdf"})
_LISTS = frozenset({"list", "large_list"})
_DEEPEST = 4
_UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB")


def tables_of(folder: Folder, files: Sequence[str]) -> list[Table] | None:
    """Return what is in files that are all of one tabular format; None where one of them is not known or is odd."""
    form = format_of(files, {})
    known = folder.facts.tables
    tables = [known[path] for path in files if path in known and format_of([path], {}) == form]
    is_plain = all(table.columns and not table.names and table.fault is None for table in tables)
    return tables if form.words in _TABLES and is_plain and len(tables) == len(files) > 0 else None


def columns_of(folder: Folder, config: ConfigPlan) -> tuple[Column, ...]:
    """Return the columns of a subset where every one of its files has them, in whatever part of it."""
    tables = tables_of(folder, [path for split in config.splits for path in split.files])
    if not tables or not all(table.columns == tables[0].columns for table in tables):
        return ()
    return tables[0].columns if all(table.is_whole and not table.later for table in tables) else ()


def stated(column: Column) -> dict[str, Any]:
    """Return a column as an entry of `features`, as far as a table of columns tells it."""
    about: dict[str, Any] = {"name": column.name}
    if column.type == "struct":
        return about | {"struct": list(map(stated, column.children))}
    if len(column.children) == 1 and (column.type in _LISTS or column.type.startswith("fixed_size_list")):
        (item,) = column.children
        return about | {"list": list(map(stated, item.children)) if item.type == "struct" else stated(item)}
    return about | {"dtype": {column.type: {"names": list(column.labels)}} if column.labels else column.type}


def has_words(folder: Folder, plan: LoadPlan) -> bool:
    """Whether some language may be in the data: it holds texts or sounds, or nobody knows."""
    columns = [columns_of(folder, config) for config in plan.configs]
    if not columns or not all(columns):
        return plan.builder not in {"imagefolder", "meshfolder", "niftifolder"}
    return any(map(_is_worded, (column for some in columns for column in some)))


def bucket_of(plan: LoadPlan) -> str | None:
    """Return the size bucket of all rows, where every split's number is known and none is read twice."""
    files = [path for config in plan.configs for split in config.splits for path in split.files]
    rows = [split.rows for config in plan.configs for split in config.splits]
    counts = [count for count in rows if count is not None]
    if not files or len(counts) < len(rows) or len(set(files)) < len(files):
        return None
    for name, bounds in resources.vocabulary("size-categories").items():
        if "min" in bounds and bounds["min"] <= sum(counts) and sum(counts) < (bounds["below"] or sum(counts) + 1):
            return name
    return None


def size_words(folder: Folder, files: Sequence[str]) -> str:
    """Return how much files take, for people."""
    listed = folder.facts.files
    sizes = {file.path: file.size_bytes for file in listed.files} if isinstance(listed, FileList) else {}
    size: float = sum(sizes.get(path, 0) for path in set(files))
    for unit in _UNITS:
        if size < 999.5 or unit == _UNITS[-1]:
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "bytes" or size >= 99.5 else f"{size:.1f} {unit}"


def _is_worded(column: Column) -> bool:
    return column.type in _TEXTS or any(map(_is_worded, column.children))


def texts_in(folder: Folder, plan: LoadPlan) -> dict[str, list[str]]:
    """Return the texts among the first rows of the files that are read, by column."""
    found: dict[str, list[str]] = {}
    tables = folder.facts.tables
    for path in dict.fromkeys(path for config in plan.configs for split in config.splits for path in split.files):
        for row in tables[path].samples if path in tables else ():
            for name, value in row.items():
                found.setdefault(name, []).extend(_texts(value, 0))
    return found


def _texts(value: Any, depth: int) -> Iterator[str]:
    """Yield a text, or those within lists and structs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner, depth + 1)
