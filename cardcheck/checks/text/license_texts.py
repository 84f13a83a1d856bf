"""What the text says of the license, against what the metadata says."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cardcheck.model.card import Card
from cardcheck.model.finding import Problem, Related
from cardcheck.model.same_card import SameCard
from cardcheck.model.target import Target
from cardcheck.regex import expression
from cardcheck.topics.license_mentions import Mention, may_name_another, read_mentions, read_statement
from cardcheck.topics.license_terms import Terms, terms_of_id

_SEVERAL = 3
_ELEMENT = expression(r"nc|nd|sa")
# What stands between two names of one license: a bracket, an address, the word `license`.
_BETWEEN = expression(
    r"(?:[\\\s\[\](){}<>\"'*_`:,=-]|https?:|www\.|/|licen[cs]e|international|public|unported|see|a|rel|href)*"
)


def contradicts(target: Target, *, gate: Sequence[str]) -> Iterator[Problem]:
    """No text, badge, link or gate puts the data under another license than the metadata."""
    ids, known = licenses_of(target.value)
    if not known:
        return
    others = contradicting(target, known, gate)
    if others:
        first = others[0]
        yield target.problem(
            span=first.span,
            quotes=target.card.source.slice(first.span),
            said=first.terms.words,
            ids=", ".join(ids),
            related=tuple(_related(target, others[1:])),
        )


def licenses_of(value: Any) -> tuple[list[str], list[Terms]]:
    """Return the ids that the metadata names with what they stand for; nothing where one says nothing definite."""
    ids = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
    known = [terms for one in ids if (terms := terms_of_id(one)) is not None]
    return (ids, known) if len(known) == len(ids) else (ids, [])


def contradicting(target: Target, known: Sequence[Terms], gate: Sequence[str]) -> list[Mention]:
    """Return the mentions that put the data under another license."""
    of_gate = list(gate_mentions(target, gate))
    if not of_gate and not may_name_another(target.card, known):
        return []
    mentions = [*of_gate, *mentions_of(target.card)]
    return [one for one in mentions if _contradicts(target.card.source.text, one, mentions, known)]


def mentions_of(card: Card) -> tuple[Mention, ...]:
    """Return the licenses that the body names; several rules ask of one card in turn."""
    return _mentions(SameCard(card))


@functools.lru_cache(maxsize=2)
def _mentions(same: SameCard) -> tuple[Mention, ...]:
    return read_mentions(same.card)


def gate_mentions(target: Target, keys: Iterable[str]) -> Iterator[Mention]:
    """Yield the licenses that texts of the metadata name."""
    for key in keys:
        entry = target.entry_at(f"/{key}")
        if entry is not None and entry.kind == "scalar":
            yield from read_statement(target.card.source.slice(entry.value), entry.value)


def _contradicts(text: str, one: Mention, mentions: Sequence[Mention], known: Sequence[Terms]) -> bool:
    if one.about != "data" or any(one.terms.agrees(terms) for terms in known):
        return False
    beside = [other for other in mentions if other.sentence == one.sentence]
    if len({other.terms.kind for other in beside}) >= _SEVERAL:
        return False
    agreeing = [other for other in beside if _agrees(other, beside, known)]
    if agreeing:
        # One license named in two ways, as in `[CC BY-NC](…/by/4.0)`; a short name says less and contradicts nothing.
        return all(_is_twin(text, one, other) and not _is_short_for(one.terms, other.terms) for other in agreeing)
    return one.is_declared or not any(_agrees(other, [other], known) for other in mentions)


def _agrees(one: Mention, beside: Sequence[Mention], known: Sequence[Terms]) -> bool:
    """Whether a mention is that of a license in the metadata; one without a version leaves it to one that has it."""
    if one.terms.version is None and any(
        other.terms.kind == one.terms.kind and other.terms.version is not None for other in beside
    ):
        return False
    return any(one.terms.agrees(terms) for terms in known)


def _is_twin(text: str, one: Mention, other: Mention) -> bool:
    """Whether nothing stands between two mentions that would make them two licenses."""
    first, second = sorted((one.span, other.span))
    return _BETWEEN.fullmatch(text[first.end : second.start].lower()) is not None


def _is_short_for(one: Terms, other: Terms) -> bool:
    """Whether a license of Creative Commons is another one with less said."""
    versions = {one.version, other.version} - {None}
    if not (one.kind.startswith("cc") and other.kind.startswith("cc-")) or len(versions) > 1:
        return False
    return set(_ELEMENT.findall(one.kind)) < set(_ELEMENT.findall(other.kind))


def _related(target: Target, others: Iterable[Mention]) -> Iterator[Related]:
    entry = target.entry
    if entry is not None:
        yield Related("the metadata says this", entry.value)
    for other in others:
        yield Related(f"{other.terms.words} here", other.span)
