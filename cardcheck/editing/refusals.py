"""What no edit may do, whoever made it: a card and edits in, whether they can stand.

Secrets are masked in what edits are made from: a mask must never be written, and two secrets that look alike under
their masks are no repetition. What an alias stands for is shared:
changed in one place, it changes wherever the alias is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from cardcheck.model.card import Card
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span

_MASK = "x" * 8
_MERGE = "<<"


def can_stand(card: Card, edits: Sequence[Edit]) -> bool:
    """Whether edits keep off secrets and their masks, keys that are given twice, and what aliases share."""
    if card.secrets and any(map(partial(_meets_secret, card), edits)):
        return False
    content = card.front_matter.content
    if content is None or card.metadata is None or not any(_touch(edit.span, content) for edit in edits):
        return True
    if any(edit.span in (again.first_key, again.again_key) for again in card.metadata.duplicates for edit in edits):
        return False
    if "*" not in card.source.slice(content):
        return True
    return not any(_touch(edit.span, shared) for shared in _shared(card) for edit in edits)


def _meets_secret(card: Card, edit: Edit) -> bool:
    start, end = edit.span
    return _MASK in edit.text or any(start < secret.hidden.end and secret.hidden.start < end for secret in card.secrets)


def _shared(card: Card) -> Iterator[Span]:
    """Yield the values that an alias repeats, and the merge keys."""
    entries = card.metadata.entries.values() if card.metadata else ()
    repeated = {entry.text for entry in entries if entry.kind == "alias"}
    for entry in entries:
        if entry.anchor in repeated:
            yield entry.value
        if entry.key is not None and card.source.slice(entry.key) == _MERGE:
            yield Span(entry.key.start, entry.value.end)


def _touch(span: Span, other: Span) -> bool:
    return span.start <= other.end and other.start <= span.end
