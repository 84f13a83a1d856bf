"""Automatic splits: what the loader makes of files that no `data_files` names.

In: a file tree and the folder to look in. Out: patterns by split and the rule that gave them. The first rule that
matches any file wins, and what it does not match is left out.
"""

import functools
import re
from typing import NamedTuple

from cardcheck import resources
from cardcheck.loading.globs import FileTree
from cardcheck.model.load import Layout
from cardcheck.regex import expression

_SHARDS = "data/{}-[0-9][0-9][0-9][0-9][0-9]-of-[0-9][0-9][0-9][0-9][0-9]*.*"
_SHARD_NAME = expression(r"(.+)-[0-9]{5}-of-[0-9]{4}[0-9]*")
_SPLIT = expression(r"\w+(\.\w+)*$")
_DELIMITERS = "[-._ 0-9]"
_IN_FOLDERS = ("**/{0}/**", "**/{0}{1}*/**", "**/*{1}{0}/**", "**/*{1}{0}{1}*/**")
_IN_NAMES = ("**/{0}{1}*", "**/*{1}{0}{1}*")


class Automatic(NamedTuple):
    """Patterns by split; `bad` are the names of shards that cannot be names of splits."""

    layout: Layout
    patterns: dict[str, list[str]]
    bad: tuple[str, ...] = ()


def automatic_splits(tree: FileTree, folder: str = "") -> Automatic | None:
    """Return the splits of a folder without `data_files`; None where it holds no file that could be data."""
    shards = _shards(tree, folder)
    if shards is not None:
        return shards
    for layout, by_split in _layouts():
        found = {
            split: patterns
            for split, patterns in by_split.items()
            if any(any(tree.find(pattern, folder)) for pattern in patterns if _may_match(pattern, tree))
        }
        if found:
            return Automatic(layout, found)
    return None


def _shards(tree: FileTree, folder: str) -> Automatic | None:
    found = tree.find(_SHARDS.format("*"), folder)
    matches = [_SHARD_NAME.search(path.rpartition("/")[2]) for path in (*found.files, *found.others)]
    names = {match[1] for match in matches if match}
    if not names:
        return None
    bad = tuple(sorted(name for name in names if not _SPLIT.match(name)))
    usual = [split for split in _keywords() if split in names]
    ordered = [*usual, *sorted(names - set(usual))]
    return Automatic("shards", {name: [_SHARDS.format(name)] for name in ordered}, bad)


@functools.cache
def _keywords() -> dict[str, list[str]]:
    keywords: dict[str, list[str]] = resources.vocabulary_file("data-formats")["split_keywords"]
    return keywords


@functools.cache
def _layouts() -> tuple[tuple[Layout, dict[str, list[str]]], ...]:
    return (
        ("logs", {"logs": ["**/*.eval"]}),
        ("harbor", {"test": ["**/task.toml", "**/instruction.md"]}),
        ("folders", _with_keywords(_IN_FOLDERS)),
        ("names", _with_keywords(_IN_NAMES)),
        ("all", {"train": ["**"]}),
    )


def _with_keywords(forms: tuple[str, ...]) -> dict[str, list[str]]:
    return {
        split: [form.format(word, _DELIMITERS) for word in words for form in forms]
        for split, words in _keywords().items()
    }


def _may_match(pattern: str, tree: FileTree) -> bool:
    """Whether a pattern's keyword occurs at all: cheaper than matching every path."""
    word = re.search(r"[a-z]{3,}", pattern)
    return word is None or word[0] in tree.words
