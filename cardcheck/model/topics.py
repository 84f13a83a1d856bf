"""What a card answers: topics, where each is answered, and how much stands there.

Made by `cardcheck.topics.reading.read_topics`, read by checks. Spans are offsets into `Card.source.text`.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple, Self

from cardcheck.model.text import Span

Form = Literal["heading", "label", "table", "code", "text"]
"""How a card says what a passage is about: a section's title, a label (`**Paper:** …`, a bold line alone), a table or
code block of a form that tells, or words within the text."""

SAID: tuple[Form, ...] = ("heading", "label")
"""The forms in which the author names the topic."""


class Substance(NamedTuple):
    """What is really there, once templates, placeholders, labels and repeated titles are taken away.

    Words of prose, rows of tables, lines of code, entries of BibTeX; each piece counts as one of these alone.
    """

    words: int = 0
    rows: int = 0
    code: int = 0
    entries: int = 0

    @property
    def units(self) -> int:
        """All of it as words: a row for five, a line of code for three, an entry for twenty."""
        return self.words + 5 * self.rows + 3 * self.code + 20 * self.entries

    @classmethod
    def total(cls, parts: Iterable[Self]) -> Self:
        """Add up what stands in different places."""
        words = rows = code = entries = 0
        for part in parts:
            words, rows, code, entries = words + part[0], rows + part[1], code + part[2], entries + part[3]
        return cls(words, rows, code, entries)


class Evidence(NamedTuple):
    """One place that speaks of a topic, with what stands there; `is_enough` tells whether that answers it.

    `section` is the index of a heading's section in `Body.sections`; None for the other forms. `names` is what names
    the topic: the title, the label, the phrase.
    """

    topic: str
    form: Form
    span: Span
    names: Span
    substance: Substance
    is_enough: bool
    section: int | None = None


class Topics(NamedTuple):
    """All topics of one card.

    `by_topic` holds evidence in the order of the text; of places that lie within each other only the outermost.
    `titles` and `own` go with `Body.sections`: the topics that a title names, and what stands directly under it.
    """

    by_topic: Mapping[str, tuple[Evidence, ...]]
    titles: tuple[tuple[str, ...], ...]
    own: tuple[Substance, ...]

    def of(self, topic: str) -> tuple[Evidence, ...]:
        """Return every place that speaks of a topic, also those with nothing below."""
        return self.by_topic.get(topic, ())

    def answers(self, topic: str, forms: Collection[Form] | None = None) -> bool:
        """Whether the card says enough about a topic, in any form or in some."""
        return any(one.is_enough and (forms is None or one.form in forms) for one in self.of(topic))

    @property
    def total(self) -> Substance:
        """Everything the card says, whatever it is about."""
        return Substance.total(self.own)

    def substance(self, topic: str, forms: Collection[Form] = SAID) -> Substance:
        """Return what the card says about a topic where it names it; nothing is counted twice."""
        counted: list[Evidence] = []
        # Wide places first, so that what lies in them is known to be told.
        for one in sorted(self.of(topic), key=lambda one: (one.span.start, -one.span.end)):
            if one.form in forms and not (counted and one.span.start < counted[-1].span.end):
                counted.append(one)
        return Substance.total(one.substance for one in counted)
