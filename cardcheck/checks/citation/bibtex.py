"""BibTeX entries of the card: can BibTeX read them, do they say enough, and does the page show them as they are?

Entries are found once for all rules that ask for them.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cardcheck import resources
from cardcheck.checks.citation._bibtex import Entry, entries, in_order
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.same_card import SameCard
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

Form = Literal["fence", "code", "html", "span", "text"]

_BEGINS = expression(r"@[ \t]*[A-Za-z]+\s{0,20}[{(]")
_MADE_FOR_PAGES = expression(r"<br|&nbsp;|&amp;|\\$|```|~~~", re.MULTILINE)
_BLANKS = expression(r"[\s{}]+")
_AND = expression(r"\s+and\s+", re.IGNORECASE)
_TEX = expression(r"\\[A-Za-z]+|\\.|[{}]")
_MOST_COMMAS, _LONG = 2, 100


class Found(NamedTuple):
    """An entry, and in what kind of block it stands."""

    entry: Entry
    form: Form


def syntax(target: Target) -> Iterator[Problem]:
    """BibTeX reads every entry to its end; the kind of fault is the case."""
    source = target.card.source
    for entry, form in found(target.card):
        if form == "html":
            continue
        fault = entry.fault
        if fault is not None:
            quotes = source.slice(fault.span)
            yield target.problem(fault.kind, span=fault.span, quotes=quotes, field=fault.field, type=entry.type)
            continue
        people = entry.fields.get("author")
        if people is not None and _is_one_long_name(people.text):
            yield target.problem("names", span=people.span, quotes=people.text)


def incomplete(target: Target, *, wanted: dict[str, Sequence[str]]) -> Iterator[Problem]:
    """Every entry says who made what and when; `wanted` names the fields that each of these may stand in."""
    for entry, _ in found(target.card):
        if entry.fault is not None or "crossref" in entry.fields or not entry.fields or _waiting(entry):
            continue
        filled = {name for name, value in entry.fields.items() if value.text.strip(" {}\t\r\n")}
        missing = [said for said, names in wanted.items() if filled.isdisjoint(names)]
        if missing:
            span = _head(target.card, entry)
            if "authors" in filled:
                missing = [f"{said} (BibTeX does not know `authors`)" if "author" in said else said for said in missing]
            words = " and ".join(missing) if len(missing) < 3 else f"{missing[0]}, {missing[1]} and {missing[2]}"
            yield target.problem(span=span, quotes=target.card.source.slice(span), missing=words)


def unfenced(target: Target) -> Iterator[Problem]:
    """Every entry stands in a code block, where the page shows it as it is."""
    card = target.card
    for entry, form in found(card):
        if form == "text":
            span = _head(card, entry)
            edits = _wrapped(card, entry)
            yield target.problem(span=span, quotes=card.source.slice(span), edits=edits)


def placeholder(target: Target) -> Iterator[Problem]:
    """No entry is a template's."""
    for entry, _ in found(target.card):
        name = _waiting(entry)
        if name is not None:
            value = entry.fields[name]
            yield target.problem(span=value.span, quotes=value.text, said=" ".join(value.text.split()), field=name)


def found(card: Card) -> tuple[Found, ...]:
    """Return the entries of the body."""
    return _found(SameCard(card))


@functools.lru_cache(maxsize=2)
def _found(same: SameCard) -> tuple[Found, ...]:
    card = same.card
    text = card.source.text
    if _BEGINS.search(text, card.body.span.start) is None:
        return ()
    types = frozenset(resources.vocabulary("bibtex-types"))
    return tuple(Found(entry, form) for form, span in _stretches(card) for entry in entries(text, span, types))


def _stretches(card: Card) -> tuple[tuple[Form, Span], ...]:
    """Cut the body where entries begin: a fence or a code block is one stretch, other text runs to what ends it."""
    text, end = card.source.text, card.body.span.end
    held: list[Span] = [fence.content for fence in card.body.fences]
    code = [block.span for block in card.body.blocks if block.kind == "code"]
    html = [block.span for block in card.body.blocks if block.kind == "html"]
    stops = sorted([block.span.start for block in card.body.blocks if block.kind in {"fence", "heading", "table"}])
    stretches: list[tuple[Form, Span]] = []
    at = card.body.span.start
    while (match := _BEGINS.search(text, at, end)) is not None:
        stretch: tuple[Form, Span]
        if (span := in_order(held, match.start())) is not None:
            stretch = ("fence", span)
        elif (span := in_order(code, match.start())) is not None:
            stretch = ("code", span)
        elif (span := in_order(html, match.start())) is not None:
            stretch = ("html", span)
        elif (span := in_order(list(card.body.code_spans), match.start())) is not None:
            stretch = ("span", span)
        else:
            until = next((stop for stop in stops if stop > match.start()), end)
            stretch = ("text", Span(match.start(), until))
        stretches.append(stretch)
        at = max(match.end(), stretch[1].end)
    return tuple(stretches)


def _head(card: Card, entry: Entry) -> Span:
    """Return an entry's first line, up to its key."""
    line = card.source.line_span_at(entry.span.start)
    return Span(entry.span.start, min(line.end, max(entry.span.end, entry.span.start + 1)))


def _waiting(entry: Entry) -> str | None:
    """Return the field that waits to be filled."""
    whole = resources.vocabulary("citation-placeholders")
    for name, value in entry.fields.items():
        folded = value.text.lower()
        if _words().search(folded) or (len(folded) < _LONG and _BLANKS.sub(" ", folded).strip() in whole):
            return name
    return None


@functools.cache
def _words() -> re.Pattern[str]:
    words = resources.vocabulary_file("citation-placeholders")["words"]
    return expression("|".join(re.escape(word) for word in words))


def _is_one_long_name(people: str) -> bool:
    """Whether BibTeX finds a name with more commas than a name can have."""
    if people.count(",") <= _MOST_COMMAS:
        return False
    names = _AND.split(people)
    if all(name.count(",") <= _MOST_COMMAS for name in names):
        return False
    return any(name.count(",") > _MOST_COMMAS for name in _AND.split(_TEX.sub("", _outside_braces(people))))


def _outside_braces(people: str) -> str:
    """Drop what stands in inner braces: the name of a group is one word there."""
    kept, depth = [], 0
    for char in people:
        depth += (char == "{") - (char == "}")
        if depth <= 0:
            kept.append(char)
    return "".join(kept)


def _wrapped(card: Card, entry: Entry) -> tuple[Edit, ...]:
    """Put an entry into a fence where it has lines of its own and nothing in it is meant for a page."""
    source = card.source
    first, last = source.line_span_at(entry.span.start), source.line_span_at(entry.span.end)
    before, after = source.text[first.start : entry.span.start], source.text[entry.span.end : last.end]
    is_top = any(
        block.depth == 0 and block.kind == "paragraph" and block.span.start <= entry.span.start < block.span.end
        for block in card.body.blocks
    )
    if entry.fault is not None or before.strip() or after.strip() or not is_top:
        return ()
    if _MADE_FOR_PAGES.search(source.text, first.start, last.end):
        return ()
    newline = source.newline
    return (
        Edit(Span(first.start, first.start), f"```bibtex{newline}"),
        Edit(Span(last.end, last.end), f"{newline}```"),
    )
