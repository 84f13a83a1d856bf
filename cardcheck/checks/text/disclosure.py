"""What a card shows to be in the data, and then says nothing about: people, machines, the web's text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from cardcheck import resources
from cardcheck.checks.text._english import is_english
from cardcheck.checks.text._signs import Sign, signs
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.topics import SAID
from cardcheck.regex import expression
from cardcheck.topics.reading import read_said, read_topics


def unsaid(
    target: Target,
    *,
    vocabulary: str,
    topics: Sequence[str] = (),
    licenses: Sequence[str] = (),
    keys: Sequence[str] = (),
) -> Iterator[Problem]:
    """What a sign of a list shows is spoken of: by a topic, by words of the same list, by one of some keys.

    With `licenses` the rule is about cards under one of them. A card without text is another rule's matter.
    """
    card = target.card
    if card.is_lfs_pointer or not card.body.prose.strip() or not _is_under(target, licenses):
        return
    sign = next(signs(target, vocabulary), None)
    if sign is None or _has_key(target, keys) or _is_answered(target, vocabulary, topics):
        return
    yield _problem(target, sign)


def _problem(target: Target, sign: Sign) -> Problem:
    if sign.span is not None:
        return target.problem(sign.form, span=sign.span, quotes=sign.written, written=sign.written, shows=sign.shows)
    return target.problem(sign.form, pointer=sign.pointer, written=sign.written, shows=sign.shows)


def _is_under(target: Target, licenses: Sequence[str]) -> bool:
    if not licenses:
        return True
    stated = target.metadata.get("license") if isinstance(target.metadata, dict) else None
    return any(one in licenses for one in (stated if isinstance(stated, list) else [stated]))


def _has_key(target: Target, keys: Sequence[str]) -> bool:
    return isinstance(target.metadata, dict) and any(target.metadata.get(key) for key in keys)


def _is_answered(target: Target, vocabulary: str, topics: Sequence[str]) -> bool:
    prose = target.card.body.prose
    answers = _answers(vocabulary)
    # What merely leads to a section says nothing.
    if answers is not None and answers.search(prose) and answers.search(read_said(target.card).text):
        return True
    if not topics:
        return not is_english(prose)
    found = read_topics(target.card)
    # An empty section on it is what other rules speak of.
    return any(one.is_enough or one.form in SAID for topic in topics for one in found.of(topic))


@functools.cache
def _answers(vocabulary: str) -> re.Pattern[str] | None:
    """Return what finds the words that answer, where a list has such; each may go on (`simulat`)."""
    words = resources.vocabulary_file(vocabulary).get("answers")
    return expression(rf"\b(?:{'|'.join(map(re.escape, words))})") if words else None
