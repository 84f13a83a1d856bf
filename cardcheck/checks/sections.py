"""Headings and what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cardcheck.model.card import Card, Section
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target

_OUTLINE = re.compile(r"\d+\.\d+(\.\d+)*\.?\s")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def empty(target: Target, *, containers: Sequence[str]) -> Iterator[Problem]:
    """Every section says something, or has sections below it that do.

    `containers` are titles that only group what follows; authors often give the parts the same level.
    """
    card = target.card
    headed = [section for section in card.body.sections if section.heading is not None]
    for index, section in enumerate(headed):
        heading = section.heading
        assert heading is not None
        following = headed[index + 1].heading if index + 1 < len(headed) else None
        # The first heading is the card's title, whatever its level.
        is_title = index == 0 and following is not None
        title = heading.title.strip().rstrip(":").lower()
        if not title:
            continue
        groups = title in containers and following is not None and following.level >= heading.level
        if section.children or is_title or groups or _is_no_title(title) or _says_something(card, section):
            continue
        written = card.source.slice(heading.title_span)
        yield target.problem(span=heading.title_span, quotes=written, title=heading.title)


def _is_no_title(title: str) -> bool:
    """Whether a heading is a sentence in large letters, or a line of an outline (`3.2.1 Setup`)."""
    return len(title) > 90 or title.endswith((".", "!", "?")) or bool(_OUTLINE.match(title))


def _says_something(card: Card, section: Section) -> bool:
    text = card.source.slice(section.own)
    if section.heading is not None:
        text = card.source.text[section.heading.span.end : section.own.end]
    return bool(_COMMENT.sub("", text).strip())
