"""What a card says nothing about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.topics import SAID
from cardcheck.topics.reading import read_topics


def unanswered(target: Target, *, topics: Sequence[str], keys: Sequence[str] = ()) -> Iterator[Problem]:
    """The text answers one of some topics, or the front matter does with one of some keys.

    A section or label that names a topic and is empty is what other rules speak of; so is a card without text.
    """
    card = target.card
    if card.is_lfs_pointer or not card.body.prose.strip() or _is_stated(target, keys):
        return
    found = read_topics(card)
    for topic in topics:
        if any(one.is_enough or one.form in SAID for one in found.of(topic)):
            return
    yield target.problem()


def _is_stated(target: Target, keys: Sequence[str]) -> bool:
    metadata = target.metadata
    return isinstance(metadata, dict) and any(metadata.get(key) for key in keys)
