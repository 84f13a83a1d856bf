"""What the dataset viewer takes: so many subsets, splits and columns, and names so long."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck import resources
from cardcheck.checks.data.features import readings
from cardcheck.loading.subsets import configs, data_files, infos
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def too_many_columns(
    target: Target, *, vocabulary: str, columns: int | None = None, name_length: int | None = None
) -> Iterator[Problem]:
    """The viewer's limits on columns are kept."""
    limits = resources.vocabulary(vocabulary)
    most, longest = columns or limits["columns"]["most"], name_length or limits["column_name_length"]["most"]
    for pointer, listed in readings(target):
        top = [feature for feature in listed.features if feature.depth == 0 and isinstance(feature.name, str)]
        count = len({feature.name for feature in top})
        if count > most:
            yield target.problem("columns", pointer=pointer, count=count, most=most)
        for feature in top:
            if len(feature.name) > longest:
                yield target.problem(
                    "long-name", pointer=f"{feature.pointer}/name", count=len(feature.name), most=longest
                )


def too_many_subsets(
    target: Target, *, vocabulary: str, subsets: int | None = None, splits: int | None = None
) -> Iterator[Problem]:
    """The viewer's limits on subsets and splits are kept."""
    metadata = target.metadata
    limits = resources.vocabulary(vocabulary)
    most, most_splits = subsets or limits["subsets"]["most"], splits or limits["splits"]["most"]
    parts = configs(metadata)
    names = {part.value["config_name"] for part in parts if isinstance(part.value.get("config_name"), str)}
    if len(names) > most:
        yield target.problem("subsets", pointer="/configs", count=len(names), most=most)
    for part in parts:
        count = sum(1 for _ in data_files(part))
        if count > most_splits:
            yield target.problem("splits", pointer=f"{part.pointer}/data_files", count=count, most=most_splits)
    for part in infos(metadata) if not parts else ():
        listed = part.value.get("splits")
        if isinstance(listed, list) and len(listed) > most_splits:
            yield target.problem("splits", pointer=f"{part.pointer}/splits", count=len(listed), most=most_splits)
