"""What no edit may do, whoever made it: a card and edits in, whether they can stand.

Secrets are masked in what edits are made from: a mask must never be written, and two secrets that look alike under
their masks are no repetition. What an alias stands for is shared: changed in one place, it changes wherever the alias
is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from cardcheck.model.card import Card
from cardcheck.model.finding import Edit
from cardcheck.model.same_card import SameCard
from cardcheck.model.text import Span

_MASK = "x" * 8
_MERGE = "<<"


class _Guarded(NamedTuple):
    """Keys that are given twice, and stretches apart from each other that aliases share."""

    keys: frozenset[Span]
    stretches: tuple[Span, ...]

    def meets(self, span: Span) -> bool:
        """Whether a span touches a stretch."""
        index = bisect_right(self.stretches, span.end, key=lambda stretch: stretch.start) - 1
        return index >= 0 and _touch(span, self.stretches[index])


def can_stand(card: Card, edits: Sequence[Edit]) -> bool:
    """Whether edits keep off secrets and their masks, keys that are given twice, and what aliases share."""
    if card.secrets and any(map(partial(_meets_secret, card), edits)):
        return False
    content = card.front_matter.content
    if content is None or card.metadata is None or not any(_touch(edit.span, content) for edit in edits):
        return True
    guarded = _guarded(SameCard(card))
    # Hardly any card shares anything, and each of many fixes may hold many edits.
    if not guarded.keys and not guarded.stretches:
        return True
    return not any(edit.span in guarded.keys or guarded.meets(edit.span) for edit in edits)


def _meets_secret(card: Card, edit: Edit) -> bool:
    start, end = edit.span
    return _MASK in edit.text or any(start < secret.hidden.end and secret.hidden.start < end for secret in card.secrets)


@lru_cache(maxsize=1)
def _guarded(same: SameCard) -> _Guarded:
    """Find what no edit may touch, once for all fixes of a card."""
    card = same.card
    assert card.metadata is not None
    keys = {key for again in card.metadata.duplicates for key in (again.first_key, again.again_key)}
    stretches: list[Span] = []
    for start, end in sorted(_shared(card)):
        if stretches and start <= stretches[-1].end:
            stretches[-1] = Span(stretches[-1].start, max(end, stretches[-1].end))
        else:
            stretches.append(Span(start, end))
    return _Guarded(frozenset(keys), tuple(stretches))


def _shared(card: Card) -> Iterator[Span]:
    """Yield the values that an alias repeats, and the merge keys."""
    entries = card.metadata.entries.values() if card.metadata else ()
    repeated = {entry.text for entry in entries if entry.kind == "alias"}
    for entry in entries if repeated else ():
        if entry.anchor in repeated:
            yield entry.value
        if entry.key is not None and card.source.slice(entry.key) == _MERGE:
            yield Span(entry.key.start, entry.value.end)


def _touch(span: Span, other: Span) -> bool:
    return span.start <= other.end and other.start <= span.end
