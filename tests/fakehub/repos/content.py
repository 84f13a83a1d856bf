"""What a file of a repository holds, and the names that Git and LFS give it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

LFS_SUFFIXES = frozenset(
    [
        ".7z",
        ".arrow",
        ".avi",
        ".bin",
        ".bz2",
        ".flac",
        ".gif",
        ".gz",
        ".h5",
        ".jpeg",
        ".jpg",
        ".lz4",
        ".mp3",
        ".mp4",
        ".msgpack",
        ".npy",
        ".npz",
        ".parquet",
        ".pickle",
        ".pkl",
        ".png",
        ".rar",
        ".tar",
        ".tgz",
        ".wav",
        ".webp",
        ".xz",
        ".zip",
        ".zst",
    ]
)
LFS_SIZE = 10 << 20
SLICE = 1 << 16


class Content:
    """The bytes of a file: given, on disk, or so many zeros that are never held at once."""

    def __init__(self, source: bytes | Path | int, *, is_lfs: bool) -> None:
        self._source = source
        self.is_lfs = is_lfs

    @cached_property
    def size(self) -> int:
        match self._source:
            case bytes() as data:
                return len(data)
            case Path() as path:
                return path.stat().st_size
            case int() as size:
                return size

    def data(self) -> bytes:
        """Everything at once."""
        return b"".join(self.slices(0, self.size))

    def slices(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` to `stop`, a little at a time."""
        match self._source:
            case bytes() as data:
                yield data[start:stop]
            case Path() as path:
                with path.open("rb") as file:
                    file.seek(start)
                    while start < stop and (part := file.read(min(SLICE, stop - start))):
                        start += len(part)
                        yield part
            case int():
                for at in range(start, stop, SLICE):
                    yield bytes(min(SLICE, stop - at))

    @cached_property
    def sha256(self) -> str:
        """The name that LFS knows it by; for zeros, one made up from their number."""
        if isinstance(self._source, int):
            return hashlib.sha256(b"zeros %d" % self._source).hexdigest()
        digest = hashlib.sha256()
        for part in self.slices(0, self.size):
            digest.update(part)
        return digest.hexdigest()

    @cached_property
    def pointer(self) -> bytes:
        """What Git keeps of it where LFS keeps the rest."""
        return f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\nsize {self.size}\n".encode()

    @cached_property
    def oid(self) -> str:
        """The name that Git knows it by."""
        if self.is_lfs:
            kept: Iterator[bytes] = iter((self.pointer,))
            size = len(self.pointer)
        elif isinstance(self._source, int):
            return hashlib.sha1(b"zeros %d" % self._source, usedforsecurity=False).hexdigest()
        else:
            kept, size = self.slices(0, self.size), self.size
        digest = hashlib.sha1(b"blob %d\x00" % size, usedforsecurity=False)
        for part in kept:
            digest.update(part)
        return digest.hexdigest()

    def as_git_keeps_it(self) -> bytes:
        """The pointer of a file in LFS, else the file."""
        return self.pointer if self.is_lfs else self.data()


def content(path: str, source: str | bytes | Path | int | Content, lfs: frozenset[str] = frozenset()) -> Content:
    """Make content of what a test states; large files and those of certain kinds are in LFS, as on the Hub."""
    if isinstance(source, Content):
        return source
    if isinstance(source, str):
        source = source.encode()
    held = Content(source, is_lfs=False)
    held.is_lfs = path in lfs or belongs_in_lfs(path, held.size)
    return held


def belongs_in_lfs(path: str, size: int) -> bool:
    """Whether the Hub keeps such a file in LFS."""
    return PurePosixPath(path).suffix.lower() in LFS_SUFFIXES or (size > LFS_SIZE and path != "README.md")
