"""What a card says nothing about."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from cardcheck.checks.text._english import is_english
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.topics import SAID
from cardcheck.regex import expression
from cardcheck.topics.lists import GENERAL
from cardcheck.topics.reading import read_topics


def unanswered(
    target: Target,
    *,
    topics: Sequence[str],
    keys: Sequence[str] = (),
    field: str = GENERAL,
    patterns: Sequence[str] = (),
    links: Sequence[str] = (),
) -> Iterator[Problem]:
    """The text answers one of some topics, or the front matter does with one of some keys.

    A section or label that names a topic and is empty is what other rules speak of; so is a card without text. The list
    of a field of work knows English alone, and only such texts are asked about it, and any word of it answers;
    `patterns` find other words that do, and so does a link whose address begins as one of `links`.
    """
    card = target.card
    prose = card.body.prose
    if card.is_lfs_pointer or not prose.strip() or _is_stated(target, keys):
        return
    if field != GENERAL and not is_english(prose):
        return
    if any(_compiled(pattern).search(prose) for pattern in patterns):
        return
    if links and any(link.target.startswith(tuple(links)) for link in card.body.links):
        return
    found = read_topics(card, field)
    for topic in topics:
        if any(one.is_enough or one.form in SAID or field != GENERAL for one in found.of(topic)):
            return
    yield target.problem()


def _is_stated(target: Target, keys: Sequence[str]) -> bool:
    metadata = target.metadata
    return isinstance(metadata, dict) and any(metadata.get(key) for key in keys)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return expression(pattern)
