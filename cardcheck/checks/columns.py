"""The columns that a card states against those in the files: missing, extra, of another type.

In: the load plan, features of the card, columns of the files. Out: problems; an error is said only where the loader
fails, as the plan or the loader's own reading of types knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cardcheck.checks.loaded import Subset, quoted, some_files, subsets
from cardcheck.editing import yaml_edits, yaml_nesting
from cardcheck.loading.casting import casts
from cardcheck.loading.column_types import family, is_alike, type_words
from cardcheck.loading.columns import columns_of
from cardcheck.loading.feature_model import Feature
from cardcheck.loading.features import read_features
from cardcheck.model.facts import Column, Table
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.load import LoadError
from cardcheck.model.target import Target

# Beside these a subset has options of its builder, which may rename columns or choose among them.
_NO_OPTIONS = frozenset({"config_name", "data_files", "data_dir", "default", "description", "features", "version"})
_TYPED = frozenset({"parquet", "arrow"})
_TABULAR = _TYPED | {"csv", "json"}
# The plan's errors that come of features, and the cases that tell them.
_KINDS = frozenset({"cast", "extra-columns", "missing-columns"})
_FAILING = frozenset({"extra", "type", "missing-fails", "missing-fails-many"})
_GENERATION = "DatasetGenerationError"


class Stated(NamedTuple):
    """The features that the card states of a subset: their list's pointer, and each column with its place."""

    pointer: str
    columns: dict[str, Column]
    places: dict[str, Feature]


def stated(subset: Subset) -> Stated | None:
    """Return the features by which the loader reads a subset; None where there are none, or they are faulty."""
    for part in (subset.config, subset.info):
        value = part.value.get("features") if part is not None else None
        if part is None or value is None:
            continue
        columns, pointer = columns_of(value), f"{part.pointer}/features"
        places = {one.name: one for one in read_features(value, pointer).features if one.depth == 0 and one.name}
        if columns is None or any(column.name not in places for column in columns):
            return None
        return Stated(pointer, {column.name: column for column in columns}, places)
    return None


def read_tables(target: Target, subset: Subset) -> dict[str, Table]:
    """Return what is known of each file's columns, where the subset has no options that change them."""
    if target.load.builder not in _TABULAR or (subset.config and subset.config.value.keys() - _NO_OPTIONS):
        return {}
    known = target.facts.tables
    return {path: known[path] for path in subset.files if path in known and known[path].columns}


def is_read(subset: Subset) -> bool:
    """Whether the plan knows that a subset is read to its end."""
    return subset.plan.error is None and all(split.rows is not None for split in subset.plan.splits)


def differ(target: Target) -> Iterator[Problem]:
    """Every file has the columns that the card states, with these types."""
    for subset in subsets(target):
        features, tables = stated(subset), read_tables(target, subset)
        if features is None or not tables:
            continue
        found = [*_missing(target, subset, features, tables), *_extra(target, subset, features, tables)]
        for name, want in features.columns.items():
            found += _other_type(target, subset, features.places[name], want, tables)
        yield from found
        error = subset.plan.error
        if (
            error is None
            or error.kind not in _KINDS
            or error.pointer != features.pointer
            or _FAILING & {one.case for one in found}
        ):
            continue
        yield target.problem(
            "fails",
            pointer=error.pointer,
            said=error.message,
            exception=error.exception,
            viewer=error.viewer or error.exception,
        )


def _missing(target: Target, subset: Subset, features: Stated, tables: dict[str, Table]) -> Iterator[Problem]:
    # The beginning of a JSON file does not show the columns that come later.
    sure = {path: table for path, table in tables.items() if table.is_whole or target.load.builder == "csv"}
    lacking: dict[str, list[str]] = {}
    for name in features.columns:
        files = [path for path, table in sure.items() if name not in _names(table)]
        if files:
            lacking[name] = files
    error = subset.plan.error
    fails = error is not None and error.kind == "missing-columns"
    case = "missing-fails" if fails else "missing"
    if len(lacking) > 3:
        files = sorted({path for paths in lacking.values() for path in paths}, key=list(tables).index)
        columns = quoted(lacking)
        words = _words(files, tables)
        yield target.problem(f"{case}-many", pointer=features.pointer, files=words, columns=columns, **_raised(error))
        return
    for name, files in lacking.items():
        place = features.places[name].pointer
        edits = yaml_edits.remove_entry(target.card, place) if len(files) == len(tables) else ()
        words = _words(files, tables)
        yield target.problem(case, pointer=f"{place}/name", edits=edits, files=words, value=name, **_raised(error))


