"""Paths and globs of `data_files`: which files of a repository they find.

In: the paths of a repository and a pattern. Out: the files, in the loader's order. The semantics are those of fsspec's
glob as `datasets` calls it; `tests/loading/test_globs.py` holds the two together. fsspec itself takes 120 ms to
import, a third of a whole check.
"""

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from fnmatch import translate
from typing import NamedTuple

from cardcheck import resources
from cardcheck.regex import expression

_MAGIC = expression(r"[*?\[]")
_REMOTE = expression(r"[a-z][a-z0-9+.-]+://|.*::", re.IGNORECASE)
_ANY_DEPTH = "**"

_Part = str | re.Pattern[str]
"""What one part of a path has to be: a text, `**`, or an expression that fits."""


# Comparisons for one repository: some five seconds' worth. Thousands of globs over as many folders are no data set.
_MOST_WORK = 2_000_000


class BadPatternError(ValueError):
    """A pattern that fsspec refuses."""


class TooMuchError(Exception):
    """So many globs over so many files that nobody would wait for the answer."""


class Found(NamedTuple):
    """What a pattern finds: files with a suffix that some builder knows, and the others it matches."""

    files: tuple[str, ...]
    others: tuple[str, ...] = ()


class _File(NamedTuple):
    """What patterns ask of a file; `hidden` and `special` count the parts of its path to be asked for by name."""

    path: str
    folders: tuple[str, ...]
    name: str
    hidden: int
    special: int
    has_known_suffix: bool


