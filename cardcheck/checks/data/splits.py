"""Splits: their names in `configs`, their sizes in `dataset_info`, and whether the two agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cardcheck.checks.data.configs import default_names, named
from cardcheck.editing import yaml_edits
from cardcheck.loading.subsets import DEFAULT, Part, configs, data_files, info_name, infos
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.regex import expression

_SPLIT = expression(r"\w+(\.\w+)*")
_RESERVED = "all"
_NOT_IN_NAMES = expression(r"[<>:/\\|?*]")
_KNOWN = frozenset({"name", "num_bytes", "num_examples", "shard_lengths", "original_shard_lengths", "dataset_name"})


def name(target: Target) -> Iterator[Problem]:
    """A split's name is made of word characters and dots, and is not reserved."""
    split = target.value
    if not isinstance(split, str):
        return
    if split == _RESERVED:
        yield target.problem("reserved")
    elif not _SPLIT.fullmatch(split):
        better = re.sub(r"[^\w.]+", "_", split).strip("_.")
        edits, changes = _renamed(target, split, better) if _SPLIT.fullmatch(better) else ((), ())
        yield target.problem("form", edits=edits, better=better, changes=changes)


def duplicates(target: Target) -> Iterator[Problem]:
    """No split stands twice in the files of a subset."""
    if not isinstance(target.value, dict):
        return
    seen: dict[str, str] = {}
    for part in data_files(Part(target.pointer or "", target.value)):
        split, pointer = part.value["split"], f"{part.pointer}/split"
        if isinstance(split, str) and split in seen:
            yield target.problem(pointer=pointer, related=_first(target, seen[split]), split=split)
        elif isinstance(split, str):
            seen[split] = pointer


def entries(target: Target) -> Iterator[Problem]:
    """Every split of `dataset_info` has a name and whole counts, and nothing that the loader does not know."""
    for info in infos(target.metadata):
        splits = info.value.get("splits")
        at = f"{info.pointer}/splits"
        if splits == []:
            yield target.problem("none", pointer=at, edits=yaml_edits.remove_entry(target.card, at))
        if not isinstance(splits, list) or not all(isinstance(split, dict) for split in splits):
            continue
        has_counts = any(split.get("num_examples") for split in splits) or info.value.get("dataset_size") == 0
        seen: dict[str, int] = {}
        for index, split in enumerate(splits):
            pointer = f"{at}/{index}"
            yield from _entry_problems(target, split, pointer, info, has_counts=has_counts)
            label = split.get("name")
            if isinstance(label, str) and label in seen:
                first = _first(target, f"{at}/{seen[label]}/name")
                edits = yaml_edits.remove_entry(target.card, pointer) if split == splits[seen[label]] else ()
                yield target.problem(
                    "repeat", pointer=f"{pointer}/name", related=first, split=label, edits=edits, changes=(pointer,)
                )
            elif isinstance(label, str):
                seen[label] = index


def _entry_problems(
    target: Target, split: dict[Any, Any], pointer: str, info: Part, *, has_counts: bool
) -> Iterator[Problem]:
    missing = [key for key in ("name", "num_examples", "num_bytes") if key not in split]
    if missing == ["num_examples", "num_bytes"] and has_counts:
        # Old versions of the library left zeros out.
        added = {key: yaml_edits.add_key(target.card, f"{pointer}/name", key, "0") for key in missing}
        yield target.problem(
            "no-counts",
            pointer=pointer,
            edits=tuple(edit for edits in added.values() for edit in edits) if all(added.values()) else (),
            changes=tuple(f"{pointer}/{key}" for key in added),
            split=split["name"],
        )
    elif missing:
        yield target.problem(f"no-{missing[0].replace('_', '-')}", pointer=pointer, split=split.get("name", ""))
    for key in split:
        if key not in _KNOWN:
            edits = yaml_edits.remove_entry(target.card, f"{pointer}/{key}")
            yield target.problem("extra", pointer=f"{pointer}/{key}", edits=edits, key=key)
    label = split.get("name", "")
    if not isinstance(label, str | list | dict):
        entry = target.entry_at(f"{pointer}/name")
        is_given = entry is not None and _is_given(target, info, entry.text)
        yield target.problem(
            "name-type",
            pointer=f"{pointer}/name",
            edits=yaml_edits.quote(target.card, entry),
            applicability=None if is_given else "unsafe",
            value=label,
        )
    # No file gives a split such a name; where `configs` names the splits, the two are compared instead.
    elif isinstance(label, str) and label and not _SPLIT.fullmatch(label) and not target.metadata.get("configs"):
        yield target.problem("name-form", pointer=f"{pointer}/name", value=label)
    yield from _count_problems(target, split, pointer)


