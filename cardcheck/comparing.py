"""A run held against what was before: only what is new is told.

Cards are judged as they are and as they were at a git revision, or held against a baseline; reports come out without
what was known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cardcheck.engine.known import known_of, without_known
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task, check_one
from cardcheck.model.config import Config
from cardcheck.model.document import Document
from cardcheck.model.facts import FileList
from cardcheck.model.known import Known
from cardcheck.model.report import CardReport
from cardcheck.parsing.card import parse_card
from cardcheck.past import Past
from cardcheck.records.baseline import Baseline, name_in
from cardcheck.run import Linters, Listeners, Wishes, documents_of, task_of

_Settings = tuple[Config, Linter, Wishes]


def since(
    targets: Iterable[str], linters: Linters, wishes: Wishes, listeners: Listeners | None = None, *, revision: str
) -> Iterator[CardReport]:
    """Judge the cards of targets and leave out what was so at a git revision; of a new card nothing was.

    What git cannot tell is a `GitError`.
    """
    config = linters.config
    pasts: dict[Path, Past] = {}
    for document in documents_of(targets, config, wishes, listeners or Listeners()):
        linter = linters.of(document)
        task = task_of(document, config, linter, wishes)
        old = None
        if document.path is not None and document.data is not None:
            folder = document.path.parent
            past = pasts[folder] = pasts.get(folder) or Past(folder, revision)
            old = past.card(document.path)
        if old is None:
            yield check_one(linter, task)
            continue
        now = check_one(linter, task._replace(facts=task.facts._replace(git=parse_card(old))))
        before = _judged_then(old, document, task, past, (config, linter, wishes))
        report = without_known(now, known_of(before), before.text).report
        yield report._replace(earlier_score=before.score)


def _judged_then(old: bytes, document: Document, task: Task, past: Past, settings: _Settings) -> CardReport:
    """Judge a card as it was, with the files of that time around it."""
    config, linter, wishes = settings
    assert document.path is not None
    # What is learned by opening data files is the same where none of them changed, and those of Git LFS are at hand.
    if document.folder is None or wishes.repo_dir is not None or past.is_card_alone(document.path):
        return check_one(linter, task._replace(data=old))
    is_complete = isinstance(task.facts.files, FileList) and task.facts.files.is_complete
    with past.folder(document.path) as folder:
        then = document._replace(data=old, folder=folder)
        earlier = task_of(then, config._replace(is_complete=is_complete), linter, wishes)
        return check_one(linter, earlier._replace(repo=task.repo))


class AgainstBaseline:
    """Reports held against a baseline; afterwards it tells what of the baseline is gone, and what it would be now.

    With `knows_all` everything is known, for the baseline is to be written with it.
    """

    def __init__(self, path: Path, baseline: Baseline, *, knows_all: bool = False) -> None:
        self._path, self._baseline, self._knows_all = path, baseline, knows_all
        self._left: dict[str, tuple[Known, ...]] = {}
        self._now: dict[str, tuple[Known, ...]] = {}

    def only_new(self, reports: Iterable[CardReport]) -> Iterator[CardReport]:
        """Pass reports on without what the baseline knows."""
        for report in reports:
            name = name_in(self._path, report.source)
            if report.status != "checked":
                yield report
                continue
            self._now[name] = known_of(report)
            known = self._now[name] if self._knows_all else self._baseline.get(name, ())
            compared = without_known(report, known)
            self._left[name] = compared.gone
            yield compared.report

    @property
    def gone(self) -> int:
        """How many findings of the baseline were not met again."""
        return sum(map(len, self._left.values()))

    def written_anew(self) -> Baseline:
        """Return the baseline with everything that the cards of this run show; other cards stay."""
        return {**self._baseline, **self._now}

    def pruned(self) -> Baseline:
        """Return the baseline without what was not met again."""
        return {name: _without(known, self._left.get(name, ())) for name, known in self._baseline.items()}


def _without(known: tuple[Known, ...], gone: tuple[Known, ...]) -> tuple[Known, ...]:
    left = list(known)
    for each in gone:
        left.remove(each)
    return tuple(left)
