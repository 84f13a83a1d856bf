"""Changes to Markdown as edits over the author's own text. Refuses, by giving no edits, what it cannot do for sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cardcheck.model.card import Heading
from cardcheck.model.finding import Edit
from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

_HASHES = expression(r"#{1,6}(?=[ \t])")
_BACKTICKS = expression(r"`+")
_LONGEST_NAME = 120
_PIPE = "\\|"
_UNDERLINE = expression(r"[ ]{0,3}(?:-+|=+)[ \t]*$", re.MULTILINE)
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


def drop_lines(source: SourceText, span: Span) -> Edit:
    """Delete the lines on which a span lies; of the empty lines around them one group stays.

    At the end of the card nothing is left behind but the end of its last line, if that had one.
    """
    first, last = source.line_index(span.start), source.line_index(max(span.start, span.end - 1))
    following = last + 1
    while following < len(source.line_starts) and _is_blank(source, following):
        following += 1
    if following == len(source.line_starts):
        return _drop_to_the_end(source, first)
    start = source.line_starts[first]
    if first and not _is_blank(source, first - 1):
        # Without a line between them, dashes would make a heading of the text above.
        is_underline = following == last + 1 and _UNDERLINE.match(source.text, source.line_starts[following])
        return Edit(Span(start, source.line_starts[last + 1]), source.newline if is_underline else "")
    return Edit(Span(start, source.line_starts[following]), "")


def drop_all(source: SourceText, spans: Iterable[Span]) -> tuple[Edit, ...]:
    """Delete the lines on which spans lie; those with nothing between them go together."""
    merged: list[Span] = []
    for span in sorted(spans):
        behind = source.line_span_at(merged[-1].end).end if merged else 0
        if merged and not source.text[behind : source.line_span_at(span.start).start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(drop_lines(source, span) for span in merged)


def _drop_to_the_end(source: SourceText, first: int) -> Edit:
    """Delete a line and all below it, and the empty lines above."""
    while first and _is_blank(source, first - 1):
        first -= 1
    end = len(source.text)
    if not first:
        return Edit(Span(0, end), "")
    start = source.line_span(first - 1).end
    is_ended = source.text.rstrip(" \t").endswith(("\n", "\r"))
    return Edit(Span(start, end), source.text[start : source.line_starts[first]] if is_ended else "")


def _is_blank(source: SourceText, index: int) -> bool:
    return not source.slice(source.line_span(index)).strip()


def escaped(text: str) -> str:
    """Write plain text so that Markdown shows it as it is."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], " ".join(text.split()))


def code(text: str) -> str:
    """Write a name as code on one line, whatever is in it."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in " ".join(text.split()))
    if len(shown) > _LONGEST_NAME:
        shown = f"{shown[: _LONGEST_NAME - 1]}…"
    if "`" not in shown:
        return f"`{shown}`" if shown else "` `"
    # As many backticks around as no run within has, which a run of other length does not end.
    fence = "`" * (1 + max(len(run) for run in _BACKTICKS.findall(shown)))
    return f"{fence} {shown} {fence}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> list[str]:
    """Write a table of cells that are Markdown; columns of numbers stand to the right."""
    lines = [header, ["---:" if name in numbers else "---" for name in header], *rows]
    return [f"| {' | '.join(cell.replace('|', _PIPE) for cell in line)} |" for line in lines]
