"""Which lines of a text another text replaces: two lists of lines in, the changed stretches out.

Lines that occur once in both texts are matched first, so the work stays near linear even in a card of endless equal
lines, where `difflib` alone would need the cube of it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Stretches of up to this many pairs of lines are compared line by line.
_MOST_PAIRS = 10_000
_MOST_DEPTH = 8


class Change(NamedTuple):
    """The old lines from `start` to `end` give way to the new ones from `new_start` to `new_end`."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def growth(self) -> int:
        """By how many lines the new text is longer."""
        return (self.new_end - self.new_start) - (self.end - self.start)


class _Region(NamedTuple):
    """A part of both texts that is still to be compared; `depth` counts the cuts that led to it."""

    old: range
    new: range
    depth: int = 0


def line_changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return what differs between two lists of lines, in order; nothing stands in it that is the same in both."""
    found: list[Change] = []
    waiting = [_Region(range(len(old)), range(len(new)))]
    while waiting:
        region = _trimmed(waiting.pop(), old, new)
        if not region.old and not region.new:
            continue
        inner = []
        if region.old and region.new:
            if len(region.old) * len(region.new) <= _MOST_PAIRS:
                found += _compared(region, old, new)
                continue
            inner = list(_cut(region, old, new)) if region.depth < _MOST_DEPTH else []
        if inner:
            waiting += inner
        else:
            found.append(Change(region.old.start, region.old.stop, region.new.start, region.new.stop))
    return sorted(found)


def _trimmed(region: _Region, old: Sequence[str], new: Sequence[str]) -> _Region:
    """Return a region without the lines that are the same at its beginning and at its end."""
    (start, end), (new_start, new_end) = (region.old.start, region.old.stop), (region.new.start, region.new.stop)
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    return _Region(range(start, end), range(new_start, new_end), region.depth)


def _compared(region: _Region, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    from difflib import SequenceMatcher

    pair = old[region.old.start : region.old.stop], new[region.new.start : region.new.stop]
    for kind, start, end, new_start, new_end in SequenceMatcher(None, *pair, autojunk=False).get_opcodes():
        if kind != "equal":
            at, new_at = region.old.start, region.new.start
            yield Change(at + start, at + end, new_at + new_start, new_at + new_end)


def _cut(region: _Region, old: Sequence[str], new: Sequence[str]) -> Iterator[_Region]:
    """Yield what lies between the lines that are the only ones of their kind in both; nothing where there are none."""
    at, new_at = region.old.start, region.new.start
    anchors = _in_order(_singles(region, old, new))
    if not anchors:
        return
    for line, new_line in (*anchors, (region.old.stop, region.new.stop)):
        yield _Region(range(at, line), range(new_at, new_line), region.depth + 1)
        at, new_at = line + 1, new_line + 1


def _singles(region: _Region, old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of lines that occur once in both, in the old order."""
    counts = Counter(old[index] for index in region.old)
    new_counts = Counter(new[index] for index in region.new)
    places = {new[index]: index for index in region.new if new_counts[new[index]] == 1}
    return [(index, places[old[index]]) for index in region.old if counts[old[index]] == 1 and old[index] in places]


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs whose places rise in both texts: the others are lines that moved."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, new_line) in enumerate(pairs):
        length = bisect_left(ends, new_line)
        before.append(tops[length - 1] if length else -1)
        # A run of this length ends here: the first one, or one that leaves more room than what was known.
        ends[length : length + 1] = [new_line]
        tops[length : length + 1] = [index]
    kept = []
    at = tops[-1] if tops else -1
    while at >= 0:
        kept.append(pairs[at])
        at = before[at]
    return kept[::-1]
