"""The card as a file: its size and its line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span

_MEBIBYTE = 1024 * 1024


def too_large(target: Target, *, card_bytes: int, near_bytes: int, block_bytes: int) -> Iterator[Problem]:
    """The card and its front matter are smaller than what the Hub takes; what is too large is the case."""
    text, block = target.card.source.text, target.card.front_matter.content
    # A character is one byte at least and four at most, so few cards are ever encoded.
    size = len(text.encode("utf-8", "surrogatepass")) if len(text) * 4 > near_bytes else 0
    if size > card_bytes:
        yield target.problem("card", size=_shown(size), limit=_shown(card_bytes))
    elif size > near_bytes:
        yield target.problem("nearly", size=_shown(size), limit=_shown(card_bytes))
    if block is not None and (block.end - block.start) * 4 > block_bytes:
        size = len(target.card.source.slice(block).encode("utf-8", "surrogatepass"))
        if size > block_bytes:
            yield target.problem("block", size=_shown(size), limit=_shown(block_bytes))


def mixed_newlines(target: Target) -> Iterator[Problem]:
    """All lines of the card end alike: with CRLF or with LF."""
    text = target.card.source.text
    crlf = text.count("\r\n")
    lone = text.count("\n") - crlf
    if not crlf or not lone:
        return
    pattern, right = (r"\r\n", "\n") if lone >= crlf else (r"(?<!\r)\n", "\r\n")
    places = [Span(*match.span()) for match in re.finditer(pattern, text)]
    edits = tuple(Edit(place, right) for place in places)
    line = target.card.source.line_span_at(places[0].start)
    names = {"\n": "LF", "\r\n": "CRLF"}
    yield target.problem(span=line, edits=edits, changes=(), count=len(places), right=names[right])


def _shown(size: int) -> str:
    return f"{size / _MEBIBYTE:.1f} MiB" if size >= _MEBIBYTE else f"{size / 1024:.0f} KiB"
