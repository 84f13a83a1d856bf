"""The fact `heads` of a whole folder: which files are read, by what, and how much in all.

In: a folder and its list of files. Out: Heads. Each file costs at most its first 64 KiB and a share of one budget for
reading files whole, so that the time grows with the number of files and not with their size.
"""

from __future__ import annotations

from pathlib import Path

from cardcheck import resources
from cardcheck.facts._formats import suffix_of
from cardcheck.facts.archives import HEAD_BYTES, MAX_WHOLE_BYTES, SUFFIXES, read_archive
from cardcheck.facts.heads import read_head
from cardcheck.model.facts import FileList, Heads, RepoFile, Table, Unreadable

MAX_TOTAL_BYTES = 256 * 1024 * 1024

_TEXTS = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".txt"})
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
# A larger size than this makes a reader keep to the beginning.
_TOO_LARGE = MAX_WHOLE_BYTES + 1


def heads_of(folder: Path, files: FileList) -> Heads:
    """Read the beginnings of all files that the loader could read, but those of which footers tell."""
    left_bytes = MAX_TOTAL_BYTES
    tables = {}
    for file in files.files:
        suffix = suffix_of(file.path)
        if suffix is None or not _is_wanted(file, suffix):
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
    return Heads(tables)


def _is_wanted(file: RepoFile, suffix: str) -> bool:
    if file.is_pointer or (suffix not in _TEXTS and suffix not in SUFFIXES):
        return False
    return file.path.rpartition("/")[2] not in resources.vocabulary_file("data-formats")["never_data"]


def _cost_bytes(path: Path, size_bytes: int, suffix: str) -> int:
    """Return what reading a file whole takes beyond its beginning; what is compressed may hold anything."""
    with path.open("rb") as file:
        start = file.read(6)
    if suffix == ".zip" or size_bytes > MAX_WHOLE_BYTES:
        return 0
    return MAX_WHOLE_BYTES if start.startswith(_COMPRESSED) else max(0, size_bytes - HEAD_BYTES)


def _unopened(error: Exception) -> Unreadable:
    words = (getattr(error, "strerror", None) or "no such name").lower()
    return Unreadable(type(error).__name__, f"it cannot be opened ({words})", is_early=True)
