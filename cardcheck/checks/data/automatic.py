"""What the loader's automatic rules make of file names. The load plan in, problems out.

They look at names where the card names no files, and are strict: a keyword counts in small letters only, and the first
rule that matches anything leaves out what it does not match.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cardcheck import resources
from cardcheck.checks.data._repo_files import are, listed, unread
from cardcheck.editing import yaml_blocks
from cardcheck.loading.companions import is_companion
from cardcheck.loading.formats import FOLDERS, format_of, metadata_names
from cardcheck.loading.globs import FileTree
from cardcheck.loading.layouts import automatic_splits
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.load import ConfigPlan
from cardcheck.model.target import Target
from cardcheck.regex import expression

_MOST_LISTED = 20
_WORD = expression(r"[a-z]+")
# `trainset.csv`, `testdata.csv`: the loader wants a dash, a dot, a digit or the like behind the keyword.
_STUCK = expression(r"^(train|training|test|testing|dev|val|valid|validation)(?:set|data|file|split)$")


def inference(target: Target) -> Iterator[Problem]:
    """The automatic splits are what the names of the files say."""
    plan = target.load
    if plan.error is not None:
        if plan.error.kind == "no-supported-files" and plan.error.pointer is None:
            yield from _led_astray(target)
        if plan.error.kind == "shard-name":
            yield from _bad_shards(target)
        return
    for config in plan.configs:
        yield from _overlap(target, config)
        if config.layout in {"folders", "names", "all"}:
            yield from _of_config(target, config)
    automatic = [config for config in plan.configs if config.layout in {"shards", "folders", "names", "all"}]
    if len(automatic) == len(plan.configs) == 1:
        yield from _dropped(target, automatic[0])


def _overlap(target: Target, config: ConfigPlan) -> Iterator[Problem]:
    """Yield files that are rows of two splits."""
    twice = _in_two_splits(config)
    if twice:
        names = " and ".join(f"`{split.name}`" for split in config.splits if twice[0] in split.files)
        case = "overlap" if config.layout is None else "twice"
        yield target.problem(case, pointer=config.pointer, files=listed(twice), are=are(twice), splits=names)


def _of_config(target: Target, config: ConfigPlan) -> Iterator[Problem]:
    """Yield what a person reads from names, and the loader does not."""
    every = [path for split in config.splits for path in split.files]
    if config.layout == "all" and target.load.builder not in FOLDERS:
        meant = {path: split for path in every if (split := _hidden_split(path))}
        if set(meant.values()) - {"train"}:
            by_split = _by_split({path: meant.get(path, "train") for path in every})
            edits = _written(target, config, by_split)
            told = [path for path, split in meant.items() if split != "train"]
            yield target.problem("spelling", pointer=config.pointer, files=listed(told), are=are(told), edits=edits)
    if config.layout == "folders" and target.load.builder not in FOLDERS:
        odd = [
            (path, name, split.name)
            for split in config.splits
            for path in split.files
            if (name := _other(path, split.name))
        ]
        if odd and not _names_decide(config):
            _, name, split = odd[0]
            alike = [one for one, *rest in odd if rest == [name, split]]
            yield target.problem(
                "folder-wins", pointer=config.pointer, files=listed(alike), are=are(alike), name=name, split=split
            )


def _dropped(target: Target, config: ConfigPlan) -> Iterator[Problem]:
    """Yield what the rule that won leaves out."""
    left = unread(target)
    if not left:
        return
    rule = {
        "shards": "files named like `data/train-00000-of-00001` are there",
        "folders": "folders are named after splits",
        "names": "files are named after splits",
        "all": "most files are of another format",
    }[config.layout or "all"]
    meant: dict[str, list[str]] = {split.name: list(split.files) for split in config.splits}
    is_clear = all(_split_of(path) is not None for path in left)
    for path in left if is_clear else ():
        meant.setdefault(_split_of(path) or "", []).append(path)
    builder = target.load.builder or ""
    is_readable = all(format_of([path], {}).name == builder for path in left)
    edits = _written(target, config, meant) if is_clear and is_readable else ()
    yield target.problem(
        "dropped",
        pointer=config.pointer,
        files=listed(left),
        rule=rule,
        edits=edits,
        # Tables in another format are mostly the same rows; beside pictures they are what is said of them.
        severity=None if is_readable or target.load.builder in FOLDERS else "info",
    )


def _led_astray(target: Target) -> Iterator[Problem]:
    """Yield where a file that is no data has the name of a split, so that the data is not looked at."""
    tree = FileTree(file.path for file in target.files.files)
    found = automatic_splits(tree)
    data = [path for path in tree.find("**").files if format_of([path], {}).name not in {"", "harbor"}]
    data = [path for path in data if not is_companion(path)]
    if found is None or found.layout not in {"folders", "names"} or not data:
        return
    guilty = [path for texts in found.patterns.values() for text in texts for path in tree.find(text).others]
    guilty = sorted(set(guilty))
    if guilty:
        split = next(iter(found.patterns))
        edits = yaml_blocks.write_configs(target.card, {"train": data}) if len(data) <= _MOST_LISTED else ()
        yield target.problem(
            "no-data-file", files=listed(guilty), are=are(guilty), data=listed(data), split=split, edits=edits
        )


def _bad_shards(target: Target) -> Iterator[Problem]:
    """Yield shards whose names cannot be names of splits."""
    tree = FileTree(file.path for file in target.files.files)
    found = automatic_splits(tree)
    bad = found.bad if found else ()
    files = [path for path in tree.paths for name in bad[:1] if path.startswith(f"data/{name}-")]
    if files:
        better = re.sub(r"\W+", "_", bad[0]).strip("_")
        hint = f", as in `{better}-00000-of-…`" if better else ""
        yield target.problem("shard-name", files=listed(files), split=bad[0], hint=hint)


def _in_two_splits(config: ConfigPlan) -> list[str]:
    counts = Counter(path for split in config.splits for path in dict.fromkeys(split.files))
    return [path for path, count in counts.items() if count > 1 and path.rpartition("/")[2] not in metadata_names()]


def _names_decide(config: ConfigPlan) -> bool:
    """Whether each split has files of every name, as where `train/` and `test/` hold `inputs` and `train_ids` each."""
    names = [{path.rpartition("/")[2] for path in split.files} for split in config.splits]
    return len(names) > 1 and all(one == names[0] for one in names)


def _other(path: str, split: str) -> str | None:
    """Return the split that a file's own name says where it lies in the folder of another."""
    own = _split_of(path)
    return own if own is not None and own != split else None


