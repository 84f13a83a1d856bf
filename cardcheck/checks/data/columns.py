"""The columns that a card states against those in the files: missing, extra, of another type.

In: the load plan, features of the card, columns of the files. Out: problems; an error is said only where the loader
fails, as the plan or the loader's own reading of types knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cardcheck.checks.data.loaded import quoted, sentence, subsets
from cardcheck.checks.data.stated_columns import STORED, Kind, Side, both_sides
from cardcheck.editing import yaml_blocks, yaml_edits
from cardcheck.loading.casting import casts
from cardcheck.loading.column_types import family, is_alike, type_words
from cardcheck.loading.feature_model import Feature
from cardcheck.model.facts import Column
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.load import LoadError
from cardcheck.model.target import Target

# The plan's errors that come of features, and the cases that tell them.
_KINDS = frozenset({"cast", "extra-columns", "missing-columns"})
_FAILING = frozenset({"extra", "renamed", "type", "missing-fails", "missing-fails-many"})
_GENERATION = "DatasetGenerationError"
_MOST_MISSING, _MOST_RENAMED, _ALIKE = 3, 20, 0.75


def differ(target: Target) -> Iterator[Problem]:
    """Every file has the columns that the card states, with these types."""
    for subset in subsets(target):
        side = both_sides(target, subset)
        if side is None:
            continue
        renamed = _renamed(side)
        found = [_other_name(target, side, *names) for names in renamed.items()]
        found += [*_missing(target, side, renamed), *_extra(target, side, renamed)]
        for want in side.features.columns.values():
            found += _other_type(target, side, want)
        yield from found
        error = subset.plan.error
        # A subset may state features of its own beside those in `dataset_info`, and both have to fit.
        if error is None or error.kind not in _KINDS or not (error.pointer or "").endswith("/features"):
            continue
        if _FAILING.isdisjoint(one.case for one in found):
            yield target.problem("fails", pointer=error.pointer, **sentence(error.message), **_raised(error))


def _renamed(side: Side) -> dict[str, str]:
    """Return the columns that no file has, by their evident names there, which the card does not state."""
    if side.loads or not all(kind.is_sure for kind in side.kinds):
        return {}
    stated = side.features.columns.keys()
    lost = [name for name in stated if not any(name in kind.first for kind in side.kinds)]
    new = [name for name in side.kinds[0].first if name not in stated]
    new = [name for name in new if all(name in kind.first for kind in side.kinds)]
    if not lost or not new or len(lost) > _MOST_RENAMED or len(new) > _MOST_RENAMED:
        return {}
    from difflib import get_close_matches

    found = {name: get_close_matches(name, new, n=2, cutoff=_ALIKE) for name in lost}
    right = [names[0] for names in found.values() if len(names) == 1]
    return {name: names[0] for name, names in found.items() if len(names) == 1 and right.count(names[0]) == 1}


def _other_name(target: Target, side: Side, name: str, right: str) -> Problem:
    """Say that a column has another name in the files."""
    pointer = f"{side.features.item(name)}/name"
    entry = target.entry_at(pointer)
    edits = yaml_edits.set_value(entry, right) if entry else ()
    files = side.words([path for kind in side.kinds for path in kind.files])
    raised = _raised_by(side, "extra-columns")
    return target.problem("renamed", pointer=pointer, edits=edits, value=name, right=right, files=files, **raised)


def _missing(target: Target, side: Side, renamed: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the stated columns that files lack."""
    lacking: dict[str, list[Kind]] = {}
    for kind in side.kinds:
        for name in side.features.columns.keys() - kind.first.keys() - renamed.keys() if kind.is_sure else ():
            lacking.setdefault(name, []).append(kind)
    error = side.subset.plan.error
    case = "missing-fails" if error is not None and error.kind == "missing-columns" else "missing"
    names = [name for name in side.features.columns if name in lacking]
    if len(names) > _MOST_MISSING:
        files = [path for kind in side.kinds if any(kind in kinds for kinds in lacking.values()) for path in kind.files]
        said = {"files": _any(side, files), "columns": quoted(names), **_raised(error)}
        yield target.problem(f"{case}-many", pointer=side.features.pointer, **said)
        return
    for name in names:
        place = side.features.item(name)
        files = [path for kind in lacking[name] for path in kind.files]
        edits = yaml_edits.remove_entry(target.card, place) if len(lacking[name]) == len(side.kinds) else ()
        said = {"files": _any(side, files), "value": name, **_raised(error)}
        yield target.problem(case, pointer=f"{place}/name", edits=edits, changes=(place,), **said)


