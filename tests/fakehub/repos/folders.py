"""A folder of repositories on disk in, the repositories out: ORG/NAME/ or, without an owner, NAME/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .about import About
from .repo import Repo

ABOUT = "hub.json"
_OMITTED = frozenset({".git", ".cache", "__pycache__", ABOUT})


def read_folder(folder: Path) -> Iterator[Repo]:
    """The repositories in a folder, in the order of their ids.

    A folder that holds files itself is a repository without an owner, any other is an owner's and holds repositories.
    Raises OSError for a folder that cannot be read and ValueError for a `hub.json` that states nonsense.
    """
    for first in _folders(folder):
        if any(not entry.is_dir() for entry in first.iterdir()):
            yield _repo(first.name, first)
        else:
            yield from (_repo(f"{first.name}/{second.name}", second) for second in _folders(first))


def _folders(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))


def _repo(name: str, folder: Path) -> Repo:
    files = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and not _OMITTED & {*path.relative_to(folder).parts}
    }
    about = folder / ABOUT
    try:
        told = json.loads(about.read_text(encoding="utf-8")) if about.is_file() else {}
        return Repo(name, files, About.of(told))
    except ValueError as trouble:
        raise ValueError(f"{about}: {trouble}") from None
