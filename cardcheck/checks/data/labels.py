"""Class labels: the names that the card gives them against those that the files' own features give.

In: features of the card, columns of footers whose writer stored its features. Out: problems.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cardcheck.checks.data.loaded import quoted, some_files, subsets
from cardcheck.checks.data.stated_columns import both_sides
from cardcheck.editing import yaml_edits
from cardcheck.loading.feature_model import Feature
from cardcheck.model.facts import Column, Footers
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target


def names(target: Target) -> Iterator[Problem]:
    """Class labels have the names that the files' own features give them."""
    parquet = target.facts.parquet
    footers = parquet.footers if isinstance(parquet, Footers) else {}
    for subset in subsets(target):
        side = both_sides(target, subset)
        for name, want in side.features.columns.items() if side is not None else ():
            assert side is not None
            kept = {
                path: kind.first[name].labels
                for kind in side.kinds
                if name in kind.first and kind.first[name].labels
                for path in kind.files
                if path in footers and footers[path].has_features
            }
            other = {path: labels for path, labels in kept.items() if labels != want.labels}
            if other:
                is_sure = len(set(kept.values())) == 1
                yield _problem(target, side.features.places[name], want, other, is_sure=is_sure)


def _problem(
    target: Target, place: Feature, want: Column, other: dict[str, tuple[str, ...]], *, is_sure: bool
) -> Problem:
    """Say how the names differ; there are edits only where all files give the same names."""
    labels = next(iter(other.values()))
    fields: dict[str, Any] = {"name": want.name, "files": some_files(list(other)), "labels": quoted(labels)}
    if want.type != "class_label":
        edits = _labelled(target, place, labels) if is_sure else ()
        return target.problem("unsaid", pointer=place.at, edits=edits, value=want.type, **fields)
    if len(labels) != len(want.labels):
        said = f"{len(want.labels)} names" if len(want.labels) != 1 else "1 name"
        return target.problem("count", pointer=f"{place.at}/names", value=said, count=len(labels), **fields)
    ids = [index for index, (one, two) in enumerate(zip(labels, want.labels, strict=True)) if one != two]
    changed = [yaml_edits.set_value(target.entry_at(f"{place.at}/names/{index}"), labels[index]) for index in ids]
    return target.problem(
        "names",
        pointer=f"{place.at}/names/{ids[0]}",
        edits=tuple(edit for one in changed for edit in one) if all(changed) and is_sure else (),
        changes=tuple(f"{place.at}/names/{index}" for index in ids),
        value=want.labels[ids[0]],
        id=ids[0],
        stored=labels[ids[0]],
        more=f" ({len(ids)} labels differ)" if len(ids) > 1 else "",
        **fields,
    )


def _labelled(target: Target, place: Feature, names: tuple[str, ...]) -> tuple[Edit, ...]:
    """Return the edit that makes a plain type a class label."""
    written = [yaml_edits.scalar(name) for name in names]
    if place.form != "value" or not place.at.endswith("/dtype") or not all(written):
        return ()
    return yaml_edits.replace_value(target.card, place.at, f"{{class_label: {{names: [{', '.join(written)}]}}}}")
