"""What an author's spelling stands for: a list's name and a text in, listed values out.

A list in `schemas/vocabulary/` may hold, beside its `values`: `aliases`, spellings that mean one value without doubt;
`guesses`, spellings that probably mean one; `choices`, spellings that may mean any of several.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Mapping
from typing import Any

from cardcheck import resources
from cardcheck.regex import expression

_ADDRESS = expression(r"https?://(?:www\.)?|/(?:deed|legalcode)(?:[.\w-]*)/?$|/+$|\.(?:html|txt|php)$")
_NUMBERS = expression(r"\d+")
_CUTOFF = 0.88
_SHORTEST, _LONGEST = 5, 100
_MANY = 1_000


def meant(vocabulary: str, text: str) -> str | None:
    """Return the listed value that a spelling stands for without doubt."""
    # Most are listed as they are, and folding 8,000 languages costs 50 ms.
    if text in resources.vocabulary(vocabulary):
        return text
    return _spellings(vocabulary).get(folded(text))


def likely(vocabulary: str, text: str) -> str | None:
    """Return the listed value that a known spelling probably means."""
    return _table(vocabulary, "guesses").get(folded(text))


@functools.lru_cache(maxsize=1000)
def guessed(vocabulary: str, text: str) -> str | None:
    """Return the listed value that a text probably means or looks like."""
    return likely(vocabulary, text) or nearest(vocabulary, text)


def choices(vocabulary: str, text: str) -> tuple[str, ...]:
    """Return the listed values among which only the author can choose."""
    return tuple(_table(vocabulary, "choices").get(folded(text), ()))


def nearest(vocabulary: str, text: str) -> str | None:
    """Return the listed value that looks most like a text; short ones look like many, and no slip changes a number."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    numbers = _NUMBERS.findall(text)
    # Texts of very different lengths are never alike enough, and comparing them is what costs.
    lengths = range(math.ceil(len(text) * _CUTOFF / (2 - _CUTOFF)), int(len(text) * (2 - _CUTOFF) / _CUTOFF) + 1)
    known = _by_length(vocabulary)
    alike = [value for length in lengths for value in known.get(length, ()) if _NUMBERS.findall(value) == numbers]
    if not alike:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(text.lower(), alike, n=1, cutoff=_CUTOFF)), None)


def folded(text: str) -> str:
    """Return a spelling without case, blanks and the choice of separator; dots tell versions apart."""
    bare = text.strip().strip("`\"'").lower()
    if "/" in bare:
        bare = _ADDRESS.sub("", bare)
    return re.sub(r"[\s_`\"']+|-+", "-", bare)


def is_misspelt(key: str, metadata: Mapping[Any, Any]) -> bool:
    """Whether metadata has the key under an old or misspelt name."""
    old, aliases = resources.vocabulary("deprecated-keys"), resources.vocabulary_file("card-keys").get("aliases", {})
    others = [name for name, facts in old.items() if facts["new"] == key]
    others += [name for name, right in aliases.items() if right == key]
    if any(metadata.get(name) for name in others):
        return True
    known = resources.vocabulary("card-keys")
    return any(
        isinstance(name, str)
        and name not in known
        and metadata[name]
        and (name.lower() == key or (len(name) > _SHORTEST and is_one_slip(re.sub(r"[\s-]+", "_", name.lower()), key)))
        for name in itertools.islice(metadata, _MANY)
    )


def is_one_slip(written: str, name: str) -> bool:
    """Whether one letter is missing, too many, wrong, or two neighbours have changed places."""
    if abs(len(written) - len(name)) > 1:
        return False
    start = 0
    while start < min(len(written), len(name)) and written[start] == name[start]:
        start += 1
    rest, right = written[start:], name[start:]
    if rest[1:] == right[1:] or rest[1:] == right or rest == right[1:]:
        return True
    return len(rest) > 1 and rest[:2] == right[1::-1] and rest[2:] == right[2:]


@functools.cache
def _by_length(vocabulary: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for value in resources.vocabulary(vocabulary):
        found.setdefault(len(value), []).append(value)
    return found


@functools.cache
def _spellings(vocabulary: str) -> dict[str, str]:
    """Return listed values by every spelling that means them: the value itself, an alias, its name or SPDX id."""
    listed = resources.vocabulary(vocabulary)
    names: dict[str, str] = {}
    for value, facts in reversed(listed.items()):
        said = (facts,) if isinstance(facts, str) else (facts["name"], facts.get("spdx", value))
        names |= {folded(name): value for name in said}
    return names | _table(vocabulary, "aliases") | {folded(value): value for value in reversed(listed)}


@functools.cache
def _table(vocabulary: str, name: str) -> dict[str, str]:
    return {folded(spelling): said for spelling, said in resources.vocabulary_file(vocabulary).get(name, {}).items()}
