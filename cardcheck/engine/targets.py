"""Where a rule looks: `/license/*` and a card in, Targets out."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from cardcheck.model.card import Card, Reader
from cardcheck.model.facts import RepoFacts
from cardcheck.model.rule import Rule
from cardcheck.model.target import Target


def reader_of(rule: Rule) -> Reader:
    """Return in whose dialect a rule reads values: that of the first consumer it names."""
    return "hub" if rule.plain.consumers[:1] == ("hub",) else "client"


def targets(rule: Rule, card: Card, facts: RepoFacts) -> Iterator[Target]:
    """Yield every place of a card that a rule is about."""
    reader = reader_of(rule)
    if rule.at is None:
        yield Target(card, facts, reader)
    elif card.metadata is not None:
        for pointer, value in _places(card.metadata.value(reader), _parts(rule.at)):
            yield Target(card, facts, reader, pointer, value)


def _places(root: Any, parts: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield (pointer, value) for every place the parts of a pattern lead to; what is not there yields nothing."""
    places: list[tuple[str, Any]] = [("", root)]
    for part in parts:
        places = [place for pointer, value in places for place in _step(pointer, value, part)]
    yield from places


def _step(pointer: str, value: Any, part: str) -> Iterator[tuple[str, Any]]:
    if part == "*":
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield f"{pointer}/{index}", item
        elif isinstance(value, dict):
            for key, item in value.items():
                yield f"{pointer}/{escape(str(key))}", item
        elif value is not None:
            yield pointer, value
    elif isinstance(value, dict) and part in value:
        yield f"{pointer}/{escape(part)}", value[part]
    elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
        yield f"{pointer}/{part}", value[int(part)]


@functools.cache
def _parts(pattern: str) -> tuple[str, ...]:
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pattern.split("/")[1:])


def escape(key: str) -> str:
    """Write a key as a part of a JSON Pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
