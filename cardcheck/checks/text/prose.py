"""What the body's text says."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.checks.markup.generated import answerable
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.topics.placeholders import placeholders


def placeholder(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No text of a template waits to be replaced."""
    body = target.card.body
    waiting = placeholders(body.prose, vocabulary)
    known = [one.place for one in answerable(target.card)] if waiting else []
    for start, end, case in waiting:
        # What the metadata can answer is `sections/metadata-knows`.
        if known and any(place.start <= body.span.start + start < place.end for place in known):
            continue
        # A pattern to the end of a line takes half of a line end of Windows.
        quotes = body.prose[start:end].rstrip("\r")
        span = Span(body.span.start + start, body.span.start + start + len(quotes))
        yield target.problem(case, span=span, quotes=quotes, said=target.card.source.slice(span))
