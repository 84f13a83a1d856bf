"""Where the nodes of a block stand: JSON Pointers to entries, made when somebody asks.

In: places noted by the walk, one plain tuple each. Out: `Entry` objects. A card has many nodes and a run looks at
few of them, so a place becomes an entry only on access.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck.model.card import Entry
from cardcheck.model.text import Span

# Key start (-1: no key), key end, value start, value end, kind, style, text, tag, anchor.
Place = tuple[int, int, int, int, Any, str, str, str | None, str | None]


class Entries(Mapping[str, Entry]):
    """A read-only mapping from JSON Pointer to entry."""

    __slots__ = ("_places",)

    def __init__(self, places: dict[str, Place]) -> None:
        self._places = places

    def __getitem__(self, pointer: str) -> Entry:
        return entry_of(self._places[pointer])

    def __contains__(self, pointer: object) -> bool:
        return pointer in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return f"Entries({dict(self)!r})"


def entry_of(place: Place) -> Entry:
    """Return the entry that a place stands for."""
    key_start, key_end, start, end, kind, style, text, tag, anchor = place
    key = Span(key_start, key_end) if key_start >= 0 else None
    return Entry(key, Span(start, end), kind, style, text, tag, anchor)


def without(places: dict[str, Place], lost: list[Span]) -> dict[str, Place]:
    """Drop what stands inside values that nobody sees, because their key is given again."""
    lost = sorted(lost)
    starts = [span.start for span in lost]
    # Lost values that hold others come first; only the outermost ones may be asked.
    ends: list[int] = []
    for span in lost:
        ends.append(max(span.end, ends[-1] if ends else 0))

    def is_lost(place: Place) -> bool:
        index = bisect_right(starts, place[2]) - 1
        return index >= 0 and place[2] < ends[index]

    return {pointer: place for pointer, place in places.items() if not is_lost(place)}


def content_start(text: str, index: int, end: int) -> int:
    """Return where a node's own text begins, after its anchor and tag."""
    while index < end and text[index] in "&!":
        while index < end and text[index] not in " \t\r\n":
            index += 1
        while index < end and text[index] in " \t\r\n#":
            if text[index] == "#":
                while index < end and text[index] not in "\r\n":
                    index += 1
            else:
                index += 1
    return index


def missing_at(text: str, index: int) -> int:
    """Return where a value is missing: the parser may have gone on to the next line before it noticed."""
    while index > 0 and text[index - 1] in " \t\r\n":
        index -= 1
    return index