def _is_given(target: Target, info: Part, split: str) -> bool:
    """Whether the files of a subset give a split of this name, as far as anybody knows which they give."""
    name = info_name(info.value)
    given = {one.name for plan in (target.plan.configs if target.plan else ()) for one in plan.splits}
    declared = [part for part in configs(target.metadata) if part.value.get("config_name") == name]
    given |= {str(entry.value["split"]) for part in declared for entry in data_files(part)}
    return not given or split in given


def _count_problems(target: Target, split: dict[Any, Any], pointer: str) -> Iterator[Problem]:
    rows, size = split.get("num_examples", 0), split.get("num_bytes", 0)
    at = f"{pointer}/num_examples"
    if isinstance(rows, str) and rows.isdecimal():
        edits = yaml_edits.write_number(target.entry_at(at), int(rows)) if len(rows) < 20 else ()
        yield target.problem("examples-text", pointer=at, edits=edits, value=rows)
    elif not isinstance(rows, int | float) or rows < 0 or rows != rows // 1:
        yield target.problem("examples-form", pointer=at, value=rows)
    if isinstance(size, int | float) and size < 0:
        yield target.problem("bytes-negative", pointer=f"{pointer}/num_bytes", value=size)


def sums(target: Target) -> Iterator[Problem]:
    """`dataset_size` is the sum of the splits' `num_bytes`."""
    for info in infos(target.metadata):
        stated, splits = info.value.get("dataset_size"), info.value.get("splits")
        if not _is_number(stated) or not isinstance(splits, list) or not splits:
            continue
        sizes: list[Any] = [split.get("num_bytes") if isinstance(split, dict) else None for split in splits]
        if not all(_is_number(size) and size >= 0 for size in sizes):
            continue
        total = sum(sizes)
        # Old cards hold fractions, from shares of a whole.
        if abs(total - stated) <= max(1.0, 1e-9 * total):
            continue
        pointer = f"{info.pointer}/dataset_size"
        exact = int(total) if total == total // 1 else total
        edits = yaml_edits.write_number(target.entry_at(pointer), exact)
        listed = target.entry_at(f"{info.pointer}/splits")
        related = (Related(f"the splits add up to {exact}", listed.value),) if listed else ()
        yield target.problem(pointer=pointer, edits=edits, related=related, value=stated, sum=exact)


def mismatch(target: Target) -> Iterator[Problem]:
    """`configs` and `dataset_info` speak of the same subsets and splits."""
    metadata = target.metadata
    described = {info_name(part.value): part for part in infos(metadata) if isinstance(info_name(part.value), str)}
    if not described:
        return
    declared = named(configs(metadata))
    if declared:
        yield from _undeclared(target, described, declared)
        for label in described.keys() & declared.keys():
            yield from _split_mismatch(target, described[label], declared[label])
    elif not metadata.get("configs") and set(described) != {DEFAULT}:
        yield from _without_configs(target, described)


def _without_configs(target: Target, described: dict[Any, Part]) -> Iterator[Problem]:
    first = next(label for label in described if label != DEFAULT)
    if len(described) > 1:
        yield target.problem("no-configs", pointer="/dataset_info", name=first, count=len(described))
        return
    pointer = f"{described[first].pointer}/config_name"
    yield target.problem("alone", pointer=pointer, edits=yaml_edits.remove_entry(target.card, pointer), name=first)


