"""Headings and what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cardcheck.model.card import Card, Section
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def empty(target: Target, *, containers: Sequence[str]) -> Iterator[Problem]:
    """Every section says something, or has sections below it that do.

    `containers` are titles that only group what follows; authors often give the parts the same level.
    """
    card = target.card
    sections = card.body.sections
    for index, section in enumerate(sections):
        heading = section.heading
        if heading is None or section.children or _says_something(card, section):
            continue
        following = sections[index + 1].heading if index + 1 < len(sections) else None
        title = heading.title.strip().rstrip(":").lower()
        if title in containers and following is not None and following.level >= heading.level:
            continue
        yield target.problem(span=heading.title_span, quotes=card.source.slice(heading.title_span), title=heading.title)


def _says_something(card: Card, section: Section) -> bool:
    text = card.source.slice(section.own)
    if section.heading is not None:
        text = card.source.text[section.heading.span.end : section.own.end]
    return bool(_COMMENT.sub("", text).strip())
