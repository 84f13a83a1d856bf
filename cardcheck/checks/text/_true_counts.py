"""How many rows there truly are, by subset and split, as far as the card's metadata and the data tell.

In: a target. Out: one view or two (what `dataset_info` counts, what the files hold); what the text says is wrong only
where every view says otherwise.
"""

import functools
from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.loading.subsets import DEFAULT, Part, configs, info_name, infos
from cardcheck.model.target import Target

Rows = Mapping[str, Mapping[str, int]]
"""Rows by subset and split."""

_MOST_SUBSETS = 1_000
_MOST_SPLITS = 6
_TABULAR = frozenset({"parquet", "arrow", "csv", "json"})


class Truth(NamedTuple):
    """What is known: rows by subset and split, once for each source, and the pointers of `num_examples`.

    `names` are the subsets by folded name. `is_whole` tells that every split of every subset is counted.
    """

    views: tuple[Rows, ...]
    names: Mapping[str, str]
    pointers: Mapping[tuple[str, str], str]
    is_whole: bool

    @property
    def lone(self) -> str | None:
        """The only subset; None where there are several, or may be."""
        return next(iter(self.views[0])) if self.is_whole and len(self.views[0]) == 1 else None

    def splits(self, subset: str) -> tuple[str, ...]:
        """Return the splits of a subset."""
        return tuple(self.views[0][subset])

    def counts(self, subset: str, split: str) -> set[int]:
        """Return what a split's rows are said to be by anybody who counts."""
        return {view[subset][split] for view in self.views if split in view.get(subset, {})}

    @property
    def totals(self) -> set[int]:
        """All counts that a sentence may mean: of everything, a subset, a split, some splits together."""
        found: set[int] = set()
        for view in self.views:
            found.add(sum(sum(rows.values()) for rows in view.values()))
            for split in {split for rows in view.values() for split in rows}:
                found.add(sum(rows.get(split, 0) for rows in view.values()))
            for rows in view.values():
                counts = list(rows.values())[:_MOST_SPLITS]
                found |= {sum(some) for size in range(1, len(counts) + 1) for some in combinations(counts, size)}
                found.add(sum(rows.values()))
        return found


def true_counts(target: Target) -> Truth | None:
    """Return what is known of rows; None where neither `dataset_info` nor the files count soundly."""
    listed = infos(target.metadata)
    if len(listed) > _MOST_SUBSETS:
        return None
    stated: dict[str, dict[str, int]] = {}
    pointers: dict[tuple[str, str], str] = {}
    is_whole = len(configs(target.metadata)) <= len(listed)
    for part in listed:
        name, rows = info_name(part.value), _rows(part)
        if not isinstance(name, str) or name in stated:
            return None
        if rows is None:
            is_whole = False
            continue
        stated[name] = rows
        pointers.update({(name, split): pointer for split, pointer in _places(part).items()})
    read = _planned(target)
    if not stated:
        return Truth((read,), {name.casefold(): name for name in read}, {}, is_whole=True) if read else None
    views = (stated, read) if read is not None and read.keys() == stated.keys() else (stated,)
    return Truth(views, {name.casefold(): name for name in stated}, pointers, is_whole)


def _rows(info: Part) -> dict[str, int] | None:
    splits = info.value.get("splits")
    if not isinstance(splits, list) or not splits:
        return None
    rows: dict[str, int] = {}
    for split in splits:
        name, count = (split.get("name"), split.get("num_examples")) if isinstance(split, dict) else (None, None)
        # Zero is what some tools write before they count.
        if not isinstance(name, str) or name in rows or not _is_count(count):
            return None
        rows[name] = int(count or 0)
    return rows


def _places(info: Part) -> dict[str, str]:
    return {
        split["name"]: f"{info.pointer}/splits/{index}/num_examples" for index, split in enumerate(info.value["splits"])
    }


def _is_count(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0 and value == value // 1


def _planned(target: Target) -> dict[str, dict[str, int]] | None:
    """Return the rows that the files hold, where all are counted."""
    plan = target.plan
    # Of images and archives a row is what the loader makes of them, and seldom what the author counts.
    if plan is None or not plan.configs or plan.builder not in _TABULAR:
        return None
    if any(one.error is not None and one.error.stage != "check" for one in plan.configs):
        return None
    # Without the files that a glob was to find, the rest is no whole.
    patterns = [pattern for one in plan.configs for split in one.splits for pattern in split.patterns]
    if any(pattern.pointer is not None and not pattern.files for pattern in patterns):
        return None
    rows = {config.name or DEFAULT: {split.name: split.rows for split in config.splits} for config in plan.configs}
    counted = {name: {split: count for split, count in of.items() if count} for name, of in rows.items()}
    return counted if all(len(counted[name]) == len(of) for name, of in rows.items()) else None


@functools.cache
def split_groups() -> Mapping[str, str]:
    """Return the group of names that each usual name of a split belongs to."""
    groups = resources.vocabulary_file("counted-things")["splits"]
    return {word: group for group, words in groups.items() for word in words}


def split_named(written: str, splits: tuple[str, ...]) -> str | None:
    """Return which of some splits a word names, by itself or by another name for the same."""
    word = written.casefold().strip(" \t*_`\"':")
    for ending in (" set", " split", " data", " dataset", " examples", " samples", " partition"):
        word = word.removesuffix(ending)
    exact = [split for split in splits if split.casefold() == word]
    if exact:
        return exact[0]
    group = split_groups().get(word)
    alike = [split for split in splits if group is not None and split_groups().get(split.casefold()) == group]
    return alike[0] if len(alike) == 1 else None
