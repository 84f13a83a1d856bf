"""What a data set is called, for people, as its card's title says it: a card in, a name out, or none.

A title is taken for a name only where it is surely one: no template's words, no file or repository name, no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cardcheck.model.card import Card, Heading
from cardcheck.regex import expression
from cardcheck.topics.titles import folded, topics_of_title

_CARD_FOR = expression(r"(?:dataset|data) card for\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
_QUOTES = "\"'`“”„«»*_ \t"
# Brackets that templates use, addresses, paths, file names, and words that only programs write.
_NO_NAME = expression(r"[\[\]{}<>_/\\=|#@]|\.(?:json|csv|md|py|txt|zip|parquet)\b|\bwww\.")
_SENTENCE_END = (".", ":", "!", "?", "…", ",", ";")
_LONGEST = 80
_MOST_WORDS = 10
_WORD = expression(r"[a-z]+")


def name_in_title(card: Card, generic: Sequence[str], nouns: Sequence[str]) -> str | None:
    """Return the name that the card's title gives.

    `generic` are titles, or beginnings of some, that are no names. What does not say that the card is for it must hold
    one of the `nouns` that data is called by.
    """
    title = _title(card)
    if title is None:
        return None
    opening = _CARD_FOR.match(title)
    said = title[opening.end() :] if opening else title
    name = said.strip(_QUOTES)
    low = folded(name)
    if not name or len(name) > _LONGEST or not name.isprintable() or _NO_NAME.search(name):
        return None
    is_generic = low in generic or low.startswith(tuple(f"{word}{end}" for word in generic for end in (" ", ":")))
    if is_generic or topics_of_title(name):
        return None
    words = name.split()
    if len(words) == 1:
        # One word between quotes is what a program makes of the repository's name.
        return name if opening and name == said.strip() and _is_written_by_hand(name) else None
    if opening:
        return name
    is_short = len(words) <= _MOST_WORDS and not name.endswith(_SENTENCE_END)
    return name if is_short and not set(nouns).isdisjoint(_WORD.findall(low)) else None


def _title(card: Card) -> str | None:
    """Return the one heading of the first level, where it opens the text."""
    headings = [section.heading for section in card.body.sections if section.heading is not None]
    tops = [heading for heading in headings if heading.level == 1]
    if len(tops) != 1 or headings[0] is not tops[0] or not _opens(card, tops[0]):
        return None
    return " ".join(tops[0].title.split())


def _opens(card: Card, heading: Heading) -> bool:
    return not card.source.text[card.body.span.start : heading.span.start].strip()


def _is_written_by_hand(word: str) -> bool:
    """Whether each part of a word has capitals, where a repository's name need have none."""
    parts = word.split("-")
    return len(word) > 1 and all(any(letter.isupper() for letter in part) for part in parts)
