"""A card's topics, put together: titles, labels, tables, code and phrases with what stands there.

In: a parsed card. Out: `Topics`, made once for a card however many rules ask.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from cardcheck.model.card import Card, Section
from cardcheck.model.same_card import SameCard
from cardcheck.model.text import Span
from cardcheck.model.topics import Evidence, Form, Substance, Topics
from cardcheck.topics.labels import Labels
from cardcheck.topics.lists import GENERAL, topic_list
from cardcheck.topics.phrases import find_phrases
from cardcheck.topics.said import Said
from cardcheck.topics.shapes import find_shapes
from cardcheck.topics.titles import topics_of_title

_LEAST = 3
_SENTENCE = 8
_TAKES = ("rows",)
_LINKS = frozenset({"homepage", "repository", "paper", "leaderboard", "demo", "contact"})


def read_topics(card: Card, field: str = GENERAL) -> Topics:
    """Tell which topics a card answers, where, and with how much; those of a field of work too where it is named."""
    return _read(SameCard(card), field)[1]


def read_said(card: Card) -> Said:
    """Return the text of a card that says something, as its topics are read from."""
    return _read(SameCard(card), GENERAL)[0]


# Rules ask about one card after the other; the cache keeps no more of them alive than that.
@functools.lru_cache(maxsize=2)
def _read(same: SameCard, field: str) -> tuple[Said, Topics]:
    reader = _Reader(same.card, field)
    return reader.said, reader.read()


class _Reader:
    """Collects the evidence of one card."""

    def __init__(self, card: Card, field: str) -> None:
        self.sections = card.body.sections
        self.titles = tuple(topics_of_title(one.heading.title, field) if one.heading else () for one in self.sections)
        self.said = Said(card, field)
        self.own = tuple(self._own(section, topics) for section, topics in zip(self.sections, self.titles, strict=True))
        self.found: dict[str, list[Evidence]] = {}

    def read(self) -> Topics:
        """Return everything that was found."""
        self._read_titles()
        self._read_labels()
        self._read_links()
        self._read_lead()
        for shape in find_shapes(self.said):
            self._add(shape.topic, shape.form, (shape.span, shape.span), shape.substance)
        answered = frozenset(topic for topic, found in self.found.items() if any(one.is_enough for one in found))
        for topic, place in find_phrases(self.said, answered):
            block = self.said.block_at(place.start)
            if block is not None:
                self._add(topic, "text", (self.said.blocks[block].span, place), self.said.substances[block])
        by_topic = {topic: _in_order(found) for topic, found in self.found.items()}
        return Topics(by_topic, self.titles, self.own)

    def _own(self, section: Section, topics: tuple[str, ...]) -> Substance:
        """Add up what stands directly under a heading; a list of what stands elsewhere is nothing."""
        if "table-of-contents" in topics:
            return Substance()
        said = self.said
        start, end = said.from_block(section.own.start), said.from_block(section.own.end)
        return Substance.total(said.substances[start:end])

    def _add(
        self, topic: str, form: Form, places: tuple[Span, Span], substance: Substance, section: int | None = None
    ) -> None:
        evidence = Evidence(
            topic, form, *places, substance, _is_enough(topic, form, substance, self.said.field), section
        )
        self.found.setdefault(topic, []).append(evidence)

    def _read_titles(self) -> None:
        covered: dict[str, int] = {}
        for index, (section, topics) in enumerate(zip(self.sections, self.titles, strict=True)):
            if section.heading is None:
                continue
            for topic in topics:
                # What lies in a section of the same topic is told by the outer one.
                if covered.get(topic, -1) <= index and topic != "table-of-contents":
                    covered[topic] = index + 1 + section.children
                    places = belonging(self.sections, self.titles, index, topic, self.said.field)
                    substance = Substance.total(self.own[inner] for inner in places)
                    self._add(topic, "heading", (section.span, section.heading.title_span), substance, index)

    def _read_labels(self) -> None:
        for label in Labels(self.said, self.titles).read():
            for topic in label.topics:
                self._add(topic, "label", (label.span, label.name), label.substance)

    def _read_links(self) -> None:
        """Take links whose text names what they lead to."""
        for link in self.said.body.links:
            if (
                link.form != "definition"
                and not link.is_image
                and len(link.text) < 30
                and link.target[:1] not in {"", "#"}
            ):
                for topic in topics_of_title(link.text, self.said.field):
                    if topic in _LINKS:
                        self._add(topic, "label", (link.span, link.span), Substance(words=1))

    def _read_lead(self) -> None:
        """Take for a summary the text before any heading and below the title, and a title that is a sentence.

        Where nothing stands there, the text below the first title of a section is meant.
        """
        first = 1 + (bool(self.sections) and self.sections[0].heading is None)
        for index, section in enumerate(self.sections[: first + 1]):
            if self.titles[index]:
                continue
            said, words = self.said, 0
            if index < first or "summary" not in self.found:
                start, end = said.from_block(section.own.start), said.from_block(section.own.end)
                words = sum(said.substances[at].words for at in range(start, end) if said.blocks[at].kind != "html")
            if section.heading is not None and len(section.heading.title.split()) >= _SENTENCE:
                words += _SENTENCE
            if words:
                self._add("summary", "text", (section.own, section.own), Substance(words=words))


def belonging(
    sections: Sequence[Section], titles: Sequence[Sequence[str]], index: int, topic: str, field: str = GENERAL
) -> Iterator[int]:
    """Yield what counts for a topic that a section's title names: it and all in it but sections of unrelated topics."""
    yield index
    inner, last = index + 1, index + sections[index].children
    while inner <= last:
        if titles[inner] and topics_apart(topic, titles[inner], field):
            inner += 1 + sections[inner].children
        else:
            yield inner
            inner += 1


def topics_apart(topic: str, titles: Sequence[str], field: str = GENERAL) -> bool:
    """Whether a section that these titles name says nothing on a topic, though it lies below one that does."""
    return parts_of(topic, field).isdisjoint(titles)


@functools.cache
def parts_of(topic: str, field: str = GENERAL) -> frozenset[str]:
    """Return a topic and all that belongs to it."""
    parts = {topic}
    for part in topic_list(field)[topic].get("parts", ()):
        parts |= parts_of(part, field)
    return frozenset(parts)


@functools.cache
def _measure(topic: str, field: str) -> tuple[int, tuple[str, ...]]:
    facts = topic_list(field)[topic]
    return facts.get("least", _LEAST), tuple(facts.get("takes", _TAKES))


def _is_enough(topic: str, form: Form, substance: Substance, field: str) -> bool:
    least, takes = _measure(topic, field)
    if form == "label" and substance.words:
        return True
    return substance.words >= least or any(getattr(substance, kind) for kind in takes)


def _in_order(found: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))
