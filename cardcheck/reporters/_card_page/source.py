"""The card's source with what was found marked in it: text and entries in, markup out.

A mark leads to the entry that tells of it, and so does the number at the end of its line, which the keyboard reaches.
What is endless is cut: spans of many lines, lines of many characters, and cards of many lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from cardcheck.model.finding import SEVERITIES, Severity
from cardcheck.model.text import SourceText
from cardcheck.regex import expression
from cardcheck.reporters._card_page.told import Told, is_about_card
from cardcheck.webpage.markup import Markup, element, joined, words

SEVERITY_WORDS: dict[Severity, str] = {"error": "Stops people", "warning": "Misleads people", "info": "Left out"}

_MOST_LINES, _MOST_LINES_OF_MARK, _MOST_MARKS = 20_000, 40, 60
_LONGEST, _HEAD, _TAIL = 5_000, 600, 200
_BLOCK = 100
_HEADING = expression(r"#{1,6}\s")
_FENCE = expression(r"---[ \t]*$")


class Mark(NamedTuple):
    """A stretch of one line that an entry is about; it `opens` where the finding begins."""

    start: int
    end: int
    told: Told
    opens: bool


def source(text: SourceText, entries: Iterable[Told], prefix: str, name: str) -> Markup:
    """Return the source as one block; `prefix` sets its ids apart from those of other cards."""
    entries = list(entries)
    marks = _marks(text, entries)
    count = min(len(text.line_starts), _MOST_LINES)
    front = _front_matter(text, count)
    lines = [_line(text, index, marks.get(index, []), prefix, is_front=index <= front) for index in range(count)]
    blocks = [element("span", joined(lines[at : at + _BLOCK]), class_="block") for at in range(0, count, _BLOCK)]
    hidden = len(text.line_starts) - count
    more = element("p", f"{hidden:,} more lines are not shown", class_="muted small") if hidden else None
    code = element("code", joined(blocks))
    about = _about_card(entries, prefix)
    shown = element(
        "div",
        element("pre", code),
        more,
        class_="source",
        id=f"{prefix}source",
        tabindex=0,
        role="group",
        aria_label=f"Source of {name}",
    )
    return joined((about, shown))


def has_line(text: SourceText, offset: int) -> bool:
    """Whether the line of an offset is shown."""
    return text.line_index(offset) < _MOST_LINES


def _marks(text: SourceText, entries: Iterable[Told]) -> dict[int, list[Mark]]:
    """Return the marks of each line, the gravest first where they are too many."""
    marks: dict[int, list[Mark]] = {}
    for told in entries:
        for start, end in (finding.span for finding in told.findings if not is_about_card(finding)):
            first = text.line_index(start)
            last = min(text.line_index(max(start, end - 1)), first + _MOST_LINES_OF_MARK - 1)
            for index in range(first, last + 1):
                line = text.line_span(index)
                at = min(max(start, line.start), line.end) - line.start
                to = max(at, min(end, line.end) - line.start)
                if index == first or to > at:
                    marks.setdefault(index, []).append(Mark(at, to, told, opens=index == first))
    return marks


def _line(text: SourceText, index: int, marks: list[Mark], prefix: str, *, is_front: bool) -> Markup:
    line = text.slice(text.line_span(index))
    kind = " front" if is_front else " heading" if _HEADING.match(line) else ""
    shown = joined(_pieces(line, marks[:_MOST_MARKS], prefix)) if marks else _cut(line)
    chips = dict.fromkeys(mark.told for mark in marks if mark.opens)
    return element(
        "span",
        shown,
        joined(_chip(told, prefix) for told in chips),
        class_=f"line{kind}",
        id=f"{prefix}L{index + 1}",
        data_line=index + 1,
    )


def _pieces(line: str, marks: list[Mark], prefix: str) -> Iterator[Markup]:
    """Yield the stretches of a line, each under the marks that cover it."""
    cuts = sorted({0, len(line), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    for start, end in pairwise([*cuts, len(line)]):
        points = [mark for mark in marks if mark.start == mark.end == start]
        if points:
            yield _marked(Markup(), points, prefix)
        covering = [mark for mark in marks if mark.start <= start < end <= mark.end]
        if covering:
            yield _marked(_cut(line[start:end]), covering, prefix)
        elif end > start:
            yield _cut(line[start:end])


def _marked(shown: Markup, covering: list[Mark], prefix: str) -> Markup:
    """Return a stretch as a link to the gravest of its entries; one without characters is a caret."""
    numbers = dict.fromkeys(f"{prefix}f{mark.told.number}" for mark in covering)
    gravest = min((mark.told for mark in covering), key=lambda told: (SEVERITIES.index(told.severity), told.number))
    return element(
        "a",
        shown,
        class_=f"found is-{gravest.severity}{'' if shown else ' caret'}",
        href=f"#{prefix}f{gravest.number}",
        tabindex=-1,
        data_told=" ".join(numbers),
        aria_hidden=None if shown else "true",
    )


def _chip(told: Told, prefix: str) -> Markup:
    entry = f"{prefix}f{told.number}"
    return element(
        "a",
        str(told.number),
        class_=f"chip is-{told.severity}",
        href=f"#{entry}",
        data_told=entry,
        aria_label=f"{told.number}, {SEVERITY_WORDS[told.severity].lower()}",
        aria_describedby=f"{entry}-says",
    )


def _about_card(entries: list[Told], prefix: str) -> Markup | None:
    """Return the numbers of what is found about the card as a whole, which has no place in it."""
    chips = [_chip(told, prefix) for told in entries if any(map(is_about_card, told.findings))]
    return element("p", "About the card as a whole: ", joined(chips), class_="about-card") if chips else None


def _cut(text: str) -> Markup:
    """Return a stretch of source; where it is endless, its beginning and its end."""
    if len(text) <= _LONGEST:
        return words(text, is_source=True)
    left_out = f" … {len(text) - _HEAD - _TAIL:,} characters … "
    note = element("i", left_out, class_="left-out")
    return joined((words(text[:_HEAD], is_source=True), note, words(text[-_TAIL:], is_source=True)))


def _front_matter(text: SourceText, count: int) -> int:
    """Return the last line (from 0) of the block that the card begins with, or -1; for colours only."""
    if not _FENCE.match(text.slice(text.line_span(0))):
        return -1
    return next((index for index in range(1, count) if _FENCE.match(text.slice(text.line_span(index)))), -1)
