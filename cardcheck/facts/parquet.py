"""The fact `parquet`: files of a folder or on the Hub in, what Parquet footers and Arrow schemas tell out.

Of a Parquet file only the footer is read, of an Arrow file only what describes its batches; never a value, but those
of an Arrow file of at most 64 KiB. On the Hub footers are read by ranges, of a bounded number of files, and Arrow files
not at all, for each of their batches would be a request. Needs pyarrow, an optional extra. A file that cannot be read
is a fault in its table; only the Hub's own faults are raised.
"""

from __future__ import annotations

import math
import os
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, BinaryIO

from cardcheck.facts._arrow_types import Schema, read_schema
from cardcheck.facts._formats import suffix_of
from cardcheck.facts._ipc import count_rows, message_length
from cardcheck.facts._statistics import values_in, values_of
from cardcheck.facts._thrift import schema_depth, schema_length
from cardcheck.facts.heads import HEAD_BYTES, is_tar, tar_by_another_name
from cardcheck.hub.faults import HubError
from cardcheck.model.facts import Column, FileList, Footer, Footers, RepoFile, Table, Unavailable, Unreadable, Values
from cardcheck.regex import expression

MAX_FOOTER_BYTES = 64 * 1024 * 1024
TAIL_BYTES = 64 * 1024
MAX_ARROW_BYTES = 64 * 1024
MAX_CHUNKS_BYTES = 2 * 1024 * 1024
MOST_ON_HUB = 200
MAX_BYTES_FROM_HUB = 64 * 1024 * 1024
PARQUET = frozenset({".parquet", ".geoparquet", ".gpq"})
ARROW = ".arrow"

_MAGIC = (b"PAR1", b"PARE")
_ARROW_MAGIC = b"ARROW1"
# From 26 on pyarrow itself refuses a schema that would break its stack; see _thrift.
_SAFE_PYARROW = 26
# A chain of groups that fits in here is one that every pyarrow endures.
_HARMLESS_BYTES = 16 * 1024
_MAX_DEPTH = 100
_MAX_WALKED_BYTES = 16 * 1024 * 1024
_MOST_NODES = 250_000
_UNKNOWN = Footer(Table(is_whole=False))
_NO_PYARROW = Unavailable("pyarrow is not installed; `pip install 'cardcheck[parquet]'`")
# The length of the footer and the magic behind it.
_END_BYTES = 8
_NUMBER = expression(r"[0-9]+")


def footers(folder: Path, files: FileList) -> Footers | Unavailable:
    """Read the footers of all Parquet files of a folder, and the schemas of its Arrow files."""
    wanted = [(file.path, suffix_of(file.path)) for file in files.files if not file.is_pointer]
    wanted = [(path, suffix) for path, suffix in wanted if suffix in PARQUET or suffix == ARROW]
    if not wanted:
        return Footers()
    try:
        reader = FooterReader()
    except ImportError:
        return _NO_PYARROW
    return Footers({path: reader.of_path(folder / path, is_arrow=suffix == ARROW) for path, suffix in wanted})


def footers_on_hub(repo: str, revision: str, files: FileList, *, most: int = MOST_ON_HUB) -> Footers | Unavailable:
    """Read the footers of Parquet files on the Hub and no other byte; a fault of the Hub is a `HubError`.

    Of more than `most` files the first of every series of shards come first, then the second; nothing is known of
    those beyond, so the rows of their splits are not.
    """
    found = [file for file in files.files if suffix_of(file.path) in PARQUET and not file.is_pointer]
    if not found:
        return Footers()
    try:
        reader = FooterReader(tail_bytes=_END_BYTES, left_bytes=MAX_BYTES_FROM_HUB)
    except ImportError:
        return _NO_PYARROW
    from cardcheck.hub.files import RangeFile

    wanted = sorted(islice(_across_series(found), most))
    return Footers(
        {file.path: reader.of_opened(partial(RangeFile, repo, revision, file.path, file.size_bytes)) for file in wanted}
    )


def _across_series(files: list[RepoFile]) -> Iterator[RepoFile]:
    """Yield the first file of every series of numbered names, then the second of every one, and so on."""
    series: dict[str, list[RepoFile]] = {}
    for file in files:
        series.setdefault(_NUMBER.sub("0", file.path), []).append(file)
    yield from (file for row in zip_longest(*series.values()) for file in row if file is not None)


