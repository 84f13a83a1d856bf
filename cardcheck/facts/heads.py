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
from pathlib import Path
from typing import IO

from cardcheck.facts._csv import Dialect, read_csv
from cardcheck.facts._json import read_json
from cardcheck.facts._text import read_text
from cardcheck.model.facts import Table, Unreadable

MAX_WHOLE_BYTES = 16 * 1024 * 1024
HEAD_BYTES = 64 * 1024

_COMPRESSED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
_DIALECTS = {".csv": Dialect(), ".tsv": Dialect(sep="\t")}
_JSON = frozenset((".json", ".jsonl", ".ndjson"))
_PACKED_SUFFIXES = (".gz", ".bz2", ".xz")


def read_head(path: Path, size_bytes: int, suffix: str) -> Table:
    """Read a data file by its suffix (`.csv`, `.tsv`, `.json`, `.jsonl`, `.ndjson`, `.txt`, or these and `.gz`)."""
    for packed in _PACKED_SUFFIXES:
        suffix = suffix.removesuffix(packed)
    if suffix not in _DIALECTS and suffix not in _JSON and suffix != ".txt":
        return Table(is_whole=False)
    try:
        data, is_whole = _read(path, size_bytes)
    except (OSError, EOFError, lzma.LZMAError, ValueError):
        return Table(is_whole=False)
    if suffix in _JSON:
        return read_json(data, is_whole=is_whole)
    text, fault = _decode(data, is_whole=is_whole)
    if suffix == ".txt":
        table = read_text(text, is_whole=is_whole)
    else:
        # A row of the wrong length is noticed before a byte that is no UTF-8.
        table = read_csv(text.removeprefix("\ufeff"), dialect=_DIALECTS[suffix], is_whole=is_whole)
        fault = table.fault or fault
    return table if fault is None else Table(fault=fault, is_whole=is_whole)


def _read(path: Path, size_bytes: int) -> tuple[bytes, bool]:
    """Return the beginning of a file, opened if it is compressed, and whether that is all of it."""
    limit = MAX_WHOLE_BYTES if size_bytes <= MAX_WHOLE_BYTES else HEAD_BYTES
    with path.open("rb") as file:
        magic = file.read(6)
        file.seek(0)
        for start, opened in _COMPRESSED:
            if magic.startswith(start):
                return _bounded(io.BufferedReader(opened(file)), limit)
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