def _extra(target: Target, subset: Subset, features: Stated, tables: dict[str, Table]) -> Iterator[Problem]:
    found: dict[str, Column] = {}
    files: list[str] = []
    if is_read(subset):
        return
    for path, table in tables.items():
        extra = [column for column in table.columns if column.name not in features.columns]
        found |= {column.name: column for column in extra}
        files += [path] if extra else []
    if not found:
        return
    alike = all(
        _columns(table)[name] == column
        for table in tables.values()
        for name, column in found.items()
        if name in _names(table)
    )
    edits = _additions(target, features.pointer, list(found.values())) if alike else ()
    error = subset.plan.error if subset.plan.error and subset.plan.error.kind == "extra-columns" else None
    yield target.problem(
        "extra",
        pointer=features.pointer,
        edits=edits,
        applicability=None if target.load.builder in _TYPED else "unsafe",
        files=_words(files, tables),
        columns=quoted(found),
        **_raised(error),
    )


def _additions(target: Target, pointer: str, columns: Sequence[Column]) -> tuple[Edit, ...]:
    """Return the edit that states plain columns, too."""
    if any(column.children or column.labels or not family(column.type) for column in columns):
        return ()
    return yaml_nesting.add_mappings(
        target.card, pointer, [{"name": column.name, "dtype": column.type} for column in columns]
    )


def _other_type(
    target: Target, subset: Subset, place: Feature, want: Column, tables: dict[str, Table]
) -> Iterator[Problem]:
    """Yield what is wrong with one column: it cannot be read as it is stated, or is stored as something else."""
    failing, other, loads = [], [], is_read(subset)
    for path, table in tables.items():
        for part in (table, *table.later):
            have = _columns(part).get(want.name)
            if have is None or have == want or path in failing or _is_mixed(have):
                continue
            if not loads and casts(have, want, part.values) is False:
                failing.append(path)
            elif target.load.builder in _TYPED and not is_alike(have, want) and path not in other:
                other.append(path)
    files = failing or other
    if not files:
        return
    have = next(
        one
        for part in (tables[files[0]], *tables[files[0]].later)
        if (one := _columns(part).get(want.name)) and one != want
    )
    kinds = {_columns(table)[want.name].type for table in tables.values() if want.name in _names(table)}
    edits = _retyped(target, place, have) if len(kinds) == 1 and not tables[files[0]].later else ()
    is_sure = failing and target.load.builder in _TYPED
    near = family(have.type) == family(want.type) != ""
    case = "type" if failing else "width" if near else "stored"
    yield target.problem(
        case,
        pointer=place.at,
        files=_words(files, tables),
        **_raised(),
        edits=edits,
        applicability=None if is_sure else "unsafe",
        value=want.name,
        have=type_words(have),
        want=type_words(want),
    )


def _retyped(target: Target, place: Feature, have: Column) -> tuple[Edit, ...]:
    if place.form != "value" or have.children or have.labels or not family(have.type):
        return ()
    return yaml_edits.set_value(target.entry_at(place.at), have.type)


def _words(files: list[str], tables: dict[str, Table]) -> str:
    return "every file" if len(files) == len(tables) > 1 else some_files(files)


def _raised(error: LoadError | None = None) -> dict[str, Any]:
    """Return what is raised: what the plan says, else what every cast that fails ends in."""
    exception = error.exception if error is not None else _GENERATION
    return {"exception": exception, "viewer": (error.viewer if error is not None else None) or exception}


def _is_mixed(column: Column) -> bool:
    """Whether values of a column vary in type, which the loader settles in its own way."""
    return column.type == "json" or any(map(_is_mixed, column.children))


def _columns(table: Table) -> dict[str, Column]:
    return {column.name: column for column in table.columns}


def _names(table: Table) -> set[str]:
    return {column.name for column in table.columns}
