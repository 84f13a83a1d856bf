"""Headings and what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cardcheck.checks.markup.generated import answerable, is_pasted
from cardcheck.model.card import Card, Section
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

# A year, a line of an outline, a line of YAML, nothing but punctuation.
_OTHER = expression(r"\b(?:19|20)\d\d\b|^\d+\.\d+(?:\.\d+)*\.?\s|^[\w-]+: |^\W+$")
_MOST_WORDS = 7
_LONGEST_NOTHING = 80
_MARKS = " \t\r\n*_`-+>.。()[]:;!"
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def empty(target: Target, *, containers: Sequence[str]) -> Iterator[Problem]:
    """Every section says something, or has sections below it that do.

    `containers` are titles that only group what follows; authors often give the parts the same level.
    """
    card = target.card
    headed = [section for section in card.body.sections if section.heading is not None]
    for index, section in enumerate(headed):
        heading = section.heading
        # Most sections say something: ask that first.
        if heading is None or section.children or _says_something(card, section):
            continue
        following = headed[index + 1].heading if index + 1 < len(headed) else None
        # The first heading is the card's title, whatever its level.
        if index == 0 and following is not None:
            continue
        written = card.source.slice(heading.title_span)
        title = heading.title.strip().rstrip(":").lower()
        groups = title in containers and following is not None and following.level >= heading.level
        is_answered = following is not None and is_pasted(card, following, heading)
        is_known = any(one.heading == heading for one in answerable(card))
        if title and not (groups or is_answered or is_known or _is_no_title(title, written)):
            yield target.problem(span=heading.title_span, quotes=written, title=heading.title)


def _is_no_title(title: str, written: str) -> bool:
    """Whether a heading is a sentence in large letters, a date, a line of YAML or of an outline (`3.2.1 Setup`)."""
    is_long = len(title.split()) > _MOST_WORDS or title.endswith((".", "!"))
    return is_long or "](" in written or bool(_OTHER.search(title))


def _says_something(card: Card, section: Section) -> bool:
    text = card.source.slice(section.own)
    if section.heading is not None:
        text = card.source.text[section.heading.span.end : section.own.end]
    return bool((_COMMENT.sub("", text) if "<!--" in text else text).strip())


def not_applicable(target: Target, *, words: Sequence[str]) -> Iterator[Problem]:
    """No section says only that there is nothing to say."""
    card = target.card
    for section in card.body.sections:
        heading = section.heading
        # A few letters and marks around them.
        if heading is None or section.children or section.own.end - heading.span.end > _LONGEST_NOTHING:
            continue
        text = card.source.text[heading.span.end : section.own.end]
        said = text.strip()
        if said and said.strip(_MARKS).lower() in words:
            start = heading.span.end + text.index(said)
            yield target.problem(
                span=Span(start, start + len(said)), quotes=said, said=said.strip(_MARKS), title=heading.title
            )