def _split_of(path: str) -> str | None:
    """Return the split that begins a file's name, in any letters."""
    word = _WORD.match(path.rpartition("/")[2].lower())
    return None if word is None else _keywords().get(word[0])


def _hidden_split(path: str) -> str | None:
    """Return the split that a name or its folder says in a way the loader does not see."""
    *folders, name = path.lower().split("/")
    word = _WORD.match(name)
    stuck = _STUCK.match(word[0]) if word else None
    if stuck is not None:
        return _keywords()[stuck[1]]
    return _split_of(path) or next((split for folder in folders if (split := _keywords().get(folder))), None)


def _by_split(splits: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, split in splits.items():
        found.setdefault(split, []).append(path)
    return found


def _written(target: Target, config: ConfigPlan, meant: Mapping[str, Sequence[str]]) -> tuple[Edit, ...]:
    """Return the edits that declare the splits; none where the card declares subsets or there is too much to list."""
    total = sum(map(len, meant.values()))
    if config.pointer is not None or total > _MOST_LISTED or target.load.builder in FOLDERS:
        return ()
    if any(set("*?[") & set(path) for paths in meant.values() for path in paths):
        return ()
    ordered = [name for name in ("train", "validation", "test") if name in meant]
    ordered += [name for name in meant if name not in ordered]
    return yaml_blocks.write_configs(target.card, {name: meant[name] for name in ordered})


@functools.cache
def _keywords() -> dict[str, str]:
    """Return the split that each keyword stands for."""
    by_split = resources.vocabulary_file("data-formats")["split_keywords"]
    return {word: split for split, words in by_split.items() for word in words}
