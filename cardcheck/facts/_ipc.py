"""The messages of an Arrow stream, counted without reading what they hold: an open file in, rows out.

A message is a length, a small flatbuffer that describes it, and a body, which is passed over.
https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
"""

import struct
from typing import BinaryIO, NamedTuple

_CONTINUATION = 0xFFFFFFFF
_RECORD_BATCH = 3
_DICTIONARY = 2
_MOST_MESSAGES = 100_000
_MOST_BYTES = 16 * 1024 * 1024


class Counted(NamedTuple):
    """The rows of a stream, None where they cannot be told.

    `is_cut` tells that its last batch ends too early, `is_packed` that what it holds is compressed.
    """

    rows: int | None
    is_cut: bool = False
    is_packed: bool = False


def count_rows(file: BinaryIO, start: int, end: int) -> Counted:
    """Count the rows of all record batches from an offset on."""
    at, rows, read_bytes, is_packed = start, 0, 0, False
    for _ in range(_MOST_MESSAGES):
        length, head = message_length(file, at)
        if length == 0:
            return Counted(rows, is_packed=is_packed)
        read_bytes += length
        if length < 0 or read_bytes > _MOST_BYTES:
            break
        file.seek(at + head)
        batch_rows, body_bytes, has_codec = _described(file.read(length))
        if body_bytes < 0 or batch_rows < 0:
            break
        at += head + length + body_bytes
        if at > end:
            return Counted(None, is_cut=True)
        rows += batch_rows
        is_packed = is_packed or has_codec
    return Counted(None)


def message_length(file: BinaryIO, at: int) -> tuple[int, int]:
    """Return how long the description of the message here is, and how many bytes say so; 0 at the end."""
    file.seek(at)
    data = file.read(8)
    if len(data) < 4:
        return 0, 0
    (first,) = struct.unpack_from("<I", data)
    if first != _CONTINUATION:
        # Streams from before 2019 begin with the length itself.
        return struct.unpack_from("<i", data)[0], 4
    return (struct.unpack_from("<i", data, 4)[0], 8) if len(data) == 8 else (0, 0)


def _described(message: bytes) -> tuple[int, int, bool]:
    """Return the rows of a message (0 for one that is no record batch), the size of its body, and if it is compressed.

    For junk both numbers are negative.
    """
    try:
        return _read_description(message)
    except (struct.error, IndexError):
        return -1, -1, False


def _read_description(message: bytes) -> tuple[int, int, bool]:
    (root,) = struct.unpack_from("<I", message)
    kind_at, header_at, body_at = (_field(message, root, index) for index in (1, 2, 3))
    kind = message[kind_at] if kind_at else 0
    body_bytes = struct.unpack_from("<q", message, body_at)[0] if body_at else 0
    if kind != _RECORD_BATCH or not header_at:
        # A dictionary may be compressed, too.
        return 0, body_bytes, kind == _DICTIONARY
    batch = header_at + struct.unpack_from("<I", message, header_at)[0]
    rows_at = _field(message, batch, 0)
    rows = struct.unpack_from("<q", message, rows_at)[0] if rows_at else 0
    return rows, body_bytes, _field(message, batch, 3) != 0


def _field(message: bytes, table: int, index: int) -> int:
    """Return where a field of a flatbuffer's table lies; 0 where it is left out."""
    vtable = table - struct.unpack_from("<i", message, table)[0]
    if vtable < 0:
        raise IndexError
    (size,) = struct.unpack_from("<H", message, vtable)
    entry = 4 + 2 * index
    if entry + 2 > size:
        return 0
    (offset,) = struct.unpack_from("<H", message, vtable + entry)
    return table + offset if offset else 0
