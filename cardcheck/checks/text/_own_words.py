"""Words of a text that say something of their own: not stock words, not the title again, not names of the metadata.

Text and a card in, words out. Of scripts that write no blanks between words nothing is known.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any

from cardcheck import resources
from cardcheck.model.card import Card
from cardcheck.model.same_card import SameCard
from cardcheck.regex import expression

# Letters with at least two of them; a number says something too.
_WORD = expression(r"[^\W\d_]{2,}|\d+")
_MOST_NAMES = 2_000


def own_words(card: Card | None, text: str) -> frozenset[str]:
    """Return the words of lower-case text that everybody else has not, nor a card's own title and metadata."""
    own = frozenset(_WORD.findall(text)) - _stock()
    return own - _names(SameCard(card)) if card is not None else own


@functools.cache
def _stock() -> frozenset[str]:
    return frozenset(word for words in resources.vocabulary("stock-words").values() for word in words)


@functools.lru_cache(maxsize=1)
def _names(same: SameCard) -> frozenset[str]:
    """Return the words of titles, and of names in the metadata."""
    card = same.card
    heading = next((section.heading for section in card.body.sections if section.heading), None)
    texts = [heading.title] if heading else []
    metadata = card.metadata.client if card.metadata else None
    if isinstance(metadata, dict):
        texts += _strings([metadata.get("pretty_name"), *_schema(metadata)])
    found: set[str] = set()
    for text in texts[:_MOST_NAMES]:
        found.update(_WORD.findall(text.lower()))
    return frozenset(found)


def _schema(metadata: dict[Any, Any]) -> Iterator[Any]:
    """Yield the names of subsets, splits and columns."""
    for config in _dicts(metadata.get("configs")):
        yield config.get("config_name")
        yield from (one.get("split") for one in _dicts(config.get("data_files")))
    for info in _dicts(metadata.get("dataset_info")):
        yield info.get("config_name")
        for key in ("features", "splits"):
            yield from (one.get("name") for one in _dicts(info.get(key)))


def _dicts(value: Any) -> list[dict[Any, Any]]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _strings(values: Iterable[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]
