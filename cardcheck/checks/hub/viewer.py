"""What the dataset viewer says, against the card: that it fails, what it has read, how many rows it counts.

In: a target with the fact `viewer`, and the load plan where the files are known. Out: problems. What the files
themselves tell is left to the rules about data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cardcheck import resources
from cardcheck.checks.data.loaded import quoted, sentence
from cardcheck.editing import yaml_edits
from cardcheck.loading.compare_viewer import foretold, same_code
from cardcheck.loading.subsets import DEFAULT, Part, info_name, infos
from cardcheck.model.finding import Problem
from cardcheck.model.hub import Viewer
from cardcheck.model.target import Target

# Nothing that anybody has to change.
_NO_FAULT = frozenset({"passing", "choice"})


def error(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The viewer shows the data set; where it does not, the problem stands at the cause if that is known."""
    said = target.viewer.error
    facts: dict[str, Any] | None = resources.vocabulary(vocabulary).get(said.code) if said else None
    if said is None or (facts is not None and facts["matter"] in _NO_FAULT):
        return
    cause = foretold(target.plan, said.config) if target.plan is not None else None
    if cause is not None and not same_code(said.code, cause.viewer) and said.code != cause.exception:
        cause = None
    pointer = cause.pointer if cause is not None else None
    place: dict[str, Any] = {"pointer": pointer, "quotes": None if pointer else "", "code": said.code}
    place["what"] = "nothing" if said.config is None else f"nothing of `{said.config}`"
    if facts is not None:
        yield target.problem("known", means=facts["means"], do=facts["do"], **place)
    elif said.message:
        yield target.problem("told", **sentence(said.message), **place)
    else:
        yield target.problem("untold", **place)


def partial(target: Target) -> Iterator[Problem]:
    """The viewer has read all of every split."""
    splits = [one.split if one.config == DEFAULT else f"{one.config}/{one.split}" for one in _partial(target.viewer)]
    if splits:
        yield target.problem(quotes="", splits=quoted(splits), count=len(splits))


def rows(target: Target) -> Iterator[Problem]:
    """`num_examples` is what the viewer counts, for splits whose rows the files do not tell."""
    viewer, told = target.viewer, _told_by_files(target)
    counted = {(one.config, one.split): one.rows for one in viewer.splits if not one.is_partial}
    subsets = {config for config, _ in counted}
    for info in infos(target.metadata):
        name = info_name(info.value)
        # A lone entry is about the only subset, whatever it is called.
        config = next(iter(subsets)) if info.pointer == "/dataset_info" and len(subsets) == 1 else name
        for entry in _splits_of(info):
            split, said = entry.value.get("name"), entry.value.get("num_examples")
            count = counted.get((config, split)) if isinstance(config, str) and isinstance(split, str) else None
            if count is None or (config, split) in told or not _is_count(said) or said == count:
                continue
            pointer = f"{entry.pointer}/num_examples"
            edits = yaml_edits.write_number(target.entry_at(pointer), count)
            yield target.problem(pointer=pointer, edits=edits, value=said, rows=_rows(count), split=split)


def bucket(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """A bucket of the card holds the rows that the viewer counts: of all, of a subset, or of a split."""
    buckets: dict[str, dict[str, Any]] = resources.vocabulary(vocabulary)
    named = [target.value] if isinstance(target.value, str) else target.value
    viewer = target.viewer
    counts = [one.rows for one in viewer.splits if one.rows is not None and not one.is_partial]
    is_all = viewer.error is None and len(counts) == len(viewer.splits) and sum(counts) > 0
    if not is_all or not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        return
    # What the files tell of every split is another rule's matter.
    if not named or {(one.config, one.split) for one in viewer.splits} <= _told_by_files(target):
        return
    if not all("min" in buckets.get(name, {}) for name in named):
        return
    of_subsets = [sum(one.rows or 0 for one in viewer.splits if one.config == name) for name in _subsets(viewer)]
    right = _bucket_of(buckets, sum(counts))
    if right is None:
        return
    if {right, *(_bucket_of(buckets, count) for count in (*of_subsets, *counts))}.isdisjoint(named):
        lone = target.pointer if isinstance(target.value, str) else f"{target.pointer}/0"
        pointer = lone if len(named) == 1 else None
        edits = yaml_edits.set_value(target.entry_at(pointer), right) if pointer else ()
        yield target.problem(pointer=pointer, edits=edits, value=", ".join(named), rows=_rows(sum(counts)), right=right)


def _partial(viewer: Viewer) -> Iterator[Any]:
    yield from (one for one in viewer.splits if one.is_partial)


def _subsets(viewer: Viewer) -> dict[str, None]:
    return dict.fromkeys(one.config for one in viewer.splits)


def _told_by_files(target: Target) -> set[tuple[str, str]]:
    """Return the splits whose rows the files tell, by subset."""
    configs = target.plan.configs if target.plan is not None else ()
    return {(config.name, split.name) for config in configs for split in config.splits if split.rows is not None}


def _splits_of(info: Part) -> list[Part]:
    """Return the entries of splits, each with a name of its own; else none, for that is another rule's matter."""
    listed = info.value.get("splits")
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        return []
    names = [str(entry.get("name")) for entry in listed]
    return [Part(f"{info.pointer}/splits/{at}", one) for at, one in enumerate(listed)] if _is_each(names) else []


def _is_each(names: list[str]) -> bool:
    return len(set(names)) == len(names)


def _bucket_of(buckets: dict[str, dict[str, Any]], count: int) -> str | None:
    for name, known in buckets.items():
        if "min" in known and known["min"] <= count and (known["below"] is None or count < known["below"]):
            return name
    return None


def _is_count(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
