"""Which languages a card's text says the data is in.

In: a parsed card. Out: `Statement`s of its sections and labels about languages, and of sentences such as `the text is
in Danish`. Names are data (`languages.json`, `language-names.json`). Whether that fits the metadata is not judged.
"""

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck.model.card import Card
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.language_words import Name, find_names, vocabulary
from cardcheck.topics.titles import topics_of_title

_LONGEST, _FAR, _BACK = 2_000, 300, 100
_IN = expression(r" in (?:the )?(?=[^\W\d_]{3})")
_LABEL_REST = expression(
    r"(?:\(?(?:s|en|es)\)?)?(?: ?\([^\n():：]{1,20}\))?[*_ \t]{0,4}[:：][*_ \t]{0,4}(?P<said>[^\n]{2,300})"
)
_LABEL_LEAD = expression(r"[ \t>*+•_\d.)-]*")
_ITEM = expression(r"^[ \t]{0,12}(?:[-*+•]|\d{1,3}[.)])[ \t]", re.MULTILINE)
_SENTENCE_END = expression(r"[.!?。](?=\s)|\n(?=[ \t]{0,12}(?:[-*+|#]|\r?\n))")


class Statement(NamedTuple):
    """A place that says which languages the data is in: their codes, each once, and where the first is named.

    `is_plain` tells that nothing in it speaks of other languages than the data's.
    """

    codes: tuple[str, ...]
    span: Span
    named: Span
    is_plain: bool


def read_languages(card: Card) -> tuple[Statement, ...]:
    """Return what the body says of the data's languages."""
    base = card.body.span.start
    places = [*_sections(card), *_labels(card.body.prose, base), *_sentences(card.body.prose, base)]
    found = [one for start, end, first in places if (one := _read(card.source.text, start, end, first)) is not None]
    return tuple(sorted({one.named: one for one in found}.values(), key=lambda one: one.named))


def _sections(card: Card) -> Iterator[tuple[int, int, int]]:
    """Yield where sections about languages have their own text."""
    for section in card.body.sections:
        if section.heading is not None and "languages" in topics_of_title(section.heading.title):
            yield section.own.start, min(section.own.end, section.own.start + _LONGEST), section.own.start


def _labels(prose: str, base: int) -> Iterator[tuple[int, int, int]]:
    """Yield what stands after labels at the beginning of a line."""
    for label in vocabulary()["labels"]:
        at = prose.find(label)
        while at >= 0:
            rest = _LABEL_REST.match(prose, at + len(label))
            if rest and _LABEL_LEAD.fullmatch(prose, max(prose.rfind("\n", 0, at) + 1, at - 20), at):
                yield base + rest.start("said"), base + rest.end("said"), base + rest.start("said")
            at = prose.find(label, at + len(label))


def _sentences(prose: str, base: int) -> Iterator[tuple[int, int, int]]:
    """Yield sentences that say what the data is in, with the place where names are to begin."""
    before, said = _forms()
    for match in _IN.finditer(prose):
        first = _sentence_start(prose, match.start())
        # Most cards get by without the table of names.
        if before.fullmatch(prose, first, match.start()) and find_names(prose, match.end(), match.end() + 1):
            yield base + first, base + _sentence_end(prose, match.end()), base + match.end()
    for match in said.finditer(prose):
        yield base + match.start(), base + _sentence_end(prose, match.end()), base + match.end()


def _sentence_start(prose: str, offset: int) -> int:
    """Return where the words of a sentence begin, at most so far back."""
    first = max(0, offset - _BACK)
    ends = [match.end() for match in _SENTENCE_END.finditer(prose, first, offset)]
    start = ends[-1] if ends else first
    return start + len(prose[start:offset]) - len(prose[start:offset].lstrip())


def _sentence_end(prose: str, offset: int) -> int:
    last = min(len(prose), offset + _FAR)
    end = _SENTENCE_END.search(prose, offset, last)
    return end.start() if end else last


def _read(source: str, start: int, end: int, first: int) -> Statement | None:
    """Read the languages of a text that is about languages, named from some place on."""
    text = source[start:end].lower()
    if len(text) != end - start:
        return None
    found = find_names(text, first - start, len(text))
    if not found:
        return None
    codes = tuple(dict.fromkeys(one.code for one in found))
    # `Japanese English` is English of a kind.
    is_compound = any(
        one.code != other.code and text[one.end : other.start] == " " for one, other in itertools.pairwise(found)
    )
    is_plain = not is_compound and _doubt().search(text) is None and _is_whole(text, found)
    return Statement(codes, Span(start, end), Span(start + found[0].start, start + found[0].end), is_plain)


def _is_whole(text: str, found: list[Name]) -> bool:
    """Whether every item of a list names a language that is known."""
    items = list(_ITEM.finditer(text))
    ends = [item.start() for item in items[1:]] + [len(text)] * bool(items)
    starts = [one.start for one in found]
    return all(
        bisect_left(starts, item.end()) < bisect_left(starts, end) for item, end in zip(items, ends, strict=True)
    )


@functools.cache
def _doubt() -> re.Pattern[str]:
    return expression("|".join(vocabulary()["doubt"]))


@functools.cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return expression(vocabulary()["before"]), expression(vocabulary()["said"])
