"""Labels of a list, such as `- **Paper:**`, behind which nothing stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from cardcheck.editing import markdown_edits
from cardcheck.model.card import Card, Section
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.model.topics import Evidence
from cardcheck.regex import expression
from cardcheck.topics.reading import read_topics

_LONGEST = 100

# A colon at either side of the bold type's end.
_ENDS = (":**", "**:")
_WIDE_ENDS = ("：**", "**：")
_LABEL = expression(
    r"(?P<lead>[ \t]{0,12})[-*+][ \t]{1,4}(?P<label>\*\*[^*\r\n]{2,60}(?:\*\*[:：]|(?<=[:：])\*\*))[ \t]*"
)
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ITEM = expression(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t])")


def without_value(target: Target, *, asked: Sequence[str] = ()) -> Iterator[Problem]:
    """Something stands behind every label of a list, on the line or below.

    A line can go where something else is said beside it. One that names a topic of those `asked` for stays if nothing
    else says something on that, for then only a person can.
    """
    card = target.card
    labels = list(_empty_labels(card))
    if not labels:
        return
    kept = _Kept(card, labels, frozenset(asked))
    for label in labels:
        said = card.source.slice(label)
        edits = markdown_edits.drop_all(card.source, kept.going_with(label))
        yield target.problem(span=label, quotes=said, edits=edits, label=said.strip("*_:： "))


def _empty_labels(card: Card) -> Iterator[Span]:
    """Yield the labels behind which nothing stands."""
    source = card.source
    for offset in _ends(card):
        index = source.line_index(offset)
        line = source.line_span(index)
        match = _LABEL.fullmatch(source.text, line.start, line.end) if line.end - line.start < _LONGEST else None
        if match is not None and not _has_value_below(card, index, len(match["lead"].expandtabs(4))):
            yield Span(*match.span("label"))


class _Kept:
    """Which of a card's empty labels cannot be dropped, and which others go with one that can."""

    def __init__(self, card: Card, labels: Sequence[Span], asked: frozenset[str]) -> None:
        self.card = card
        sections = card.body.sections
        starts = [section.own.start for section in sections]
        self._lone = _lone_names(card) if asked else []
        self._by_section: dict[int, list[Span]] = {}
        for label in labels:
            self._by_section.setdefault(bisect_right(starts, label.start) - 1, []).append(label)
        self._kept = {label for label in labels if not asked.isdisjoint(self._only_here(label))} if asked else set()
        for index, some in self._by_section.items():
            if index >= 0 and not sections[index].children and not self._says_more(sections[index], some):
                self._kept.update(some)
        self._section_of = {label: index for index, some in self._by_section.items() for label in some}

    def going_with(self, label: Span) -> list[Span]:
        """Return the labels to drop with one: all of its section where nothing else is said there; none if it stays."""
        if label in self._kept:
            return []
        index = self._section_of[label]
        some = self._by_section[index]
        alone = index >= 0 and self._kept.isdisjoint(some) and not self._says_more(self.card.body.sections[index], some)
        return some if alone else [label]

    def _says_more(self, section: Section, labels: Sequence[Span]) -> bool:
        """Whether more stands in a section, without its parts, than lines of empty labels."""
        text = self.card.source.text
        start = section.heading.span.end if section.heading else section.own.start
        left = []
        for label in labels:
            line = self.card.source.line_span_at(label.start)
            left.append(text[start : line.start])
            start = line.end
        left.append(text[start : section.own.end])
        return bool(_COMMENT.sub("", "".join(left)).strip())

    def _only_here(self, label: Span) -> list[str]:
        """Return the topics that a label names and nothing else in the card does but labels as empty."""
        topics = []
        for index in range(bisect_left(self._lone, (Span(label.start, 0), "")), len(self._lone)):
            names, topic = self._lone[index]
            if names.start >= label.end:
                break
            if label.covers(names):
                topics.append(topic)
        return topics


def _lone_names(card: Card) -> list[tuple[Span, str]]:
    """Return where labels name topics on which nothing else in the card says something, in order."""
    by_topic = read_topics(card).by_topic.items()
    empty = ((topic, found) for topic, found in by_topic if not any(map(_is_other, found)))
    return sorted((one.names, topic) for topic, found in empty for one in found)


def _is_other(evidence: Evidence) -> bool:
    return evidence.is_enough or evidence.form != "label"


def _ends(card: Card) -> list[int]:
    """Return where lines of the prose end in a label."""
    prose, start = card.body.prose, card.body.span.start
    found = []
    for end in (*_ENDS, *_WIDE_ENDS) if "：" in prose else _ENDS:
        at = prose.find(end)
        while at >= 0:
            after = at + len(end)
            if prose[after : after + 4].lstrip(" \t")[:1] in {"", "\r", "\n"}:
                found.append(start + at)
            at = prose.find(end, after)
    return sorted(found)


def _has_value_below(card: Card, index: int, indent: int) -> bool:
    """Whether the next line that is not empty belongs to the item of a line."""
    source = card.source
    for below in range(index + 1, min(len(source.line_starts), index + 4)):
        line = source.slice(source.line_span(below))
        if not line.strip():
            continue
        own = len(line) - len(line.lstrip(" \t"))
        deeper = len(line[:own].expandtabs(4)) > indent
        if line.lstrip().startswith(("#", "---", "***")):
            return False
        # Text that goes on without an empty line still belongs to the item, and below one it may be meant to.
        return deeper or _ITEM.match(line) is None
    return False
