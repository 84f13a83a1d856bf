"""Sentences that a template says to authors, left in what readers read.

A card in, problems out, one for sentences that follow each other. Their fix drops them, and a section that says nothing
else with what leads to it; where something else leads there too, nothing is dropped.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck.editing import markdown_edits
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.model.topics import SAID
from cardcheck.regex import expression
from cardcheck.topics.placeholders import template_sentences
from cardcheck.topics.reading import read_topics
from cardcheck.topics.words import word_set

# What stands before an instruction: the beginning of a line, of a list item or of a bracket, or another sentence's end.
_BEFORE = expression(r"(?:^|\n)[ \t>*_+\-#\[(]*$|[.!?:][)\]*_]*\s+[\[(*_]*$|\|\s*$")
_LOOKED_BACK = 40
_BETWEEN = expression(r"[\s*_]*")
_ITEM = expression(r"[ \t]*(?:[-*+]|\d{1,3}[.)])?[ \t]*")
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Addresses in which a template leaves a name to the author, and how they end until he gives it.
_OWN = ("https://github.com/", "https://huggingface.co/metrics/", "https://huggingface.co/datasets/")
_WAITING = ("%3Cgithub-username%3E", "<github-username>", "/metric_name", "/dataset_name")
_TEMPLATES = "https://github.com/huggingface/"
_LEAD_IN = expression(r"[ \t]+for example:(?=[ \t]*(?:[\r\n]|\Z))")
_MOST = 200


def sentence(target: Target, *, asked: Sequence[Sequence[str]] = ()) -> Iterator[Problem]:
    """No text speaks to authors.

    `asked` are topics of which other rules ask for one each: a section that alone names one of them stays.
    """
    card = target.card
    prose, base = card.body.prose, card.body.span.start
    said = _joined(
        prose, [place for place in template_sentences(prose, word_set(prose).words) if _begins(prose, place)]
    )
    if not said:
        return
    drops = _Drops(card, [Span(base + start, base + end) for start, end in said[:_MOST]], asked)
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
        lead_in = _LEAD_IN.match(prose, end)
        end = lead_in.end() if lead_in else end
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

    def __init__(self, card: Card, said: list[Span], asked: Sequence[Sequence[str]]) -> None:
        self.card, self.said = card, said
        self.source = card.source
        self._kept = {span for span in said if self._holds_own_link(span)}
        self._sections = self._emptied()
        self._needed = self._only_here(asked) if self._sections and asked else set()

    def edits(self, span: Span) -> tuple[Edit, ...]:
        """Drop a stretch, with its line or its section if nothing else stands there."""
        if span in self._kept:
            return ()
        around = next((one for one in self._sections if one.span.start <= span.start < one.span.end), None)
        if around is not None:
            entries = None if around in self._needed else self._entries(around.slugs)
            return () if entries is None else (*entries, markdown_edits.drop_lines(self.source, around.span))
        first = self.source.line_span_at(span.start)
        last = self.source.line_span_at(span.end)
        before = self.source.text[first.start : span.start]
        behind = self.source.text[span.end : last.end]
        if not behind.strip(" \t\r\n*_)]") and _ITEM.fullmatch(before.rstrip("*_[(")):
            return (markdown_edits.drop_lines(self.source, span),)
        if before.rstrip().endswith(("[", "(", "*", "_")) or behind[:1] in {"]", ")", "*", "_"}:
            return ()
        if not behind.strip():
            return (Edit(Span(first.start + len(before.rstrip()), last.end), ""),)
        gap = len(behind) - len(behind.lstrip(" \t"))
        return (Edit(Span(span.start, span.end + gap), ""),)

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

    def _only_here(self, asked: Sequence[Sequence[str]]) -> set[_Section]:
        """Return the sections to drop that name a topic asked for which nothing else names."""
        topics = read_topics(self.card)
        needed: set[_Section] = set()
        for group in asked:
            places = [one.names for topic in group for one in topics.of(topic) if one.is_enough or one.form in SAID]
            holding = [next((one for one in self._sections if one.span.covers(place)), None) for place in places]
            if None not in holding:
                needed.update(one for one in holding if one is not None)
        return needed

    def _is_left_empty(self, index: int) -> bool:
        section = self.card.body.sections[index]
        start = section.heading.span.end if section.heading else section.own.start
        left = []
        for said in self.said:
            if section.own.start <= said.start < section.own.end and said not in self._kept:
                left.append(self.source.text[start : said.start])
                start = said.end
        left.append(self.source.text[start : section.own.end])
        return not _COMMENT.sub("", "".join(left)).strip(" \t\r\n*_-+[]()")

    def _entries(self, slugs: frozenset[str]) -> tuple[Edit, ...] | None:
        """Return edits that drop the entries of a table of contents; None where other text leads there."""
        lines = []
        for link in self.card.body.links:
            if not link.target.startswith("#") or link.target[1:] not in slugs:
                continue
            line = self.source.line_span_at(link.span.start)
            if not _ITEM.fullmatch(self.source.text, line.start, link.span.start) or line.end != link.span.end:
                return None
            lines.append(link.span)
        return markdown_edits.drop_all(self.source, lines)

    def _holds_own_link(self, span: Span) -> bool:
        """Whether the author put an address of his own into a template's sentence."""
        links = [link.target for link in self.card.body.links if span.covers(link.span)]
        own = [address for address in links if address.startswith(_OWN) and not address.startswith(_TEMPLATES)]
        return not all(address.endswith(_WAITING) for address in own)
