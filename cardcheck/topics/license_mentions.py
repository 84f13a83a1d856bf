"""What a card's text says of licenses, and what each mention is about.

In: a parsed card. Out: `Mention`s in the order of the text: of the data, of code, a model, a source, a part. Code
blocks, BibTeX and comments are not read. Whether that fits the metadata is not judged here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck.model.card import Block, Card, Section
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.license_subjects import About, Passage, names_others, subject_of
from cardcheck.topics.license_terms import BADGES, Named, Terms, badge_text, expected_places, find_terms
from cardcheck.topics.titles import topics_of_title

# Prose that is indented by mistake is code to Markdown.
_READ = frozenset({"paragraph", "html", "table", "heading", "code"})
_SENTENCE_END = expression(
    r"(?<![ (]v)(?<!ver)(?<!e\.g)(?<!i\.e)(?<!et al)(?<!vs)[.!?][)\]*_\"'”]{0,3}\s+(?=[^\s\d])|[。！？]"
    r"|\n[ \t]*(?=[-*+•#|]|\d{1,2}[.)][ \t]|\n)|<br ?/?>|(?:[ ]{2}|\\)\n"
)
_FIELD = expression(r"^[ \t,]*[a-z]{2,20}[ \t]*=[ \t]*[{\"]", re.MULTILINE)
_TARGET = expression(r"\]\(\S*$|href=\S*$|https?://\S*$")
_FAR = 2_000
_SHORT_FENCE = 300
_SHORTEST, _LONGEST = 4, 80
# A list of so many licenses says nothing about one data set, and each is held against each.
_MOST = 200


class Mention(NamedTuple):
    """A license that a text names, and what it is said to be the license of.

    `is_declared` tells that the text says so outright. `sentence` is what was read to know it.
    """

    terms: Terms
    span: Span
    sentence: Span
    about: About
    is_declared: bool
    is_badge: bool = False


def read_mentions(card: Card) -> tuple[Mention, ...]:
    """Return the licenses that the body names."""
    base = card.body.span.start
    text = lowered(card.source.text[base : card.body.span.end])
    found = find_terms(text, expected_places(text, _license_sections(card)))
    if not found and not any(sign in text for sign in BADGES):
        return ()
    reader = Passages(card, text)
    moved = [Named(named.terms, named.start + base, named.end + base) for named in found[:_MOST]]
    mentions = [mention for named in moved if (mention := reader.mention(named)) is not None]
    return tuple(sorted([*mentions, *reader.badges()], key=lambda mention: mention.span))


def may_name_another(card: Card, known: Sequence[Terms]) -> bool:
    """Whether the body can name a license that is none of those known; most cards get by with this quick look."""
    text = lowered(card.source.text[card.body.span.start : card.body.span.end])
    if any(sign in text for sign in BADGES):
        return True
    found = find_terms(text, expected_places(text, _license_sections(card)))
    return not all(any(named.terms.agrees(terms) for terms in known) for named in found)


def read_statement(text: str, span: Span) -> tuple[Mention, ...]:
    """Return the licenses that a text about the data alone names, such as a gate's."""
    low = lowered(text)
    found = find_terms(low, [(0, len(low))])
    places = [_bounds(low, named.start, 0, len(low)) for named in found]
    return tuple(
        Mention(
            named.terms,
            Span(span.start + named.start, span.start + named.end),
            Span(span.start + start, span.start + end),
            *subject_of(Passage(low[start:end], named.start - start, named.end - start, is_license=True)),
        )
        for named, (start, end) in zip(found, places, strict=True)
    )


def license_texts(card: Card) -> tuple[str, ...]:
    """Return what stands in sections about licenses and after labels that announce one, in lower case."""
    text = lowered(card.source.text[card.body.span.start : card.body.span.end])
    return tuple(text[start:end] for start, end in expected_places(text, _license_sections(card)))


def lowered(text: str) -> str:
    """Return a text in lower case and of the same length; U+0130 alone would grow."""
    return "\u0130".join([part.lower() for part in text.split("\u0130")])


def _names(card: Card) -> tuple[str, ...]:
    """Return what the card calls the data set, in lower case."""
    value = card.metadata.client if card.metadata is not None else None
    said = value.get("pretty_name") if isinstance(value, dict) else None
    titles = [section.heading.title for section in card.body.sections[:2] if section.heading is not None]
    names = [one.lower().removeprefix("dataset card for ") for one in [*titles[:1], said] if isinstance(one, str)]
    return tuple(name for name in names if _SHORTEST <= len(name) <= _LONGEST and not topics_of_title(name))


def _license_sections(card: Card) -> list[tuple[int, int]]:
    """Return where, from the body's start, sections about licenses have their own text."""
    base = card.body.span.start
    return [
        (section.own.start - base, section.own.end - base)
        for section in card.body.sections
        if section.heading and section.own.end - section.own.start < _FAR and _is_license(section)
    ]


def _is_license(section: Section) -> bool:
    return section.heading is not None and "license" in topics_of_title(section.heading.title)


