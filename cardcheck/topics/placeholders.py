"""Where text of a template still stands: placeholders, and sentences that tell authors what to write.

Lower-case prose in, stretches of it out. The forms are data; what it means that they stand there is not judged.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck import resources
from cardcheck.regex import expression
from cardcheck.topics.words import longest, parts_of_phrase

# A full stop in `e.g.` ends nothing.
_SENTENCE_END = expression(
    r"(?<!e\.g)(?<!i\.e)(?<!et al)(?<!esp)[.!?][)\]*_\"']*(?=\s|\Z)|\n[ \t]*\n|\n(?=[ \t]*[-*#|>])|\Z"
)


class Placeholder(NamedTuple):
    """A stretch of the prose that waits to be replaced, and the case its form belongs to."""

    start: int
    end: int
    case: str | None


@functools.lru_cache(maxsize=4)
def placeholders(prose: str, vocabulary: str) -> tuple[Placeholder, ...]:
    """Return what a list of forms finds in lower-case prose; several ask about the same card."""
    return tuple(_find(prose, vocabulary))


def _find(prose: str, vocabulary: str) -> Iterator[Placeholder]:
    for literals, pattern, case in _forms(vocabulary):
        # The literals keep ten patterns from costing more than the whole parse.
        if any(literal in prose for literal in literals):
            for match in pattern.finditer(prose):
                yield Placeholder(match.start(), match.end(), case)


def is_waiting(text: str, vocabulary: str) -> bool:
    """Whether a short lower-case text is nothing but a placeholder."""
    found = sum(place.end - place.start for place in _find(text, vocabulary))
    return found > 0 and found >= len(text)


@functools.cache
def _forms(vocabulary: str) -> tuple[tuple[tuple[str, ...], re.Pattern[str], str | None], ...]:
    """Return literals, pattern and case of each known form; they are written for lower-case text."""
    forms = resources.vocabulary(vocabulary).values()
    return tuple((tuple(form["literals"]), expression(form["pattern"]), form.get("case")) for form in forms)


def template_sentences(prose: str, words: frozenset[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of lower-case prose, which has such words, that a template holds for its authors."""
    openings = _openings()
    for word in openings.keys() & words:
        for opening, needed in openings[word]:
            at = prose.find(opening) if needed <= words else -1
            while at >= 0:
                end = _SENTENCE_END.search(prose, at + len(opening))
                assert end is not None
                yield at, end.end()
                at = prose.find(opening, end.end())


@functools.cache
def _openings() -> dict[bytes, list[tuple[str, frozenset[bytes]]]]:
    """Return how the sentences begin, by their longest word, with all words but the last, which may go on."""
    openings: dict[bytes, list[tuple[str, frozenset[bytes]]]] = {}
    for opening in resources.vocabulary("template-sentences"):
        words = parts_of_phrase(opening)[:-1]
        openings.setdefault(longest(words), []).append((opening, frozenset(words)))
    return openings
