"""The fact `heads`: a text data file in, its columns, types and rows out, as the loader's reader finds them.

All of a file is read up to 16 MiB, of a larger one the first 64 KiB. What is compressed is opened as far as that.
Reads nothing else, and raises nothing: a file that cannot be read is an empty Table or one with a fault.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from cardcheck.facts._csv import Dialect, read_csv
from cardcheck.facts._json import read_json
from cardcheck.facts._text import read_text
from cardcheck.facts.archives import read_tar
from cardcheck.model.facts import Table, Unreadable

MAX_WHOLE_BYTES = 16 * 1024 * 1024
HEAD_BYTES = 64 * 1024

_COMPRESSED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
_DIALECTS = {"csv": Dialect(), "tsv": Dialect(sep="\t")}
_READERS: Mapping[str, str] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".txt": "text",
}
_PACKED = {".gz": ("BadGzipFile", b"\x1f\x8b"), ".bz2": ("OSError", b"BZh"), ".xz": ("LZMAError", b"\xfd7zXZ\x00")}


class _NotPackedError(Exception):
    """A file is opened as its suffix says, and its beginning is another."""


def reader_of(suffix: str | None) -> str | None:
    """Return which of `csv`, `tsv`, `json` and `text` reads a suffix, or it and `.gz`; None where none does."""
    for packed in _PACKED:
        suffix = suffix.removesuffix(packed) if suffix else suffix
    return _READERS.get(suffix or "")


def read_head(path: Path, size_bytes: int, suffix: str) -> Table:
    """Read a data file by its suffix."""
    reader = reader_of(suffix)
    if reader is None:
        return Table(is_whole=False)
    data = opened(path, size_bytes)
    if isinstance(data, Table):
        return data
    # The loader looks into what begins as an archive.
    if data[0].startswith(b"PK\x03\x04"):
        return Table(is_whole=False)
    return tar_by_another_name(*data) if is_tar(data[0]) else read_as(reader, *data)


def tar_by_another_name(data: bytes, is_whole: bool) -> Table:  # noqa: FBT001
    """Read a tar whose suffix says something else: its names, and whether it is cut off."""
    try:
        table = read_tar(data, is_whole)
    # The library raises whatever its own code meets in hostile bytes.
    except Exception:  # noqa: BLE001
        return Table(is_whole=False)
    return table._replace(rows=None, is_whole=False, names=table.names or first_member(data))


def is_tar(data: bytes) -> bool:
    """Whether bytes begin as a tar archive does."""
    return data[257:262] == b"ustar"


def first_member(data: bytes) -> tuple[str, ...]:
    """Return the name of the first file in a tar; nothing for what is none."""
    return (data[:100].rstrip(b"\0").decode("utf-8", "replace"),) if is_tar(data) else ()


def opened(path: Path, size_bytes: int, limit: int = MAX_WHOLE_BYTES) -> tuple[bytes, bool] | Table:
    """Return the beginning of a file, opened if it is compressed, and whether that is all; a Table says why not."""
    try:
        return _read(path, limit if size_bytes <= limit else HEAD_BYTES)
    except _NotPackedError:
        exception, _ = _PACKED[path.suffix]
        reason = f"it is not compressed as `{path.suffix}` says"
        return Table(fault=Unreadable(exception, reason, is_early=True))
    except (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError):
        return Table(is_whole=False)


def read_as(reader: str, data: bytes, is_whole: bool) -> Table:  # noqa: FBT001
    """Read the bytes of a file, or its beginning, as `csv`, `tsv`, `json` or `text`."""
    if reader == "json":
        return read_json(data, is_whole=is_whole)
    text, fault = _decode(data, is_whole=is_whole)
    if reader == "text":
        table = read_text(text, is_whole=is_whole)
    else:
        # A row of the wrong length is noticed before a byte that is no UTF-8.
        table = read_csv(text.removeprefix("\ufeff"), dialect=_DIALECTS[reader], is_whole=is_whole)
        fault = table.fault or fault
    return table if fault is None else Table(fault=fault, is_whole=is_whole)


def _read(path: Path, limit: int) -> tuple[bytes, bool]:
    with path.open("rb") as file:
        magic = file.read(6)
        file.seek(0)
        for start, unpacked in _COMPRESSED:
            if magic.startswith(start):
                return _bounded(io.BufferedReader(unpacked(file)), limit)
        if magic and path.suffix in _PACKED:
            raise _NotPackedError
        return _bounded(file, limit)


def _bounded(file: IO[bytes], limit: int) -> tuple[bytes, bool]:
    data = file.read(limit + 1)
    if len(data) <= limit:
        return data, True
    return data[:HEAD_BYTES], False


def _decode(data: bytes, *, is_whole: bool) -> tuple[str, Unreadable | None]:
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data, final=is_whole), None
    except UnicodeDecodeError as error:
        fault = Unreadable("UnicodeDecodeError", f"byte {error.start:,} is no UTF-8")
        return data.decode("utf-8", "replace"), fault
