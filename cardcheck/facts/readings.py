"""What builders make of files that were not made for them: a file in, its tables by reader out.

The loader has one builder for all files, chosen by the most frequent suffix, and hands it whatever a glob finds: csv
reads JSON, text reads images, and both read the members of archives. Of a file of another format at most 64 KiB are
read, of an archive of at most 16 MiB at most 16 MiB unpacked; what is larger has no readings.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from cardcheck.facts.archives import ZIP_MAGIC, Bounded
from cardcheck.facts.heads import HEAD_BYTES, MAX_WHOLE_BYTES, is_tar, opened, read_as
from cardcheck.model.facts import Table, Unreadable

Readings = Mapping[str, tuple[Table, ...]]
MAX_MEMBERS = 1_000

_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_STARTS = frozenset(b'{["-0123456789tfn \t\r\n')


def readings_of(path: Path, size_bytes: int, readers: Iterable[str]) -> Readings:
    """Read a small file in every way that is asked for."""
    data = opened(path, size_bytes, HEAD_BYTES)
    if isinstance(data, Table):
        return dict.fromkeys(readers, (data,))
    if data[0].startswith(ZIP_MAGIC) or is_tar(data[0]):
        return {}
    found = {reader: _read(reader, *data) for reader in readers}
    return {reader: (table,) for reader, table in found.items() if table is not None}


def readings_of_archive(path: Path, size_bytes: int, readers: Iterable[str]) -> Readings:
    """Read the members of a small archive, in the loader's order, in every way that is asked for."""
    if size_bytes > MAX_WHOLE_BYTES:
        return {}
    try:
        if path.suffix == ".tar" and not tarfile.is_tarfile(path):
            return readings_of(path, size_bytes, readers)
        members = _of_tar(path) if path.suffix == ".tar" else _of_zip(path)
    # The libraries raise whatever their own code meets in hostile bytes.
    except Exception:  # noqa: BLE001
        return {}
    if members is None or any(data.startswith(_COMPRESSED) for data in members.values()):
        return {}
    ordered = sorted((name for name in members if not _is_hidden(name)), key=_place)
    return {reader: tuple(read_as(reader, members[name], True) for name in ordered) for reader in readers}  # noqa: FBT003


def _read(reader: str, data: bytes, is_whole: bool) -> Table | None:  # noqa: FBT001
    """Read a file, or what the beginning of a larger one proves."""
    if is_whole:
        return read_as(reader, data, is_whole)
    if reader != "json":
        table = read_as(reader, data, is_whole)
        return table if table.fault is not None else None
    if data[:1] and data[0] not in _STARTS:
        return Table(fault=Unreadable("ArrowInvalid", "it is no JSON"), is_whole=False)
    return None


def _of_zip(path: Path) -> dict[str, bytes] | None:
    with path.open("rb") as file:
        bounded = Bounded(file)
        with zipfile.ZipFile(bounded) as archive:
            listed = [member for member in archive.infolist() if not member.is_dir()]
            if len(listed) > MAX_MEMBERS or sum(member.file_size for member in listed) > MAX_WHOLE_BYTES:
                return None
            bounded.allow(MAX_WHOLE_BYTES)
            left = MAX_WHOLE_BYTES
            members: dict[str, bytes] = {}
            for member in listed:
                with archive.open(member) as inner:
                    # The size that an archive states may be less than the one that it unpacks to.
                    members[member.filename] = inner.read(left + 1)
                left -= len(members[member.filename])
                if left < 0:
                    return None
    return members


def _of_tar(path: Path) -> dict[str, bytes] | None:
    data = opened(path, 0)
    if isinstance(data, Table) or not data[1]:
        return None
    members: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(data[0]), mode="r:") as archive:
        for member in archive:
            if member.size < 0 or len(members) == MAX_MEMBERS or not (member.isreg() or member.isdir()):
                return None
            inner = archive.extractfile(member) if member.isreg() else None
            if inner is not None:
                members[member.name.removeprefix("./")] = inner.read()
    return members


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__")) for part in name.split("/"))


def _place(name: str) -> list[tuple[bool, str]]:
    """Sort files before the folders beside them."""
    *folders, own = name.split("/")
    return [*((True, folder) for folder in folders), (False, own)]
