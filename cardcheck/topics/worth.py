"""What a card's text is worth: its words once more, without those that are there to be counted.

In: a card with its blocks. Out: how much each block says, in the units of `Substance`. Text that is hidden, said
twice, filler, a list of catchwords, a license or another data set's card is worth nothing. Each block is judged by
itself, so that no other text makes it worth more.
"""

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from cardcheck import resources
from cardcheck.model.card import Block, Card, Tag
from cardcheck.model.same_card import SameCard
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.reading import read_said
from cardcheck.topics.said import Said

_WORD = expression(r"[^\W\d_][\w'’-]*+|\d[\w.,%-]*+")
# The same words of a text in ASCII, found in half the time.
_PLAIN_WORD = expression(r"[A-Za-z][A-Za-z0-9_'-]*+|[0-9][A-Za-z0-9_.,%-]*+")
_LETTERS = expression(r"[^\W\d_]")
_HIDDEN = expression(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity|height|width|max-height)\s*:\s*0(?![.\d]*[1-9])"
    r"|(?<!-)color\s*:\s*(?:white|transparent|#fff(?:fff)?\b)|text-indent\s*:\s*-\d{3}"
)
_HIDDEN_TAG = expression(r"\shidden(?=[\s=/>])", re.IGNORECASE)
_CARD_FOR = expression(r"\s*data(?:set)? ?card (?:for|of|:)\s*(.+)", re.IGNORECASE)
_BOLD_LINE = expression(r"(\*\*|__)[^\n*]{1,120}[^\s.:!?*_](?:\1)")
_FIGURE = expression(
    r"[*_]{0,3}[^\W\d]\w*+(?:[ -]\w++){2,9}[*_]{0,3}:[*_]{0,3}[ \t]*+\d[\d.,]*+(?:[ \t]?\w{1,5})?[*_]{0,3}"
)
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col", "area", "embed"})
_LOOSE = frozenset({"misplaced", "unfenced", "doubled", "unclosed", "swallowed-body"})
_FEW, _LEAST_SMALL = 8, 0.1
_MOST_REPEATED = 1.5
_LEAST_NONSENSE = 2
_MOST_UNITS = 200
_LEAST_OWN, _LEAST_NAME = 15, 3
_NO_WORD = expression(r"[\W_]+")
_ANY_NAME = frozenset({"the", "and", "for", "data", "dataset", "card", "set", "corpus"})
_LONGEST_COUNTED = 4_000
_FIGURE_UNITS = 2
_OFFICIAL = "\u024f"


