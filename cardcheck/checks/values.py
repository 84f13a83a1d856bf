"""Values of metadata keys."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def missing(target: Target, *, key: str) -> Iterator[Problem]:
    """The metadata has the key, with something after it."""
    metadata = target.card.metadata
    if metadata is None or metadata.fault(target.reader) or not isinstance(metadata.value(target.reader), dict):
        return
    if not metadata.value(target.reader).get(key):
        yield target.problem(key=key)


def is_not(target: Target, *, values: Sequence[str]) -> Iterator[Problem]:
    """The value is none of these words, in whatever case."""
    if isinstance(target.value, str) and target.value.strip().lower() in values:
        yield target.problem()


def one_of(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The value is in one of the Hub's closed lists.

    A value that stands for exactly one of the list (other case or separators, a known alias) can be
    replaced safely; one that only looks like it is a guess.
    """
    value = target.value
    if not isinstance(value, str):
        return
    known = resources.vocabulary(vocabulary)
    if value in known:
        return
    meant = _meant(vocabulary, value)
    if meant is not None:
        yield target.problem("meant", edits=yaml_edits.set_value(target.entry, meant), near=meant)
        return
    guess = _guessed(value, known)
    if guess is not None:
        yield target.problem("guess", edits=yaml_edits.set_value(target.entry, guess), near=guess)
    else:
        yield target.problem("unknown")


def _guessed(value: str, known: Iterable[str]) -> str | None:
    """Return the listed value that looks most like another; short ones look like too many."""
    if len(value) <= 4:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(value.lower(), known, n=1, cutoff=0.8)), None)


def _meant(vocabulary: str, value: str) -> str | None:
    """Return the listed value that another spelling stands for without doubt."""
    return _spellings(vocabulary).get(_folded(value))


@functools.cache
def _spellings(vocabulary: str) -> dict[str, str]:
    """Return listed values by every spelling that means them: id, name, alias; the first in the list wins."""
    whole = resources.vocabulary_file(vocabulary)
    spellings: dict[str, str] = {}
    for value, facts in whole["values"].items():
        spellings.setdefault(_folded(value), value)
        spellings.setdefault(_folded(facts if isinstance(facts, str) else facts["name"]), value)
    return spellings | {_folded(alias): value for alias, value in whole.get("aliases", {}).items()}


def _folded(text: str) -> str:
    """Return a spelling without case, blanks and the choice of separator; dots tell versions apart."""
    return re.sub(r"[\s_`\"']+|-+", "-", text.strip().strip("`\"'").lower())
