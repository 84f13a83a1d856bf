"""The Markdown body of a card: source text in, `Body` out.

Every place is an offset into the source. Accepts anything and raises nothing; work is bounded by cutting off
bodies that are too long. What the text means is for checks to judge.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from cardcheck.model.card import Block, Body
from cardcheck.model.text import SourceText, Span
from cardcheck.parsing.markdown.blocks import read_outline
from cardcheck.parsing.markdown.lines import Lines
from cardcheck.parsing.markdown.pieces import Pieces
from cardcheck.parsing.markdown.sections import build_sections

_MAX_CHARS = 1_000_000

# A short line can cost as much as a long one: 80 µs each at worst, so this is a limit in seconds.
_MAX_LINES = 15_000

_NO_LINE_END = re.compile(r"[^\r\n]+")


def read_markdown(source: SourceText, start: int) -> Body:
    """Read the Markdown that begins at `start` and runs to the end of the text."""
    span = Span(start, len(source.text))
    cut = _cut(source, span)
    parsed = Span(start, span.end if cut is None else cut)
    outline = read_outline(Lines.of(source, parsed))
    pieces = Pieces(outline)
    pieces.read()
    if pieces.given_up_at is not None:
        cut = pieces.given_up_at
    hidden = [*pieces.hidden, *_questions(source.text, pieces)]
    return Body(
        span=span,
        blocks=tuple(Block(piece.kind, piece.depth, piece.span) for piece in outline.pieces),
        sections=build_sections(source, span, pieces.headings),
        links=tuple(sorted(pieces.links, key=lambda link: link.span)),
        fences=tuple(pieces.fences),
        code_spans=tuple(pieces.code_spans),
        tables=tuple(pieces.tables),
        html=tuple(sorted(pieces.html, key=lambda html: html.span)),
        anchors=frozenset(pieces.anchors),
        prose=_prose(source.text, span, span.end if cut is None else cut, hidden),
        tags=tuple(sorted(pieces.tags, key=lambda tag: tag.span)),
        truncated_at=cut,
    )


def _questions(text: str, pieces: Pieces) -> list[Span]:
    """Return the questions that were left for a person: they are no words of the author."""
    if "cardcheck: question" not in text:
        return []
    from cardcheck.topics.open_questions import quoted_questions

    return [span for span, _ in quoted_questions(text, pieces.html)]


def _cut(source: SourceText, body: Span) -> int | None:
    """Return where to stop parsing: the last line end within the limits, or None if the body keeps them."""
    first = source.line_index(body.start)
    too_many = len(source.line_starts) - first > _MAX_LINES
    if body.end - body.start <= _MAX_CHARS and not too_many:
        return None
    cut = source.line_starts[first + _MAX_LINES] if too_many else body.end
    if cut - body.start > _MAX_CHARS:
        fitting = source.line_starts[bisect_right(source.line_starts, body.start + _MAX_CHARS) - 1]
        cut = fitting if fitting > body.start else body.start + _MAX_CHARS
    return cut


def _prose(text: str, body: Span, parsed_end: int, hidden: list[Span]) -> str:
    """Return the body with the hidden stretches and the unparsed end blank, in lower case, of the same length."""
    parts: list[str] = []
    pos = body.start
    for start, end in [*sorted(hidden), Span(parsed_end, body.end)]:
        if end > pos:
            parts.extend((text[pos:start], _blank(text[max(pos, start) : end])))
            pos = end
    parts.append(text[pos : body.end])
    shown = "".join(parts)
    # U+0130 is the one character whose lower case is longer than itself.
    return "\u0130".join([part.lower() for part in shown.split("\u0130")])


def _blank(stretch: str) -> str:
    if "\n" not in stretch and "\r" not in stretch:
        return " " * len(stretch)
    return _NO_LINE_END.sub(lambda match: " " * len(match[0]), stretch)
