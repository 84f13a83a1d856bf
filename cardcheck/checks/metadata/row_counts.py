"""The data set's size in rows: the bucket its author chose against the rows that `dataset_info` counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def bucket_holds(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """Some bucket of the card holds the rows of all subsets, of one subset or of one split.

    Silent unless `dataset_info` counts every split of every subset it lists; a bucket that is not known is another
    rule's matter.
    """
    buckets = resources.vocabulary(vocabulary)
    named = [target.value] if isinstance(target.value, str) else target.value
    if not isinstance(named, list) or not named:
        return
    ranges = [buckets.get(name, {}) if isinstance(name, str) else {} for name in named]
    subsets = _rows(target.metadata)
    if not subsets or not all("min" in known for known in ranges):
        return
    total = sum(sum(splits) for splits in subsets)
    counts = {total, *(sum(splits) for splits in subsets), *(rows for splits in subsets for rows in splits)}
    if total and not any(_holds(known, rows) for known in ranges for rows in counts):
        right = next(name for name, known in buckets.items() if "min" in known and _holds(known, total))
        pointer = target.pointer if isinstance(target.value, str) else f"{target.pointer}/0"
        lone = pointer if len(named) == 1 else None
        edits = yaml_edits.set_value(target.entry_at(lone), right) if lone else ()
        yield target.problem(
            pointer=lone,
            value=", ".join(named),
            rows="1 row" if total == 1 else f"{total:,} rows",
            right=right,
            edits=edits,
        )


def _holds(bucket: dict[str, Any], rows: float) -> bool:
    return bool(bucket["min"] <= rows and (bucket["below"] is None or rows < bucket["below"]))


def _rows(metadata: Any) -> Sequence[Sequence[float]]:
    """Return the rows of every split of every subset; nothing where one of them is not counted."""
    info = metadata.get("dataset_info") if isinstance(metadata, dict) else None
    configs = metadata.get("configs") if isinstance(metadata, dict) else None
    subsets = info if isinstance(info, list) else [info]
    if isinstance(configs, list) and len(configs) > len(subsets):
        return ()
    counted: list[list[float]] = []
    for subset in subsets:
        splits = subset.get("splits") if isinstance(subset, dict) else None
        if not isinstance(splits, list) or not splits:
            return ()
        rows = [split.get("num_examples") if isinstance(split, dict) else None for split in splits]
        known = [
            count for count in rows if isinstance(count, int | float) and not isinstance(count, bool) and count >= 0
        ]
        if len(known) < len(rows):
            return ()
        counted.append(known)
    return counted
