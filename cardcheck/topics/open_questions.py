"""Questions left for a person: how they are written into a card, and how they are found there.

In the body a question is a quoted line that the page shows, with a comment that names what it asks about; in the front
matter it is a comment that ends with the absent key. Until it is answered, it stands for the gap it asks about. A
quoted question without the mark is somebody's own text, such as a row of a data set of questions.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from cardcheck.model.card import Card, Html
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.placeholders import is_waiting
from cardcheck.topics.said import GENERATED

MARK = "<!-- cardcheck: question"
"""How the mark of a question begins; topics and keys follow."""

COMMENT = "# Question:"
"""How a question begins as a comment in YAML."""

_MARK = expression(r"<!-- cardcheck: question((?:[ ,]+[\w-]{1,40})*)\s*-->")
_NAME = expression(r"[\w-]+")
_QUOTE = expression(r" {0,3}>")
_OPENING = expression(r" {0,3}>[ \t]*(\*\*[^*\r\n]{1,40}\*\*)")
_LABEL = expression(r"\*\*[^*\r\n]{1,40}\*\*[ \t]*")
_IN_YAML = expression(r"#[ \t]*Question:[ \t]*(?P<text>\S.*?)[ \t]*\((?P<key>[\w-]{1,40})\)[ \t]*")
_SAYS = expression(r"\w")
_EDGES = " \t\r\n>*_-"
_SHOWN = frozenset({"fence", "code", "table"})
# An editor may wrap a long question; no question is longer than this.
_MOST_LINES = 12


Answer = Literal["metadata", "text"]


class OpenQuestion(NamedTuple):
    """One question: the topics or keys it names, what it asks, and where.

    `answer` tells what answers it: `metadata`, `text` below it, or nothing yet. `key` is the absent key where the
    question is a comment of the front matter.
    """

    names: tuple[str, ...]
    text: str
    span: Span
    key: str | None
    answer: Answer | None


def question_line(topics: str, text: str) -> str:
    """Write a question as a line of Markdown; `topics` are topics or keys with blanks between."""
    return f"> **Question:** {' '.join(text.split())} {MARK} {topics} -->"


def question_comment(key: str, text: str) -> str:
    """Write a question as a comment of YAML, in the place of an absent key."""
    return f"{COMMENT} {' '.join(text.split())} ({key})"


def may_ask(card: Card) -> bool:
    """Whether a card can hold questions: most hold none, and need no closer look."""
    return MARK in card.source.text or COMMENT in card.source.text


def asked(card: Card) -> frozenset[str]:
    """Return the topics and keys that questions without an answer stand for."""
    return frozenset(name for one in open_questions(card) if one.answer is None for name in one.names)


def open_questions(card: Card) -> tuple[OpenQuestion, ...]:
    """Return the questions of a card, answered ones too, in order."""
    return (*_of_yaml(card), *_of_body(card)) if may_ask(card) else ()


def _of_yaml(card: Card) -> Iterator[OpenQuestion]:
    for comment in card.metadata.comments if card.metadata else ():
        match = _IN_YAML.fullmatch(card.source.text, *comment)
        if match:
            key = match["key"]
            yield OpenQuestion((key,), match["text"], comment, key, _in_metadata(card, (key,)))


def _of_body(card: Card) -> Iterator[OpenQuestion]:
    text = card.source.text
    found = list(quoted_questions(text, card.body.html))
    starts = [section.own.start for section in card.body.sections]
    shown = [block.span.start for block in card.body.blocks if block.kind in _SHOWN] if found else []
    for index, (span, names) in enumerate(found):
        section = bisect_right(starts, span.start) - 1
        end = card.body.sections[section].own.end if section >= 0 else card.body.span.end
        following = found[index + 1][0].start if index + 1 < len(found) else end
        answer = _below(card, Span(span.end, min(end, following)), shown) or _in_metadata(card, names)
        yield OpenQuestion(names, _words(text[slice(*span)]), span, None, answer)


def quoted_questions(text: str, html: Iterable[Html]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the questions in a body's text from label to mark, with what they name; `html` holds its comments."""
    for one in html:
        mark = _MARK.match(text, one.span.start) if one.form == "comment" else None
        if mark is not None:
            start = _opening(text, one.span.start)
            if start is not None:
                yield Span(start, mark.end()), tuple(_NAME.findall(mark[1]))


def _opening(text: str, at: int) -> int | None:
    """Return where the label of a question stands whose mark is at an offset; None where the mark is in no quote."""
    for _ in range(_MOST_LINES):
        start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        if _QUOTE.match(text, start) is None:
            return None
        opening = _OPENING.match(text, start)
        if opening:
            return opening.start(1)
        at = start - 1
        if text.startswith("\r\n", at - 1):
            at -= 1
    return None


def _words(written: str) -> str:
    """Return what a question asks, without its label, its mark and the signs of quoted lines."""
    asked_text = _LABEL.sub("", written[: written.rindex(MARK)], count=1)
    return " ".join(re.sub(r"(?m)^ {0,3}>", " ", asked_text).split())


def _below(card: Card, place: Span, shown: Sequence[int]) -> Answer | None:
    """Tell whether an answer stands in a place: words, code or a table that were not made from metadata."""
    base = card.body.span.start
    made = card.source.text.find(GENERATED, *place)
    start, end = place.start, made if made >= 0 else place.end
    said = card.body.prose[start - base : end - base].strip(_EDGES)
    if _SAYS.search(said) and not is_waiting(said, "placeholders"):
        return "text"
    return "text" if bisect_left(shown, end) > bisect_left(shown, start) else None


def _in_metadata(card: Card, names: Iterable[str]) -> Answer | None:
    """Tell whether the metadata holds one of the keys that a question names, with a value."""
    metadata = card.metadata.client if card.metadata else None
    return "metadata" if isinstance(metadata, dict) and any(metadata.get(name) for name in names) else None
