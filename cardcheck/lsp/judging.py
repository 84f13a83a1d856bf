"""One state of an open card judged: its text, settings and facts in, everything that features tell of it out.

Runs in a thread of its own: nothing here speaks to the editor.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cardcheck.config_file import ConfigError
from cardcheck.engine.fixing import Wanted, fix_one
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task, crashed, unjudged
from cardcheck.lsp.positions import Places
from cardcheck.model.card import Card
from cardcheck.model.config import Config
from cardcheck.model.document import Document
from cardcheck.model.facts import RepoFacts
from cardcheck.model.report import CardReport
from cardcheck.parsing.card import parse_card
from cardcheck.rulebook.errors import RuleError
from cardcheck.run import Linters, Wishes, task_of

# As for cards on the disk.
LIMIT_CHARACTERS = 16 * 1024 * 1024

ConfigFor = Callable[[Path], Config]
"""Returns the settings that hold for a card; what is wrong with them is raised as everywhere."""


class Settings(NamedTuple):
    """What holds where a card lies; `fault` is one sentence where that cannot be used."""

    config: Config
    linter: Linter
    fault: str | None = None


class Surroundings(NamedTuple):
    """What is known of a card beside its text: facts about its repository, and which one that is on the Hub."""

    facts: RepoFacts = RepoFacts()
    repo: str | None = None


class State(NamedTuple):
    """What an editor holds at one moment: the text, its version there, and how places in it are counted."""

    source: str
    text: str
    version: int | None = None
    encoding: str = "utf-16"


class Judgement(NamedTuple):
    """A judged state of a card."""

    state: State
    places: Places
    card: Card
    report: CardReport
    settings: Settings
    task: Task


def settings_for(path: Path, config_for: ConfigFor) -> Settings:
    """Read the settings that hold for a card."""
    try:
        config = config_for(path)
        return Settings(config, Linters(config).of(document_at(path, config)))
    except (ConfigError, RuleError) as error:
        return Settings(Config(), Linter.of(), str(error))


def document_at(path: Path, config: Config) -> Document:
    """Return the card at a path as a document without its text, which an editor holds."""
    folder = path.parent if path.name == "README.md" else None
    return Document(path.as_posix(), None, path, folder, config.repo)


def surroundings_of(document: Document, settings: Settings) -> Surroundings:
    """Gather the facts that rules and completion want."""
    task = task_of(document, settings.config, settings.linter, Wishes(facts=frozenset({"files", "heads", "parquet"})))
    return Surroundings(task.facts, task.repo)


def judge(state: State, settings: Settings, around: Surroundings) -> Judgement:
    """Judge one state of a card; never raises."""
    text = state.text
    task = Task(state.source, text, around.facts, around.repo)
    fault = settings.fault
    if fault is None and len(text) > LIMIT_CHARACTERS:
        fault = "the card is larger than 16 MiB; the Hub refuses a README over 10 MiB"
    if fault is not None:
        return Judgement(state, Places("", state.encoding), parse_card(""), unjudged(task, fault), settings, task)
    places = Places(text, state.encoding)
    # No card should bring this about; if one does, the editor must still be served.
    try:
        card = parse_card(text)
        report = settings.linter.check_parsed(card, state.source, around.facts, around.repo)
    except Exception as error:  # noqa: BLE001
        return Judgement(state, places, parse_card(""), crashed(task, error), settings, task)
    return Judgement(state, places, card, report, settings, task)


def fixed_text(judged: Judgement) -> str:
    """Return the card with all safe fixes applied, as `cardcheck fix` does it; as it was where nothing can be fixed."""
    if judged.report.status != "checked":
        return judged.state.text
    result = fix_one(judged.settings.linter, judged.task, Wanted())
    return result.text if result.applied else judged.state.text