class Worth:
    """What the blocks of one card are worth; `units` goes with `said.blocks`."""

    __slots__ = ("_away", "_legal", "said", "units")

    def __init__(self, said: Said) -> None:
        self.said = said
        card = said.card
        self._legal = [piece for piece in _signs("legal") if piece in said.text]
        self._away = _joined([*_hidden(card), *_of_another(said), *_questions(card), *_loose_metadata(card)])
        self.units = tuple(self._units(index) for index in range(len(said.blocks)))

    def of(self, start: int, end: int) -> range:
        """Return the blocks that begin between two offsets."""
        return range(self.said.from_block(start), self.said.from_block(end))

    def speaks_of_data(self, index: int) -> bool:
        """Whether a block's text, if it is English, names the data at all, and is no license."""
        text = self._text(self.said.blocks[index].span)
        if self._is_legal(text):
            return False
        return not (" the " in text or " of " in text or " and " in text) or any(
            word in text for word in _signs("data")
        )

    def _units(self, index: int) -> int:
        said = self.said
        substance, block = said.substances[index], said.blocks[index]
        if not substance.units or self._is_away(block.span):
            return 0
        if substance.words == 1 and block.depth and not said.holds_code(*block.span):
            return 0
        if substance.words:
            return min(self._words(block, substance.words), _MOST_UNITS)
        lines = said.card.source.slice(block.span).split("\n")[:_LONGEST_COUNTED]
        distinct = len({line.strip() for line in lines if _LETTERS.search(line)})
        if substance.rows:
            return 5 * min(substance.rows, max(0, distinct - 1), _MOST_UNITS // 5)
        return min(substance.units, 20 * substance.entries + 3 * distinct, _MOST_UNITS)

    def _words(self, block: Block, words: int) -> int:
        if block.kind == "paragraph":
            written = self.said.card.source.slice(block.span).strip()
            # A bold line alone is a heading but for its form.
            if _BOLD_LINE.fullmatch(written):
                return 0
            # However long a label is, a number beside it tells no more than a number.
            if ":" in written and _FIGURE.fullmatch(written):
                return _FIGURE_UNITS
        text = self._text(block.span)
        if words > _FEW:
            if self.said.counter.is_unspaced and text > _OFFICIAL and not text.isascii():
                return min(words, 2 * len(set(text)))
            found = (_PLAIN_WORD if text.isascii() else _WORD).findall(text)
            if self._is_legal(text) or _is_stuffing(found):
                return 0
            return min(words, int(_MOST_REPEATED * len(set(found))))
        return min(words, int(_MOST_REPEATED * len(set(text.split())))) if words > 2 else words

    def _is_legal(self, text: str) -> bool:
        """Whether some of what is said comes from a license."""
        return bool(self._legal) and any(piece in text for piece in self._legal)

    def _text(self, span: Span) -> str:
        base = self.said.base
        return self.said.text[span.start - base : min(span.end, span.start + _LONGEST_COUNTED) - base]

    def _is_away(self, span: Span) -> bool:
        """Whether some of a block is hidden or is about something else."""
        index = bisect_left(self._away, (span.end, 0))
        return index > 0 and span.start < self._away[index - 1][1]


def read_worth(card: Card) -> Worth:
    """Return what a card's blocks are worth."""
    return _read(SameCard(card))


# As for a card's topics: those who ask do so one after the other.
@functools.lru_cache(maxsize=2)
def _read(same: SameCard) -> Worth:
    return Worth(read_said(same.card))


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _is_stuffing(words: list[str]) -> bool:
    """Whether words are no sentences: filler, or catchwords with nothing between them."""
    nonsense, small = _nonsense(), _small()
    if not nonsense.isdisjoint(words) and sum(map(nonsense.__contains__, words)) >= _LEAST_NONSENSE:
        return True
    if sum(map(small.__contains__, words)) >= _LEAST_SMALL * len(words):
        return False
    # Of scripts beyond Latin no small words are known.
    return sum(word > _OFFICIAL for word in words) * 4 <= len(words)


def _hidden(card: Card) -> Iterator[tuple[int, int]]:
    """Yield what HTML keeps from being seen."""
    tags, until = card.body.tags, 0
    for index, tag in enumerate(tags):
        # What lies in a hidden element is hidden with it, so no tag is looked at twice.
        if tag.span.start < until or tag.is_closing or tag.name in _VOID:
            continue
        if _hides(tag, card.source.slice(tag.span)):
            until = _end_of(tags, index, card.body.span.end)
            yield tag.span.start, until


def _hides(tag: Tag, written: str) -> bool:
    style = tag.attributes.get("style")
    # An attribute without a value is none of those that are read.
    return _HIDDEN_TAG.search(written) is not None or (
        style is not None and _HIDDEN.search(style[0].lower()) is not None
    )


def _end_of(tags: tuple[Tag, ...], index: int, last: int) -> int:
    """Return where the element that a tag opens ends."""
    depth = 0
    for tag in itertools.islice(tags, index, None):
        if tag.name == tags[index].name:
            depth += -1 if tag.is_closing else 1
            if not depth:
                return tag.span.end
    return last


def _loose_metadata(card: Card) -> Iterator[tuple[int, int]]:
    """Yield metadata that stands in the text because its fences are missing or misplaced."""
    yield from (flaw.span for flaw in card.front_matter.flaws if flaw.kind in _LOOSE)


def _questions(card: Card) -> Iterator[tuple[int, int]]:
    """Yield the questions that were left for a person."""
    if "cardcheck: question" in card.source.text:
        from cardcheck.topics.open_questions import open_questions

        yield from (one.span for one in open_questions(card))


def _of_another(said: Said) -> Iterator[tuple[int, int]]:
    """Yield what stands below a later title that is another data set's, where the card's own says something."""
    card = said.card
    titled = [section for section in card.body.sections if section.heading and section.heading.level == 1]
    if len(titled) < 2 or said.words(*titled[0].span) < _LEAST_OWN:
        return
    metadata = card.metadata.client if card.metadata else None
    pretty = metadata.get("pretty_name") if isinstance(metadata, dict) else None
    own = f"{titled[0].heading.title if titled[0].heading else ''} {pretty if isinstance(pretty, str) else ''}"
    for section in titled[1:]:
        match = _CARD_FOR.match(section.heading.title) if section.heading else None
        if match and not _are_kin(own.lower(), match[1].lower()):
            yield section.span


def _are_kin(one: str, other: str) -> bool:
    """Whether two names share a word, however it is joined to others; of names without words nothing is known."""
    words = [
        (word, joined)
        for name, joined in ((one, other), (other, one))
        for word in _NO_WORD.split(name)
        if len(word) >= _LEAST_NAME and word not in _ANY_NAME
    ]
    return not words or any(word in _NO_WORD.sub("", joined) for word, joined in words)


@functools.cache
def _signs(kind: str) -> tuple[str, ...]:
    lists: Any = resources.vocabulary("sentence-signs")[kind]
    return tuple(word for words in lists.values() for word in words)


@functools.cache
def _small() -> frozenset[str]:
    return frozenset(_signs("small"))


@functools.cache
def _nonsense() -> frozenset[str]:
    return frozenset(_signs("nonsense"))
