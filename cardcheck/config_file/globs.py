"""Globs over cards, from whichever file they come: files in, the one folder that all their globs start from out.

They are written as in `.gitignore` and start from the folder of their file. A shared configuration that lies beside the
cards, in a submodule or a package, has no cards below it: its globs start from the folder of the file that extends it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path


def root_of(files: Iterable[Path], nearest: Path) -> Path:
    """Return the topmost folder that globs of some files start from; `nearest` is the file that extends the rest."""
    return min((start_of(file, nearest) for file in files), key=lambda folder: len(folder.parts))


def start_of(file: Path, nearest: Path) -> Path:
    """Return the folder that the globs of a file start from."""
    folder, cards = (Path(os.path.abspath(path.parent)) for path in (file, nearest))  # noqa: PTH100  # links stay
    return folder if cards.is_relative_to(folder) else cards


def from_root(globs: Iterable[str], start: Path, root: Path) -> tuple[str, ...]:
    """Return globs that start from a folder as globs that start from one above it, as git reads those of both."""
    below = start.relative_to(root).as_posix()
    if below == ".":
        return tuple(globs)
    return tuple(_prefixed(glob, re.sub(r"([\\*?\[\]])", r"\\\1", below)) for glob in globs)


def _prefixed(glob: str, folder: str) -> str:
    # Comments, and what stands for nothing.
    if glob.startswith("#") or not glob.strip(" !/"):
        return glob
    sign, glob = ("!", glob[1:]) if glob.startswith("!") else ("", glob)
    is_anchored = "/" in glob.rstrip().rstrip("/")
    return f"{sign}/{folder}/{glob.lstrip('/')}" if is_anchored else f"{sign}/{folder}/**/{glob}"
