"""Cards that are about something else: a program's README, or the card of another data set.

A card in, at most one problem out. What the repository is called is asked of the target, never of the card.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression
from cardcheck.topics.reading import read_topics
from cardcheck.topics.words import is_unspaced

_LONGEST_TITLE = 150
_FOR = expression(r"^\W*(?:dataset|data) card (?:for|of)\W+", re.IGNORECASE)
_ID = expression(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")


def code_readme(
    target: Target, *, commands: Sequence[str], words: Sequence[str], most: int, topics: Sequence[str]
) -> Iterator[Problem]:
    """A card that tells how to install a program speaks of data too.

    It holds two of `commands`, none of `topics` is answered, and `words` about data occur `most` times at most.
    """
    card = target.card
    text = card.source.text[card.body.span.start :]
    if sum(text.count(command) for command in commands) < 2:
        return
    prose = card.body.prose
    if is_unspaced(prose):
        return
    if sum(prose.count(word) for word in words) > most:
        return
    said = read_topics(card)
    if said.total.words and not any(said.answers(topic) for topic in topics):
        yield target.problem()


def copied_title(target: Target, *, least: int) -> Iterator[Problem]:
    """The title names this data set: no other id of the Hub, and a name that has a word in common with the id.

    Names of fewer than `least` letters may be abbreviations, so they are not asked.
    """
    card = target.card
    heading = next((section.heading for section in card.body.sections if section.heading), None)
    own = target.repo or ""
    if heading is None or heading.level > 2 or len(heading.title) > _LONGEST_TITLE or "/" not in own:
        return
    begun = _FOR.match(heading.title)
    if begun is None:
        return
    named = heading.title[begun.end() :].strip(" \"'`“”*_")
    quotes = card.source.slice(heading.title_span)
    if _ID.fullmatch(named):
        # In a series the owner's part of the id may be written with the name.
        if named.lower() != own.lower() and _squeezed(named) != _squeezed(own.partition("/")[2]):
            yield target.problem("id", span=heading.title_span, quotes=quotes, named=named, own=own)
    elif (
        len(named) >= least
        and named.isascii()
        and _words(named)
        and "needed" not in named.lower()
        and "needs more" not in named.lower()
        and not _is_alike(named, _names(target, own))
    ):
        yield target.problem("name", span=heading.title_span, quotes=quotes, named=named, own=own)


def _names(target: Target, own: str) -> str:
    """Return the names that the data set has: that of its repository and the one for people."""
    metadata = target.metadata
    name = metadata.get("pretty_name") if isinstance(metadata, dict) else None
    return f"{own.replace('/', ' ')} {name if isinstance(name, str) else ''}"


def _is_alike(named: str, names: str) -> bool:
    """Whether two names share a word, the beginning of one, or letters as an abbreviation has them."""
    left, right = _words(named), _words(names)
    if any(one.startswith(other[:4]) or other.startswith(one[:4]) for one in left for other in right):
        return True
    joined, other = "".join(sorted(left)), "".join(sorted(right))
    if _squeezed(named) in _squeezed(names) or _squeezed(names) in _squeezed(named) or joined == other:
        return True
    initials = "".join(word[0] for word in re.findall(r"[a-z0-9]+", named.lower()) if word not in _COMMON)
    return len(initials) > 1 and initials in _squeezed(names)


@functools.lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]+|\d+", text.lower()) if len(word) > 1) - _COMMON


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


_COMMON = frozenset(
    {"the", "dataset", "data", "set", "corpus", "for", "of", "and", "in", "on", "hf", "test", "train", "name", "demo"}
)
