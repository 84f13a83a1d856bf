"""What a card says under titles or in words that somebody asks for and no list of ours holds.

In: a card and the titles or phrases of one question. Out: the first place that says something, and what names it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from cardcheck.model.card import Card
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.phrases import compiled
from cardcheck.topics.placeholders import placeholders
from cardcheck.topics.reading import read_topics
from cardcheck.topics.titles import folded

_LABEL = expression(
    r"^[ \t>]*+(?:[-*+•][ \t]++)?+[*_]{0,3}([^\s*_`|#:：][^\n:：|]{1,59}?)[*_]{0,3}[:：](.*)$", re.MULTILINE
)
_LEAST = 3


def titled(card: Card, titles: Sequence[str]) -> tuple[Span, str] | None:
    """Return the first section or label that one of some titles names and that says something."""
    wanted = frozenset(folded(title) for title in titles)
    sections, own = card.body.sections, read_topics(card).own
    for index, section in enumerate(sections):
        if section.heading is None or folded(section.heading.title) not in wanted:
            continue
        if sum(part.units for part in own[index : index + 1 + section.children]) >= _LEAST:
            return section.heading.title_span, section.heading.title
    for match in _LABEL.finditer(_said(card.body.prose)):
        if folded(match[1]) in wanted and re.search(r"\w", match[2]):
            start = card.body.span.start + match.start(1)
            span = Span(start, card.body.span.start + match.end(1))
            return span, card.source.slice(span)
    return None


def worded(card: Card, phrases: Sequence[str]) -> tuple[Span, str] | None:
    """Return the first place where one of some phrases stands; their case does not matter."""
    text = _said(card.body.prose).replace("\n", " ")
    for literal, pattern in map(_phrase, phrases):
        if literal in text:
            match = pattern.search(text)
            if match:
                span = Span(card.body.span.start + match.start(), card.body.span.start + match.end())
                return span, " ".join(card.source.slice(span).split())
    return None


@functools.lru_cache(maxsize=4)
def _said(prose: str) -> str:
    """Return the prose with its placeholders blank."""
    parts: list[str] = []
    pos = 0
    for start, end, _ in sorted(placeholders(prose, "placeholders")):
        if end > pos:
            first = max(start, pos)
            parts += (prose[pos:first], " " * (end - first))
            pos = end
    return "".join((*parts, prose[pos:]))


@functools.lru_cache(maxsize=2048)
def _phrase(phrase: str) -> tuple[str, re.Pattern[str]]:
    literal, pattern = compiled(phrase.lower())
    body = pattern.pattern if pattern else re.escape(literal)
    return literal, expression(rf"(?<!\w){body}" if literal[:1].isalnum() else body)
