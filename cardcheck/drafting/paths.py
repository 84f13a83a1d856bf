"""Paths and globs as an author would write them: the files of a split in, the shortest patterns that find them out.

A pattern that finds anything else beside these files, or finds them in another order, is none.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from itertools import chain

from cardcheck.loading.globs import BadPatternError, FileTree, TooMuchError, has_magic
from cardcheck.regex import expression

MOST_PATHS = 20
"""More are no help to who has to read them."""

_SHARD = expression(r"(.+)-\d{5}-of-\d{5}(.*)")
_MAGIC = expression(r"[*?\[]")
_COUNTER = expression(r"[\d]+\Z")


def patterns_of(tree: FileTree, files: Sequence[str]) -> tuple[str, ...] | None:
    """Return patterns that find these files of a repository in this order; None where they would be too many."""
    wanted = tuple(files)
    if not wanted:
        return None
    for pattern in _globs(wanted):
        if _found(tree, pattern) == wanted:
            return (pattern,)
    by_folder: dict[str, list[str]] = {}
    for file in wanted:
        by_folder.setdefault(posixpath.dirname(file), []).append(file)
    parts = list(by_folder.values()) if 1 < len(by_folder) <= MOST_PATHS else []
    found = [next((glob for glob in _globs(part) if _found(tree, glob) == tuple(part)), None) for part in parts]
    if found and all(found) and tuple(chain.from_iterable(by_folder.values())) == wanted:
        return tuple(filter(None, found))
    literal = tuple(map(_literal, wanted))
    fits = len(wanted) <= MOST_PATHS and all(
        _found(tree, pattern) == (file,) for pattern, file in zip(literal, wanted, strict=True)
    )
    return literal if fits else None


def _globs(files: Sequence[str]) -> Iterator[str]:
    """Yield what may find files, the plainest first."""
    folders = [posixpath.dirname(file) for file in files]
    names = [posixpath.basename(file) for file in files]
    shard = _SHARD.fullmatch(names[0])
    if len(files) == 1:
        if shard and not has_magic(files[0]):
            yield _in(folders[0], f"{shard[1]}-*{shard[2]}")
        yield _literal(files[0])
        return
    ending = _ending(names)
    if len(set(folders)) == 1:
        start = _MAGIC.sub("?", _COUNTER.sub("", posixpath.commonprefix(names)))
        folder = _literal(folders[0])
        if shard and not has_magic(names[0]):
            yield _in(folder, f"{shard[1]}-*{shard[2]}")
        if start:
            yield _in(folder, f"{start}*{ending}")
        yield _in(folder, f"*{ending}")
        yield _in(folder, "*")
    above = _literal(posixpath.commonpath(folders) if all(folders) else "")
    if ending:
        yield _in(above, f"*/*{ending}")
        yield _in(above, f"**/*{ending}")
    if above:
        yield _in(above, "**")


def _ending(names: Sequence[str]) -> str:
    """Return the end that names share, from a sign on: `0.csv` begins within a number."""
    shared = posixpath.commonprefix([name[::-1] for name in names])[::-1]
    start = next((index for index, char in enumerate(shared) if not char.isalnum()), len(shared))
    return "" if "." not in shared[start:] or has_magic(shared[start:]) else shared[start:]


def _found(tree: FileTree, pattern: str) -> tuple[str, ...]:
    if "\\" in pattern:
        return ()
    try:
        found = tree.find(pattern)
    except (BadPatternError, TooMuchError):
        return ()
    return () if found.others else found.files


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _literal(path: str) -> str:
    """Write a path so that nothing in it is a wildcard."""
    return _MAGIC.sub(lambda match: f"[{match[0]}]", path) if has_magic(path) else path
