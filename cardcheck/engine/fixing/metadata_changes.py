"""What differs between two readings of a front matter: two values in, JSON Pointers out.

Fixes name the pointers they change; this tells whether they keep their word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from cardcheck.model.card import Card, Reader

_READERS: tuple[Reader, ...] = ("client", "hub")
# Lists that differ in length are matched item by item up to here, which takes quadratic work.
_MOST_MATCHED = 300
# Keys that tell what an item of a list is about.
_NAMES = ("config_name", "name", "split")


def changed_pointers(before: Card, after: Card) -> frozenset[str]:
    """Return where the metadata of two cards differ, for any reader that could read the first one.

    A key or item that is gone counts at its old place, a new one at its new place.
    """
    found: set[str] = set()
    for reader in _READERS:
        if before.metadata is None or before.metadata.fault(reader):
            continue
        value = after.metadata.value(reader) if after.metadata else None
        found.update(_differences("", before.metadata.value(reader), value))
    return frozenset(found)


def outside(changes: Iterable[str], named: Iterable[str]) -> list[str]:
    """Return the changes that lie neither at nor below a named pointer, in order."""
    names = tuple(named)
    return sorted(at for at in changes if not any(f"{at}/".startswith(f"{name}/") for name in names))


def _differences(at: str, before: Any, after: Any) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            place = f"{at}/{_escaped(key)}"
            if key in before and key in after:
                yield from _differences(place, before[key], after[key])
            else:
                yield place
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(at, before, after)
    elif not _is_same(before, after):
        yield at


def _of_lists(at: str, before: list[Any], after: list[Any]) -> Iterator[str]:
    if len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _differences(f"{at}/{index}", old, new)
        return
    if max(len(before), len(after)) > _MOST_MATCHED:
        yield at
        return
    for start, end, new_start, new_end in _unlike(before, after, repr):
        # Items that are not the same may still be about the same: the columns, splits or subsets of one name.
        old, new = before[start:end], after[new_start:new_end]
        lone, added = set(range(len(old))), set(range(len(new)))
        if old and new:
            outside = _unlike(old, new, _subject)
            lone = {index for first, last, _, _ in outside for index in range(first, last)}
            added = {index for _, _, first, last in outside for index in range(first, last)}
            pairs = zip(sorted(set(range(len(old))) - lone), sorted(set(range(len(new))) - added), strict=True)
            for index, other in pairs:
                yield from _differences(f"{at}/{start + index}", old[index], new[other])
        yield from (f"{at}/{start + index}" for index in sorted(lone))
        if not lone:
            yield from (f"{at}/{new_start + index}" for index in sorted(added))


def _unlike(before: list[Any], after: list[Any], words: Callable[[Any], str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches of two lists whose items are not alike in some words."""
    matcher = SequenceMatcher(None, [words(item) for item in before], [words(item) for item in after], autojunk=False)
    return [(one, two, three, four) for kind, one, two, three, four in matcher.get_opcodes() if kind != "equal"]


def _subject(item: Any) -> str:
    """Return what an item of a list is about: what names it, else all of it."""
    named = next((item[key] for key in _NAMES if key in item), item) if isinstance(item, dict) else item
    return repr(named)


def _is_same(before: Any, after: Any) -> bool:
    """Whether two values are one and of one type: `1` is neither `1.0` nor `true`, and `nan` is itself."""
    return type(before) is type(after) and repr(before) == repr(after)


def _escaped(key: Any) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")
