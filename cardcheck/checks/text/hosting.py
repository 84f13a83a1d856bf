"""Data that lies elsewhere: links into places where files vanish with an account.

A card in, problems out, one for a place. A link counts where the text beside it speaks of data to fetch.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from cardcheck import resources
from cardcheck.model.card import Card, Link
from cardcheck.model.finding import Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_SCHEME = expression(r"https?://(?:www\.)?", re.IGNORECASE)
_MOST_NAMED = 20


def elsewhere(target: Target, *, vocabulary: str, data: Sequence[str], other: Sequence[str]) -> Iterator[Problem]:
    """The data lies in the repository: no link to a file host is about data.

    `data` are words beside a link that speak of data to fetch, `other` words that speak of something else.
    """
    card = target.card
    found: dict[str, list[Link]] = {}
    for link in card.body.links:
        host = None if link.is_image or link.target[:4].lower() != "http" else _host(link.target, vocabulary)
        if host is not None and _is_about_data(card, link, data, other):
            found.setdefault(host, []).append(link)
    for host, links in found.items():
        first, *more = [link.target_span or link.span for link in links]
        related = tuple(Related("and here", span) for span in more[:_MOST_NAMED])
        yield target.problem(span=first, quotes=card.source.slice(first), related=related, host=host)


def _host(address: str, vocabulary: str) -> str | None:
    begun = _SCHEME.match(address)
    if begun is None:
        return None
    rest = address[begun.end() :]
    host = rest.partition("/")[0].lower()
    for start, name in _hosts(vocabulary):
        if start.startswith("*"):
            if f"{host}/".endswith(start[1:]):
                return name
        elif rest.lower().startswith(start):
            return name
    return None


@functools.cache
def _hosts(vocabulary: str) -> tuple[tuple[str, str], ...]:
    return tuple(resources.vocabulary(vocabulary).items())


def _is_about_data(card: Card, link: Link, data: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the line of a link, or the heading above a link alone, speaks of data to fetch."""
    line = card.source.line_span_at(link.span.start)
    said = _around(card, line, link)
    if any(word in said for word in other):
        return False
    return any(word in said for word in data)


def _around(card: Card, line: Span, link: Link) -> str:
    """Return the words beside a link in its line, or those above where it stands alone."""
    base = card.body.span.start
    start = max(line.start, link.span.start - 200)
    said = card.body.prose[max(0, start - base) : min(line.end, link.span.end + 120) - base].strip()
    if sum(char.isalpha() for char in said) >= _FEW_LETTERS:
        return said
    return card.body.prose[max(0, start - base - 200) : max(0, start - base)].rstrip().rpartition("\n")[2] + " " + said


_FEW_LETTERS = 8
