"""A file of lines that is only added to: lines in, their offsets out, and lines by their offsets.

Each line goes to the system in one piece. Whatever kills the program, the file holds whole lines and at most the
beginning of one more. It belongs to one program at a time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cardcheck.writing import lock

_PART_BYTES = 1 << 16


class LinesError(Exception):
    """A file that cannot be had; the text is one sentence for people."""


class Lines:
    """A file of lines that is open, and this program's own until it is closed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.end = 0
        self._file = _opened(path)

    def close(self) -> None:
        """Let others have the file."""
        self._file.close()

    def first(self, most: int = 1 << 20) -> bytes:
        """Return the first line, or what there is of it."""
        self._file.seek(0)
        with os.fdopen(os.dup(self._file.fileno()), "rb") as lines:
            return lines.readline(most)

    def scan(self) -> Iterator[tuple[int, bytes]]:
        """Yield all whole lines with their offsets, and note where they end."""
        self.end = 0
        self._file.seek(0)
        with os.fdopen(os.dup(self._file.fileno()), "rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    return
                yield self.end, line
                self.end += len(line)

    def cut(self, end: int) -> None:
        """Drop everything from an offset on."""
        self._file.truncate(end)
        self.end = end

    def add(self, line: bytes) -> int:
        """Add a line, and return its offset."""
        at, left = self.end, memoryview(line)
        try:
            while left:
                left = left[self._file.write(left) or 0 :]
        except OSError as error:
            raise LinesError(_unwritable(self.path, error)) from None
        self.end += len(line)
        return at

    def line(self, at: int) -> bytes:
        """Return the line at an offset."""
        self._file.seek(at)
        pieces: list[bytes] = []
        while piece := self._file.read(_PART_BYTES):
            head, found, _ = piece.partition(b"\n")
            pieces.append(head)
            if found:
                break
        return b"".join(pieces)

    def settle(self) -> None:
        """See that all lines are on the disk."""
        os.fsync(self._file.fileno())

    def copy_to(self, path: Path) -> None:
        """Copy the whole file."""
        self._file.seek(0)
        try:
            with path.open("wb") as copy:
                while piece := self._file.read(_PART_BYTES):
                    copy.write(piece)
        except OSError as error:
            raise LinesError(_unwritable(path, error)) from None

    def replace(self, lines: Iterable[bytes]) -> None:
        """Put others in the place of all lines, in one step."""
        fresh = self.path.with_name(f".{self.path.name}.new")
        fresh.unlink(missing_ok=True)
        file = _opened(fresh)
        size = 0
        for line in lines:
            file.write(line)
            size += len(line)
        os.fsync(file.fileno())
        fresh.replace(self.path)
        self._file.close()
        self._file, self.end = file, size


def _opened(path: Path) -> BinaryIO:
    """Open a file for this program alone; the system gives it back whatever happens to the program."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise LinesError(_unwritable(path, error)) from None
    try:
        lock(file)
        # Between opening and locking, its owner may have put another file in its place.
        is_ours = os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        is_ours = False
    if not is_ours:
        file.close()
        raise LinesError(f"`{path}` is in use: another audit of the same targets is under way")
    return file


def _unwritable(path: Path, error: OSError) -> str:
    return f"`{path}` cannot be written ({(error.strerror or str(error)).lower()})"
