"""Which subsets a card may declare: those that the loader finds by itself, or others where it fails over these.

A folder in, ways to declare its files out, the best first. Whether one of them loads is for others to find out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from cardcheck import resources
from cardcheck.drafting.model import Folder, Subset
from cardcheck.drafting.paths import patterns_of
from cardcheck.loading.companions import describes
from cardcheck.loading.formats import format_of, keep
from cardcheck.loading.globs import FileTree, TooMuchError
from cardcheck.loading.layouts import automatic_splits
from cardcheck.model.facts import FileList
from cardcheck.model.load import ConfigPlan
from cardcheck.regex import expression

_MOST_SUBSETS = 40
_SHARD_END = expression(r"-\d{5}-of-\d{5}$")
_SHARD = expression(r"(.+)-\d{5}-of-\d{5}")
# What the loader refuses in the name of a subset, and what is no letter, digit or `_` in that of a split.
_UNNAMEABLE = expression(r"[<>:/\\|?*\[\]\x00-\x1f\x7f]+")
_UNSPLITTABLE = expression(r"[^\w.]+")
_EDGES = " -_.0123456789"

Split = tuple[str, list[str]]


def found_subsets(folder: Folder) -> tuple[Subset, ...]:
    """Return the subset that the loader finds without a card, written out; nothing where that cannot be done."""
    plan = folder.plan
    if plan.outcome != "ok" or len(plan.configs) != 1 or plan.configs[0].pointer is not None or folder.is_steered:
        return ()
    (config,) = plan.configs
    tree = _tree(folder)
    subset = _subset(tree, config.name, [(split.name, ordered(config, split.name)) for split in config.splits])
    return (subset,) if subset else ()


def ordered(config: ConfigPlan, name: str) -> list[str]:
    """Return the files of a split in the order in which they are read."""
    split = next(split for split in config.splits if split.name == name)
    kept = frozenset(split.files)
    files = [path for pattern in split.patterns for path in pattern.files if path in kept]
    return files if sorted(files) == sorted(split.files) else list(split.files)


def other_subsets(folder: Folder) -> Iterator[tuple[Subset, ...]]:
    """Yield other ways to declare files that the loader cannot read together."""
    if not isinstance(folder.facts.files, FileList) or folder.is_steered:
        return
    tree, plan = _tree(folder), folder.plan
    if plan.error is not None and plan.error.kind == "shard-name":
        yield from _whole(tree, [[*_shards(tree).items()]], ["default"])
    if len(plan.configs) != 1 or plan.configs[0].pointer is not None:
        return
    (config,) = plan.configs
    tables = folder.facts.tables
    everything = [(split.name, ordered(config, split.name)) for split in config.splits]
    data = [(name, [path for path in files if not describes(path, tables.get(path))]) for name, files in everything]
    splits = [(name, files) for name, files in data if files]
    if splits and splits != everything:
        yield from _whole(tree, [splits], [config.name])
    names = {path: tuple(sorted(column.name for column in table.columns)) for path, table in tables.items()}
    types = {path: tuple(sorted(table.columns)) for path, table in tables.items()}
    for key in (names, types):
        if all(path in key for _, files in splits for path in files):
            yield from _grouped(tree, splits, key)
    with suppress(TooMuchError):
        yield from _by_folder(tree, splits)


def _grouped(tree: FileTree, splits: Sequence[Split], key: Mapping[str, object]) -> Iterator[tuple[Subset, ...]]:
    """Yield one subset for each kind of file."""
    kinds = list(dict.fromkeys(key[path] for _, files in splits for path in files))
    groups: list[list[Split]] = []
    for kind in kinds if len(kinds) <= _MOST_SUBSETS else ():
        parts = [(split, [path for path in files if key[path] == kind]) for split, files in splits]
        groups.append([(split, files) for split, files in parts if files])
    yield from _whole(tree, groups, [_name_of([path for _, files in group for path in files]) for group in groups])


def _by_folder(tree: FileTree, splits: Sequence[Split]) -> Iterator[tuple[Subset, ...]]:
    """Yield one subset for each folder at the top that holds data, with the splits that the loader finds there."""
    files = [path for _, some in splits for path in some]
    form = format_of(files, {}).name
    tops = sorted({path.partition("/")[0] for path in files if "/" in path})
    groups: list[list[Split]] = []
    if len(tops) > _MOST_SUBSETS:
        return
    for top in tops:
        found = automatic_splits(tree, top)
        patterns = found.patterns if found else {}
        groups.append(
            [
                (split, keep(dict.fromkeys(path for text in texts for path in tree.find(text, top).files), form))
                for split, texts in patterns.items()
                if form
            ]
        )
    alone = [(split, [path for path in some if "/" not in path]) for split, some in splits]
    if any(some for _, some in alone):
        groups.append([(split, some) for split, some in alone if some])
        tops.append("default")
    yield from _whole(tree, groups, tops)


def _whole(tree: FileTree, groups: Sequence[list[Split]], names: Sequence[str]) -> Iterator[tuple[Subset, ...]]:
    """Yield subsets if every one of them can be written, and no two are called the same."""
    named = [_UNNAMEABLE.sub("-", name).strip() for name in names]
    if not 0 < len(groups) <= _MOST_SUBSETS or not all(named) or len(set(named)) < len(named):
        return
    made = [_subset(tree, name, group) for name, group in zip(named, groups, strict=True)]
    subsets = [subset for subset in made if subset is not None]
    if len(subsets) == len(groups):
        yield tuple(subsets)


def _subset(tree: FileTree, name: str, splits: Sequence[Split]) -> Subset | None:
    found = [(split, patterns_of(tree, files)) for split, files in splits]
    written = tuple((split, patterns) for split, patterns in found if patterns)
    return Subset(name, written) if written and len(written) == len(found) else None


def _shards(tree: FileTree) -> dict[str, list[str]]:
    """Return the shards in `data/` by a name that a split can have."""
    splits: dict[str, list[str]] = {}
    for path in tree.find("data/*-*-of-*").files:
        match = _SHARD.match(posixpath.basename(path))
        if match:
            splits.setdefault(_UNSPLITTABLE.sub("_", match[1]).strip("."), []).append(path)
    return splits


def _name_of(files: Sequence[str]) -> str:
    """Call a subset as its files are called, or as the folder they share."""
    stems = [_SHARD_END.sub("", posixpath.basename(path).partition(".")[0]) for path in files]
    shared = stems[0] if len(files) == 1 else posixpath.commonprefix(stems).strip(_EDGES)
    folder = posixpath.basename(posixpath.commonpath([posixpath.dirname(path) for path in files]))
    is_split = any(
        shared.lower() in words for words in resources.vocabulary_file("data-formats")["split_keywords"].values()
    )
    return shared if len(shared) > 2 and not (is_split and folder) else folder or stems[0]


def _tree(folder: Folder) -> FileTree:
    assert isinstance(folder.facts.files, FileList)
    return FileTree(file.path for file in folder.facts.files.files)
