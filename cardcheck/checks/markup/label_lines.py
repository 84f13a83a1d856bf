"""Labels of a list, such as `- **Paper:**`, behind which nothing stands."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.editing import markdown_edits
from cardcheck.model.card import Card
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_LONGEST = 100

# A colon at either side of the bold type's end.
_ENDS = (":**", "**:")
_WIDE_ENDS = ("：**", "**：")
_LABEL = expression(
    r"(?P<lead>[ \t]{0,12})[-*+][ \t]{1,4}(?P<label>\*\*[^*\r\n]{2,60}(?:\*\*[:：]|(?<=[:：])\*\*))[ \t]*"
)
_ITEM = expression(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t])")


def without_value(target: Target) -> Iterator[Problem]:
    """Something stands behind every label of a list, on the line or below."""
    card = target.card
    source = card.source
    for offset in _ends(card):
        index = source.line_index(offset)
        line = source.line_span(index)
        match = _LABEL.fullmatch(source.text, line.start, line.end) if line.end - line.start < _LONGEST else None
        if match is None or _has_value_below(card, index, len(match["lead"].expandtabs(4))):
            continue
        label = Span(*match.span("label"))
        said = source.slice(label)
        edits = (markdown_edits.drop_line(source, line.start),)
        yield target.problem(span=label, quotes=said, edits=edits, label=said.strip("*_:： "))


def _ends(card: Card) -> list[int]:
    """Return where lines of the prose end in a label."""
    prose, start = card.body.prose, card.body.span.start
    found = []
    for end in (*_ENDS, *_WIDE_ENDS) if "：" in prose else _ENDS:
        at = prose.find(end)
        while at >= 0:
            after = at + len(end)
            if prose[after : after + 4].lstrip(" \t")[:1] in {"", "\r", "\n"}:
                found.append(start + at)
            at = prose.find(end, after)
    return sorted(found)


def _has_value_below(card: Card, index: int, indent: int) -> bool:
    """Whether the next line that is not empty belongs to the item of a line."""
    source = card.source
    for below in range(index + 1, min(len(source.line_starts), index + 4)):
        line = source.slice(source.line_span(below))
        if not line.strip():
            continue
        own = len(line) - len(line.lstrip(" \t"))
        deeper = len(line[:own].expandtabs(4)) > indent
        if line.lstrip().startswith(("#", "---", "***")):
            return False
        # Text that goes on without an empty line still belongs to the item, and below one it may be meant to.
        return deeper or _ITEM.match(line) is None
    return False
