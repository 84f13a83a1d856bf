"""Questions that were left for a person: a card in, one problem for each out; one that is answered can go."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.editing import markdown_edits
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.topics.open_questions import OpenQuestion, open_questions


def unanswered(target: Target) -> Iterator[Problem]:
    """No question waits for an answer, and none stands there that has one."""
    card = target.card
    for one in open_questions(card):
        quotes = card.source.slice(one.span)
        if one.answer is not None:
            edits = _without(card, one)
            yield target.problem("answered", span=one.span, quotes=quotes, question=one.text, edits=edits, changes=())
        elif one.key is not None:
            pointer = f"/{one.key}"
            yield target.problem("key", pointer=pointer, span=one.span, quotes=quotes, question=one.text, key=one.key)
        else:
            yield target.problem("text", span=one.span, quotes=quotes, question=one.text)


def _without(card: Card, one: OpenQuestion) -> tuple[Edit, ...]:
    """Remove a question; one in the body only where what answers it stands below."""
    source, line = card.source, card.source.line_span_at(one.span.start)
    if one.key is not None:
        before = source.text[line.start : one.span.start]
        if before.strip():
            return (Edit(Span(line.start + len(before.rstrip()), one.span.end), ""),)
        return (markdown_edits.drop_line(source, one.span.start),)
    if one.answer != "text":
        return ()
    end = source.line_span_at(one.span.end).end
    after = source.text[one.span.end : end]
    if after.strip():
        blanks = len(after) - len(after.lstrip())
        return (Edit(Span(one.span.start, one.span.end + blanks), ""),)
    # Blank lines go with it: one stands above it already.
    index = source.line_index(end) + 1
    while index < len(source.line_starts) and not source.slice(source.line_span(index)).strip():
        index += 1
    return (Edit(Span(line.start, source.line_starts[index]), ""),) if index < len(source.line_starts) else ()