class Passages:
    """Finds the sentences of a card, with what is around them; `text` is its body in lower case."""

    def __init__(self, card: Card, text: str) -> None:
        self.card, self.text, self.base = card, text, card.body.span.start
        self.blocks = [block for block in card.body.blocks if block.kind in _READ or block.kind == "fence"]
        self.starts = [block.span.start for block in self.blocks]
        self.sections = card.body.sections
        self.section_starts = [section.span.start for section in self.sections]
        self.badge_links = [
            (link.target_span or link.span, said)
            for link in card.body.links
            if link.is_image and (said := badge_text(link.target)) is not None
        ][:_MOST]
        self.names = _names(card)
        comments = [html.span for html in card.body.html if html.form == "comment"]
        self.hidden = sorted([*comments, *(place for place, _ in self.badge_links)])

    def mention(self, named: Named) -> Mention | None:
        """Return what a license named in the text is about; None in code, comments, BibTeX and badges."""
        found = self.passage(named.start, named.end)
        if found is None:
            return None
        passage, sentence = found
        about, is_declared = subject_of(passage)
        if about == "part" and not (passage.is_row or passage.is_item) and self._is_alone(passage, named.start):
            about = "data"
        return Mention(named.terms, Span(named.start, named.end), sentence, about, is_declared)

    def _is_alone(self, passage: Passage, offset: int) -> bool:
        """Whether a section about licenses speaks of one license and of nothing that others made."""
        if not passage.is_license:
            return False
        own = self.sections[self._section(offset)].own
        text = self.text[own.start - self.base : own.end - self.base]
        kinds = {named.terms.kind for named in find_terms(text) if not _TARGET.search(text[: named.start][-60:])}
        return len(kinds) <= 1 and not names_others(text)

    def passage(self, start: int, end: int) -> tuple[Passage, Span] | None:
        """Return the sentence around a stretch of the card's text; None in code, comments, BibTeX and badges."""
        block = self._block(start)
        if block is None or not self._is_read(block) or self._is_hidden(Span(start, end)):
            return None
        first, last = self._sentence(block, start)
        sentence = self.text[first - self.base : last - self.base]
        if _FIELD.search(sentence):
            return None
        passage = Passage(
            sentence,
            start - first,
            end - first,
            before=self._before(block, first),
            names=self.names,
            is_license=self._is_license(start),
            is_row=block.kind == "table",
            is_item=block.depth > 0,
            headings=self._headings(start),
        )
        return passage, Span(first, last)

    def badges(self) -> Iterator[Mention]:
        """Yield the licenses that badges show; above all text they are those of the whole repository."""
        for span, said in self.badge_links:
            if "licen" in said:
                about: About = "code" if "code" in said or "software" in said else "data"
                for named in find_terms(said, [(0, len(said))])[:1]:
                    yield Mention(named.terms, span, span, about, is_declared=False, is_badge=True)

    def _block(self, offset: int) -> Block | None:
        index = bisect_right(self.starts, offset) - 1
        return self.blocks[index] if index >= 0 and offset < self.blocks[index].span.end else None

    def _is_read(self, block: Block) -> bool:
        """Whether a block is prose; below a heading about licenses a short code block is some, too."""
        length = block.span.end - block.span.start
        return block.kind in _READ or (length < _SHORT_FENCE and self._is_license(block.span.start))

    def _is_hidden(self, span: Span) -> bool:
        index = bisect_right(self.hidden, span.start, key=lambda place: place.start) - 1
        return index >= 0 and self.hidden[index].covers(span)

    def _section(self, offset: int) -> int:
        return bisect_right(self.section_starts, offset) - 1

    def _headings(self, offset: int) -> str:
        """Return the titles above an offset, innermost last, without the card's own."""
        index = self._section(offset)
        return " / ".join(self.sections[index].path[1:] or self.sections[index].path).lower() if index >= 0 else ""

    def _is_license(self, offset: int) -> bool:
        """Whether an offset lies below a heading about licenses."""
        index = self._section(offset)
        return index >= 0 and any("license" in topics_of_title(title) for title in self.sections[index].path[-2:])

    def _sentence(self, block: Block, offset: int) -> tuple[int, int]:
        start, end = _bounds(self.text, offset - self.base, block.span.start - self.base, block.span.end - self.base)
        return start + self.base, end + self.base

    def _before(self, block: Block, start: int) -> str:
        """Return the sentence before one, in the same block."""
        if start <= block.span.start:
            return ""
        first, last = _bounds(self.text, start - 2 - self.base, block.span.start - self.base, start - self.base)
        return self.text[first:last]


def _bounds(text: str, offset: int, first: int, last: int) -> tuple[int, int]:
    """Return where the sentence around an offset begins and ends, within bounds."""
    first, last = max(first, offset - _FAR), min(last, offset + _FAR)
    start, end = first, last
    for match in _SENTENCE_END.finditer(text, first, last):
        if match.end() <= offset:
            start = match.end()
        else:
            end = match.start() + 1
            break
    return start, max(end, offset)
