"""Passages that a card says more than once, and below which titles each copy stands.

In: a parsed card. Out: `Repeat`s, made once for a card however many ask. Below titles of the same topics a passage may
stand again: subsets have columns in common. Below others one text answers several questions.
"""

import functools
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from cardcheck.model.card import Card, Section
from cardcheck.model.same_card import SameCard
from cardcheck.topics.reading import read_said, read_topics
from cardcheck.topics.worth import read_worth

_LEAST = 5
"""Shorter passages say the same by chance."""


class Repeat(NamedTuple):
    """A text that stands several times: its places in `Said.blocks`, each one's section, the topics of titles above."""

    blocks: tuple[int, ...]
    sections: tuple[int, ...]
    above: tuple[frozenset[str], ...]

    @property
    def is_moved(self) -> bool:
        """Whether a copy stands below titles of other topics."""
        return len(set(self.above)) > 1


def repeats(card: Card) -> tuple[Repeat, ...]:
    """Return what a card says more than once, in the order of the first copies."""
    return _repeats(SameCard(card))


@functools.lru_cache(maxsize=2)
def _repeats(same: SameCard) -> tuple[Repeat, ...]:
    card = same.card
    said, units = read_said(card), read_worth(card).units
    copies: dict[str, list[int]] = {}
    for index, block in enumerate(said.blocks):
        if units[index] >= _LEAST:
            copies.setdefault(" ".join(card.source.slice(block.span).lower().split()), []).append(index)
    several = [blocks for blocks in copies.values() if len(blocks) > 1]
    if not several:
        return ()
    sections = card.body.sections
    starts = [section.own.start for section in sections]
    topics = topics_above(sections, read_topics(card).titles)
    found = []
    for blocks in several:
        at = tuple(bisect_right(starts, said.blocks[index].span.start) - 1 for index in blocks)
        above = tuple(topics[section] if section >= 0 else frozenset() for section in at)
        found.append(Repeat(tuple(blocks), at, above))
    return tuple(found)


def topics_above(sections: Sequence[Section], titles: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """Return for each section the topics of its own title and of those above it."""
    found: list[frozenset[str]] = []
    above: list[int] = []
    for section, own in zip(sections, titles, strict=True):
        while above and sections[above[-1]].span.end <= section.span.start:
            above.pop()
        inherited: frozenset[str] = found[above[-1]] if above else frozenset()
        above.append(len(found))
        found.append(inherited.union(own) if own else inherited)
    return found
