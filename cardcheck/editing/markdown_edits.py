"""Changes to Markdown as edits over the author's own text. Refuses, by giving no edits, what it cannot do for sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cardcheck.model.card import Heading
from cardcheck.model.finding import Edit
from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

_HASHES = expression(r"#{1,6}(?=[ \t])")
_BACKTICKS = expression(r"`+")
_LONGEST_NAME = 120
_PIPE = "\\|"
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