def _any(side: Side, files: list[str]) -> str:
    """Return files of which something is denied."""
    words = side.words(files)
    return "any file" if words == "every file" else words


def _extra(target: Target, side: Side, renamed: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the columns of files that the card does not state."""
    if side.loads:
        return
    known = {*side.features.columns, *renamed.values()}
    odd = [kind for kind in side.kinds if kind.first.keys() - known]
    found: dict[str, Column] = {}
    for kind in odd:
        found |= {name: column for name, column in kind.first.items() if name not in known}
    if not found:
        return
    alike = all(kind.first.get(name, column) == column for kind in odd for name, column in found.items())
    raised = _raised_by(side, "extra-columns")
    yield target.problem(
        "extra",
        pointer=side.features.pointer,
        edits=_additions(target, side.features.pointer, list(found.values())) if alike else (),
        applicability=None if side.builder in STORED else "unsafe",
        files=side.words([path for kind in odd for path in kind.files]),
        columns=quoted(found),
        **raised,
    )


def _additions(target: Target, pointer: str, columns: Sequence[Column]) -> tuple[Edit, ...]:
    """Return the edit that states plain columns, too."""
    if any(column.children or column.labels or not family(column.type) for column in columns):
        return ()
    items = [{"name": column.name, "dtype": column.type} for column in columns]
    return yaml_blocks.add_mappings(target.card, pointer, items)


def _other_type(target: Target, side: Side, want: Column) -> Iterator[Problem]:
    """Yield what is wrong with one column: it cannot be read as it is stated, or is stored as something else."""
    failing: list[tuple[Kind, Column]] = []
    other: list[tuple[Kind, Column]] = []
    for kind in side.kinds:
        failing += [(kind, have) for have in _unfit(side, kind, want)][:1]
        have = kind.first.get(want.name)
        if side.builder in STORED and have is not None and not is_alike(have, want):
            other.append((kind, have))
    found = failing or other
    if not found:
        return
    have, place = found[0][1], side.features.places[want.name]
    types = {kind.first[want.name].type for kind in side.kinds if want.name in kind.first}
    is_one = len(types) == 1 and len(found[0][0].parts) == 1
    is_near = family(have.type) == family(want.type) != ""
    yield target.problem(
        "type" if failing else "width" if is_near else "stored",
        pointer=place.at,
        edits=_retyped(target, place, have) if is_one else (),
        applicability=None if failing and side.builder in STORED else "unsafe",
        files=side.words([path for kind, _ in found for path in kind.files]),
        value=want.name,
        have=type_words(have),
        want=type_words(want),
        **_raised_by(side, "cast"),
    )


def _unfit(side: Side, kind: Kind, want: Column) -> Iterator[Column]:
    """Yield the column in each part of a file where the loader cannot make of it what the card states."""
    for part in () if side.loads else kind.parts:
        have = part.columns.get(want.name)
        if have is None or have == want or _is_mixed(have):
            continue
        if casts(have, want, part.values) is False:
            yield have


def _retyped(target: Target, place: Feature, have: Column) -> tuple[Edit, ...]:
    if place.form != "value" or have.children or have.labels or not family(have.type):
        return ()
    return yaml_edits.set_value(target.entry_at(place.at), have.type)


def _raised(error: LoadError | None) -> dict[str, Any]:
    exception = error.exception if error is not None else _GENERATION
    return {"exception": exception, "viewer": (error.viewer if error is not None else None) or exception}


def _raised_by(side: Side, kind: str) -> dict[str, Any]:
    """Return what is raised: what the plan says of this kind of error, else what every cast that fails ends in."""
    error = side.subset.plan.error
    said = _raised(error if error is not None and error.kind == kind else None)
    return {**said, "so": side.subset.so(said["exception"])}


def _is_mixed(column: Column) -> bool:
    """Whether values of a column vary in type, which the loader settles in its own way."""
    return column.type == "json" or any(map(_is_mixed, column.children))
