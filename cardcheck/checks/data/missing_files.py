"""Paths and globs of `data_files` against the files that are there. Card and files in, problems out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck.checks.data._repo_files import are_card_configs, listed
from cardcheck.editing import yaml_edits
from cardcheck.loading.globs import BadPatternError, FileTree, Found, has_known_suffix, has_magic, is_remote
from cardcheck.loading.layouts import automatic_splits
from cardcheck.loading.subsets import Part, configs, patterns
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression

_NEAR = 0.75
# Comparing names costs; among thousands of files the likeliest lie close by.
_MOST_COMPARED = 500
_MOST_HELPED = 20
# Globs times files: beyond that, globs of a failing card are taken to find something.
_MOST_MATCHED = 3_000_000
_SUFFIX = expression(r"\.[A-Za-z0-9]+(?:\.(?:gz|zst|bz2|xz))?$")


class Better(NamedTuple):
    """What a path that finds nothing was probably meant to be; `is_sure` where nothing else is possible."""

    text: str
    files: tuple[str, ...]
    is_sure: bool = False


class _Asked(NamedTuple):
    """A path of the card and the `data_dir` it starts from."""

    part: Part
    folder: str


def missing(target: Target) -> Iterator[Problem]:
    """Every path of every subset finds a file that some builder knows."""
    # Of two subsets with one name the loader keeps the last.
    by_name = {str(part.value.get("config_name")): part for part in configs(target.metadata)}
    declared = [part for part in by_name.values() if {"data_files", "data_dir"} & part.value.keys()]
    if not declared or not are_card_configs(target):
        return
    tree = FileTree(file.path for file in target.files.files)
    asked = [_Asked(one, _folder(part)) for part in declared for one in patterns(part) if one.value]
    found = _all_found(target, tree, asked)
    taken = {path for one in found.values() for path in one.files}
    filled = {_list_of(one.part) for one in asked if found[one.part.pointer].files} - {None}
    for part in declared:
        if _folder(part) and "data_files" not in part.value:
            yield from _empty_folder(target, part, tree)
    lost = [one for one in asked if not found[one.part.pointer].files]
    for count, one in enumerate(lost):
        others = found[one.part.pointer].others
        for problem in _of_path(target, one, tree, others, taken if count < _MOST_HELPED else None):
            # A glob may find nothing where a path beside it, for the same split, finds files.
            is_beside = has_magic(one.part.value) and _list_of(one.part) in filled
            yield problem._replace(severity=problem.severity or "warning") if is_beside else problem


def _all_found(target: Target, tree: FileTree, asked: Sequence[_Asked]) -> dict[str, Found]:
    """Return what each path finds, by its pointer; the plan has most of it."""
    planned = {
        pattern.pointer: Found(pattern.files)
        for config in target.load.configs
        for split in config.splits
        for pattern in split.patterns
        if pattern.files
    }
    found: dict[str, Found] = {}
    budget = _MOST_MATCHED
    for part, folder in asked:
        known = planned.get(part.pointer)
        if known is None and has_magic(part.value) and not is_remote(part.value):
            budget -= len(tree.paths)
            known = Found((part.value,)) if budget < 0 else None
        found[part.pointer] = known or _find(tree, part.value, folder)
    return found


def _folder(part: Part) -> str:
    folder = part.value.get("data_dir")
    return folder if isinstance(folder, str) else ""


def _list_of(part: Part) -> str | None:
    """Return the list that a path stands in, if it does."""
    above, _, last = part.pointer.rpartition("/")
    return above if last.isdecimal() else None


def _of_path(
    target: Target, asked: _Asked, tree: FileTree, others: Sequence[str], taken: set[str] | None
) -> Iterator[Problem]:
    """Say that a path finds nothing; `taken` are all files of others, None where nobody asks what was meant."""
    part, folder = asked
    # What is there from the root, and not below `data_dir`, is the matter of `configs/data-dir-with-files`.
    if folder and _find(tree, part.value, "").files:
        return
    if others:
        yield target.problem("unsupported", pointer=part.pointer, value=part.value, files=listed(others))
        return
    better = None if taken is None else _better(part.value, tree, folder, taken)
    if better is not None and (target.files.is_complete or _is_close(part.value, better.text)):
        yield target.problem(
            "near",
            pointer=part.pointer,
            value=part.value,
            better=better.text,
            files=listed(better.files),
            edits=yaml_edits.set_value(target.entry_at(part.pointer), better.text),
            applicability="safe" if better.is_sure and target.files.is_complete else "unsafe",
            severity=None if target.files.is_complete else "warning",
        )
        return
    if not target.files.is_complete:
        yield target.problem("elsewhere", pointer=part.pointer, value=part.value)
        return
    near = None if taken is None else _nearest(part.value, tree)
    hint = f"; the nearest file is `{near}`" if near else ""
    kind = "pattern" if has_magic(part.value) else "path"
    yield target.problem(kind, pointer=part.pointer, value=part.value, hint=hint)


def _is_close(pattern: str, better: str) -> bool:
    """Whether two paths differ in a folder above at most, so that even in a part of a repository it is a slip."""
    one, other = (text.removeprefix("./").rpartition("/")[0] for text in (pattern, better))
    return one == other or not one or not other or f"/{other}".endswith(f"/{one}") or f"/{one}".endswith(f"/{other}")


def _empty_folder(target: Target, part: Part, tree: FileTree) -> Iterator[Problem]:
    """Look for anything at all below `data_dir`."""
    folder = _folder(part)
    if folder.strip("./") == "" or automatic_splits(tree, folder) is not None:
        return
    at = f"{part.pointer}/data_dir"
    if not target.files.is_complete:
        yield target.problem("elsewhere", pointer=at, value=folder)
        return
    folders = sorted({path.rpartition("/")[0] for path in tree.paths if "/" in path and has_known_suffix(path)})
    near = _alike(folder.strip("/"), folders)
    hint = f"; the nearest folder is `{near}`" if near else ""
    yield target.problem("folder", pointer=at, value=folder, hint=hint)


def _find(tree: FileTree, pattern: str, folder: str) -> Found:
    """Return what a pattern finds; one that is none, as `configs/pattern-syntax` says, counts as found."""
    try:
        return tree.find(pattern, folder)
    except BadPatternError:
        return Found((pattern,))


def _better(pattern: str, tree: FileTree, folder: str, taken: set[str]) -> Better | None:
    """Return a path that differs little from one that finds nothing, and finds what no other path does."""
    same = _other_case(pattern, tree, folder)
    if same is not None:
        return same
    for text in _variants(pattern, tree):
        found = _find(tree, text, folder)
        if found.files and taken.isdisjoint(found.files):
            return Better(text, found.files)
    return None


def _other_case(pattern: str, tree: FileTree, folder: str) -> Better | None:
    """Return the path in the letters that the files have, where only capitals differ."""
    if folder or has_magic(pattern):
        return None
    asked = pattern.removeprefix("./").casefold()
    same = [path for path in tree.paths if path.casefold() == asked and has_known_suffix(path)]
    return Better(same[0], tuple(same), is_sure=True) if len(same) == 1 else None


def _variants(pattern: str, tree: FileTree) -> Iterator[str]:
    """Yield other ways to write a path: in another folder, with another suffix, in small letters."""
    head, slash, name = pattern.removeprefix("./").rpartition("/")
    stem = _SUFFIX.sub("", name)
    if not stem.strip("*?") and not head:
        return
    data = [path for path in tree.paths if has_known_suffix(path)]
    places = sorted({path.rpartition("/")[0] for path in data})
    # A name that is all wildcard says nothing of where its files went.
    if stem.strip("*?") and len(places) <= _MOST_COMPARED:
        for place in sorted(places, key=lambda one: (one.rpartition("/")[2] != head.rpartition("/")[2], one)):
            yield f"{place}/{name}" if place else name
    if slash and has_magic(head):
        return
    ends = {match[0] for path in data if path.startswith(head) and (match := _SUFFIX.search(path))}
    for end in sorted(ends):
        yield f"{head}{slash}{stem}{end}"
    yield pattern.lower()


def _nearest(pattern: str, tree: FileTree) -> str | None:
    """Return the file whose name looks most like a path."""
    data = [path for path in tree.paths if has_known_suffix(path)]
    return _alike(pattern, data)


def _alike(text: str, choices: Sequence[str]) -> str | None:
    if len(choices) > _MOST_COMPARED:
        start = text.rpartition("/")[0]
        choices = [one for one in choices if one.startswith(start)][:_MOST_COMPARED]
    from difflib import get_close_matches

    return next(iter(get_close_matches(text[:200], choices, n=1, cutoff=_NEAR)), None)
