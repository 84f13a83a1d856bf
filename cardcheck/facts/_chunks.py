"""What a Parquet footer states of each piece of a column: bytes in, counts and ends out, in time linear in the bytes.

pyarrow ends the whole process over some damaged pieces, so they are read here.
https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cardcheck.facts._thrift import Kind, Walker

_ROW_GROUPS, _COLUMNS, _METADATA = 4, 1, 3
_PATH, _VALUES, _STATISTICS = 3, 5, 12
_NULLS, _HIGH, _LOW, _IS_HIGH_EXACT, _IS_LOW_EXACT = 3, 5, 6, 7, 8


class Chunk(NamedTuple):
    """One column of one row group; `low` and `high` are its ends as they are stored."""

    path: tuple[str, ...]
    values: int | None = None
    nulls: int | None = None
    low: bytes | None = None
    high: bytes | None = None


def chunks_of(footer: bytes) -> Iterator[Chunk]:
    """Yield all pieces; a footer that is no Thrift is a ValueError."""
    walker = Walker(footer)
    try:
        for field, kind in walker.fields():
            if (field, kind) == (_ROW_GROUPS, Kind.LIST):
                yield from _items(walker, _of_group)
            else:
                walker.skip(kind)
    except IndexError:
        raise ValueError("the footer ends too early") from None


def _items(walker: Walker, read: Callable[[Walker], Iterator[Chunk]]) -> Iterator[Chunk]:
    count, kind = walker.list_header()
    if kind != Kind.STRUCT:
        raise ValueError("a list has items of another type")
    for _ in range(count):
        yield from read(walker)


def _of_group(walker: Walker) -> Iterator[Chunk]:
    for field, kind in walker.fields():
        if (field, kind) == (_COLUMNS, Kind.LIST):
            yield from _items(walker, _of_column)
        else:
            walker.skip(kind)


def _of_column(walker: Walker) -> Iterator[Chunk]:
    chunk = Chunk(())
    for field, kind in walker.fields():
        if (field, kind) == (_METADATA, Kind.STRUCT):
            chunk = _described(walker)
        else:
            walker.skip(kind)
    yield chunk


def _described(walker: Walker) -> Chunk:
    chunk = Chunk(())
    for field, kind in walker.fields():
        if (field, kind) == (_PATH, Kind.LIST):
            count, inner = walker.list_header()
            if inner != Kind.BINARY:
                raise ValueError("a path is no list of names")
            chunk = chunk._replace(path=tuple(walker.binary().decode("utf-8", "replace") for _ in range(count)))
        elif (field, kind) == (_VALUES, Kind.I64):
            chunk = chunk._replace(values=walker.integer())
        elif (field, kind) == (_STATISTICS, Kind.STRUCT):
            chunk = _with_statistics(walker, chunk)
        else:
            walker.skip(kind)
    return chunk


def _with_statistics(walker: Walker, chunk: Chunk) -> Chunk:
    is_exact = True
    for field, kind in walker.fields():
        if (field, kind) == (_NULLS, Kind.I64):
            chunk = chunk._replace(nulls=walker.integer())
        elif (field, kind) == (_HIGH, Kind.BINARY):
            chunk = chunk._replace(high=walker.binary())
        elif (field, kind) == (_LOW, Kind.BINARY):
            chunk = chunk._replace(low=walker.binary())
        else:
            is_exact = is_exact and not (field in {_IS_HIGH_EXACT, _IS_LOW_EXACT} and kind == Kind.FALSE)
            walker.skip(kind)
    # Ends that were cut off are no values.
    return chunk if is_exact else chunk._replace(low=None, high=None)
