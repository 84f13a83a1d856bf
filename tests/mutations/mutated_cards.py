"""The true repositories that mutators change: cards with the facts beside them, all written for these tests."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cardcheck.engine.linter import Linter
from cardcheck.facts.stated import stated_facts
from cardcheck.model.card import Entry
from cardcheck.model.config import Config
from cardcheck.model.facts import Column, RepoFacts
from cardcheck.model.report import CardReport
from cardcheck.parsing.card import parse_card

FOLDERS = (Path(__file__).parent / "repositories", Path(__file__).parent.parent / "languages" / "repositories")
LINTER = Linter.of(Config(profile="recommended"))
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


class Place(NamedTuple):
    """A stretch of a card's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Repository:
    """A card that is true, and what lies beside it."""

    name: str
    repo: str
    text: str
    facts: RepoFacts
    entries: dict[str, Entry]
    body_start: int

    def report(self, text: str | None = None) -> CardReport:
        """Judge the card, or another text in its place."""
        return LINTER.check(self.text if text is None else text, facts=self.facts, repo=self.repo)

    def values(self, pointer: str) -> Iterator[Place]:
        """Yield the one-line values of the metadata whose pointers match."""
        for name, entry in self.entries.items():
            text = self.text[slice(*entry.value)]
            if entry.kind == "scalar" and "\n" not in text and re.fullmatch(pointer, name):
                yield Place(*entry.value, text)

    def keys(self, pointer: str) -> Iterator[Place]:
        """Yield the keys of the metadata whose pointers match."""
        for name, entry in self.entries.items():
            if entry.key is not None and re.fullmatch(pointer, name):
                yield Place(*entry.key, self.text[slice(*entry.key)])

    def prose(self, pattern: str) -> Iterator[Place]:
        """Yield what a pattern's group `at` (or all of it) finds in the body outside of fenced code."""
        fences = [match.span() for match in self.fences()]
        for place in self._found(pattern):
            if not any(start <= place.start < end for start, end in fences):
                yield place

    def code(self, pattern: str, language: str = "python") -> Iterator[Place]:
        """Yield what a pattern finds in fenced code of a language."""
        fences = [match.span() for match in self.fences() if match[0].startswith(f"```{language}\n")]
        for place in self._found(pattern):
            if any(start <= place.start < end for start, end in fences):
                yield place

    def fences(self) -> Iterator[re.Match[str]]:
        """Yield the fenced blocks of the body."""
        return _FENCED.finditer(self.text, self.body_start)

    def _found(self, pattern: str) -> Iterator[Place]:
        compiled = re.compile(pattern, re.MULTILINE)
        name = "at" if "at" in compiled.groupindex else 0
        for match in compiled.finditer(self.text, self.body_start):
            yield Place(match.start(name), match.end(name), match[name])

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all data files."""
        return tuple({column.name: column for table in self.facts.tables.values() for column in table.columns}.values())

    @property
    def anchors(self) -> frozenset[str]:
        """The anchors that the card itself links."""
        return frozenset(re.findall(r"\]\(#([^)]+)\)", self.text))


@functools.cache
def repositories() -> tuple[Repository, ...]:
    """Return all of them, by name."""
    return tuple(_read(path) for folder in FOLDERS for path in sorted(folder.glob("*.md")))


def _read(path: Path) -> Repository:
    said: dict[str, Any] = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    text = path.read_text("utf-8")
    card = parse_card(text)
    assert card.metadata is not None
    facts = stated_facts(said["facts"])
    return Repository(path.stem, said["repo"], text, facts, dict(card.metadata.entries), card.front_matter.body_start)


class Change(NamedTuple):
    """One change of a card's text, and other places that the same contradiction may be told at."""

    start: int
    end: int
    new: str
    ends: tuple[int, ...] = ()

    def lines(self, text: str) -> set[int]:
        """Return the lines of the changed text (from 1) at which the change stands."""
        changed = self.applied(text)
        stop = max(self.start, self.start + len(self.new.rstrip("\n")) - 1)
        own = {changed.count("\n", 0, offset) + 1 for offset in range(self.start, stop + 1)}
        shift = len(self.new) - (self.end - self.start)
        return own | {changed.count("\n", 0, at + shift * (at >= self.end)) + 1 for at in self.ends}

    def applied(self, text: str) -> str:
        """Return the changed text."""
        return text[: self.start] + self.new + text[self.end :]


def slip(word: str, chance: random.Random) -> str:
    """Return a word with a slip of the pen in it: two letters exchanged, or one doubled."""
    places = [at for at in range(len(word) - 1) if word[at : at + 2].isalpha() and word[at] != word[at + 1]]
    if places and chance.random() < 0.5:
        at = chance.choice(places)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    letters = [at for at, char in enumerate(word) if char.isalpha()]
    at = chance.choice(letters or [len(word) - 1])
    return word[: at + 1] + word[at] + word[at + 1 :]
