"""Images of the body: what they are of, and whether they are images at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from cardcheck.model.card import Card, Link
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_BLOB = expression(r"(?P<start>https?://(?:www\.)?github\.com/[^/?#\s]+/[^/?#\s]+)/blob/")
_WORDS = expression(r"[A-Za-z]{3,}")
_MOST_LETTERS = 60


def described(target: Target, *, fillers: Sequence[str]) -> Iterator[Problem]:
    """Every image says in words what it shows; an empty `alt` of HTML says that it is decoration."""
    images = [link for link in target.card.body.links if link.is_image]
    if not images:
        return
    decoration = _decoration(target.card)
    for image in images:
        text = image.text.strip().lower()
        if (text and text not in fillers) or image.span in decoration:
            continue
        quotes = target.card.source.slice(image.span)
        edits = _named_after_file(target.card, image, fillers)
        yield target.problem("filler" if text else None, span=image.span, quotes=quotes, edits=edits, said=text)


def is_image(target: Target, *, suffixes: Sequence[str], pages: Sequence[str]) -> Iterator[Problem]:
    """What is shown as an image is one, by its address."""
    for link in target.card.body.links:
        if not link.is_image or link.target_span is None:
            continue
        address = link.target[:500].partition("#")[0]
        path, _, query = address.partition("?")
        quotes = target.card.source.slice(link.target_span)
        page = _BLOB.match(address)
        if page and "raw=" not in query:
            is_plain = not set(link.target) & set("() ")
            edits = (Edit(link.target_span, _raw(link.target, page)),) if is_plain else ()
            yield target.problem("page", span=link.target_span, quotes=quotes, edits=edits)
        elif path.lower().endswith(tuple(suffixes)) or address.partition("://")[2].startswith(tuple(pages)):
            yield target.problem(span=link.target_span, quotes=quotes, target=unquote(link.target))


def _decoration(card: Card) -> frozenset[Span]:
    """Return the places of HTML images that say `alt=""` themselves."""
    return frozenset(
        tag.span
        for tag in card.body.tags
        if tag.name == "img" and "alt" in tag.attributes and not tag.attributes["alt"][0].strip()
    )


def _named_after_file(card: Card, image: Link, fillers: Sequence[str]) -> tuple[Edit, ...]:
    """Put the words of the file's name where a description should be; the author has to look at it."""
    if image.form != "inline" or image.target_span is None or image.target.startswith("data:"):
        return ()
    name = unquote(image.target[:500].partition("?")[0]).rpartition("/")[2].rpartition(".")[0]
    words = " ".join(_WORDS.findall(name))
    label = Span(image.span.start + len("!["), card.source.text.find("](", image.span.start, image.target_span.start))
    if not words or len(words) > _MOST_LETTERS or words.lower() in fillers or label.end < label.start:
        return ()
    return (Edit(label, words),)


def _raw(address: str, page: re.Match[str]) -> str:
    return f"{page['start']}/raw/{address[page.end() :]}"
