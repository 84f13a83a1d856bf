"""Links within a card that lead nowhere, and tables of contents: what two rules ask."""

import functools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from cardcheck.model.card import Card, Link
from cardcheck.model.text import Span

# A guess compares a name with all others; a card may be hostile.
_MOST_COMPARISONS = 20_000
_FEWEST_ENTRIES = 3
_LONGEST_LEAD = 40
_LEAD = " \t>-*+0123456789.)"


class Broken(NamedTuple):
    """A link to a `#fragment` that is not there, where that is written, and the one that is evidently meant."""

    link: Link
    place: Span
    fragment: str
    near: str | None


class Entry(NamedTuple):
    """A line of a table of contents: its link and how deep it stands."""

    link: Link
    indent: int


def broken_anchors(card: Card) -> Iterator[Broken]:
    """Yield the links of a card that lead to no heading or anchor of it."""
    anchors = card.body.anchors
    by_case: defaultdict[str, list[str]] | None = None
    by_title: dict[str, str] = {}
    guesses = _MOST_COMPARISONS // (len(anchors) or 1)
    for link in card.body.links:
        if link.target[:1] != "#" or link.target[1:] in anchors:
            continue
        if link.is_image or link.target == "#" or link.target_span is None:
            continue
        fragment = unquote(link.target[1:])
        if fragment in anchors or fragment.removeprefix("user-content-") in anchors:
            continue
        if by_case is None:
            by_case = defaultdict(list)
            for anchor in anchors:
                by_case[anchor.lower()].append(anchor)
            by_title = {
                section.heading.title: section.heading.slug for section in card.body.sections if section.heading
            }
        near = _only(by_case.get(fragment.lower(), ())) or by_title.get(" ".join(link.text.split()))
        if near is None and guesses > 0:
            near = _near(fragment, anchors)
            guesses -= 1
        yield Broken(link, link.target_span, fragment, near)


def contents(card: Card) -> list[list[Entry]]:
    """Return the card's tables of contents: lists of which nearly every line is a link to a heading."""
    lists = [block.span for block in card.body.blocks if block.kind == "list" and block.depth == 0]
    starts = [span.start for span in lists]
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for link in card.body.links:
        if link.form != "inline" or not link.target.startswith("#") or link.is_image:
            continue
        index = bisect_right(starts, link.span.start) - 1
        if index >= 0 and lists[index].covers(link.span) and (entry := _entry(card, link)):
            found[index].append(entry)
    return [entries for index, entries in sorted(found.items()) if _is_contents(card, lists[index], entries)]


def _entry(card: Card, link: Link) -> Entry | None:
    """Return the line of a link, if that is all it holds."""
    line = card.source.line_span_at(link.span.start)
    if link.span.start - line.start > _LONGEST_LEAD or line.end - link.span.end > _LONGEST_LEAD:
        return None
    lead = card.source.text[line.start : link.span.start]
    rest = card.source.text[link.span.end : line.end]
    if lead.strip(_LEAD) or rest.strip(" \t.*_"):
        return None
    return Entry(link, len(lead.expandtabs(4)))


def _is_contents(card: Card, span: Span, entries: Sequence[Entry]) -> bool:
    if len(entries) < _FEWEST_ENTRIES:
        return False
    first, last = card.source.line_index(span.start), card.source.line_index(span.end)
    lines = (card.source.slice(card.source.line_span(index)) for index in range(first, last + 1))
    return len(entries) >= sum(1 for line in lines if line.strip(_LEAD)) * 0.7


def _only(found: Sequence[str]) -> str | None:
    return found[0] if len(found) == 1 else None


@functools.lru_cache(maxsize=500)
def _near(fragment: str, anchors: frozenset[str]) -> str | None:
    """Return the one anchor that a fragment evidently means, but for one slip of the pen."""
    # A slip leaves one end as it is; comparing all that looks different is what would cost.
    length = len(fragment)
    same = min(3, max(1, length // 2 - 1))
    first, last = fragment[:same], fragment[-same:]
    near = (anchor for anchor in anchors if anchor[:same] == first or anchor[-same:] == last)
    alike = sorted(anchor for anchor in near if abs(len(anchor) - length) < 4)
    if not alike:
        return None
    from difflib import get_close_matches

    return _only(get_close_matches(fragment, alike, n=2, cutoff=1 - 1.2 / max(len(fragment), 6)))
