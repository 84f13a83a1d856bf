"""How well a card answers what somebody asks: not at all, in passing, or in a passage of its own.

In: a card's topics and what its blocks are worth. Out: `Credit`s. The order of sections makes no difference, and text
that stands in several places counts in one.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck.model.card import Card
from cardcheck.model.text import Span
from cardcheck.model.topics import Evidence, Topics
from cardcheck.topics.copies import Repeat, repeats, topics_above
from cardcheck.topics.phrases import phrase_places
from cardcheck.topics.reading import read_said, read_topics
from cardcheck.topics.worth import read_worth

_LEAST_IN_PASSING = 6
_MOST_TOPICS = 3
_NAME = 2
_ASIDE = frozenset({"license", "table-of-contents", "citation"})
"""Titles below which words that answer something else do so by chance."""


class Ask(NamedTuple):
    """What is asked: any of some topics; so many units answer it in full, so many in part."""

    topics: tuple[str, ...]
    full: int
    least: int
    weight: int


class Credit(NamedTuple):
    """How well it is answered, in halves, and the place that tells."""

    halves: int = 0
    span: Span | None = None


def credits_of(card: Card, asks: Sequence[Ask]) -> list[Credit]:
    """Tell how well a card answers each of some questions."""
    if card.is_lfs_pointer or not card.body.blocks:
        return [Credit()] * len(asks)
    return _Reading(card, asks).credits()


class _Reading:
    """One card asked several things."""

    def __init__(self, card: Card, asks: Sequence[Ask]) -> None:
        self.card, self.asks = card, asks
        self.topics: Topics = read_topics(card)
        self.said = read_said(card)
        self.worth = read_worth(card)
        self.units = list(self.worth.units)
        self.sections = card.body.sections
        self.titles = self._titles()
        self.starts = [section.own.start for section in self.sections]
        self.around = topics_above(self.sections, self.topics.titles)
        # What stands several times is known by its first copy, and counts once for each question.
        self.first: dict[int, int] = {}
        for passage in repeats(card):
            self.first |= dict.fromkeys(passage.blocks, passage.blocks[0])
            if passage.is_moved:
                self._drop_moved(passage)

    def credits(self) -> list[Credit]:
        """Answer the questions; words in passing are only looked for where no passage answers."""
        found = [self._credit(ask) for ask in self.asks]
        passing = self._in_passing([ask for ask, credit in zip(self.asks, found, strict=True) if credit.halves < 0])
        return [
            credit if credit.halves >= 0 else _passed([passing[topic] for topic in ask.topics if topic in passing])
            for ask, credit in zip(self.asks, found, strict=True)
        ]

    def _titles(self) -> tuple[tuple[str, ...], ...]:
        """Return the topics of titles; a title that names very many asks for none of them."""
        return tuple(
            titles if len(titles) <= 1 or self._asking(titles) <= _MOST_TOPICS else () for titles in self.topics.titles
        )

    def _asking(self, titles: Sequence[str]) -> int:
        """Count the questions that a title can answer."""
        return sum(not set(ask.topics).isdisjoint(titles) for ask in self.asks)

    def _drop_moved(self, passage: Repeat) -> None:
        """Let text that stands below several titles count where it answers least: copying it brings nothing."""
        answered = [tuple(self._answered(above)) for above in passage.above]
        kept = min(answered, key=lambda asks: (sum(self.asks[at].weight for at in asks), asks))
        for index, asks in zip(passage.blocks, answered, strict=True):
            if asks != kept:
                self.units[index] = 0

    def _answered(self, topics: frozenset[str]) -> Iterator[int]:
        """Yield the questions that titles of some topics can answer."""
        return (at for at, ask in enumerate(self.asks) if not topics.isdisjoint(ask.topics))

    def _credit(self, ask: Ask) -> Credit:
        """Add up what stands where a topic is named; words in passing are worth half."""
        counted: dict[int, int] = {}
        first: Span | None = None
        for topic in ask.topics:
            for one in self.topics.of(topic):
                for index, units in self._named(one, topic, ask):
                    self._count(index, units, counted)
                    first = first or (one.names if units else None)
        if "summary" in ask.topics:
            for index in self._untitled():
                self._count(index, self.units[index], counted)
            first = first or (self.card.body.span if any(counted.values()) else None)
        units = sum(counted.values())
        if units >= ask.full:
            return Credit(2, first)
        if units >= ask.least:
            return Credit(1, first)
        return Credit(-1)

    def _count(self, index: int, units: int, counted: dict[int, int]) -> None:
        """Count a passage once, however often it stands and is named."""
        first = self.first.get(index, index)
        counted[first] = max(units, counted.get(first, 0))

    def _in_passing(self, asks: Sequence[Ask]) -> dict[str, Span]:
        """Return the first place of each topic where words answer it in a sentence about the data."""
        found: dict[str, Span] = {}
        wanted = {topic for ask in asks for topic in ask.topics}
        for topic, place in phrase_places(self.said, wanted) if wanted else ():
            if (topic not in found or place < found[topic]) and self._is_sentence(place):
                found[topic] = place
        return found

    def _is_sentence(self, place: Span) -> bool:
        index = self.said.block_at(place.start)
        if index is None or self.units[index] < _LEAST_IN_PASSING or not self.worth.speaks_of_data(index):
            return False
        return _ASIDE.isdisjoint(self._around(place.start))

    def _within(self, index: int, ask: Ask) -> Iterator[int]:
        """Yield a section and what lies in it, without what is about something else by its title."""
        yield index
        inner, last = index + 1, index + self.sections[index].children
        while inner <= last:
            if self.titles[inner] and not set(self.titles[inner]) & set(ask.topics):
                inner += 1 + self.sections[inner].children
            else:
                yield inner
                inner += 1

    def _named(self, one: Evidence, topic: str, ask: Ask) -> Iterator[tuple[int, int]]:
        """Yield the blocks that answer where a title, a label, a table or code names the topic."""
        worth = self.worth
        if one.section is not None:
            if topic in self.titles[one.section]:
                for inner in self._within(one.section, ask):
                    yield from ((at, self.units[at]) for at in worth.of(*self.sections[inner].own))
            return
        # Of words in the text only lists of columns are known by their form.
        if one.form == "text" and (one.names != one.span or topic == "summary"):
            return
        index = self.said.block_at(one.span.start)
        if index is not None:
            most = sum(self.units[at] for at in {index, *worth.of(*one.span)})
            # A name or an address is a whole answer to some labels.
            if one.form == "label" and one.substance.words <= _NAME:
                most = max(most, one.substance.words)
            yield index, min(one.substance.units, most)

    def _around(self, offset: int) -> frozenset[str]:
        """Return the topics of all titles that an offset stands below."""
        section = bisect_right(self.starts, offset) - 1
        return self.around[section] if section >= 0 else frozenset()

    def _untitled(self) -> Iterator[int]:
        """Yield what stands below no title of any topic: it tells what the data is."""
        for section, titles in zip(self.sections, self.topics.titles, strict=True):
            if not titles:
                yield from (at for at in self.worth.of(*section.own) if self.said.substances[at].words)


def _passed(places: Sequence[Span]) -> Credit:
    return Credit(1, min(places)) if places else Credit()
