"""The columns that a card documents: lists and tables below a title such as "Data Fields", lists that a sentence opens.

In: a card. Out: each name with its place; what is nested below another name is told apart. Also the text in which a
column may be mentioned: all but code, unless the code stands below such a title.
"""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck import resources
from cardcheck.model.card import Card, Table
from cardcheck.model.same_card import SameCard
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.titles import topics_of_title

_ITEM = expression(
    r"^(?P<indent>[ \t]*+)(?P<bullet>(?:[-*+•]|\d{1,3}[.)])[ \t]++)?+"
    r"(?:[*_]{0,3}`(?P<code>[^`\n]{1,80}+)`|\*\*(?P<bold>[^*:：\n]{1,60}+)|[\"'“](?P<quoted>[\w.-]{1,60}+)[\"'”]"
    r"|(?P<plain>[A-Za-z_][\w.\\-]{0,60}+))"
    r"(?P<after>[^\n]{0,40})",
    re.MULTILINE,
)
# A colon or dash after the name, or its type in brackets, or nothing.
_AFTER = expression(
    r"[:：]?[*_]{0,3}[ \t]?(?:[(\[{<][^\n]*|[:：=][^\n]*|[-–—]{1,2}[ >][^\n]*|(?:is|are|contains|holds)\b[^\n]*)?\r?$"
)
_LEAD = expression(
    r"\b(?:columns|fields)\b[^\n.:]{0,40}:[*_]{0,3}[ \t]{0,3}\r?\n(?:[ \t]{0,8}\r?\n)?(?=[ \t]{0,3}[-*+1])"
)
_LISTED = expression(
    r"(?:[ \t]*+(?:[-*+]|\d{1,3}[.)])[ \t][^\n]*+\n?|[ \t]++[^\s][^\n]*+\n?|[ \t]*+\r?\n(?=[ \t]*+[-*+\d]))*+"
)
_CELL = expression(
    r"<tr\b[^<>\n]{0,80}>\s{0,40}<td\b[^<>\n]{0,80}>\s{0,20}(?:<(?:code|b|strong|tt)>)?(?P<name>[A-Za-z_][\w.-]{0,60})"
    r"(?:</(?:code|b|strong|tt)>)?\s{0,20}</td>"
)
_LIST_OF_NAMES = expression(r"[*_`\"']{0,3}[ \t]?(?:,|/|&|and\b|or\b|\.\.|…|to\b|[-–—][`\d])")
_NAME = expression(r"[^\W\d][\w.\[\]/-]*")
_NO_WORD = expression(r"[\W_]+")
_HUMP = expression(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_COUNTER = expression(r" ?\d+$")
_MOST_PLACES = 1_000
_MARKS = " \t*_`:：\"'\\"


class Told(NamedTuple):
    """A documented column: its name, where that stands, whether it lies in another, and whether a title promises it."""

    name: str
    span: Span
    is_nested: bool
    is_titled: bool = True


class ToldColumns(NamedTuple):
    """What a card documents, the titles it does so under, and the text that may mention a column, folded."""

    told: tuple[Told, ...]
    titles: tuple[Span, ...]
    text: str


def told_columns(card: Card) -> ToldColumns:
    """Read a card's lists and tables of columns; several rules ask."""
    return _read(SameCard(card))


@functools.lru_cache(maxsize=2)
def _read(same: SameCard) -> ToldColumns:
    card = same.card
    sections = [
        section
        for section in card.body.sections
        if section.heading is not None and "fields" in topics_of_title(section.heading.title)
    ]
    areas: list[Span] = []
    titles: list[Span] = []
    for section in sections:
        if not areas or section.span.start >= areas[-1].end:
            areas.append(section.span)
        if section.heading is not None:
            titles.append(section.heading.title_span)
    told = [*_of_lists(card, areas), *_of_html(card, areas), *_of_tables(card, areas)]
    told += [one._replace(is_titled=False) for one in _of_lists(card, _led(card, areas))]
    told.sort(key=lambda one: one.span)
    return ToldColumns(tuple(told), tuple(titles), _text(card, areas))


def _led(card: Card, areas: list[Span]) -> list[Span]:
    """Return the lists below a sentence that ends in the columns, elsewhere than below such a title."""
    text = card.source.text
    if text.find("columns", card.body.span.start) < 0 and text.find("fields", card.body.span.start) < 0:
        return []
    starts = [area.start for area in areas]
    found: list[Span] = []
    for match in _LEAD.finditer(text, card.body.span.start):
        index = bisect_right(starts, match.start()) - 1
        is_inside = index >= 0 and match.start() < areas[index].end
        if not is_inside and (not found or match.end() >= found[-1].end):
            listed = _LISTED.match(text, match.end())
            found.append(Span(match.end(), listed.end() if listed else match.end()))
    return found


def _of_html(card: Card, areas: list[Span]) -> Iterator[Told]:
    text = card.source.text
    for area in areas:
        if text.find("<td", *area) >= 0:
            for match in _CELL.finditer(text, *area):
                yield Told(match["name"], Span(*match.span("name")), is_nested=False)


def _of_lists(card: Card, areas: list[Span]) -> Iterator[Told]:
    fences = [fence.span.start for fence in card.body.fences]
    ends = [fence.span.end for fence in card.body.fences]
    for area in areas:
        outer, end = 0, area.start
        for match in _ITEM.finditer(card.source.text, *area):
            index = bisect_right(fences, match.start()) - 1
            if index >= 0 and match.start() < ends[index]:
                continue
            told = _item(match)
            if told is None:
                continue
            depth = len(match["indent"].expandtabs(4))
            # A new list begins after a title or a paragraph; its first item tells how far its own are indented.
            if depth <= outer or "\n#" in card.source.text[end : match.start()]:
                outer = depth
            end = match.end()
            yield told._replace(is_nested=depth > outer + 1)


def _item(match: re.Match[str]) -> Told | None:
    """Return the name that an item begins with; None where it begins otherwise, or with several."""
    form = next(name for name in ("code", "bold", "quoted", "plain") if match[name] is not None)
    after = match["after"]
    if form == "quoted" and not match["bullet"]:
        return None
    if form == "plain" and (not match["bullet"] or not re.match(r"[ \t]?(?:[(\[:：=]|[-–—]{1,2} )", after)):
        return None
    if _LIST_OF_NAMES.match(after) or not _AFTER.match(after):
        return None
    name = match[form].strip(_MARKS).replace("\\", "")
    start = match.start(form) + match[form].find(match[form].strip(_MARKS))
    return Told(name, Span(start, start + len(match[form].strip(_MARKS))), is_nested=False) if name else None


def _of_tables(card: Card, areas: list[Span]) -> Iterator[Told]:
    lists = resources.vocabulary_file("topics")["tables"]
    for table in card.body.tables:
        header = [cell.text.strip(_MARKS).lower() for cell in table.rows[0]]
        is_inside = any(area.start <= table.span.start < area.end for area in areas)
        has_meaning = not set(lists["meanings"]).isdisjoint(header[1:])
        # Tables headed `name` are about many things, unless they stand below such a title.
        is_about = header and header[0] in lists["names"] and (is_inside or header[0] != "name")
        if is_about and has_meaning:
            yield from _rows(table)


def _rows(table: Table) -> Iterator[Told]:
    for row in table.rows[1:]:
        name = row[0].text.strip(_MARKS) if row else ""
        if name and "`" not in name and len(name) < 80:
            at = row[0].span.start + row[0].text.find(name)
            yield Told(name.replace("\\", ""), Span(at, at + len(name)), is_nested=False)


def _text(card: Card, areas: list[Span]) -> str:
    """Return the body without the code that only shows rows or calls."""
    parts: list[str] = []
    pos = card.body.span.start
    for fence in card.body.fences:
        if not any(area.start <= fence.span.start < area.end for area in areas):
            parts.append(card.source.text[pos : fence.span.start])
            pos = fence.span.end
    parts.append(card.source.text[pos : card.body.span.end])
    return folded("\n".join(parts))


def is_name(text: str) -> bool:
    """Whether a text looks like a column's name, and not like a phrase."""
    return _NAME.fullmatch(text) is not None


def folded(text: str) -> str:
    """Return a text in lower case with one blank for all that is neither letter nor digit."""
    return _NO_WORD.sub(" ", text.casefold())


def is_mentioned(name: str, text: str) -> bool:
    """Whether a folded text speaks of a name, in any of the ways in which people write one."""
    whole = folded(name).strip()
    if not whole:
        return True
    words = " ".join(part.casefold() for part in _HUMP.findall(name))
    if _holds_word(text, whole) or (words and _holds_word(text, words)):
        return True
    # Of `q1` to `q9` hardly anybody lists each.
    family = _COUNTER.sub("", whole)
    return family != whole and bool(family) and _holds_word(text, family, is_counted=True)


def _holds_word(text: str, word: str, *, is_counted: bool = False) -> bool:
    at = text.find(word)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return False
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 2]
        is_ended = not _is_latin(after[:1]) or (after[:1] == "s" and not _is_latin(after[1:]))
        if not _is_latin(before) and (is_ended or (is_counted and after[:1].isdigit())):
            return True
        at = text.find(word, at + 1)
    # A word within so many others might be among them.
    return True


def _is_latin(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"
