"""How much a card really says: its text without what says nothing, and how much of it lies between two places.

In: a parsed card. Out: `Said`, which counts. Headings, placeholders, sentences of templates, links into the table of
contents, images, repeated titles, N/A and rows without values count as nothing. What the text means is not asked.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from cardcheck import resources
from cardcheck.model.card import Block, Card, Table
from cardcheck.model.text import Span
from cardcheck.model.topics import Substance
from cardcheck.regex import expression
from cardcheck.topics.lists import GENERAL
from cardcheck.topics.marks import find_marks
from cardcheck.topics.placeholders import is_waiting, placeholders, template_sentences
from cardcheck.topics.words import Counter, WordSet, word_set

_ENTRY = expression(r"@[a-z]{3,20}\s{0,3}\{", re.IGNORECASE)
_OPEN_ENTRY = expression(r"^[ \t]*@[a-z]{3,20}\s{0,3}\{", re.IGNORECASE | re.MULTILINE)
_LINE = expression(r"\w[^\n]*+")
_EDGES = " \t\r\n*_~`\"'“”.:：,;!?()[]{}<>|-–—。、/\\#="
_LONGEST_NOTHING = 40
_LONGEST_WAITING = 120
_MOST_WORDS_OF_TITLE = 20

GENERATED = "<!-- cardcheck: generated -->"
"""Stands above text that was made from metadata: it says nothing that nobody knew."""

LEAVES = frozenset({"paragraph", "fence", "code", "html", "table", "heading"})


class Said:
    """The text of one card that says something, and ways to count it."""

    __slots__ = (
        "_codes",
        "_links",
        "_made",
        "_starts",
        "base",
        "blocks",
        "body",
        "card",
        "counter",
        "field",
        "marks",
        "substances",
        "text",
        "vocabulary",
    )

    def __init__(self, card: Card, field: str = GENERAL) -> None:
        self.card, self.body, self.field = card, card.body, field
        self.base = card.body.span.start
        self.vocabulary = word_set(card.body.prose)
        text = _blanked(card, self.vocabulary)
        self.marks = tuple(find_marks(text, card.source.text, self.base, field))
        # A label says nothing itself.
        self.text = _without(text, [(mark.start, mark.value) for mark in self.marks if mark.topics])
        self.counter = Counter(self.text)
        self._codes = [span.start for span in card.body.code_spans]
        self._links = [link.span.start for link in card.body.links if link.form == "autolink"]
        self._made = list(_generated(card))
        if self._made:
            self._codes = [at for at in self._codes if not self._is_made(at)]
        self.blocks = [block for block in card.body.blocks if block.kind in LEAVES and not _is_title(block)]
        self._starts = [block.span.start for block in self.blocks]
        self.substances = list(self._count_blocks())

    def words(self, start: int, end: int) -> int:
        """Count the words between two offsets; a piece of code within the text and a bare address are one each."""
        count = self.counter.count(start - self.base, end - self.base)
        for places in (self._codes, self._links):
            if places:
                count += bisect_left(places, end) - bisect_left(places, start)
        return count

    def between(self, start: int, end: int) -> str:
        """Return what is said between two offsets, in lower case, without marks at its ends."""
        return self.text[start - self.base : end - self.base].strip(_EDGES)

    def holds_code(self, start: int, end: int) -> bool:
        """Whether a piece of code or an address stands between two offsets."""
        return any(bisect_left(places, end) > bisect_left(places, start) for places in (self._codes, self._links))

    def block_at(self, offset: int) -> int | None:
        """Return the index of the block that an offset lies in."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.blocks[index].span.end else None

    def from_block(self, offset: int) -> int:
        """Return the index of the first block that begins at an offset or after it."""
        return bisect_left(self._starts, offset)

    def _count_blocks(self) -> Iterator[Substance]:
        fences = {fence.span.start: fence for fence in self.body.fences}
        entries = {block.start: place for block, place in _open_entries(self.card)}
        tables = {table.span.start: table for table in self.body.tables}
        titles = _titles(self.card)
        for block in self.blocks:
            if self._made and self._is_made(block.span.start):
                yield Substance()
                continue
            match block.kind:
                case "fence" if block.span.start in fences:
                    yield self._code(fences[block.span.start].content)
                case "table" if block.span.start in tables:
                    yield Substance(rows=self._rows(tables[block.span.start]))
                case "code":
                    yield self._code(block.span)
                case "paragraph" if block.span.start in entries:
                    code = self._code(entries[block.span.start])
                    yield code._replace(words=self._prose(block.span, titles))
                case _:
                    yield Substance(words=self._prose(block.span, titles))

    def _is_made(self, offset: int) -> bool:
        """Whether what stands at an offset was made from metadata."""
        index = bisect_right(self._made, offset - self.base, key=lambda stretch: stretch[0]) - 1
        return index >= 0 and offset - self.base < self._made[index][1]

    def _prose(self, span: Span, titles: frozenset[str]) -> int:
        words = self.words(*span)
        if 0 < words <= _MOST_WORDS_OF_TITLE and not self.holds_code(*span):
            said = self.between(*span)
            if is_nothing(said) or said in titles:
                return 0
        return words

    def _code(self, span: Span) -> Substance:
        text = self.card.source.slice(span)
        if len(text) <= _LONGEST_WAITING:
            said = text.strip().lower()
            if is_nothing(said.strip(_EDGES)) or is_waiting(said, "placeholders"):
                return Substance()
        lines = len(_LINE.findall(text)) or int(bool(text.strip()))
        entries = len(_ENTRY.findall(text)) if "@" in text else 0
        return Substance(entries=entries) if entries else Substance(code=lines)

    def _rows(self, table: Table) -> int:
        """Count the rows below the header that hold a value beside what names the row."""
        return sum(1 for row in table.rows[1:] if any(self._is_value(cell.span) for cell in (row[1:] or row)))

    def _is_value(self, span: Span) -> bool:
        if span.start == span.end:
            return False
        said = self.between(*span)
        if said:
            return not is_nothing(said)
        # Code is blank in the prose, and a value all the same; what was taken out as a placeholder is none.
        was_text = self.body.prose[span.start - self.base : span.end - self.base].strip(_EDGES)
        return not was_text and bool(self.card.source.slice(span).strip(_EDGES))


