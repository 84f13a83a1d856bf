"""What else is known of a card's repository: each fact is data or says why it is not there."""

from __future__ import annotations

from typing import Literal, NamedTuple

FactName = Literal["files"]


class Unavailable(NamedTuple):
    """A fact that is not there. `asked` tells whether somebody wanted it and it could not be had."""

    reason: str
    asked: bool = False


class RepoFile(NamedTuple):
    """A file of the repository: path from its root with `/` between parts, and size."""

    path: str
    size_bytes: int


class FileList(NamedTuple):
    """The files of a repository, sorted by path.

    A local folder is not always the whole repository: `is_complete` says whether absence proves anything.
    """

    files: tuple[RepoFile, ...]
    is_complete: bool = True

    @property
    def paths(self) -> frozenset[str]:
        """All paths."""
        return frozenset(file.path for file in self.files)


class RepoFacts(NamedTuple):
    """All facts about one repository."""

    files: FileList | Unavailable = Unavailable("not asked")

    def get(self, name: str) -> FileList | Unavailable:
        """Return a fact by its name in a rule's `needs`."""
        fact: FileList | Unavailable = getattr(self, name)
        return fact
