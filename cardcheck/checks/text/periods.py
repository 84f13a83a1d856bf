"""The time that a card says its material is from, against other times it states and the dates in its samples."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck.model.card import Card
from cardcheck.model.finding import Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.reading import read_topics

_YEAR = r"(?:1\d|20)\d\d"
_DAY = r"(?:[-/.]\d\d?[-/.]\d\d?)?"
_TO = r"\s{0,2}(?:-|–|—|to|and|until|till|through)\s{0,2}(?:[a-z]{3,9}\s)?"
_RANGE = rf"\b(?P<first>{_YEAR}){_DAY}{_TO}(?P<last>{_YEAR}){_DAY}\b"
_ANY = expression(_RANGE)
# Words that tell that a range is what the material is from, and not when a project ran.
_COVERS = expression(
    r"\b(?:published|printed|issued|written|dating|dated|dates|covers?|covering|spans?|spanning|ranging|"
    r"time[ -]?period|period|newspapers|books|documents|manuscripts|letters|records|periodicals|speech(?:es)?)\b"
    r"[^.\n]{0,30}?" + _RANGE
)
_SAMPLE_DATE = expression(
    rf"""['"](?:date|year|pub_?date|publication_?date|date_?issued|issued|published)['"]\s?:\s?['"]?(?P<year>{_YEAR})"""
    rf"""(?![\d.])""",
    re.IGNORECASE,
)


class _Period(NamedTuple):
    first: int
    last: int
    span: Span


def outside(target: Target, *, field: str, topic: str) -> Iterator[Problem]:
    """No other range of years and no sample's date lies outside of the stated period."""
    card = target.card
    ranges = [_period(card, match) for match in _COVERS.finditer(card.body.prose)]
    if not ranges and not _SAMPLE_DATE.search(card.source.text):
        return
    stated = _named(card, field, topic) or next(iter(ranges), None)
    if stated is None or stated.first >= stated.last:
        return
    whole = card.source.slice(stated.span)
    related = (Related(f"the stated period: {whole}", stated.span),)
    for other in ranges:
        if other.span != stated.span and (other.first < stated.first or other.last > stated.last):
            said = card.source.slice(other.span)
            yield target.problem("range", span=other.span, quotes=said, said=said, stated=whole, related=related)
    for fence in card.body.fences:
        match = _SAMPLE_DATE.search(card.source.text, *fence.content)
        if match is not None and not stated.first <= int(match["year"]) <= stated.last:
            span = Span(*match.span("year"))
            yield target.problem(
                "sample", span=span, quotes=match["year"], said=match["year"], stated=whole, related=related
            )


def _named(card: Card, field: str, topic: str) -> _Period | None:
    """Return the first range below a title or behind a label that names the period."""
    start = card.body.span.start
    for one in read_topics(card, field).of(topic):
        match = _ANY.search(card.body.prose, one.span.start - start, one.span.end - start)
        if one.form in {"heading", "label"} and match is not None:
            return _period(card, match)
    return None


def _period(card: Card, match: re.Match[str]) -> _Period:
    start = card.body.span.start
    span = Span(start + match.start("first"), start + match.end("last"))
    return _Period(int(match["first"]), int(match["last"]), span)
