"""Folders as walking sees them: a folder in, its entries in order out; which of them are worth entering."""

from __future__ import annotations

import os
from pathlib import Path

_NEVER_WALKED = frozenset({"node_modules", "__pycache__", "site-packages"})


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds, sorted by name; nothing where it cannot be read."""
    try:
        return read_entries(folder)
    except OSError:
        return []


def read_entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds, sorted by name; a folder that cannot be read is an OSError."""
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether this is a folder and not a link to one: a link may lead out, or round in circles."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def is_walked(entry: os.DirEntry[str]) -> bool:
    """Whether walking enters here: not into hidden folders, installed packages and virtual environments."""
    if entry.name.startswith(".") or entry.name in _NEVER_WALKED or not is_folder(entry):
        return False
    return not os.path.lexists(os.path.join(entry.path, "pyvenv.cfg"))  # noqa: PTH118  # once for each folder walked
