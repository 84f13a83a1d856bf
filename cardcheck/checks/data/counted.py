"""The card's numbers against the data: rows and names of splits, the size bucket, bytes, splits without rows.

In: the load plan with exact rows. Out: problems. What a folder may lack is never counted against the card.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.checks.data.loaded import Subset, is_whole, quoted, rows_of, some_files, subsets
from cardcheck.editing import yaml_edits
from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Footers
from cardcheck.model.finding import Problem
from cardcheck.model.load import SplitPlan
from cardcheck.model.target import Target


def rows(target: Target) -> Iterator[Problem]:
    """`num_examples` of every split is the number of its rows."""
    for subset in subsets(target):
        plans = {split.name: split for split in subset.plan.splits}
        for entry in _once_each(subset.stated_splits()):
            split, said = plans.get(str(entry.value["name"])), entry.value.get("num_examples")
            if split is None or not isinstance(said, int | float) or said < 0 or said != said // 1:
                continue
            counted = rows_of(subset, split, target.facts.tables)
            if counted is None or counted == said or (counted < said and not is_whole(target.files, split)):
                continue
            pointer = f"{entry.pointer}/num_examples"
            edits = yaml_edits.write_number(target.entry_at(pointer), counted)
            holds = "hold" if len(split.files) > 1 else "holds"
            yield target.problem(
                pointer=pointer,
                edits=edits,
                value=said,
                rows=_rows(counted),
                files=f"{some_files(split.files)} {holds}",
                split=split.name,
                so=subset.so("NonMatchingSplitsSizesError"),
            )


def splits(target: Target) -> Iterator[Problem]:
    """Where the loader finds the splits by itself, they are those that `dataset_info` lists."""
    for subset in subsets(target):
        stated = _once_each(subset.stated_splits())
        if not stated or (subset.config is not None and "data_files" in subset.config.value):
            continue
        told = {str(entry.value["name"]): entry for entry in stated}
        found = {split.name: split for split in subset.plan.splits}
        how = "`train`, the split of files whose names tell none" if subset.plan.layout == "all" else quoted(found)
        # What is not in this folder may be on the Hub.
        missing = [name for name in told if name not in found] if target.files.is_complete else []
        others = [name for name in found if name not in told]
        for name in missing:
            gone, so = told[name].pointer, subset.so("ExpectedMoreSplitsError")
            said: dict[str, Any] = {"split": name, "found": how, "so": so}
            if len(missing) == len(others) == 1:
                pointer = f"{gone}/name"
                edits = yaml_edits.set_value(target.entry_at(pointer), others[0])
                yield target.problem("other", pointer=pointer, edits=edits, given=others[0], **said)
                return
            edits = yaml_edits.remove_entry(target.card, gone)
            yield target.problem("missing", pointer=f"{gone}/name", edits=edits, changes=(gone,), **said)
        # The loader speaks of these only when none is missing: then one is often the other under another name.
        for name in [] if missing else others:
            if target.files.is_complete or subset.plan.layout != "all":
                assert subset.info is not None
                error = subset.plan.error
                is_it = error is not None and error.kind == "split-unexpected"
                so = subset.so(error.exception if error is not None and is_it else "UnexpectedSplitsError")
                files = some_files(found[name].files)
                yield target.problem("unknown", pointer=f"{subset.info.pointer}/splits", split=name, files=files, so=so)


def empty_splits(target: Target) -> Iterator[Problem]:
    """Every split has rows."""
    for subset in subsets(target):
        error = subset.plan.error
        for split in subset.plan.splits:
            if not split.files or rows_of(subset, split, target.facts.tables) != 0 or not is_whole(target.files, split):
                continue
            fails = error is not None and error.kind == "empty-split" and error.file in {None, *split.files}
            pointer = _split_pointer(subset, split)
            yield target.problem(
                "fails" if fails else None,
                pointer=pointer,
                quotes=None if pointer else "",
                split=split.name,
                files=some_files(split.files),
                exception=error.exception if error else "",
            )


def bucket(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """A bucket of the card holds the rows of all subsets and splits together."""
    buckets = resources.vocabulary(vocabulary)
    named = [target.value] if isinstance(target.value, str) else target.value
    if not isinstance(named, list) or not named or not all(isinstance(name, str) for name in named):
        return
    ranges = [buckets.get(name, {}) for name in named]
    counted = _counted(target)
    if not all("min" in known for known in ranges) or not counted.total:
        return
    fits = [known for known in ranges if _fits(known, counted)]
    if fits or (len(named) > 1 and any(_fits(known, one) for known in ranges for one in counted.parts)):
        return
    right = next(name for name, known in buckets.items() if "min" in known and _holds(known, counted.total))
    lone = target.pointer if isinstance(target.value, str) else f"{target.pointer}/0"
    pointer = lone if len(named) == 1 else None
    edits = yaml_edits.set_value(target.entry_at(lone), right) if pointer and counted.is_all and lone else ()
    is_part = any(_fits(known, one) for known in ranges for one in counted.parts)
    yield target.problem(
        pointer=pointer,
        edits=edits,
        applicability="unsafe" if is_part or counted.total != counted.once else None,
        value=", ".join(named),
        rows=_rows(counted.total),
        least="" if counted.is_all else "at least ",
        right=right,
        part=", and the bucket is for all subsets and splits together" if is_part else "",
    )


class _Counted(NamedTuple):
    """Rows of everything: by subset and split, with each file counted `once` only, and whether all are known."""

    total: int
    once: int
    is_all: bool
    parts: tuple["_Counted", ...] = ()


def _counted(target: Target) -> _Counted:
    total, is_all = 0, True
    parts: list[_Counted] = []
    by_files: dict[tuple[str, ...], int] = {}
    # What cannot be read together is hardly one set of rows.
    known = [one for one in subsets(target) if one.plan.error is None or one.plan.error.stage == "check"]
    is_all = len(known) == len(target.load.configs)
    for subset in known:
        of_subset = 0
        for split in subset.plan.splits:
            # One object over several lines is read as a row, and mostly tells of the data instead.
            is_note = any(
                target.facts.tables[path].form == "values" for path in split.files if path in target.facts.tables
            )
            rows = None if is_note else rows_of(subset, split, target.facts.tables)
            is_all = is_all and rows is not None and is_whole(target.files, split)
            parts.append(_Counted(rows or 0, rows or 0, is_all=True))
            of_subset += rows or 0
            by_files[split.files] = rows or 0
        parts.append(_Counted(of_subset, of_subset, is_all=True))
        total += of_subset
    # A folder that may lack files may lack whole splits, where their names are not told.
    told = all(subset.config is not None and "data_files" in subset.config.value for subset in known)
    is_all = is_all and (target.files.is_complete or told)
    return _Counted(total, min(total, sum(by_files.values())), is_all, tuple(one for one in parts if one.total))


def _fits(known: dict[str, Any], counted: _Counted) -> bool:
    if counted.is_all:
        return _holds(known, counted.total) or _holds(known, counted.once)
    return known["below"] is None or counted.once < known["below"]


def _holds(known: dict[str, Any], count: int) -> bool:
    return bool(known["min"] <= count and (known["below"] is None or count < known["below"]))


def sizes(target: Target, *, share: float, slack: int, factor: int) -> Iterator[Problem]:
    """`download_size` is that of the files, and `num_bytes` not far less than Parquet needs.

    Differences below `slack` bytes or below that `share` are left alone. Arrow never takes `factor` times less than
    Parquet without compression.
    """
    listed = {file.path: file.size_bytes for file in target.files.files}
    for subset in subsets(target):
        if subset.info is None:
            continue
        said, pointer = subset.info.value.get("download_size"), f"{subset.info.pointer}/download_size"
        known = sum(listed.get(path, 0) for path in set(subset.files))
        whole = all(is_whole(target.files, split) for split in subset.plan.splits) and subset.files
        if _is_count(said) and said and whole and abs(said - known) > max(slack, share * max(said, known)):
            edits = yaml_edits.write_number(target.entry_at(pointer), known)
            yield target.problem(
                "download", pointer=pointer, edits=edits, value=said, size=f"{known:,}", files=some_files(subset.files)
            )
        yield from _short_splits(target, subset, slack, factor)


def _short_splits(target: Target, subset: Subset, slack: int, factor: int) -> Iterator[Problem]:
    parquet = target.facts.parquet
    footers = parquet.footers if isinstance(parquet, Footers) else {}
    plans = {split.name: split for split in subset.plan.splits}
    for entry in _once_each(subset.stated_splits()):
        split, said = plans.get(str(entry.value["name"])), entry.value.get("num_bytes")
        if split is None or not _is_count(said):
            continue
        stored = sum(footers[path].size_bytes for path in split.files if path in footers)
        if said + slack < stored // factor:
            yield target.problem(
                "short", pointer=f"{entry.pointer}/num_bytes", value=said, size=f"{stored:,}", split=split.name
            )


def _once_each(entries: Sequence[Part]) -> list[Part]:
    """Return the entries of splits, each with a name of its own; else none, for that is another rule's matter."""
    names = [entry.value.get("name") for entry in entries]
    is_sound = all(isinstance(name, str) and name for name in names) and len(set(names)) == len(names)
    return list(entries) if is_sound else []


def _split_pointer(subset: Subset, split: SplitPlan) -> str | None:
    """Return where the card speaks of a split: its pattern, else its entry in `dataset_info`, else its subset."""
    told = next((pattern.pointer for pattern in split.patterns if pattern.pointer), None)
    listed = (f"{part.pointer}/name" for part in subset.stated_splits() if part.value.get("name") == split.name)
    return told or next(listed, None) or subset.pointer


def _is_count(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
