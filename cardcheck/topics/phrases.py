"""Phrases of the text that answer a topic where no title does: “was collected from”, “please cite”, 「个人信息」.

In: what a card says. Out: for each topic the block that holds its first phrase. The phrases are data; a set of the
card's words tells which of them are worth looking for.
"""

import bisect
import functools
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.lists import topic_list
from cardcheck.topics.said import Said
from cardcheck.topics.words import is_unspaced, longest, parts_of_phrase, stem

_GAP = r"[^.\n]{0,60}?"
_OPEN = {" … ": _GAP, "####": r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", "#": r"(?<![\d.,])\d[\d.,]*+[kmb]?"}
_PARTS = expression(r" … |####|#")
_MAIL = expression(r"@(?<=[\w.+-]@)[\w-]{1,64}\.[\w.-]{2,64}")
_ENTRY = expression(
    r"@(?:article|inproceedings|misc|book|dataset|techreport|online|phdthesis|conference|incollection|mastersthesis|unpublished|proceedings|data|software|manual)\s?\{"
)
_MARKS = {"contact": _MAIL, "citation": _ENTRY}
_MOST_PLACES = 20


class Phrase(NamedTuple):
    """A phrase as it is written, with what finds it: its plain beginning, and a pattern where it has a gap.

    All words in `whole` and one that begins with `last` must be in the text.
    """

    topic: str
    text: str
    literal: str
    pattern: re.Pattern[str] | None
    whole: frozenset[bytes]
    last: bytes


class _Index(NamedTuple):
    """Phrases by a whole word that must be there; those of one word, which may go on; those of other scripts."""

    by_word: dict[bytes, list[Phrase]]
    by_stem: dict[bytes, list[Phrase]]
    unspaced: list[Phrase]


@functools.cache
def _index(field: str) -> _Index:
    index = _Index({}, {}, [])
    for topic, facts in topic_list(field).items():
        for text in facts.get("phrases", ()):
            literal, pattern = compiled(text)
            *whole, last = parts_of_phrase(text)
            phrase = Phrase(topic, text, literal, pattern, frozenset(whole), stem(last))
            if is_unspaced(text):
                index.unspaced.append(phrase)
            elif whole:
                index.by_word.setdefault(longest(whole), []).append(phrase)
            else:
                index.by_stem.setdefault(phrase.last, []).append(phrase)
    return index


def compiled(text: str) -> tuple[str, re.Pattern[str] | None]:
    """Return a phrase's plain beginning, and a pattern where it leaves words, a number or a year open."""
    literal = _PARTS.split(text, maxsplit=1)[0]
    if literal == text:
        return literal, None
    plain = [re.escape(part) for part in _PARTS.split(text)]
    opened = [*(_OPEN[part] for part in _PARTS.findall(text)), ""]
    return literal, expression("".join(part for pair in zip(plain, opened, strict=True) for part in pair))


class _Search:
    """The text of one card on one line, and the phrases whose words it holds; each is looked for once.

    Line ends are blanks there, since a phrase may run over one; `breaks` tells where they were two characters.
    """

    def __init__(self, said: Said) -> None:
        found = re.finditer("\r\n", said.text) if "\r" in said.text else ()
        self.base, self.breaks = said.base, [match.start() - before for before, match in enumerate(found)]
        self.text = said.text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        self.candidates = tuple(_candidates(said))
        self._first: dict[str, tuple[int, int] | None] = {}

    def first(self, phrase: Phrase) -> tuple[int, int] | None:
        """Return where a phrase stands first."""
        if phrase.text not in self._first:
            self._first[phrase.text] = _find(phrase, self.text)
        return self._first[phrase.text]

    def all(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Yield where a phrase stands, up to a bound."""
        place = self.first(phrase)
        for _ in range(_MOST_PLACES):
            if place is None:
                return
            yield place
            place = _find(phrase, self.text, place[0] + 1)

    def span(self, start: int, end: int) -> Span:
        """Return where a piece of the line stands in the card."""
        return Span(*(self.base + at + bisect.bisect_left(self.breaks, at) for at in (start, end)))


# A card's topics and its score ask one after the other.
@functools.lru_cache(maxsize=2)
def _search(said: Said) -> _Search:
    return _Search(said)


def find_phrases(said: Said, answered: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """Yield each topic that the text answers, with where its first phrase stands; not those `answered` already."""
    search = _search(said)
    text = search.text
    first: dict[str, tuple[int, int]] = {}
    for phrase in search.candidates:
        if phrase.topic not in answered:
            found = search.first(phrase)
            if found is not None and found < first.get(phrase.topic, (len(text), 0)):
                first[phrase.topic] = found
    if "contact" not in answered and "contact" not in first and "@" in text:
        _add(first, "contact", _MAIL.search(text))
    if "citation" not in answered and "citation" not in first and "@" in text:
        _add(first, "citation", _ENTRY.search(text))
    for topic, place in first.items():
        yield topic, search.span(*place)


def phrase_places(said: Said, topics: Collection[str]) -> Iterator[tuple[str, Span]]:
    """Yield every place, up to a bound for each phrase, where a phrase of some topics stands."""
    search = _search(said)
    for phrase in search.candidates:
        if phrase.topic in topics:
            yield from ((phrase.topic, search.span(*place)) for place in search.all(phrase))
    for topic, marks in _MARKS.items():
        if topic in topics and "@" in search.text:
            yield from ((topic, search.span(*match.span())) for match in marks.finditer(search.text))


def _candidates(said: Said) -> Iterator[Phrase]:
    """Yield the phrases whose words are all there, as far as a look at the words can tell."""
    index, vocabulary = _index(said.field), said.vocabulary
    for word in index.by_word.keys() & vocabulary.words:
        for phrase in index.by_word[word]:
            if phrase.last in vocabulary.stems and phrase.whole <= vocabulary.words:
                yield phrase
    for beginning in index.by_stem.keys() & vocabulary.stems:
        yield from index.by_stem[beginning]
    if said.counter.is_unspaced:
        yield from index.unspaced


def _find(phrase: Phrase, text: str, start: int = 0) -> tuple[int, int] | None:
    at = text.find(phrase.literal, start)
    while at > 0 and text[at - 1].isalnum() and text[at].isascii():
        at = text.find(phrase.literal, at + 1)
    if at < 0:
        return None
    if phrase.pattern is None:
        return at, at + len(phrase.literal)
    match = phrase.pattern.search(text, at)
    return match.span() if match else None


def _add(first: dict[str, tuple[int, int]], topic: str, match: re.Match[str] | None) -> None:
    if match:
        first[topic] = match.span()
