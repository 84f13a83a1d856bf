"""One run from targets to reports: sources, facts and engine put together; also the public Python functions.

The command line and Python programs come in here. Nothing is printed and no exit code is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cardcheck.config_file import find_config, read_config
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task, check_all
from cardcheck.model.config import Config
from cardcheck.model.document import Document, Passed, SourceOptions
from cardcheck.model.facts import FileList, RepoFacts, RepoFile
from cardcheck.model.report import CardReport


class Wishes(NamedTuple):
    """What one run wants beside its settings: where facts come from, whether at all, how many processes."""

    repo_dir: Path | None = None
    repo: str | None = None
    stdin_filename: str | None = None
    is_data_wanted: bool = True
    jobs: int = 1


class NoCardError(Exception):
    """A target that exists and holds no dataset card; the text is one sentence for people."""


def check(target: str | Path, config: Config | None = None) -> CardReport:
    """Judge the one card of a target; a target with none or several is a `ValueError`."""
    reports = []
    for report in check_many([target], config):
        reports.append(report)
        if len(reports) > 1:
            raise ValueError(f"`{target}` holds more than one card; use check_many")
    return reports[0]


def check_text(text: str, files: Iterable[str] | None = None, config: Config | None = None) -> CardReport:
    """Judge a card given as text; `files` are the paths of its repository, where they are known."""
    facts = RepoFacts()
    if files is not None:
        facts = RepoFacts(files=FileList(tuple(RepoFile(path, 0) for path in sorted(files))))
    return Linter.of(config).check(text, "<text>", facts)


def check_many(targets: Iterable[str | Path], config: Config | None = None) -> Iterator[CardReport]:
    """Judge every card of some targets as they come; a target without any is a `NoCardError`."""
    names = [str(target) for target in targets]
    config = config or config_for(names)
    yield from run(names, config, Linter.of(config), Wishes())


def config_for(targets: Iterable[str]) -> Config:
    """Return the settings that hold where the first target lies, or the defaults."""
    first = next((target for target in targets if target != "-"), ".")
    start = Path(first)
    path = find_config(start if start.exists() else Path())
    return read_config(path) if path else Config()


def run(
    targets: Iterable[str],
    config: Config,
    linter: Linter,
    wishes: Wishes,
    on_passed: Callable[[Passed], None] = lambda _: None,
) -> Iterator[CardReport]:
    """Find the cards of targets, gather the facts their rules need, and judge them."""
    tasks = (_task(document, config, linter, wishes) for document in _documents(targets, config, wishes, on_passed))
    return check_all(linter, tasks, wishes.jobs)


def _documents(
    targets: Iterable[str], config: Config, wishes: Wishes, on_passed: Callable[[Passed], None]
) -> Iterator[Document]:
    from cardcheck.sources import documents

    options = SourceOptions(
        cards=config.cards,
        exclude=config.exclude,
        root=Path(config.origin).parent if config.origin else None,
        repo_dir=wishes.repo_dir,
        repo=wishes.repo or config.repo,
        stdin_filename=wishes.stdin_filename,
    )
    for target in targets:
        is_empty = True
        for found in documents(target, options):
            if isinstance(found, Passed):
                on_passed(found)
            else:
                is_empty = False
                yield found
        if is_empty:
            raise NoCardError(f"`{target}` holds no dataset card")


def _task(document: Document, config: Config, linter: Linter, wishes: Wishes) -> Task:
    from cardcheck.facts import gather, repo_of

    facts = gather(linter.needs, document, is_complete=config.is_complete, is_data_wanted=wishes.is_data_wanted)
    return Task(document.source, document.data, facts, repo_of(document), document.revision, document.fault)
