"""Values of metadata keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.topics import spellings

# In longer lists a repeated value is left to its own rule: looking for it costs the square of their length.
_MOST_SIBLINGS = 1000
_FEW = 3


def missing(target: Target, *, key: str, alone: bool = False) -> Iterator[Problem]:
    """The metadata has the key, with something after it; `alone` tells so of no metadata and a misspelt key too.

    Otherwise these are other rules' matter.
    """
    metadata = target.card.metadata
    if metadata is not None and metadata.fault(target.reader):
        return
    value = metadata.value(target.reader) if metadata else None
    if not isinstance(value, dict):
        if alone:
            yield target.problem(key=key)
    elif not value.get(key) and (alone or not spellings.is_misspelt(key, value)):
        yield target.problem(key=key)


def is_not(target: Target, *, values: Sequence[str]) -> Iterator[Problem]:
    """The value is none of these words, in whatever case."""
    if isinstance(target.value, str) and target.value.strip().lower() in values:
        yield target.problem()


def among(target: Target, *, values: Sequence[str]) -> Iterator[Problem]:
    """The value is one of these, letter by letter."""
    if isinstance(target.value, str) and target.value not in values:
        yield target.problem(values=in_words(values))


def not_listed(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The value is not in this list, letter by letter; `detail` is what the list says of it."""
    if isinstance(target.value, str):
        listed = resources.vocabulary(vocabulary)
        if target.value in listed:
            yield target.problem(detail=listed[target.value])


def other_case(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The value is written in capitals and small letters as the list has it."""
    value = target.value
    if not isinstance(value, str):
        return
    known = resources.vocabulary(vocabulary)
    if value not in known and value.lower() in known:
        yield target.problem(near=value.lower(), edits=replaced(target, value.lower()))


def one_of(target: Target, *, vocabulary: str, elsewhere: Mapping[str, str] | None = None) -> Iterator[Problem]:
    """The value is in one of the Hub's closed lists.

    A value that stands for exactly one of the list (other case or separators, a known alias) can be
    replaced safely; one that only looks like it is a guess; of several only the author can choose. `elsewhere`
    names lists whose values are recognisably something else: case → list.
    """
    value = target.value
    if not isinstance(value, str) or value in resources.vocabulary(vocabulary):
        return
    near = spellings.meant(vocabulary, value)
    if near is not None:
        yield target.problem("meant", edits=replaced(target, near), near=near)
        return
    candidates = spellings.choices(vocabulary, value)
    if candidates:
        yield target.problem("choice", candidates=in_words(candidates))
        return
    for case, other in (elsewhere or {}).items():
        listed = spellings.meant(other, value)
        if listed is not None:
            yield target.problem(case, listed=listed, detail=resources.vocabulary(other)[listed])
            return
    guess = spellings.guessed(vocabulary, value)
    if guess is not None:
        yield target.problem("guess", edits=replaced(target, guess), near=guess)
    else:
        yield target.problem("unknown")


def replaced(target: Target, text: str) -> tuple[Edit, ...]:
    """Return the edits that put a text in the value's place, or drop an item whose list has that text already."""
    siblings = _siblings(target)
    if isinstance(siblings, list) and len(siblings) <= _MOST_SIBLINGS and text in siblings:
        return yaml_edits.remove_entry(target.card, target.pointer or "")
    return yaml_edits.set_value(target.entry, text)


def in_words(candidates: Sequence[str]) -> str:
    """Write the first few values as people list them: `a`, `b` or `c`, each between backticks."""
    shown = [f"`{candidate}`" for candidate in candidates[:_FEW]]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _siblings(target: Target) -> Any:
    """Return what the value stands in, where that is a list or mapping at the top level."""
    metadata = target.card.metadata
    parts = (target.pointer or "").split("/")
    top = metadata.value(target.reader) if metadata else None
    return top.get(parts[1]) if len(parts) == 3 and isinstance(top, dict) else None
