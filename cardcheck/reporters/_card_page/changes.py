"""What fixes change, line by line: a card's text and fixes in, the lines that go and come out.

Only the lines around the edits are looked at, so that hundreds of fixes in a long card take no time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from cardcheck.editing.apply import apply_edits
from cardcheck.editing.line_changes import line_changes
from cardcheck.model.finding import Edit, Finding
from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

_LINE = expression(r"[^\r\n]*(?:\r\n?|\n|$)")


class ChangedLine(NamedTuple):
    """A line that goes (`-`) or comes (`+`); `number` is its place in the card as it is."""

    sign: str
    number: int
    text: str


def changed_lines(text: SourceText, findings: Iterable[Finding]) -> Iterator[ChangedLine]:
    """Yield what the fixes of findings change; one that gets in the way of another before it is left out."""
    for edits in _neighbours(text, _compatible(findings)):
        first = text.line_index(edits[0].span.start)
        start, end = _window(text, edits)
        old = _lines(text.text[start:end])
        moved = [Edit(Span(edit.span.start - start, edit.span.end - start), edit.text) for edit in edits]
        new = _lines(apply_edits(text.text[start:end], moved))
        for change in line_changes(old, new):
            yield from (ChangedLine("-", first + at + 1, old[at]) for at in range(change.start, change.end))
            at = first + change.start + 1
            yield from (ChangedLine("+", at, line) for line in new[change.new_start : change.new_end])


def _compatible(findings: Iterable[Finding]) -> list[Edit]:
    taken: list[Edit] = []
    for finding in findings:
        if finding.fix is not None:
            wanted = sorted([*taken, *finding.fix.edits])
            if not any(later.span.start < edit.span.end or later.span == edit.span for edit, later in pairwise(wanted)):
                taken = wanted
    return taken


def _neighbours(text: SourceText, edits: list[Edit]) -> Iterator[list[Edit]]:
    """Yield edits, those whose lines meet together."""
    near: list[Edit] = []
    for edit in edits:
        if near and text.line_index(edit.span.start) > text.line_index(near[-1].span.end):
            yield near
            near = []
        near.append(edit)
    if near:
        yield near


def _window(text: SourceText, edits: list[Edit]) -> Span:
    """Return the whole lines, with their ends, in which edits stand."""
    after = text.line_index(edits[-1].span.end) + 1
    end = text.line_starts[after] if after < len(text.line_starts) else len(text.text)
    return Span(text.line_starts[text.line_index(edits[0].span.start)], end)


def _lines(text: str) -> list[str]:
    return [line for line in _LINE.findall(text) if line]
