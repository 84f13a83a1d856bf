"""Raw HTML of the body: what the Hub takes out, what is never closed, and words that vanish because they look like it.

Works on `Body.tags` alone: comments and code hold none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cardcheck import resources
from cardcheck.model.card import Tag
from cardcheck.model.finding import Applicability, Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span


def dropped(target: Target, *, elements: Sequence[str], schemes: Sequence[str]) -> Iterator[Problem]:
    """No HTML runs code or brings a page of its own: the Hub takes that out."""
    source = target.card.source
    for tag in target.card.body.tags:
        if tag.is_closing:
            continue
        quotes = source.slice(tag.span)
        if tag.name in elements:
            yield target.problem("element", span=tag.span, quotes=quotes, name=tag.name)
            continue
        for name, (value, place) in tag.attributes.items():
            if name.startswith("on") and name.isalpha():
                yield target.problem("handler", span=tag.span, quotes=quotes, name=name)
            elif name in {"href", "src"} and value.strip().lower().startswith(tuple(schemes)):
                yield target.problem("address", span=place, quotes=source.slice(place), name=name)


def unclosed(target: Target, *, elements: Sequence[str]) -> Iterator[Problem]:
    """Every HTML element that must be closed is closed."""
    body = target.card.body
    if not body.tags or body.truncated_at is not None:
        return
    source = target.card.source
    open_ones: defaultdict[str, list[Tag]] = defaultdict(list)
    for tag in body.tags:
        if tag.name not in elements or source.text[tag.span.end - 2] == "/":
            continue
        if not tag.is_closing:
            open_ones[tag.name].append(tag)
        elif open_ones[tag.name]:
            open_ones[tag.name].pop()
    left = sorted((tag for tags in open_ones.values() for tag in tags), key=lambda tag: tag.span)
    for tag in left:
        # An anchor without an address is a mark in the text: nothing runs on.
        if tag.name != "a" or "href" in tag.attributes:
            yield target.problem(span=tag.span, quotes=source.slice(tag.span), name=tag.name)


def vanishing(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No word in angle brackets is taken for a tag, for then nobody sees it.

    A closing tag goes with its opening one.
    """
    card = target.card
    if not card.body.tags:
        return
    strange = _strange(card.body.tags, vocabulary)
    closed_by: dict[Span, Span] = {}
    open_ones: defaultdict[str, list[Tag]] = defaultdict(list)
    for tag in strange:
        if not tag.is_closing:
            open_ones[tag.name].append(tag)
        elif open_ones[tag.name]:
            closed_by[open_ones[tag.name].pop().span] = tag.span
    closing = frozenset(closed_by.values())
    blocks = [html.span for html in card.body.html if html.form == "block"]
    for tag in strange:
        if tag.span not in closing:
            spans = [tag.span, *([closed_by[tag.span]] if tag.span in closed_by else [])]
            edits = tuple(_escaped(span, blocks) for span in spans)
            quotes = card.source.slice(tag.span)
            # What has attributes may be the markup of another program.
            applicability: Applicability | None = "unsafe" if " " in quotes else None
            yield target.problem(span=tag.span, quotes=quotes, edits=edits, applicability=applicability, word=quotes)


def _strange(tags: Sequence[Tag], vocabulary: str) -> list[Tag]:
    """Return the tags that are no elements where they stand."""
    known = resources.vocabulary(vocabulary)
    if all(tag.name in known for tag in tags):
        return []
    inside = resources.vocabulary_file(vocabulary)["inside"]
    open_ones = {"svg": 0, "math": 0}
    strange = []
    for tag in tags:
        if tag.name in open_ones:
            open_ones[tag.name] += -1 if tag.is_closing else 1
        if tag.name not in known and not (tag.name in inside and max(open_ones.values()) > 0):
            strange.append(tag)
    return strange


def _escaped(span: Span, blocks: Sequence[Span]) -> Edit:
    """Write the bracket so that it is shown: as an entity within blocks of HTML, where backslashes are plain text."""
    index = bisect_right(blocks, span) - 1
    is_within = index >= 0 and blocks[index].covers(span)
    return Edit(Span(span.start, span.start + 1), "&lt;" if is_within else "\\<")
