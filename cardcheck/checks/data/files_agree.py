"""The files of one subset against each other, and each by itself: do they have one schema, can they be read?

In: the load plan and what is known of each file. Out: problems; those of files stand where the card names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cardcheck import resources
from cardcheck.checks.data.loaded import Subset, quoted, sentence, some_files, subsets
from cardcheck.checks.data.stated_columns import Kind, kinds_of, stated
from cardcheck.editing import yaml_blocks, yaml_edits, yaml_features
from cardcheck.loading.column_types import type_words
from cardcheck.loading.dtypes import is_value_type
from cardcheck.model.facts import Column, Footer, Footers
from cardcheck.model.finding import Problem
from cardcheck.model.load import LoadError
from cardcheck.model.target import Target

_KINDS = frozenset({"different-columns", "cast"})


def agree(target: Target) -> Iterator[Problem]:
    """The files of a subset whose columns the card does not state have the same columns and types."""
    for subset in subsets(target):
        if stated(subset) is not None or len(subset.files) < 2:
            continue
        kinds, error = kinds_of(target, subset), subset.plan.error
        if error is not None and error.kind in _KINDS:
            odd = next((kind for kind in kinds if error.file in kind.files), None)
            yield from () if odd is None else _failing(target, subset, kinds, odd, error)
        elif error is None:
            yield from _lacking(target, subset, kinds)


def _failing(target: Target, subset: Subset, kinds: list[Kind], odd: Kind, error: LoadError) -> Iterator[Problem]:
    """Say how the file over which the loader stops differs from the first."""
    differences = list(_differences(kinds[0].first, odd.first))
    inside = not differences
    if inside:
        # A reader takes a large file in parts, and one of these is odd.
        differences = [one for part in odd.parts for one in _differences(kinds[0].first, part.columns)]
    groups = _groups(kinds)
    yield target.problem(
        "kinds" if len(subset.files) > 2 and len(groups) > 1 else "fails",
        pointer=subset.pointer,
        quotes=None if subset.pointer else "",
        file=error.file,
        further=" further down" if inside else "",
        difference=differences[0] if differences else "has other columns or types",
        more=f", {differences[1]}" if len(differences) > 1 else "",
        first=kinds[0].files[0],
        kinds=len(groups),
        mostly=", the most common that of " if len(groups[0]) > 1 else "",
        most=some_files(groups[0]) if len(groups[0]) > 1 else "",
        exception=error.exception,
        viewer=error.viewer or error.exception,
    )


def _lacking(target: Target, subset: Subset, kinds: list[Kind]) -> Iterator[Problem]:
    """Say which files of a split lack columns that others have: the loader fills them without a word."""
    tables = target.facts.tables
    for split in subset.plan.splits if len(kinds) > 1 else ():
        mine = set(split.files)
        groups: dict[frozenset[str], list[str]] = defaultdict(list)
        for kind in kinds if all(kind.is_sure for kind in kinds) else ():
            files = [path for path in kind.files if path in mine and tables[path].rows != 0]
            if files:
                groups[frozenset(kind.first)] += files
        if len(groups) < 2:
            continue
        every = frozenset().union(*groups)
        odd = [path for names, files in groups.items() if names != every for path in files]
        yield target.problem(
            "lacks",
            pointer=subset.pointer,
            quotes=None if subset.pointer else "",
            split=split.name,
            files=some_files(odd),
            verb="lack" if len(odd) > 1 else "lacks",
            columns=quoted(sorted({name for names in groups for name in every - names})),
            viewer=" and the viewer may show SplitParquetSchemaMismatchError"
            if target.load.builder == "parquet"
            else "",
        )


def _differences(one: Mapping[str, Column], two: Mapping[str, Column]) -> Iterator[str]:
    more, fewer = two.keys() - one.keys(), one.keys() - two.keys()
    if more:
        yield f"has {quoted(sorted(more), 2)}"
    if fewer:
        yield f"lacks {quoted(sorted(fewer), 2)}"
    for name, column in two.items():
        had = one.get(name)
        if had is not None and had != column:
            yield f"has {type_words(column)}, not {type_words(had)}, in `{name}`"


def _groups(kinds: list[Kind]) -> list[list[str]]:
    """Return the files by what their columns are called and hold, the most common kind first."""
    groups: dict[frozenset[tuple[str, str]], list[str]] = defaultdict(list)
    for kind in kinds:
        groups[frozenset((column.name, type_words(column)) for column in kind.first.values())] += kind.files
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


def loads(target: Target, *, kinds: Sequence[str]) -> Iterator[Problem]:
    """The files of a subset are read without an error of these kinds that nobody else speaks of."""
    for subset in subsets(target):
        error = subset.plan.error
        if error is None or error.stage != "data" or error.kind not in kinds or _is_told(target, subset, error):
            continue
        pointer = error.pointer or subset.pointer
        yield target.problem(
            pointer=pointer,
            quotes=None if pointer else "",
            exception=error.exception,
            viewer=f" (viewer: {error.viewer})" if error.viewer else "",
            **sentence(error.message),
        )


def _is_told(target: Target, subset: Subset, error: LoadError) -> bool:
    """Whether another check of data finds what the plan found, in more words."""
    table = target.facts.tables.get(error.file or "")
    if table is not None and table.fault is not None:
        return True
    known = kinds_of(target, subset)
    if (error.pointer or "").endswith("/features"):
        return bool(known) and stated(subset) is not None
    is_odd = error.kind in _KINDS and any(error.file in kind.files for kind in known)
    return is_odd and stated(subset) is None and len(subset.files) > 1


def column_limits(
    target: Target, *, vocabulary: str, columns: int | None = None, name_length: int | None = None
) -> Iterator[Problem]:
    """The viewer's limits on columns are kept in the files, where the card states no columns."""
    limits = resources.vocabulary(vocabulary)
    most, longest = columns or limits["columns"]["most"], name_length or limits["column_name_length"]["most"]
    for subset in subsets(target):
        kinds = [] if stated(subset) is not None else kinds_of(target, subset)
        pointer, quotes = subset.pointer, None if subset.pointer else ""
        wide = [path for kind in kinds if len(kind.first) > most for path in kind.files]
        long = {path: max(map(len, kind.first)) for kind in kinds for path in kind.files}
        long = {path: length for path, length in long.items() if length > longest}
        if wide:
            count = max(len(kind.first) for kind in kinds)
            said = {"files": some_files(wide), "count": f"{count:,}", "most": f"{most:,}"}
            yield Problem("columns", said, pointer, quotes=quotes)
        elif long:
            words = some_files(list(long))
            yield Problem(
                "long-name", {"files": words, "count": max(long.values()), "most": longest}, pointer, quotes=quotes
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
    lines = _described(target, footers)
    edits = yaml_blocks.add_block(target.card, "dataset_info", lines) if lines else ()
    changes = ("/dataset_info",)
    yield target.problem(columns=named, rows=f"{rows:,}", files=some_files(files), edits=edits, changes=changes)


def _described(target: Target, footers: Mapping[str, Footer]) -> list[str]:
    """Return what footers tell as lines of `dataset_info`; none where words for some column fail.

    Before compression a column takes in Parquet about what it takes in memory.
    """
    lines: list[str] = []
    is_alone = [config.name for config in target.load.configs] == ["default"]
    for config in target.load.configs:
        files = [footers[path] for split in config.splits for path in split.files]
        kinds = {id(footer.table.columns): footer.table.columns for footer in files}
        columns, *others = kinds.values() if kinds else [()]
        alike = all(other == columns for other in others)
        features = yaml_features.feature_lines(columns, is_value_type) if alike else None
        names = [yaml_edits.scalar(name) for name in (config.name, *(split.name for split in config.splits))]
        if features is None or not all(names) or any(split.rows is None for split in config.splits):
            return []
        lines += [] if is_alone else [f"- config_name: {names[0]}"]
        lines += ["  features:", *(f"  {line}" for line in features), "  splits:"]
        for name, split in zip(names[1:], config.splits, strict=True):
            size = sum(footers[path].size_bytes for path in split.files)
            lines += [f"  - name: {name}", f"    num_bytes: {size}", f"    num_examples: {split.rows}"]
    return lines
