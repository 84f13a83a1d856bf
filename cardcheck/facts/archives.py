"""What lies in archives: a `.zip` or `.tar` file in, the names of its members out; nothing is unpacked to a disk.

Of a zip the list at its end is read, of a tar its headers: all of them up to 16 MiB, else those of the first 64 KiB.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cardcheck.model.facts import Table, Unreadable

MAX_WHOLE_BYTES = 16 * 1024 * 1024
HEAD_BYTES = 64 * 1024
MAX_DIRECTORY_BYTES = 8 * 1024 * 1024
MAX_MEMBERS = 100_000
SUFFIXES = frozenset({".zip", ".tar", ".eval"})
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_COMPRESSED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
# The loader looks at so many samples before it reads any.
_EARLY_SAMPLES = 5
_UNKNOWN = Table(is_whole=False)


def read_archive(path: Path, size_bytes: int, suffix: str) -> Table:
    """Read the names in an archive; of a tar also how many samples WebDataset finds in it."""
    try:
        with path.open("rb") as file:
            return _read_zip(file) if suffix != ".tar" else read_tar(*_unpacked(file, size_bytes))
    except OSError as error:
        return Table(fault=Unreadable(type(error).__name__, "it cannot be opened", is_early=True), is_whole=False)
    # The libraries raise whatever their own code meets in hostile bytes.
    except Exception:  # noqa: BLE001
        return _UNKNOWN


def _read_zip(file: BinaryIO) -> Table:
    try:
        with zipfile.ZipFile(Bounded(file)) as archive:
            names = tuple(member.filename for member in archive.infolist() if not member.is_dir())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        return Table(fault=Unreadable(type(error).__name__, "it is no zip archive", is_early=True))
    return Table(names=names)


class _TooMuchError(Exception):
    """An archive's list of members is larger than any honest one."""


class Bounded(io.RawIOBase):
    """A file of which only so much can be read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._left = file, MAX_DIRECTORY_BYTES

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        data = self._file.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise _TooMuchError
        return data

    def allow(self, size_bytes: int) -> None:
        """Let so much more be read."""
        self._left = size_bytes

    def seekable(self) -> bool:
        """Say that places can be moved to."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to another place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()


def _unpacked(file: BinaryIO, size_bytes: int) -> tuple[bytes, bool]:
    """Return the beginning of a tar, unpacked if it is compressed, and whether that is all of it."""
    limit = MAX_WHOLE_BYTES if size_bytes <= MAX_WHOLE_BYTES else HEAD_BYTES
    magic = file.read(6)
    file.seek(0)
    source: io.BufferedIOBase | BinaryIO = file
    for start, opened in _COMPRESSED:
        if magic.startswith(start):
            source = opened(file)
    data = source.read(limit + 1)
    return (data, True) if len(data) <= limit else (data[:HEAD_BYTES], False)


def read_tar(data: bytes, is_whole: bool) -> Table:  # noqa: FBT001
    """Read the beginning of a tar: its names, its samples, and why it cannot be read to its end."""
    names: list[str] = []
    fault = None
    try:
        for name in _tar_names(data):
            if len(names) == MAX_MEMBERS:
                is_whole = False
                break
            names.append(name)
    except tarfile.ReadError as error:
        if is_whole:
            is_early = len(_samples(names)) < _EARLY_SAMPLES
            fault = Unreadable("ReadError", f"it is no whole tar archive ({error})", is_early=is_early)
    samples = _samples(names)
    twice = next((index for index, fields in enumerate(samples) if len(set(fields)) != len(fields)), None)
    if fault is None and twice is not None:
        reason = "a sample has two files of one suffix"
        fault = Unreadable("ValueError", reason, is_early=twice < _EARLY_SAMPLES)
    rows = len(samples) if is_whole and fault is None else None
    return Table(rows=rows, is_whole=is_whole, fault=fault, names=tuple(names))


def _tar_names(data: bytes) -> Iterator[str]:
    """Yield the files that the loader takes from a tar, in order."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for member in archive:
            # A negative size leads back to where we were.
            if member.size < 0:
                return
            if member.isreg() and not member.name.rpartition("/")[2].startswith((".", "__")):
                yield member.name


def _samples(names: list[str]) -> list[list[str]]:
    """Return the suffixes of each sample: files in a row whose paths agree up to the name's first dot."""
    samples: list[list[str]] = []
    last = None
    for name in names:
        folder, slash, own = name.rpartition("/")
        stem, dot, suffix = own.partition(".")
        if not stem or not dot:
            continue
        key = f"{folder}{slash}{stem}"
        if key != last:
            samples.append([])
        samples[-1].append(suffix)
        last = key
    return samples
