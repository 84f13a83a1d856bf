"""Where a text restricts what the data may be used for: lower-case text in, restrictions with their places out.

The words are data (`use-restrictions.json`). Whether a license grants what the text denies is not judged here.
"""

import functools
import re
from typing import NamedTuple

from cardcheck import resources
from cardcheck.regex import expression

_VOCABULARY = "use-restrictions"


class Restriction(NamedTuple):
    """A restriction of one kind, in words for people, and where a text states it."""

    kind: str
    words: str
    start: int
    end: int


def find_restrictions(text: str) -> list[Restriction]:
    """Find what a lower-case text restricts, in order; each kind at most once in a place."""
    found: list[Restriction] = []
    for kind, words, literals, pattern in _patterns():
        if any(literal in text for literal in literals):
            found += (Restriction(kind, words, *match.span()) for match in pattern.finditer(text))
    return sorted(found, key=lambda one: one.start)


def is_free(kind: str) -> bool:
    """Whether licenses of a kind grant commercial use and passing on."""
    return kind in resources.vocabulary_file(_VOCABULARY)["free"]


def is_advice(sentence: str) -> bool:
    """Whether a lower-case sentence advises or tells what was meant, and restricts nothing."""
    return _advice().search(sentence) is not None


@functools.cache
def _advice() -> re.Pattern[str]:
    return expression("|".join(resources.vocabulary_file(_VOCABULARY)["advice"]))


@functools.cache
def _patterns() -> tuple[tuple[str, str, tuple[str, ...], re.Pattern[str]], ...]:
    return tuple(
        (kind, facts["words"], tuple(facts["literals"]), expression("|".join(facts["patterns"])))
        for kind, facts in resources.vocabulary(_VOCABULARY).items()
    )
