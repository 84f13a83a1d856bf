"""Cards that nobody has written: what a program or a template says, and nothing more.

A card in, one problem out that stands for the many gaps such a card has. Programs are known by what they write, as data
says; a card that somebody has added to is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck import resources
from cardcheck.model.card import Card
from cardcheck.model.finding import Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span

_MOST_WORDS = 450


def generated(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """A person has added something to what a program wrote."""
    card = target.card
    for family in resources.vocabulary(vocabulary).values():
        mark = _mark(target, family)
        if mark is None or _words(card) > family["words"]:
            continue
        said = {"tool": family["tool"], "asks": family.get("asks", "")}
        if mark.start == mark.end:
            yield target.problem(family.get("case", "program"), **said)
        else:
            yield target.problem(family.get("case", "program"), span=mark, quotes=card.source.slice(mark), **said)
        return


def untouched(target: Target, *, vocabulary: str, titles: int, waiting: int, most: int) -> Iterator[Problem]:
    """A card made from a template says something that the template does not.

    It has so many `titles` of an official template, or so many places `waiting` to be filled; up to `most` words of
    its own are no more than names and addresses.
    """
    card = target.card
    if len(card.body.sections) < titles and "needed" not in card.body.prose:
        return
    # Reading topics costs; the longest templates have no more words than this.
    if card.is_lfs_pointer or len(card.body.prose.split()) > _MOST_WORDS:
        return
    if not _is_template(card, vocabulary, titles, waiting):
        return
    from cardcheck.topics.reading import read_topics

    units = read_topics(card).total.units
    if units <= most:
        whole = Span(card.body.blocks[0].span.start, card.body.blocks[-1].span.end)
        related = (Related("from here on it is the template", whole),)
        yield target.problem("some" if units else "empty", related=related, count=units)


def _mark(target: Target, family: Mapping[str, Any]) -> Span | None:
    """Return where a program has left its mark; an empty span where front matter is all there is."""
    card = target.card
    for mark in family["marks"]:
        at = card.source.text.find(mark, card.body.span.start)
        if at >= 0 and _has_keys(target, family):
            return Span(at, at + len(mark.rstrip("\n")))
    is_bare = not family["marks"] and not card.body.prose.strip() and not card.body.fences
    return Span(0, 0) if is_bare and _has_keys(target, family) else None


def _has_keys(target: Target, family: Mapping[str, Any]) -> bool:
    keys, metadata = family.get("keys", ()), target.metadata
    if not keys:
        return True
    has_all = isinstance(metadata, dict) and all(key in metadata for key in keys)
    return has_all and set(metadata) <= set(family.get("only", metadata))


def _words(card: Card) -> int:
    if not card.body.prose.strip():
        return 0
    from cardcheck.topics.reading import read_topics

    return read_topics(card).total.words


def _is_template(card: Card, vocabulary: str, titles: int, waiting: int) -> bool:
    from cardcheck.topics.placeholders import placeholders
    from cardcheck.topics.titles import is_of_template

    known = 0
    for section in card.body.sections:
        known += section.heading is not None and is_of_template(section.heading.title)
        if known >= titles:
            return True
    return len(placeholders(card.body.prose, vocabulary)) >= waiting
