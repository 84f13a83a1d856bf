"""What is made from metadata: sections that it could fill, and text made from it that it does not bear out any more.

A card in, problems with the text as their fix out. Which sections are empty others ask too, for one gap is one finding;
text whose mark the author took away is the author's.
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck.editing.known_facts import headers, text_of
from cardcheck.model.card import Card, Heading, Section
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.same_card import SameCard
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.placeholders import is_waiting
from cardcheck.topics.said import GENERATED
from cardcheck.topics.titles import topics_of_title

_KEYS = {"license": "license", "languages": "language", "splits": "dataset_info", "fields": "dataset_info"}
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TARGET = expression(r"\]\(https?://[^()\s]{1,300}\)")
_LINE = expression(r"[^\r\n]+")
_DASHES = expression(r"-{3,}")
_LONGEST_EMPTY = 600


class Answerable(NamedTuple):
    """A section that says nothing, the topic it names, what stands there now, and the lines that would answer it."""

    heading: Heading
    topic: str
    place: Span
    lines: tuple[str, ...]


def metadata_knows(target: Target) -> Iterator[Problem]:
    """No section is empty whose answer the metadata holds."""
    source = target.card.source
    for heading, topic, place, lines in answerable(target.card):
        newline = source.newline
        is_last = place.end >= len(source.text)
        is_ended = source.text.rstrip(" \t").endswith(("\n", "\r"))
        below = [""] * is_ended if is_last else ["", ""]
        text = newline.join(["", "", GENERATED, "", *lines, *below])
        quotes = source.slice(heading.title_span)
        edits = (Edit(place, text),)
        yield target.problem(
            topic, span=heading.title_span, quotes=quotes, edits=edits, title=heading.title, key=_KEYS[topic]
        )


def stale(target: Target) -> Iterator[Problem]:
    """What was made from metadata says what the metadata says now."""
    card = target.card
    metadata = card.metadata.client if card.metadata else None
    if GENERATED not in card.source.text or not isinstance(metadata, dict):
        return
    for heading, topic, block in _made(card):
        lines = text_of(topic, metadata) if metadata.get(_KEYS[topic]) else []
        said = _LINE.findall(card.source.slice(block))
        if lines and _is_ours(topic, said) and _evened(said) != _evened(lines):
            edits = (Edit(block, card.source.newline.join(lines)),)
            quotes = card.source.slice(heading.title_span)
            yield target.problem(
                topic, span=heading.title_span, quotes=quotes, edits=edits, title=heading.title, key=_KEYS[topic]
            )


def _made(card: Card) -> Iterator[tuple[Heading, str, Span]]:
    """Yield the paragraphs and tables below the mark of generated text, with the heading and topic of their section."""
    blocks = [block for block in card.body.blocks if block.depth == 0]
    starts = [block.span.start for block in blocks]
    sections = [section for section in card.body.sections if section.heading is not None]
    heads = [section.span.start for section in sections]
    for html in card.body.html:
        if html.form != "comment" or not card.source.text.startswith(GENERATED, html.span.start):
            continue
        index, at = bisect_right(heads, html.span.start) - 1, bisect_left(starts, html.span.end)
        heading = sections[index].heading if index >= 0 else None
        if heading is None or at == len(blocks) or blocks[at].kind not in {"paragraph", "table"}:
            continue
        topics = topics_of_title(heading.title)
        span = blocks[at].span
        if len(topics) == 1 and topics[0] in _KEYS and span.end <= sections[index].own.end:
            end = span.start + len(card.source.slice(span).rstrip())
            yield heading, topics[0], Span(span.start, end)


def _is_ours(topic: str, said: Sequence[str]) -> bool:
    """Whether a text has the form that metadata are told in; tables with more columns were made from files."""
    forms = {_even(header) for header in headers(topic)}
    return _even(said[0]) in forms if forms else len(said) == 1


def _evened(lines: Sequence[str]) -> list[str]:
    return [_even(line) for line in lines]


def _even(line: str) -> str:
    """Write a line without what an editor changes to make columns of a table equally wide."""
    return _DASHES.sub("---", " ".join(line.split()))


def answerable(card: Card) -> tuple[Answerable, ...]:
    """Return the empty sections that the metadata can fill; several rules ask about one card."""
    return _answerable(SameCard(card))


@functools.lru_cache(maxsize=1)
def _answerable(same: SameCard) -> tuple[Answerable, ...]:
    card = same.card
    metadata = card.metadata.client if card.metadata else None
    if not isinstance(metadata, dict) or not any(metadata.get(key) for key in _KEYS.values()):
        return ()
    found = []
    for index, section in enumerate(card.body.sections):
        heading = section.heading
        if heading is None or section.children or not index or section.own.end - heading.span.end > _LONGEST_EMPTY:
            continue
        following = card.body.sections[index + 1].heading if index + 1 < len(card.body.sections) else None
        if following is not None and is_pasted(card, following, heading):
            continue
        topics = topics_of_title(heading.title)
        if len(topics) == 1 and metadata.get(_KEYS.get(topics[0], "")) and _is_empty(card, section):
            lines = text_of(topics[0], metadata)
            if lines:
                found.append(Answerable(heading, topics[0], _place(card, section, heading), tuple(lines)))
    return tuple(found)


def is_pasted(card: Card, following: Heading, heading: Heading) -> bool:
    """Whether the next heading begins pasted text that answers this one: of the first rank, or underlined."""
    is_underlined = len(card.source.slice(following.span).splitlines()) > 1
    return following.level == 1 or (is_underlined and following.level < heading.level)


def _is_empty(card: Card, section: Section) -> bool:
    """Whether nothing stands under a heading but comments of a template and a placeholder."""
    text = _below(card, section)
    if not text.strip():
        return True
    if GENERATED in text:
        return False
    said = _TARGET.sub("]", _COMMENT.sub("", text)).strip().lower()
    return not said or is_waiting(said, "placeholders")


def _place(card: Card, section: Section, heading: Heading) -> Span:
    """Return all that stands under a heading, from the end of its line."""
    end = heading.span.end
    while end > heading.span.start and card.source.text[end - 1] in "\r\n":
        end -= 1
    return Span(end, section.own.end)


def _below(card: Card, section: Section) -> str:
    assert section.heading is not None
    return card.source.text[section.heading.span.end : section.own.end]
