"""What stands at the ends of lines and of the card, and the code block that nothing ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cardcheck.checks.snippets._python import next_opening
from cardcheck.model.card import Card, Fence
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_HEADING = expression(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)(?P<heading>#{1,6}[ \t]+[^\s#][^\r\n]*)")
_OPENING = expression(r"[`~]+")
_BLANK_ENDS = (" \n", "\t\n", " \r", "\t\r")


def final_newline(target: Target) -> Iterator[Problem]:
    """The card's last line has an end."""
    text = target.card.source.text
    if text.strip() and text[-1] not in "\r\n":
        end = len(text)
        edits = (Edit(Span(end, end), target.card.source.newline),)
        yield target.problem(span=target.card.source.line_span_at(end), edits=edits)


def trailing_blanks(target: Target) -> Iterator[Problem]:
    """No line of the body's text ends with blanks that mean nothing; two of them may be a line break."""
    card = target.card
    places = [span for span in _blank_ends(card) if not _means_something(card, span)]
    kept = _outside(places, card)
    if kept:
        line = card.source.line_span_at(kept[0].start)
        yield target.problem(span=line, edits=tuple(Edit(span, "") for span in kept))


def unclosed_fence(target: Target, *, code_headings: Sequence[str]) -> Iterator[Problem]:
    """Every code block is closed.

    `code_headings` are languages in which a line may begin as a heading does.
    """
    card = target.card
    for fence in card.body.fences:
        inner = next_opening(card, fence) if fence.is_closed else None
        if inner is not None:
            line = Span(fence.span.start, card.source.line_span_at(fence.span.start).end)
            related = (Related("the block that it swallows", inner),)
            other = card.source.slice(inner)
            yield target.problem("runs-on", span=line, quotes=card.source.slice(line), related=related, other=other)
        if fence.is_closed or card.source.text[fence.span.end :].strip():
            # A fence inside a list or a quote ends with it.
            continue
        opening = _OPENING.match(card.source.text, fence.span.start)
        if opening is None:
            continue
        line = card.source.line_span_at(fence.span.start)
        span = Span(fence.span.start, line.end)
        quotes = card.source.slice(span)
        heading = _swallowed(card, fence, code_headings)
        newline = card.source.newline
        if heading is None:
            end = len(card.source.text.rstrip(" \t\r\n"))
            edits = (Edit(Span(end, end), f"{newline}{opening[0]}"),) if line.start == fence.span.start else ()
            yield target.problem("at-the-end", span=span, quotes=quotes, edits=edits)
        else:
            at = heading.start("heading")
            edits = (Edit(Span(at, at), f"{opening[0]}{newline}{newline}"),) if line.start == fence.span.start else ()
            yield target.problem(span=span, quotes=quotes, edits=edits, heading=heading["heading"].strip("# \t"))


def _swallowed(card: Card, fence: Fence, code_headings: Sequence[str]) -> re.Match[str] | None:
    """Return the first heading that an unclosed code block holds, where its language knows no such line."""
    heading = _HEADING.search(card.source.text, fence.content.start, fence.content.end)
    if heading is None:
        return None
    language = fence.info.partition(" ")[0].lower()
    is_comment = language in code_headings and not heading["heading"].startswith("##")
    return None if is_comment else heading


def _blank_ends(card: Card) -> list[Span]:
    """Return the blanks at the ends of the body's lines."""
    text, start = card.source.text, card.body.span.start
    found = []
    for literal in _BLANK_ENDS:
        at = text.find(literal, start)
        while at >= 0:
            line = card.source.line_span_at(at)
            first = max(line.start, start)
            written = text[first : at + 1]
            found.append(Span(first + len(written.rstrip(" \t")), at + 1))
            at = text.find(literal, at + 1)
    if text.endswith((" ", "\t")) and len(text) > start:
        found.append(Span(max(start, len(text.rstrip(" \t"))), len(text)))
    return sorted(found)


def _means_something(card: Card, blanks: Span) -> bool:
    """Whether blanks may break a line: two or more, behind text and above more of it."""
    text = card.source.text
    if not text[blanks.start : blanks.end].endswith("  "):
        return False
    if text[blanks.start - 1 : blanks.start] in {"", "\n", "\r"}:
        return False
    following = text[blanks.end : blanks.end + 2].replace("\r\n", "\n")[:1]
    after = blanks.end + (2 if text.startswith("\r\n", blanks.end) else len(following))
    line = card.source.line_span_at(after) if after < len(text) else Span(after, after)
    return bool(text[line.start : line.end].strip())


def _outside(places: Sequence[Span], card: Card) -> list[Span]:
    """Return the places that lie in no code, no HTML and no comment."""
    if not places:
        return []
    body = card.body
    # Blocks are told without the blanks at their end.
    blocks = [
        Span(block.span.start, card.source.line_span_at(block.span.end).end)
        for block in body.blocks
        if block.kind in {"fence", "code", "html", "definition"}
    ]
    held = sorted([*blocks, *body.code_spans, *(html.span for html in body.html)])
    starts = [span.start for span in held]
    # What begins earlier may end later: a block of HTML holds its comments.
    reach = list(accumulate((span.end for span in held), max))
    kept = []
    for place in places:
        index = bisect_left(starts, place.end) - 1
        if index < 0 or reach[index] <= place.start:
            kept.append(place)
    return kept if body.truncated_at is None else [place for place in kept if place.end < body.truncated_at]