def _blanked(card: Card, vocabulary: WordSet) -> str:
    """Return the prose with everything blank that says nothing; its length stays."""
    body = card.body
    prose, base = body.prose, body.span.start
    hidden = [
        (section.heading.span.start - base, section.heading.span.end - base)
        for section in body.sections
        if section.heading
    ]
    hidden += [
        (link.span.start - base, link.span.end - base)
        for link in body.links
        if link.is_image or (link.target.startswith("#") and link.form != "definition")
    ]
    hidden += _generated(card)
    hidden += [(place.start - base, place.end - base) for _, place in _open_entries(card)]
    hidden += [(start, end) for start, end, _ in placeholders(prose, "placeholders")]
    hidden += template_sentences(prose, vocabulary.words)
    return _without(prose, sorted(hidden))


def _open_entries(card: Card) -> Iterator[tuple[Span, Span]]:
    """Yield the paragraphs that hold BibTeX outside of code, each with where that begins: it is none of the prose."""
    if "@" not in card.body.prose:
        return
    for block in card.body.blocks:
        if block.kind == "paragraph":
            match = _OPEN_ENTRY.search(card.source.text, *block.span)
            if match is not None:
                yield block.span, Span(match.start(), block.span.end)


def _generated(card: Card) -> Iterator[tuple[int, int]]:
    """Yield what was made from metadata: the paragraph or table below its mark, or tables with their labels."""
    if GENERATED not in card.source.text:
        return
    base = card.body.span.start
    blocks = [block for block in card.body.blocks if block.depth == 0]
    starts = [block.span.start for block in blocks]
    for html in card.body.html:
        if html.form == "comment" and card.source.text.startswith(GENERATED, html.span.start):
            at = bisect_left(starts, html.span.end)
            end = _made_until(blocks, at, card.source.text)
            if end is not None:
                yield html.span.start - base, end - base


def _made_until(blocks: list[Block], at: int, text: str) -> int | None:
    """Return where the text ends that begins with a block; None where that is a heading or nothing."""
    if at == len(blocks) or blocks[at].kind == "heading":
        return None
    for index in range(at + 1, len(blocks)):
        before, block = blocks[index - 1], blocks[index]
        is_labelled = block.kind == "table" and text[before.span.start : before.span.end].rstrip().endswith(":")
        is_label = before.kind == "table" and block.kind == "paragraph"
        if not is_labelled and not (is_label and text[slice(*block.span)].rstrip().endswith(":")):
            return before.span.end
    return blocks[-1].span.end


def _without(prose: str, hidden: list[tuple[int, int]]) -> str:
    """Blank stretches of a text, given in order."""
    parts: list[str] = []
    pos = 0
    for start, end in hidden:
        if end > pos:
            first = max(start, pos)
            parts += (prose[pos:first], _blank(prose[first:end]))
            pos = end
    parts.append(prose[pos:])
    return "".join(parts)


def _is_title(block: Block) -> bool:
    """Whether a block is a section's own heading; those within lists and quotes are text."""
    return block.kind == "heading" and block.depth == 0


def _blank(stretch: str) -> str:
    return " " * len(stretch) if "\n" not in stretch else "\n".join([" " * len(line) for line in stretch.split("\n")])


def _titles(card: Card) -> frozenset[str]:
    """Return what the card calls itself and its sections: said again, that is nothing new."""
    titles = {section.heading.title.lower().strip(_EDGES) for section in card.body.sections if section.heading}
    value = card.metadata.client if card.metadata is not None else None
    if isinstance(value, dict) and isinstance(value.get("pretty_name"), str):
        titles.add(value["pretty_name"].lower().strip(_EDGES))
    return frozenset(titles)


@functools.cache
def _nothings() -> frozenset[str]:
    return frozenset(resources.vocabulary_file("topics")["nothing"])


def is_nothing(said: str) -> bool:
    """Whether a text without marks at its ends says only that nothing is said: N/A, none, to be done."""
    return not said or (len(said) <= _LONGEST_NOTHING and said in _nothings())
