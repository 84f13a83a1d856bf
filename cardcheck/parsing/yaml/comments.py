"""Where the comments of a block are.

In: the text and the spans of its scalars. Out: spans of comments, from `#` to the end of the line. A `#` inside a
scalar is none, so only the gaps between scalars are searched, and the header lines of block scalars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cardcheck.model.text import Span
from cardcheck.regex import expression

# Tags, anchors and aliases may hold a `#` of their own.
_IN_GAP = expression(r"(?<!\S)[&!*][^\s]*|(?P<comment>#[^\r\n]*)")
_HEADER = expression(r"[|>][-+0-9]*[ \t]+(?P<comment>#[^\r\n]*)")
_UNPARSED = expression(r"(?:^|(?<=[ \t\r\n]))#[^\r\n]*")


def find_comments(text: str, span: Span, leaves: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Yield the comments of a block that was parsed."""
    position = span.start
    for start, end in leaves:
        yield from _in_gap(text, position, start)
        if text[start : start + 1] in {"|", ">"} and (header := _HEADER.match(text, start, end)):
            yield Span(*header.span("comment"))
        position = max(position, end)
    yield from _in_gap(text, position, span.end)


def _in_gap(text: str, start: int, end: int) -> Iterator[Span]:
    if text.find("#", start, end) < 0:
        return
    for match in _IN_GAP.finditer(text, start, end):
        if match["comment"] is not None:
            yield Span(*match.span())


def guess_comments(text: str, span: Span) -> Iterator[Span]:
    """Yield what looks like comments in a block that no reader takes."""
    for match in _UNPARSED.finditer(text, span.start, span.end):
        yield Span(*match.span())
