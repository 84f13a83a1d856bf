"""Where a rule looks: `/license/*` and a card in, Targets out."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from cardcheck.model.card import Card, Reader
from cardcheck.model.facts import RepoFacts
from cardcheck.model.load import LoadPlan
from cardcheck.model.rule import Rule
from cardcheck.model.target import Target


def reader_of(rule: Rule) -> Reader:
    """Return in whose dialect a rule reads values: that of the first consumer it names."""
    return "hub" if rule.plain.consumers[:1] == ("hub",) else "client"


class Places:
    """The places of one card, found once for all rules that look at the same pointers."""

    def __init__(self, card: Card, facts: RepoFacts, plan: LoadPlan | None = None, repo: str | None = None) -> None:
        self._card, self._facts, self.plan, self.repo = card, facts, plan, repo
        self._found: dict[Reader, dict[str | None, tuple[Target, ...]]] = {"hub": {}, "client": {}}
        self._held = _Held(card.source.text)

    def targets(self, rule: Rule) -> tuple[Target, ...]:
        """Return every place of the card that a rule is about."""
        reader = reader_of(rule)
        found = self._found[reader].get(rule.at)
        if found is None:
            found = self._found[reader][rule.at] = tuple(self._targets(reader, rule.at))
        return found

    def mentions(self, words: tuple[str, ...]) -> bool:
        """Whether the card holds one of some lower-case words, wherever and in whatever case."""
        return any(map(self._held.__getitem__, words))

    def is_unread(self, rule: Rule) -> bool:
        """Whether a rule is about metadata that its reader refuses."""
        metadata = self._card.metadata
        return rule.at is not None and metadata is not None and metadata.fault(reader_of(rule)) is not None

    def _targets(self, reader: Reader, at: str | None) -> Iterator[Target]:
        if at is None:
            yield Target(self._card, self._facts, reader, plan=self.plan, repo=self.repo)
        elif self._card.metadata is not None:
            for pointer, value in _places(self._card.metadata.value(reader), _parts(at)):
                yield Target(self._card, self._facts, reader, pointer, value, self.plan, self.repo)


class _Held(dict[str, bool]):
    """Whether a text holds a lower-case word, looked for once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, word: str) -> bool:
        found = self[word] = word in (self._folded if " " in word else self._pieces)
        return found

    @functools.cached_property
    def _folded(self) -> str:
        return self._text.lower()

    @functools.cached_property
    def _pieces(self) -> str:
        """What stands between blanks, each piece once: a long text has far fewer of them than places to look at."""
        return "\n".join(set(self._folded.split()))


def _places(root: Any, parts: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Return (pointer, value) for every place the parts of a pattern lead to; what is not there gives nothing."""
    places: list[tuple[str, Any]] = [("", root)]
    for part in parts:
        places = [place for pointer, value in places for place in _step(pointer, value, part)]
    return places


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
