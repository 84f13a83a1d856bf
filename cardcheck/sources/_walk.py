"""The dataset cards of a folder: a folder in, documents and what was passed over out, in order of path.

Follows no links to folders, enters nothing hidden or ignored, and stops after a bounded number of entries.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cardcheck.model.document import Document, Passed, SourceOptions
from cardcheck.sources._folders import is_walked, read_entries
from cardcheck.sources._ignore import Globs, Ignored
from cardcheck.sources._read import display_name, read_card, reason_of
from cardcheck.sources._recognise import is_dataset_card, is_other_card, looks_like_dataset_repository, read_head

MAX_ENTRIES = 200_000

_NO_CARD = "nothing in its front matter or its folder says that it is a dataset card"
_OTHER_CARD = "its front matter is that of a model or a Space"
_OTHER_CASE = "the Hub reads only a file named `README.md`, in these very capitals"
_OTHER_NAME = "its name is not that of a dataset card"
_EXCLUDED = "the configuration excludes it"


class _Folder:
    """A folder still to be visited: `in_card` tells that a folder above it has a card already."""

    __slots__ = ("ignored", "in_card", "path")

    def __init__(self, path: Path, ignored: Ignored, *, in_card: bool) -> None:
        self.path = path
        self.ignored = ignored
        self.in_card = in_card


def below(folder: Path, options: SourceOptions, *, max_entries: int = MAX_ENTRIES) -> Iterator[Document | Passed]:
    """Yield the card of a dataset repository, else every dataset card below the folder."""
    walk = _Walk(folder, options)
    waiting = [_Folder(folder, Ignored.above(folder), in_card=False)]
    left = max_entries
    while waiting:
        at = waiting.pop()
        try:
            found = read_entries(at.path)
        except OSError as error:
            yield _failed(at.path, f"the folder cannot be read ({reason_of(error)})", asked_for=at.path == folder)
            continue
        left -= len(found)
        if left < 0:
            fault = f"the folder holds more than {max_entries:,} entries; name the cards, or a smaller folder"
            yield _failed(folder, fault, asked_for=True)
            return
        yield from walk.visit(at, found, waiting)


def is_card(path: Path, head: bytes, options: SourceOptions) -> bool:
    """Whether walking would take a file for a card if it began with these bytes."""
    return _Walk(path.parent, options).judge_alone(path, head) is None


def why_no_card(path: Path, options: SourceOptions) -> str | None:
    """Return why walking would pass a file over; None: it would take it for a card."""
    return _Walk(path.parent, options).judge_alone(path)


def _failed(folder: Path, fault: str, *, asked_for: bool) -> Document:
    return Document(source=display_name(folder), data=None, fault=fault, asked_for=asked_for)


class _Walk:
    """One walk: where it began and what the configuration says."""

    __slots__ = ("_cards", "_exclude", "_options", "_start")

    def __init__(self, start: Path, options: SourceOptions) -> None:
        root = options.root or start
        self._start = start
        self._options = options
        self._cards = Globs(options.cards, root)
        self._exclude = Globs(options.exclude, root)

    def visit(self, at: _Folder, found: list[os.DirEntry[str]], waiting: list[_Folder]) -> Iterator[Document | Passed]:
        """Yield the cards right in this folder, and put the folders to visit next on top of those waiting."""
        names = frozenset(entry.name for entry in found)
        ignored = at.ignored.inside(at.path, has_file=".gitignore" in names)
        looks_like_data = not at.in_card and looks_like_dataset_repository(at.path, names)
        verdicts = self._verdicts(at.path, names, ignored, looks_like_data=looks_like_data)
        has_card = verdicts.get("README.md", _NO_CARD) is None
        if has_card and looks_like_data:
            yield self._read(at.path / "README.md")
            return
        for name, verdict in verdicts.items():
            path = at.path / name
            yield self._read(path) if verdict is None else Passed(display_name(path), verdict)
        for entry in reversed(found):
            inner = at.path / entry.name
            if is_walked(entry) and not (
                ignored.take(inner, is_folder=True) or self._exclude.take(inner, is_folder=True)
            ):
                waiting.append(_Folder(inner, ignored, in_card=at.in_card or has_card))

    def _verdicts(
        self, folder: Path, names: frozenset[str], ignored: Ignored, *, looks_like_data: bool
    ) -> dict[str, str | None]:
        """Return for each file that may be a card why it is passed over; None: it is one."""
        return {
            name: self._judge(folder / name, looks_like_data=looks_like_data)
            for name in sorted(names)
            if (_may_be_card(name) or self._cards.take(folder / name)) and not ignored.take(folder / name)
        }

    def judge_alone(self, path: Path, head: bytes | None = None) -> str | None:
        """Return why a file would be passed over if it began with these bytes; `.gitignore` is not asked."""
        if not (_may_be_card(path.name) or self._cards.take(path)):
            return _OTHER_NAME
        try:
            names = frozenset(entry.name for entry in read_entries(path.parent))
        except OSError:
            names = frozenset()
        looks_like_data = looks_like_dataset_repository(path.parent, names)
        return self._judge(path, looks_like_data=looks_like_data, head=head)

    def _judge(self, path: Path, *, looks_like_data: bool, head: bytes | None = None) -> str | None:
        """Return why a file is passed over; None: it is a card."""
        if self._exclude.take(path):
            return _EXCLUDED
        if self._cards.take(path) or _is_card_by_name(path.name):
            return None
        if path.name != "README.md":
            return _OTHER_CASE
        head = read_head(path) if head is None else head
        if is_dataset_card(head):
            return None
        if is_other_card(head):
            return _OTHER_CARD
        return None if looks_like_data else _NO_CARD

    def _read(self, path: Path) -> Document:
        asked_for = path.name == "README.md" and path.parent == self._start
        return read_card(path, self._options, walked_from=self._start, asked_for=asked_for)


def _may_be_card(name: str) -> bool:
    return name.lower() == "readme.md" or _is_card_by_name(name)


def _is_card_by_name(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(".md") and "dataset_card" in lowered