class FileTree:
    """The files of a repository, ready to be matched."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = sorted(paths)
        self._files = [_file(path) for path in self.paths]
        self._by_path = {file.path: file for file in self._files}
        self._found: dict[tuple[str, str], Found] = {}
        self._work = 0

    @functools.cached_property
    def words(self) -> str:
        """All paths in one text, to ask cheaply whether a word occurs."""
        return "\n".join(self.paths)

    @functools.cached_property
    def _folder_order(self) -> list[tuple[str, ...]]:
        return sorted(self._by_folder)

    @functools.cached_property
    def _by_folder(self) -> dict[tuple[str, ...], list[_File]]:
        found: dict[tuple[str, ...], list[_File]] = {}
        for file in self._files:
            found.setdefault(file.folders, []).append(file)
        return found

    @functools.cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset("/".join(parts[:depth]) for parts in self._by_folder for depth in range(1, len(parts) + 1))

    def find(self, pattern: str, folder: str = "") -> Found:
        """Return what a pattern finds below a folder of the repository."""
        key = (pattern, folder)
        if key not in self._found:
            self._found[key] = self._find(pattern, folder)
        return self._found[key]

    def _find(self, pattern: str, folder: str) -> Found:
        if is_remote(pattern):
            # Nobody asks the network; it is taken to be there.
            return Found((pattern,))
        if has_magic(pattern) and any(_ANY_DEPTH in part for part in pattern.split("/") if part != _ANY_DEPTH):
            raise BadPatternError("`**` can only be an entire path component")
        joined = _joined(folder, pattern, self._folders)
        if joined is None:
            return Found(())
        hidden, special, asked = _hidden(joined), _special(joined), joined.rpartition("/")[2]
        taken = [
            file
            for file in self._matching(joined)
            if file.hidden == hidden
            and file.special == special
            and (file.name not in _never_data() or file.name == asked)
        ]
        return Found(
            tuple(file.path for file in taken if file.has_known_suffix),
            tuple(file.path for file in taken if not file.has_known_suffix),
        )

    def _matching(self, pattern: str) -> list[_File]:
        """Return the files that fit, in order; the folders of a repository are few, so they are asked once each."""
        if not has_magic(pattern):
            return [self._by_path[pattern]] if pattern in self._by_path else []
        parts = _compiled(pattern)
        # `**` at the end stands for one part at least: whatever a file is called.
        takes_any = parts[-1] == _ANY_DEPTH
        above = parts if takes_any else parts[:-1]
        found: list[_File] = []
        for folders in self._below(above):
            self._count(1)
            if _fits(above, folders):
                files = self._by_folder[folders]
                self._count(len(files))
                found += files if takes_any else [one for one in files if _fits_one(parts[-1], one.name)]
        return sorted(found)

    def _below(self, above: Sequence[_Part]) -> Iterator[tuple[str, ...]]:
        """Yield the folders that begin as a pattern does, up to its first wildcard."""
        literal = tuple(itertools.takewhile(lambda part: isinstance(part, str) and part != _ANY_DEPTH, above))
        order = self._folder_order
        for index in range(bisect_left(order, literal), len(order)):
            if order[index][: len(literal)] != literal:
                return
            yield order[index]

    def _count(self, work: int) -> None:
        self._work += work
        if self._work > _MOST_WORK:
            raise TooMuchError


def _file(path: str) -> _File:
    *folders, name = path.split("/")
    return _File(path, tuple(folders), name, _hidden(path), _special(path), has_known_suffix(path))


def has_magic(pattern: str) -> bool:
    """Whether a pattern is a glob and no path."""
    return _MAGIC.search(pattern) is not None


def is_remote(pattern: str) -> bool:
    """Whether a pattern is an address, or reaches into an archive."""
    return _REMOTE.match(pattern) is not None


def has_known_suffix(path: str) -> bool:
    """Whether some builder reads files of this name; every part after the first dot counts as a suffix."""
    known = known_suffixes()
    return any(f".{suffix}" in known for suffix in path.rpartition("/")[2].split(".")[1:])


@functools.cache
def known_suffixes() -> frozenset[str]:
    """Return the suffixes of all files that are taken for data."""
    whole = resources.vocabulary_file("data-formats")
    extra = {suffix for builder in whole["builders"].values() for suffix in builder["metadata_suffixes"]}
    return frozenset({*whole["values"], *extra, ".zip"})


@functools.cache
def _never_data() -> frozenset[str]:
    return frozenset(resources.vocabulary_file("data-formats")["never_data"])


def _joined(folder: str, pattern: str, folders: Container[str]) -> str | None:
    """Return the pattern from the root, as the loader joins the two; None where no file of the repository can match."""
    if pattern.startswith("/") or folder.startswith("/"):
        return None
    parts = (f"{folder.rstrip('/')}/{pattern}" if folder else pattern).rstrip("/").split("/")
    if parts[-1] in {"", ".", ".."}:
        return None
    done: list[str] = []
    is_literal = True
    for before, part in zip(["x", *parts], parts, strict=False):
        if is_literal and has_magic(part) and not before:
            # What is listed below `a/` has one slash behind it, and the pattern two.
            return None
        is_literal = is_literal and not has_magic(part)
        if part not in {"", ".", ".."}:
            done.append(part)
        elif not is_literal:
            # Behind a wildcard these lead nowhere: no path that is listed holds them.
            return None
        elif part == "..":
            if not done or "/".join(done) not in folders:
                return None
            done.pop()
    return "/".join(done)


def _hidden(path: str) -> int:
    return sum(part.startswith(".") and set(part) != {"."} for part in path.split("/"))


def _special(path: str) -> int:
    return sum(part.startswith("__") for part in path.split("/")[:-1])


@functools.lru_cache(maxsize=512)
def _compiled(pattern: str) -> tuple[_Part, ...]:
    """Return one matcher a part of the path: a text, `**`, or an expression."""
    parts: list[_Part] = []
    for part in pattern.split("/"):
        if part == _ANY_DEPTH:
            parts.append(part)
        else:
            parts.append(expression(translate(part)) if has_magic(part) else part)
    return tuple(parts)


def _fits(parts: Sequence[_Part], path: Sequence[str]) -> bool:
    """Whether the parts of a path fit a pattern."""
    at = place = 0
    star = resume = -1
    while place < len(path):
        if at < len(parts) and parts[at] == _ANY_DEPTH:
            star, resume = at, place
            at += 1
        elif at < len(parts) and _fits_one(parts[at], path[place]):
            at, place = at + 1, place + 1
        elif star >= 0:
            resume += 1
            at, place = star + 1, resume
        else:
            return False
    return all(part == _ANY_DEPTH for part in parts[at:])


def _fits_one(part: _Part, name: str) -> bool:
    return part == name if isinstance(part, str) else part.match(name) is not None
