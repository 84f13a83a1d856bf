"""The fact `heads` of a whole folder: which files are read, by what, and how much in all.

In: a folder and its list of files. Out: Heads. Each file costs at most its first 64 KiB, once for each text format in
the folder, and a share of one budget for reading files whole, so that the time grows with the number of files and not
with their size.
"""

from __future__ import annotations

from pathlib import Path

from cardcheck.facts._formats import suffix_of
from cardcheck.facts.archives import HEAD_BYTES, MAX_WHOLE_BYTES, SUFFIXES, read_archive
from cardcheck.facts.heads import read_head, reader_of
from cardcheck.facts.parquet import ARROW, PARQUET
from cardcheck.facts.readings import readings_of, readings_of_archive
from cardcheck.model.facts import FileList, Heads, Table, Unreadable

MAX_TOTAL_BYTES = 256 * 1024 * 1024
MAX_READINGS_BYTES = 64 * 1024 * 1024

_TEXTS = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".txt"})
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
# Of these no reader of texts makes anything.
_NOT_READ = PARQUET | {ARROW}
# A larger size than this makes a reader keep to the beginning.
_TOO_LARGE = MAX_WHOLE_BYTES + 1


def heads_of(folder: Path, files: FileList) -> Heads:
    """Read the beginnings of all files that the loader could read, but those of which footers tell."""
    left_bytes = MAX_TOTAL_BYTES
    tables = {}
    for file in files.files:
        suffix = suffix_of(file.path)
        if suffix is None or file.is_pointer or not (suffix in _TEXTS or suffix in SUFFIXES):
            continue
        path = folder / file.path
        try:
            cost_bytes = _cost_bytes(path, file.size_bytes, suffix)
        except (OSError, ValueError) as error:
            tables[file.path] = Table(fault=_unopened(error), is_whole=False)
            continue
        is_affordable = cost_bytes <= left_bytes
        left_bytes -= cost_bytes if is_affordable else 0
        read = read_archive if suffix in SUFFIXES else read_head
        tables[file.path] = read(path, file.size_bytes if is_affordable else _TOO_LARGE, suffix)
    return Heads(_with_readings(folder, files, tables))


def _with_readings(folder: Path, files: FileList, tables: dict[str, Table]) -> dict[str, Table]:
    """Add what the readers of other files in the folder make of each."""
    readers = _readers(files, tables)
    left_bytes = MAX_READINGS_BYTES
    for file in files.files if readers else ():
        suffix = suffix_of(file.path)
        if suffix is None or file.is_pointer or suffix in _NOT_READ or file.path == "README.md":
            continue
        known = tables.get(file.path, Table(is_whole=False))
        path = folder / file.path
        own = None if suffix in SUFFIXES else reader_of(suffix) or ""
        others = readers - {own} if own is not None else readers
        cost_bytes = min(file.size_bytes, HEAD_BYTES if own is not None else MAX_WHOLE_BYTES) * len(others)
        if not others or cost_bytes > left_bytes:
            continue
        left_bytes -= cost_bytes
        read = readings_of_archive if own is None else readings_of
        tables[file.path] = known._replace(readings=read(path, file.size_bytes, sorted(others)))
    return tables


def _readers(files: FileList, tables: dict[str, Table]) -> set[str]:
    """Return the readers that the loader may choose: those of some file, or of a member of an archive."""
    names = [*(file.path for file in files.files), *(name for table in tables.values() for name in table.names)]
    parts = {f".{part.lower()}" for name in names for part in name.rpartition("/")[2].split(".")[1:]}
    return {reader for reader in map(reader_of, parts) if reader is not None}


def _cost_bytes(path: Path, size_bytes: int, suffix: str) -> int:
    """Return what reading a file whole takes beyond its beginning; what is compressed may hold anything."""
    with path.open("rb") as file:
        start = file.read(6)
    if suffix in {".zip", ".eval"} or size_bytes > MAX_WHOLE_BYTES:
        return 0
    return MAX_WHOLE_BYTES if start.startswith(_COMPRESSED) else max(0, size_bytes - HEAD_BYTES)


def _unopened(error: Exception) -> Unreadable:
    words = (getattr(error, "strerror", None) or "no such name").lower()
    return Unreadable(type(error).__name__, f"it cannot be opened ({words})", is_early=True)
