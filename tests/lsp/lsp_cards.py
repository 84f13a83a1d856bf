"""Cards and places in them for tests: the mark `¦` stands where the cursor is."""

from __future__ import annotations

from lsprotocol import types

from cardcheck.engine.linter import Linter
from cardcheck.lsp.judging import Judgement, Settings, State, Surroundings, judge
from cardcheck.lsp.positions import Places
from cardcheck.model.config import Config
from cardcheck.model.facts import RepoFacts

MARK = "¦"


def marked(text: str) -> tuple[str, types.Position]:
    """Return a text without its mark, and where it was."""
    offset = text.index(MARK)
    text = text.replace(MARK, "")
    return text, Places(text).position(offset - text.startswith("\ufeff"))


def judged(text: str, facts: RepoFacts | None = None, *, select: tuple[str, ...] | None = None) -> Judgement:
    """Judge a card as the server does."""
    config = Config(select=select)
    return judge(State("README.md", text, 1), Settings(config, Linter.of(config)), Surroundings(facts or RepoFacts()))


def edited(text: str, edits: list[types.TextEdit]) -> str:
    """Apply an editor's edits."""
    places = Places(text)
    text = places.source.text
    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        span = places.span(edit.range)
        text = text[: span.start] + edit.new_text + text[span.end :]
    return text
