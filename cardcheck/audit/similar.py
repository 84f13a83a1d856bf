"""Near-duplicate texts: a text in, a sketch of it out; many sketches in, groups of nearly the same text out.

A sketch is a MinHash over runs of four words: the share of places in which two sketches agree estimates the Jaccard
similarity of the texts. It is the same on every platform and in every run. Groups are found by the bands of sketches,
so that the work grows with their number and not with its square. Groups whose first texts are half alike become one:
what a program wrote for hundreds of repositories is one family. Nothing here keeps a text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from operator import eq
from typing import NamedTuple

from cardcheck.model.audit import Duplicates
from cardcheck.regex import expression

_RUN = 4
_LEAST_WORDS = 20
_MOST_CHARACTERS = 200_000
_PLACES = 128
_VALUES = 256
_LIMIT = 1 << 64
# Han and kana are written without blanks, so each sign counts as a word.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = expression(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
# Texts of one template share bands and are not alike. More of them than this are not each compared.
_MOST_HEADS = 8


class _Likeness(NamedTuple):
    """How similar two texts have to be, and how many places make a band by which they are found."""

    least: float
    band: int


# 21 bands of 6 find 99.8 % of the pairs that are similar by 0.8; 32 bands of 4 find 87 % of those similar by 0.5.
_SAME_TEXT = _Likeness(0.8, 6)
_SAME_FAMILY = _Likeness(0.5, 4)


def sketch(text: str) -> tuple[int, ...]:
    """Return what a text can be compared by: 128 numbers below 256; none where it has too few words."""
    words = _WORD.findall(text[:_MOST_CHARACTERS].casefold())
    if len(words) < _LEAST_WORDS:
        return ()
    least = [_LIMIT] * _PLACES
    for run in {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}:
        number = int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=9).digest(), "big")
        place, value = number % _PLACES, number >> 8
        least[place] = min(least[place], value)
    return tuple(value % _VALUES for value in _filled(least))


def _filled(least: Sequence[int]) -> list[int]:
    """Fill the places that no run fell into from others, chosen alike in every text (optimal densification)."""
    return [next(_values_for(place, least)) if least[place] == _LIMIT else least[place] for place in range(_PLACES)]


def _values_for(place: int, least: Sequence[int]) -> Iterator[int]:
    state = place + 1
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % _LIMIT
        value = least[(state >> 33) % _PLACES]
        if value != _LIMIT:
            yield value


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate how similar the texts of two sketches are, from 0 to 1."""
    same: int = sum(map(eq, one, other))
    # One in 256 places agrees by chance.
    estimate = (same * _VALUES / _PLACES - 1) / (_VALUES - 1)
    return estimate if estimate > 0 else 0.0


def groups(sketches: Iterable[tuple[str, Sequence[int]]]) -> tuple[Duplicates, ...]:
    """Return the groups of nearly the same text, the largest first; within one, keys stand in the order given."""
    keys: list[str] = []
    kept: list[bytes] = []
    for key, numbers in sketches:
        if len(numbers) == _PLACES:
            keys.append(key)
            kept.append(bytes(number % _VALUES for number in numbers))
    same = [members for members in _joined(kept, _SAME_TEXT) if len(members) > 1]
    families = _joined([kept[members[0]] for members in same], _SAME_FAMILY)
    found = [_group(sorted(index for at in family for index in same[at]), keys, kept) for family in families]
    return tuple(sorted(found, key=lambda group: (-len(group.keys), group.keys)))


def _group(members: Sequence[int], keys: Sequence[str], kept: Sequence[bytes]) -> Duplicates:
    least = min(similarity(kept[members[0]], kept[member]) for member in members[1:])
    return Duplicates(tuple(keys[member] for member in members), round(least, 2))


def _joined(kept: Sequence[bytes], likeness: _Likeness) -> list[list[int]]:
    """Return groups, of one or more: two that share a band and are alike are in one group."""
    roots = list(range(len(kept)))

    def root_of(index: int) -> int:
        while roots[index] != index:
            roots[index] = roots[roots[index]]
            index = roots[index]
        return index

    for start in range(0, _PLACES - likeness.band + 1, likeness.band):
        heads: dict[bytes, list[int]] = {}
        for index, numbers in enumerate(kept):
            band = heads.setdefault(numbers[start : start + likeness.band], [])
            other = _alike(index, band, kept, likeness.least, root_of)
            if other is not None:
                first, last = sorted((root_of(index), root_of(other)))
                roots[last] = first
            elif len(band) < _MOST_HEADS:
                band.append(index)
    groups: dict[int, list[int]] = {}
    for index in range(len(kept)):
        groups.setdefault(root_of(index), []).append(index)
    return list(groups.values())


def _alike(
    index: int, band: Sequence[int], kept: Sequence[bytes], least: float, root_of: Callable[[int], int]
) -> int | None:
    """Return one of those that share a band which is alike, or known to be of the same group."""
    for head in band:
        if root_of(head) == root_of(index) or similarity(kept[head], kept[index]) >= least:
            return head
    return None