def _undeclared(target: Target, described: dict[Any, Part], declared: dict[str, Part]) -> Iterator[Problem]:
    # The only described subset becomes the default, declared or not.
    decides = len(described) == 1 and len(declared) > 1 and not default_names(declared)
    if any(_NOT_IN_NAMES.search(label) for label in declared):
        # It has to be renamed there, and is compared then.
        return
    untold = [label for label in declared if label not in described]
    gone = [label for label in described if label not in declared]
    listed = ", ".join(list(declared)[:3]) + ("…" if len(declared) > 3 else "")
    for label in gone:
        part = described[label]
        pointer = f"{part.pointer}/config_name" if "config_name" in part.value else part.pointer
        edits = yaml_edits.set_value(target.entry_at(pointer), untold[0]) if len(untold) == len(gone) == 1 else ()
        case = "default-gone" if decides else "gone"
        yield target.problem(case, pointer=pointer, edits=edits, name=label, declared=listed, given="".join(untold[:1]))


def _split_mismatch(target: Target, info: Part, config: Part) -> Iterator[Problem]:
    splits, files = info.value.get("splits"), config.value.get("data_files")
    if not isinstance(splits, list) or not all(isinstance(split, dict) for split in splits) or not splits:
        return
    if not all(isinstance(split.get("name"), str) for split in splits):
        return
    told = {split["name"]: f"{info.pointer}/splits/{index}/name" for index, split in enumerate(splits)}
    if isinstance(files, str) or (isinstance(files, list) and files and all(isinstance(item, str) for item in files)):
        given = {"train": f"{config.pointer}/data_files"}
    else:
        parts = [part for part in data_files(config) if isinstance(part.value["split"], str)]
        if not parts or len(parts) != len(files):
            return
        given = {part.value["split"]: f"{part.pointer}/split" for part in parts}
    if any(not _SPLIT.fullmatch(split) or split == _RESERVED for split in given):
        # It has to be renamed there, and is compared then.
        return
    gone, untold = sorted(told.keys() - given.keys()), sorted(given.keys() - told.keys())
    name = info_name(info.value)
    if len(gone) == len(untold) == 1:
        entry = target.entry_at(given[untold[0]])
        related = (Related("the split of the files", entry.value),) if entry else ()
        edits = yaml_edits.set_value(target.entry_at(told[gone[0]]), untold[0])
        yield target.problem(
            "split-other",
            pointer=told[gone[0]],
            edits=edits,
            related=related,
            split=gone[0],
            given=untold[0],
            name=name,
        )
        return
    for split in gone:
        entry_pointer = told[split].removesuffix("/name")
        edits = yaml_edits.remove_entry(target.card, entry_pointer)
        changes = (entry_pointer,)
        yield target.problem("split-gone", pointer=told[split], split=split, name=name, edits=edits, changes=changes)
    for split in untold:
        yield target.problem("split-untold", pointer=given[split], split=split, name=name)


def _renamed(target: Target, split: str, better: str) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Return the edits that rename a split in its subset and in what `dataset_info` says of it, and where."""
    card, metadata = target.card, target.metadata
    assert target.pointer is not None
    config_pointer = "/".join(target.pointer.split("/")[:3])
    config = next((part for part in configs(metadata) if part.pointer == config_pointer), None)
    if config is None or any(part.value["split"] == better for part in data_files(config)):
        return (), ()
    places = [target.pointer]
    for info in infos(metadata):
        splits = info.value.get("splits")
        if info_name(info.value) == config.value.get("config_name") and isinstance(splits, list):
            alike = [n for n, entry in enumerate(splits) if isinstance(entry, dict) and entry.get("name") == split]
            places += [f"{info.pointer}/splits/{index}/name" for index in alike]
    edits = [yaml_edits.set_value(target.entry_at(place), better) for place in places if card.metadata]
    return (tuple(edit for one in edits for edit in one), tuple(places)) if all(edits) else ((), ())


def _first(target: Target, pointer: str) -> tuple[Related, ...]:
    entry = target.entry_at(pointer)
    return (Related("the first stands here", entry.value),) if entry else ()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
