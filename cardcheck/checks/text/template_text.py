"""Sentences that a template says to authors, left in what readers read.

A card in, problems out, one for sentences that follow each other. Their fix drops them, and a section that says nothing
else with what leads to it; where something else leads there too, nothing is dropped.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck.editing import markdown_edits
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.placeholders import template_sentences
from cardcheck.topics.words import word_set

# What stands before an instruction: the beginning of a line, of a list item or of a bracket, or another sentence's end.
_BEFORE = expression(r"(?:^|\n)[ \t>*_+\-#\[(]*$|[.!?:][)\]*_]*\s+[\[(*_]*$|\|\s*$")
_LOOKED_BACK = 40
_BETWEEN = expression(r"[\s*_]*")
_ITEM = expression(r"[ \t]*(?:[-*+]|\d{1,3}[.)])?[ \t]*")
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MOST = 200


def sentence(target: Target) -> Iterator[Problem]:
    """No text speaks to authors."""
    card = target.card
    prose, base = card.body.prose, card.body.span.start
    said = _joined(
        prose, [place for place in template_sentences(prose, word_set(prose).words) if _begins(prose, place)]
    )
    if not said:
        return
    drops = _Drops(card, [Span(base + start, base + end) for start, end in said[:_MOST]])
    for span in drops.said:
        quotes = card.source.slice(span)
        yield target.problem(span=span, quotes=quotes, edits=drops.edits(span), said=" ".join(quotes.split()))


def _begins(prose: str, place: tuple[int, int]) -> bool:
    """Whether a sentence begins there: within one, the same words are the author's own."""
    start = place[0]
    return _BEFORE.search(prose[max(0, start - _LOOKED_BACK) : start]) is not None


def _joined(prose: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join sentences with nothing between them; blanks at the ends do not count."""
    joined: list[tuple[int, int]] = []
    for start, whole in sorted(places):
        end = start + len(prose[start:whole].rstrip())
        if joined and _is_nothing_between(prose, joined[-1][1], start):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _is_nothing_between(prose: str, end: int, start: int) -> bool:
    return start <= end or ("\n\n" not in prose[end:start] and _BETWEEN.fullmatch(prose, end, start) is not None)


class _Section(NamedTuple):
    """A section to drop: all of it, and the slugs of its headings."""

    span: Span
    slugs: frozenset[str]


class _Drops:
    """What goes with each stretch of a template's text."""

    def __init__(self, card: Card, said: list[Span]) -> None:
        self.card, self.said = card, said
        self.source = card.source
        self._sections = self._emptied()

    def edits(self, span: Span) -> tuple[Edit, ...]:
        """Drop a stretch, with its line or its section if nothing else stands there."""
        around = next((one for one in self._sections if one.span.start <= span.start < one.span.end), None)
        if around is not None:
            entries = self._entries(around.slugs)
            return () if entries is None else (*entries, Edit(around.span, ""))
        first = self.source.line_span_at(span.start)
        last = self.source.line_span_at(span.end)
        before = self.source.text[first.start : span.start]
        behind = self.source.text[span.end : last.end]
        if not behind.strip(" \t\r\n*_)]") and _ITEM.fullmatch(before.rstrip("*_[(")):
            return (self._lines(first, last),)
        if before.rstrip().endswith(("[", "(", "*", "_")) or behind[:1] in {"]", ")", "*", "_"}:
            return ()
        gap = len(behind) - len(behind.lstrip(" \t"))
        return (Edit(Span(span.start, span.end + gap), ""),)

    def _lines(self, first: Span, last: Span) -> Edit:
        """Drop whole lines; of the empty ones around them one group is enough."""
        source, starts = self.source, self.source.line_starts
        index = source.line_index(first.start)
        following = source.line_index(last.end) + 1
        if index and not source.slice(source.line_span(index - 1)).strip():
            while following < len(starts) and not source.slice(source.line_span(following)).strip():
                following += 1
        end = starts[following] if following < len(starts) else len(source.text)
        return Edit(Span(first.start, end), "")

    def _emptied(self) -> list[_Section]:
        """Return the outermost sections that say nothing once the text is dropped."""
        sections = self.card.body.sections
        is_empty = [False] * len(sections)
        for index in range(len(sections) - 1, 0, -1):
            inner = range(index + 1, index + 1 + sections[index].children)
            heading = sections[index].heading
            has_some = any(sections[index].span.start <= said.start < sections[index].span.end for said in self.said)
            if heading is not None and heading.level > 1 and has_some and all(is_empty[at] for at in inner):
                is_empty[index] = self._is_left_empty(index)
        outermost: list[_Section] = []
        index = 0
        while index < len(sections):
            if not is_empty[index]:
                index += 1
                continue
            inner = range(index, index + 1 + sections[index].children)
            slugs = frozenset(heading.slug for at in inner if (heading := sections[at].heading) is not None)
            outermost.append(_Section(sections[index].span, slugs))
            index = inner.stop
        return outermost

    def _is_left_empty(self, index: int) -> bool:
        section = self.card.body.sections[index]
        start = section.heading.span.end if section.heading else section.own.start
        left = []
        for said in self.said:
            if section.own.start <= said.start < section.own.end:
                left.append(self.source.text[start : said.start])
                start = said.end
        left.append(self.source.text[start : section.own.end])
        return not _COMMENT.sub("", "".join(left)).strip(" \t\r\n*_-+[]()")

    def _entries(self, slugs: frozenset[str]) -> tuple[Edit, ...] | None:
        """Return edits that drop the entries of a table of contents; None where other text leads there."""
        edits = []
        for link in self.card.body.links:
            if not link.target.startswith("#") or link.target[1:] not in slugs:
                continue
            line = self.source.line_span_at(link.span.start)
            if not _ITEM.fullmatch(self.source.text, line.start, link.span.start) or line.end != link.span.end:
                return None
            edits.append(markdown_edits.drop_line(self.source, link.span.start))
        return tuple(edits)
