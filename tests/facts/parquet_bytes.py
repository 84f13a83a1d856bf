"""Parquet footers written by hand, in shapes that no writer makes."""

from __future__ import annotations

import struct
from collections.abc import Sequence


def node(name: str, children: int = 0) -> bytes:
    """Write one node of a schema: a group, or an optional number."""
    kind = b"" if children else b"\x15" + _zigzag(2)
    step = b"\x35" if children else b"\x25"
    text = name.encode()
    tail = b"\x15" + _zigzag(children) if children else b""
    return kind + step + _zigzag(1) + b"\x18" + _varint(len(text)) + text + tail + b"\x00"


def chain(depth: int) -> list[bytes]:
    """Write a schema of groups that lie in each other."""
    return [node("schema", 1), *[node("a", 1)] * (depth - 1), node("x")]


def footer(nodes: Sequence[bytes], *more: bytes) -> bytes:
    """Write a footer with a schema, no rows and no row groups; `more` are whole fields after them."""
    schema = b"\x19\xfc" + _varint(len(nodes)) + b"".join(nodes)
    return b"\x15" + _zigzag(2) + schema + b"\x16" + _zigzag(0) + b"\x19\x0c" + b"".join(more) + b"\x00"


def parquet(data: bytes) -> bytes:
    """Make a file of a footer."""
    return b"PAR1" + data + struct.pack("<I", len(data)) + b"PAR1"


def schema_again(nodes: Sequence[bytes]) -> bytes:
    """Write the field of the schema once more, which makes readers forget the first."""
    return b"\x09" + _zigzag(2) + b"\xfc" + _varint(len(nodes)) + b"".join(nodes)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _zigzag(number: int) -> bytes:
    return _varint(number << 1)
