"""How deep the schema of a Parquet footer is nested: bytes in, a number out, in time linear in the bytes.

pyarrow before 26 follows the nesting on its stack and takes the whole process with it
(https://github.com/apache/arrow/issues/51238), so a footer is looked through before it is handed over.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

_MOST_LEVELS = 64
_SCHEMA_FIELD, _CHILDREN_FIELD = 2, 5


class Kind(enum.IntEnum):
    """The types of Thrift's compact protocol."""

    TRUE = 1
    FALSE = 2
    BYTE = 3
    I16 = 4
    I32 = 5
    I64 = 6
    DOUBLE = 7
    BINARY = 8
    LIST = 9
    SET = 10
    MAP = 11
    STRUCT = 12


# As fields, truth values are told by their type alone.
_SIZES: dict[int, int] = {Kind.TRUE: 0, Kind.FALSE: 0, Kind.BYTE: 1, Kind.DOUBLE: 8}


def schema_depth(footer: bytes) -> int:
    """Return how many groups lie in each other at most; a footer that is no Thrift is a ValueError."""
    walker = Walker(footer)
    deepest = 0
    try:
        for field, kind in walker.fields():
            if field == _SCHEMA_FIELD and kind == Kind.LIST:
                deepest = max(deepest, _depth_of_list(walker))
            else:
                walker.skip(kind)
    except IndexError:
        raise ValueError("the footer ends too early") from None
    return deepest


def schema_length(footer: bytes) -> int:
    """Return how many nodes the schema says it has, from the first bytes of a footer; 0 where they are no Thrift."""
    walker = Walker(footer)
    try:
        for field, kind in walker.fields():
            if field == _SCHEMA_FIELD:
                return walker.list_header()[0]
            walker.skip(kind)
    except (IndexError, ValueError):
        pass
    return 0


def _depth_of_list(walker: Walker) -> int:
    """Return the nesting of a schema, which is a list of its nodes in the order of a walk."""
    count, kind = walker.list_header()
    deepest = 0
    # How many children each open group still waits for.
    waiting: list[int] = []
    for _ in range(count):
        children = _children(walker) if kind == Kind.STRUCT else 0
        while waiting and not waiting[-1]:
            waiting.pop()
        if waiting:
            waiting[-1] -= 1
        if children > 0:
            waiting.append(children)
            deepest = max(deepest, len(waiting))
    return deepest


def _children(walker: Walker) -> int:
    children = 0
    for field, kind in walker.fields():
        if field == _CHILDREN_FIELD and kind == Kind.I32:
            number = walker.varint()
            children = (number >> 1) ^ -(number & 1)
        else:
            walker.skip(kind)
    return children


class Walker:
    """A place in the bytes, moved on by reading."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def fields(self) -> Iterator[tuple[int, int]]:
        """Yield the number and type of each field of a struct; whoever asks reads or skips its value."""
        field = 0
        while head := self._byte():
            if head >> 4:
                # The number is one of 16 bits, and wraps round.
                field = (field + (head >> 4) + 0x8000 & 0xFFFF) - 0x8000
            else:
                number = self.varint()
                field = (((number >> 1) ^ -(number & 1)) + 0x8000 & 0xFFFF) - 0x8000
            yield field, head & 0x0F

    def list_header(self) -> tuple[int, int]:
        """Read how many items a list has, and of which type."""
        head = self._byte()
        count = head >> 4
        return (self.varint() if count == 0x0F else count), head & 0x0F

    def varint(self) -> int:
        """Read a number of up to ten bytes."""
        number = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
        raise ValueError("a number has more than ten bytes")

    def integer(self) -> int:
        """Read a number that may be negative."""
        number = self.varint()
        return (number >> 1) ^ -(number & 1)

    def binary(self) -> bytes:
        """Read a text or other bytes."""
        length = self.varint()
        if self._at + length > len(self._data):
            raise IndexError
        self._at += length
        return self._data[self._at - length : self._at]

    def skip(self, kind: int, level: int = 0) -> None:
        """Pass over a field's value."""
        if level > _MOST_LEVELS:
            raise ValueError("values are nested too deeply")
        if kind in {Kind.I16, Kind.I32, Kind.I64}:
            self.varint()
        elif kind in _SIZES:
            self._at += _SIZES[kind]
        elif kind == Kind.BINARY:
            # Reading the length moves on too.
            length = self.varint()
            self._at += length
        elif kind in {Kind.LIST, Kind.SET}:
            count, inner = self.list_header()
            self._skip_items(inner, count, level)
        elif kind == Kind.MAP:
            self._skip_map(level)
        elif kind == Kind.STRUCT:
            for _, inner in self.fields():
                self.skip(inner, level + 1)
        else:
            raise ValueError("a value has a type that does not exist")

    def _skip_items(self, kind: int, count: int, level: int) -> None:
        for _ in range(count):
            self._skip_item(kind, level)

    def _skip_map(self, level: int) -> None:
        count = self.varint()
        if count:
            kinds = self._byte()
            for _ in range(count):
                self._skip_item(kinds >> 4, level)
                self._skip_item(kinds & 0x0F, level)

    def _skip_item(self, kind: int, level: int) -> None:
        # In a collection a truth value has a byte of its own, and whatever is there must be there.
        if kind in {Kind.TRUE, Kind.FALSE}:
            self._byte()
        else:
            self.skip(kind, level + 1)
            if self._at > len(self._data):
                raise IndexError

    def _byte(self) -> int:
        byte = self._data[self._at]
        self._at += 1
        return byte
