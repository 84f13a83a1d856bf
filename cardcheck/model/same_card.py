"""A card as the key of a cache: what several rules ask of one card in turn is worked out once.

Two cards are one where their text is one object, so asking costs nothing and a cache of one or two entries is enough.
"""

from __future__ import annotations

from cardcheck.model.card import Card


class SameCard:
    """A card, equal to itself alone."""

    __slots__ = ("card",)

    def __init__(self, card: Card) -> None:
        self.card = card

    def __hash__(self) -> int:
        return id(self.card.source.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameCard) and other.card.source.text is self.card.source.text
