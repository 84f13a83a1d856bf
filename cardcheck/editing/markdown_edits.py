"""Changes to Markdown as edits over the author's own text. Refuses, by giving no edits, what it cannot do for sure."""

from __future__ import annotations

from collections.abc import Iterable

from cardcheck.model.card import Heading
from cardcheck.model.finding import Edit
from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

_HASHES = expression(r"#{1,6}(?=[ \t])")
_SPECIAL = expression(r"[\\`*_\[\]<>#|]")


def set_level(source: SourceText, heading: Heading, level: int) -> tuple[Edit, ...]:
    """Give a heading that begins with number signs another level."""
    hashes = _HASHES.match(source.text, heading.span.start)
    if hashes is None or not 1 <= level <= 6:
        return ()
    return (Edit(Span(*hashes.span()), "#" * level),)


def shift_levels(source: SourceText, headings: Iterable[Heading], by: int) -> tuple[Edit, ...]:
    """Move headings by so many levels, all of them or none."""
    edits: list[Edit] = []
    for heading in headings:
        edit = set_level(source, heading, heading.level + by)
        if not edit:
            return ()
        edits += edit
    return tuple(edits)


def drop_line(source: SourceText, offset: int) -> Edit:
    """Delete the line that holds an offset, with its line end."""
    index = source.line_index(offset)
    line = source.line_span(index)
    if index + 1 < len(source.line_starts):
        return Edit(Span(line.start, source.line_starts[index + 1]), "")
    return Edit(line, "")


def escaped(text: str) -> str:
    """Write plain text so that Markdown shows it as it is."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], " ".join(text.split()))