class FooterReader:
    """Reads the footers of one repository: shards share their schema, and what is looked through has a bound.

    A first look takes `tail_bytes` from the end, which hold most footers; all footers together take `left_bytes`.
    """

    def __init__(self, *, tail_bytes: int = TAIL_BYTES, left_bytes: float = math.inf) -> None:
        import pyarrow
        import pyarrow.ipc
        import pyarrow.parquet

        self._pyarrow = pyarrow
        self._is_safe = int(pyarrow.__version__.partition(".")[0]) >= _SAFE_PYARROW
        self._tail_bytes, self._left_bytes = tail_bytes, left_bytes
        self._walked_bytes = self._chunks_bytes = 0
        self._schemas: dict[bytes, Schema] = {}

    def of_path(self, path: Path, *, is_arrow: bool) -> Footer:
        """Read one file of a folder; whatever goes wrong is told as a fault."""
        return self.of_opened(lambda: path.open("rb"), is_arrow=is_arrow)

    def of_opened(self, opened: Callable[[], BinaryIO], *, is_arrow: bool = False) -> Footer:
        """Open and read one file; whatever goes wrong is told as a fault, but what the Hub does not give."""
        try:
            with opened() as file:
                return self.of_arrow(file) if is_arrow else self.of_parquet(file)
        except HubError:
            raise
        except (OSError, ValueError) as error:
            return _faulty(type(error).__name__, _sentence(error))
        # What a library makes of hostile bytes is anybody's guess.
        except Exception:  # noqa: BLE001
            return _UNKNOWN

    def of_parquet(self, file: BinaryIO) -> Footer:
        """Read the footer of an open Parquet file, and nothing else of it."""
        size = file.seek(0, os.SEEK_END)
        tail = _read_at(file, max(0, size - self._tail_bytes), self._tail_bytes)
        if len(tail) < 8 or tail[-4:] not in _MAGIC:
            return _no_parquet(_read_at(file, 0, HEAD_BYTES), size)
        (length,) = struct.unpack("<I", tail[-8:-4])
        if length + 8 > size:
            return _faulty("ArrowInvalid", "it ends before its footer does")
        if length > min(MAX_FOOTER_BYTES, self._left_bytes):
            return _UNKNOWN
        self._left_bytes -= length
        footer = tail[-8 - length : -8] if length + 8 <= len(tail) else _read_at(file, size - length - 8, length)
        # pyarrow takes 20 seconds for a million columns, and nobody wants them.
        if schema_length(footer) > _MOST_NODES or not (self._is_safe or self._is_harmless(footer)):
            return _UNKNOWN
        data = self._pyarrow.BufferReader(b"PAR1" + footer + tail[-8:])
        metadata = self._pyarrow.parquet.read_metadata(data)
        schema = self._schema(metadata.schema.to_arrow_schema())
        groups = range(metadata.num_row_groups)
        found = _footer(
            schema,
            metadata.num_rows if metadata.num_rows >= 0 else None,
            row_groups=len(groups),
            size_bytes=sum(max(0, metadata.row_group(index).total_byte_size) for index in groups),
        )
        self._chunks_bytes += len(footer)
        if self._chunks_bytes > MAX_CHUNKS_BYTES:
            return found
        return found._replace(table=found.table._replace(values=values_of(footer, found.table.columns)))

    def of_arrow(self, file: BinaryIO) -> Footer:
        """Read the schema of an open Arrow file, and count the rows its batches state."""
        size = file.seek(0, os.SEEK_END)
        length, head = message_length(file, 0)
        if 0 < length <= size - head:
            start = 0
            if length > MAX_FOOTER_BYTES:
                return _UNKNOWN
            schema = self._pyarrow.ipc.read_schema(self._pyarrow.BufferReader(_read_at(file, 0, head + length)))
        elif _read_at(file, 0, 6) == _ARROW_MAGIC == _read_at(file, size - 6, 6) and size > 16:
            start = 8
            (length,) = struct.unpack("<i", _read_at(file, size - 10, 4))
            if length > MAX_FOOTER_BYTES:
                return _UNKNOWN
            schema = self._pyarrow.ipc.open_file(file).schema
        else:
            return _faulty("ArrowInvalid", "it is no Arrow file")
        counted = count_rows(file, start, size)
        if counted.is_cut:
            return _footer(self._schema(schema), None, fault=Unreadable("OSError", "its last batch is cut off"))
        found = _footer(self._schema(schema), counted.rows)
        if (
            not self._is_safe
            or size > MAX_ARROW_BYTES
            or counted.is_packed
            or counted.rows is None
            or counted.rows > size
        ):
            return found
        return found._replace(table=found.table._replace(values=self._values(_read_at(file, 0, size), start)))

    def _values(self, data: bytes, start: int) -> Mapping[str, Values]:
        """Read all of a small Arrow file."""
        ipc = self._pyarrow.ipc
        table = (ipc.open_file(data) if start else ipc.open_stream(data)).read_all()
        table.validate(full=True)
        return values_in(table)

    def _schema(self, schema: Any) -> Schema:
        key = schema.serialize().to_pybytes()
        if key not in self._schemas:
            self._schemas[key] = read_schema(schema)
        return self._schemas[key]

    def _is_harmless(self, footer: bytes) -> bool:
        """Whether an older pyarrow endures a footer; beyond a bound nothing is looked through any more."""
        if len(footer) <= _HARMLESS_BYTES:
            return True
        self._walked_bytes += len(footer)
        if self._walked_bytes > _MAX_WALKED_BYTES:
            return False
        try:
            return schema_depth(footer) <= _MAX_DEPTH
        except ValueError:
            # pyarrow will say what is wrong, and reads no schema before it knows.
            return True


def _footer(
    schema: Schema, rows: int | None, *, row_groups: int = 0, size_bytes: int = 0, fault: Unreadable | None = None
) -> Footer:
    columns: tuple[Column, ...] = schema.columns or ()
    table = Table(columns, rows, is_whole=schema.columns is not None, fault=fault or schema.fault)
    return Footer(table, row_groups, size_bytes, has_features=schema.has_features)


def _faulty(exception: str, reason: str) -> Footer:
    return Footer(Table(fault=Unreadable(exception, reason, is_early=True)))


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be opened ({error.strerror.lower()})"
    first, *_ = str(error).splitlines() or [""]
    return f"pyarrow cannot read it ({first[:160]})"


def _read_at(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(max(0, at))
    return file.read(length)


def _no_parquet(data: bytes, size_bytes: int) -> Footer:
    """Return what is known of another file: the builder of archives reads a tar whatever its name."""
    found = _faulty("ArrowInvalid", "it is no Parquet file")
    if not is_tar(data):
        return found
    tar = tar_by_another_name(data, len(data) == size_bytes)
    return found._replace(table=found.table._replace(names=tar.names, readings={"tar": (tar,)}))
