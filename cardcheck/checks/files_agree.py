"""The files of one subset against each other, and each by itself: do they have one schema, can they be read?

In: the load plan and what is known of each file. Out: problems; those of files stand where the card names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cardcheck import resources
from cardcheck.checks.columns import read_tables, stated
from cardcheck.checks.loaded import Subset, quoted, some_files, subsets
from cardcheck.loading.column_types import type_words
from cardcheck.model.facts import Column, Footers, Table
from cardcheck.model.finding import Problem
from cardcheck.model.load import LoadError
from cardcheck.model.target import Target

_KINDS = frozenset({"different-columns", "cast"})


def agree(target: Target) -> Iterator[Problem]:
    """The files of a subset whose columns the card does not state have the same columns and types."""
    for subset in subsets(target):
        tables = read_tables(target, subset)
        if stated(subset) is not None or len(tables) < 2:
            continue
        error = subset.plan.error
        if error is not None and error.kind in _KINDS and error.file in tables:
            yield _failing(target, subset, tables, error)
        elif error is None:
            yield from _lacking(target, subset, tables)


def _failing(target: Target, subset: Subset, tables: Mapping[str, Table], error: LoadError) -> Problem:
    """Say how the file over which the loader stops differs from the first."""
    odd, first = tables[error.file or ""], next(iter(tables))
    differences = list(_differences(tables[first].columns, odd.columns))
    inside = not differences
    if inside:
        # A reader takes a large file in parts, and one of these is odd.
        differences = [one for part in odd.later for one in _differences(tables[first].columns, part.columns)]
    kinds = _kinds(tables)
    return target.problem(
        "kinds" if len(tables) > 2 and len(kinds) > 1 else "fails",
        pointer=subset.pointer,
        quotes=None if subset.pointer else "",
        file=error.file,
        further=" further down" if inside else "",
        difference=differences[0] if differences else "other columns or types",
        more=f", {differences[1]}" if len(differences) > 1 else "",
        first=first,
        kinds=len(kinds),
        most=some_files(kinds[0]),
        exception=error.exception,
        viewer=error.viewer or error.exception,
    )


def _lacking(target: Target, subset: Subset, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Say which files of a split lack columns that others have: the loader fills them without a word."""
    for split in subset.plan.splits:
        whole = {path: tables[path] for path in split.files if path in tables and _is_sure(target, tables[path])}
        groups: dict[frozenset[str], list[str]] = defaultdict(list)
        for path, table in whole.items():
            groups[frozenset(column.name for column in table.columns)].append(path)
        if len(groups) < 2:
            continue
        every = frozenset().union(*groups)
        odd = {names: files for names, files in groups.items() if names != every}
        lacked = sorted({name for names in odd for name in every - names})
        files = [path for paths in odd.values() for path in paths]
        yield target.problem(
            "lacks",
            pointer=subset.pointer,
            quotes=None if subset.pointer else "",
            split=split.name,
            files=some_files(files),
            verb="lack" if len(files) > 1 else "lacks",
            columns=quoted(lacked),
            viewer=" and the viewer may show SplitParquetSchemaMismatchError"
            if target.load.builder == "parquet"
            else "",
        )


def _is_sure(target: Target, table: Table) -> bool:
    return (table.is_whole or target.load.builder == "csv") and table.rows != 0


def _differences(one: Sequence[Column], two: Sequence[Column]) -> Iterator[str]:
    first, second = ({column.name: column for column in columns} for columns in (one, two))
    more, fewer = second.keys() - first.keys(), first.keys() - second.keys()
    if more:
        yield f"has {quoted(sorted(more), 2)}"
    if fewer:
        yield f"lacks {quoted(sorted(fewer), 2)}"
    for name, column in second.items():
        had = first.get(name)
        if had is not None and had != column:
            yield f"has {type_words(column)}, not {type_words(had)}, in `{name}`"


def _kinds(tables: Mapping[str, Table]) -> list[list[str]]:
    """Return the files by what their columns are called and hold, the most common kind first."""
    groups: dict[frozenset[tuple[str, str]], list[str]] = defaultdict(list)
    for path, table in tables.items():
        groups[frozenset((column.name, type_words(column)) for column in table.columns)].append(path)
    return sorted(groups.values(), key=len, reverse=True)


def readable(target: Target) -> Iterator[Problem]:
    """Every data file can be read."""
    faults = {path: table.fault for path, table in target.facts.tables.items() if table.fault is not None}
    if not faults:
        return
    told: set[str] = set()
    for subset in subsets(target):
        error = subset.plan.error
        pointers = {path: one.pointer for split in subset.plan.splits for one in split.patterns for path in one.files}
        for path in dict.fromkeys(subset.files):
            fault = faults.get(path)
            if fault is None or path in told:
                continue
            told.add(path)
            is_first = error is not None and error.kind == "unreadable" and error.file == path
            pointer = pointers.get(path) or subset.pointer
            yield target.problem(
                "fails",
                pointer=pointer,
                quotes=None if pointer else "",
                file=path,
                reason=fault.reason,
                exception=error.exception if error is not None and is_first else "DatasetGenerationError",
                cause=fault.exception,
            )
    for path in sorted(faults.keys() & set(target.load.left_out) - told):
        fault = faults[path]
        assert fault is not None
        yield target.problem(quotes="", file=path, reason=fault.reason, cause=fault.exception)


def column_limits(
    target: Target, *, vocabulary: str, columns: int | None = None, name_length: int | None = None
) -> Iterator[Problem]:
    """The viewer's limits on columns are kept in the files, where the card states no columns."""
    limits = resources.vocabulary(vocabulary)
    most, longest = columns or limits["columns"]["most"], name_length or limits["column_name_length"]["most"]
    for subset in subsets(target):
        tables = {} if stated(subset) is not None else read_tables(target, subset)
        pointer, quotes = subset.pointer, None if subset.pointer else ""
        wide = [path for path, table in tables.items() if len(table.columns) > most]
        if wide:
            count = len(tables[wide[0]].columns)
            said = {"files": some_files(wide), "count": f"{count:,}", "most": f"{most:,}"}
            yield Problem("columns", said, pointer, quotes=quotes)
            continue
        long = [path for path, table in tables.items() if any(len(one.name) > longest for one in table.columns)]
        if long:
            count = max(len(one.name) for one in tables[long[0]].columns)
            yield Problem(
                "long-name", {"files": some_files(long), "count": count, "most": longest}, pointer, quotes=quotes
            )


def undescribed(target: Target) -> Iterator[Problem]:
    """Where footers tell columns and rows, the card tells them, too."""
    metadata = target.metadata
    parquet = target.facts.parquet
    if isinstance(metadata, dict) and metadata.get("dataset_info") is not None:
        return
    footers = parquet.footers if isinstance(parquet, Footers) else {}
    files = [path for subset in subsets(target) for path in subset.files]
    loads = target.load.outcome == "ok" and target.load.builder == "parquet"
    if not loads or not files or any(path not in footers or footers[path].table.fault for path in files):
        return
    columns = {column.name for path in files for column in footers[path].table.columns}
    rows = sum(footers[path].table.rows or 0 for path in set(files))
    named = f"{len(columns)} column" + ("s" if len(columns) != 1 else "")
    yield target.problem(columns=named, rows=f"{rows:,}", files=some_files(files))
