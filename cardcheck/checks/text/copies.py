"""Passages that stand below several titles: one text for several questions.

A card in, problems out, one for passages that stand below the same titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardcheck.model.card import Card
from cardcheck.model.finding import Problem, Related
from cardcheck.model.target import Target
from cardcheck.topics.copies import Repeat, repeats
from cardcheck.topics.reading import read_said

_MOST_TITLES = 2
_LONGEST, _LONGEST_TITLE = 60, 26


def copied(target: Target) -> Iterator[Problem]:
    """What stands below titles of different topics is not the same."""
    card = target.card
    found: dict[tuple[int, ...], list[Repeat]] = {}
    for passage in repeats(card):
        if passage.is_moved:
            found.setdefault(passage.sections, []).append(passage)
    blocks = read_said(card).blocks if found else ()
    for sections, several in found.items():
        first = several[0]
        spans = [blocks[index].span for index in first.blocks]
        other = next(at for at, above in enumerate(first.above) if above != first.above[0])
        quotes = card.source.slice(spans[other])
        yield target.problem(
            "several" if len(several) > 1 else "one",
            span=spans[other],
            quotes=quotes,
            related=tuple(Related("the same stands here", span) for span in spans if span is not spans[other]),
            said=_beginning(quotes, _LONGEST),
            titles=_titles(card, sections),
            more=len(several) - 1,
        )


def _beginning(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rstrip()}…"


def _titles(card: Card, sections: Sequence[int]) -> str:
    """Name the titles that a passage stands below, the first few of them."""
    names = list(dict.fromkeys(_title(card, section) for section in sections))
    if len(names) == 1:
        return f"{names[0]} several times"
    listed = " and ".join(names[:_MOST_TITLES])
    return f"{listed} and {len(names) - _MOST_TITLES} more" if len(names) > _MOST_TITLES else listed


def _title(card: Card, section: int) -> str:
    heading = card.body.sections[section].heading if section >= 0 else None
    return f"“{_beginning(heading.title, _LONGEST_TITLE)}”" if heading else "no title"
