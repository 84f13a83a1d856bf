"""Cards as they were at a git revision: a path and a revision in, the bytes and the folder of that time out.

Asks the program git and changes nothing: no index, no working tree, no filter of the repository is run. What cannot be
had is a `GitError` with one sentence.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

MAX_FOLDER_BYTES = 512 * 1024 * 1024

_SECONDS = 60
# Files of Git LFS stay pointers, and nothing that a repository configures is run.
_QUIETLY = [
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"),
    *("-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"),
]


class GitError(Exception):
    """What git cannot tell; the text is one sentence for people."""


class Past:
    """The git repository around a folder, as it was at one revision."""

    def __init__(self, folder: Path, revision: str) -> None:
        """Find the repository and the revision; either missing is a `GitError`."""
        root = _git(folder, "rev-parse", "--show-toplevel")
        if root is None:
            raise GitError(f"`{folder}` lies in no git repository, or git may not read it")
        self._root = Path(os.fsdecode(root.rstrip(b"\n")))
        # What begins with a dash would be taken for an option.
        is_name = not revision.startswith("-") and "\0" not in revision
        named = _git(self._root, "rev-parse", "--verify", f"{revision}^{{commit}}") if is_name else None
        if named is None:
            raise GitError(f"`{revision}` is no revision of the git repository here (a shallow clone may lack it)")
        self._commit = named.decode("ascii", "replace").strip()
        self._old_names = self._renamed()

    def card(self, path: Path) -> bytes | None:
        """Return a file as it was, under its old name where it was renamed since; None where it was not there."""
        name = self._name(path)
        return _git(self._root, "cat-file", "blob", f"{self._commit}:{self._old_names.get(name, name)}")

    def is_card_alone(self, path: Path) -> bool:
        """Whether nothing but this file differs in its folder, so that the facts of today were those of that time."""
        name = self._name(path.parent)
        below = ":(top)" if name == "." else f":(top,literal){name}"
        changed = _git(self._root, "diff", "--no-ext-diff", "--name-only", "-z", self._commit, "--", below)
        added = _git(self._root, "ls-files", "--others", "--exclude-standard", "-z", "--", below)
        names = {os.fsdecode(name) for name in ((changed or b"") + (added or b"")).split(b"\0") if name}
        return names <= {self._name(path)}

    @contextmanager
    def folder(self, path: Path) -> Iterator[Path]:
        """Lay out the folder of a card as it was, for as long as it is needed; too large a one is a `GitError`."""
        name = self._name(path.parent)
        tree = self._commit if name == "." else f"{self._commit}:{name}"
        if self._size_bytes(tree) > MAX_FOLDER_BYTES:
            raise GitError(f"`{name}` holds more than {MAX_FOLDER_BYTES // 1024**2} MiB at that revision")
        with TemporaryDirectory(prefix="cardcheck-") as place:
            archive, there = Path(place, "tree.tar"), Path(place, path.parent.resolve().name or "repository")
            there.mkdir()
            if _git(self._root, "archive", "--format=tar", f"--output={archive}", tree) is not None:
                with tarfile.open(archive) as tar:
                    tar.extractall(there, filter="data")
            yield there

    def _size_bytes(self, tree: str) -> int:
        told = (_git(self._root, "ls-tree", "-r", "-l", "-z", tree) or b"").split(b"\0")
        sizes = [line.split(b"\t")[0].split()[-1] for line in told if line]
        return sum(int(size) for size in sizes if size.isdigit())

    def _name(self, path: Path) -> str:
        """Return a path as git names it."""
        return Path(os.path.realpath(path)).relative_to(os.path.realpath(self._root)).as_posix()

    def _renamed(self) -> dict[str, str]:
        """Return the old names of the files that were renamed since, by their new ones."""
        only = ("--no-ext-diff", "--find-renames", "--diff-filter=R", "--name-status", "-z")
        parts = os.fsdecode(_git(self._root, "diff", *only, self._commit) or b"").split("\0")
        return {new: old for _, old, new in zip(parts[::3], parts[1::3], parts[2::3], strict=False)}


def _git(folder: Path, *command: str) -> bytes | None:
    """Ask git; None where it has no answer."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *_QUIETLY, "-C", os.fspath(folder), *command],  # noqa: S607 (the git that the user has)
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"},
        )
    except FileNotFoundError:
        raise GitError("git is not installed, and without it no earlier version can be had") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not answer within {_SECONDS} seconds") from None
    return done.stdout if done.returncode == 0 else None
