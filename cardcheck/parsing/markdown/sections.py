"""Headings in, sections out: which text stands under which heading."""

from __future__ import annotations

from collections.abc import Sequence

from cardcheck.model.card import Heading, Section
from cardcheck.model.text import SourceText, Span


def build_sections(source: SourceText, body: Span, headings: Sequence[Heading]) -> tuple[Section, ...]:
    """Cut the body at its headings; what comes before the first one is a section if it says anything."""
    sections: list[Section] = []
    lead = Span(body.start, headings[0].span.start if headings else body.end)
    if source.slice(lead).strip():
        sections.append(Section(None, (), lead, lead, 0))
    ends, children = _extents(headings, body.end)
    path: list[Heading] = []
    for index, heading in enumerate(headings):
        while path and path[-1].level >= heading.level:
            path.pop()
        path.append(heading)
        following = headings[index + 1].span.start if index + 1 < len(headings) else body.end
        sections.append(
            Section(
                heading,
                tuple(outer.title for outer in path),
                Span(heading.span.end, following),
                Span(heading.span.start, ends[index]),
                children[index],
            )
        )
    return tuple(sections)


def _extents(headings: Sequence[Heading], end: int) -> tuple[list[int], list[int]]:
    """Return where each heading's section ends, and how many sections lie in it."""
    ends = [end] * len(headings)
    children = [0] * len(headings)
    open_ones: list[int] = []
    for index, heading in enumerate(headings):
        while open_ones and headings[open_ones[-1]].level >= heading.level:
            outer = open_ones.pop()
            ends[outer] = heading.span.start
            children[outer] = index - outer - 1
        open_ones.append(index)
    for outer in open_ones:
        children[outer] = len(headings) - outer - 1
    return ends, children
