"""What an audit adds up to: its records in, one by one, an AuditSummary out.

Nothing of a record is kept but numbers, its key, its title and the sketch of its text, so that fifty thousand fit; and
nothing depends on the order in which records come, but on that of their keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cardcheck.audit.copies import copied
from cardcheck.audit.defects import Defects
from cardcheck.audit.shares import Tally
from cardcheck.audit.similar import groups
from cardcheck.model.audit import OUTCOMES, AuditRecord, AuditSummary, Duplicates, RuleCount, Task
from cardcheck.model.finding import SEVERITIES

MOST_TASKS = 100

_LEVELS = ("stub", "basic", "useful", "thorough", "exemplary")
_WRITE_ONE = "Write a card: `cardcheck init` drafts it from the files"


def summarise(records: Iterable[AuditRecord], titles: Mapping[str, str]) -> AuditSummary:
    """Add up an audit in one pass; `titles` are those of rules by id."""
    tally = _Tally()
    for record in records:
        tally.add(record)
    return tally.summary(titles)


@dataclass(slots=True)
class _Rule:
    """How often one rule found something."""

    severity: str
    findings: int = 0
    repositories: int = 0
    fixable: int = 0


class _Text(NamedTuple):
    """What is kept of a card to tell near duplicates."""

    key: str
    downloads: int
    title: str
    sketch: bytes


@dataclass(slots=True)
class _Tally:
    """All records so far."""

    shares: Tally = field(default_factory=Tally)
    defects: Defects = field(default_factory=Defects)
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    tenths: Counter[int] = field(default_factory=Counter)
    rules: dict[str, _Rule] = field(default_factory=dict)
    texts: list[_Text] = field(default_factory=list)
    first: list[Task] = field(default_factory=list)
    disagreements: list[tuple[str, str]] = field(default_factory=list)

    def add(self, record: AuditRecord) -> None:
        """Take one more repository."""
        self.outcomes[record.outcome] += 1
        self.shares.add(record)
        self.defects.add(record)
        self._count_findings(record)
        self._count_score(record)
        if record.sketch:
            downloads = record.hub.downloads or 0 if record.hub is not None else 0
            self.texts.append(_Text(record.key, downloads, record.title or "", bytes(record.sketch)))
        self._keep(_task(record))
        self.disagreements += [(record.key, said) for said in _disagreements(record)]

    def _count_findings(self, record: AuditRecord) -> None:
        found = record.findings
        self.findings.update(finding["severity"] for finding in found)
        for finding in found:
            rule = self.rules.setdefault(finding["rule"], _Rule(finding["severity"]))
            rule.severity = min(rule.severity, finding["severity"], key=SEVERITIES.index)
            rule.findings += 1
            rule.fixable += finding["fix"] is not None and finding["fix"]["applicability"] == "safe"
        for name in {finding["rule"] for finding in found}:
            self.rules[name].repositories += 1

    def _count_score(self, record: AuditRecord) -> None:
        points = record.points
        if points is not None and record.card is not None:
            self.tenths[round(points * 10)] += 1
            self.levels[record.card["score"]["level"]] += 1

    def _keep(self, task: Task | None) -> None:
        if task is None:
            return
        self.first.append(task)
        if len(self.first) > 2 * MOST_TASKS:
            self._sort_tasks()

    def _sort_tasks(self) -> None:
        self.first.sort(key=lambda task: (-task.weight, task.key))
        del self.first[MOST_TASKS:]

    def summary(self, titles: Mapping[str, str]) -> AuditSummary:
        """Return what all records add up to."""
        self._sort_tasks()
        return AuditSummary(
            repositories=self.outcomes.total(),
            outcomes={outcome: self.outcomes[outcome] for outcome in OUTCOMES if self.outcomes[outcome]},
            findings={severity: self.findings[severity] for severity in SEVERITIES},
            shares=self.shares.shares(),
            scores=self._spread(),
            levels={level: self.levels[level] for level in _LEVELS},
            median=self._median(),
            rules=self._rules(titles),
            defects=self.defects.found(),
            duplicates=self._duplicates(),
            first=tuple(self.first),
            disagreements=tuple(self.disagreements),
        )

    def _spread(self) -> tuple[int, ...]:
        spread = [0] * 10
        for tenths, count in self.tenths.items():
            spread[min(tenths // 100, 9)] += count
        return tuple(spread)

    def _median(self) -> float | None:
        """Return the middle score; of an even number, the lower one of two."""
        middle = (self.tenths.total() - 1) // 2
        for tenths in sorted(self.tenths):
            middle -= self.tenths[tenths]
            if middle < 0:
                return tenths / 10
        return None

    def _rules(self, titles: Mapping[str, str]) -> tuple[RuleCount, ...]:
        counts = [
            RuleCount(name, rule.severity, titles.get(name, name), rule.findings, rule.repositories, rule.fixable)
            for name, rule in self.rules.items()
        ]
        counts.sort(key=lambda one: (-one.repositories, -one.findings, SEVERITIES.index(one.severity), one.rule))
        return tuple(counts)

    def _duplicates(self) -> tuple[Duplicates, ...]:
        """Return groups of near duplicates, with what one card has left in it of another."""
        self.texts.sort(key=lambda text: (-text.downloads, text.key))
        titles = {text.key: text.title for text in self.texts}
        found = groups((text.key, text.sketch) for text in self.texts)
        return tuple(group._replace(copied=copied(group.keys, titles)) for group in found)


def _task(record: AuditRecord) -> Task | None:
    """Return what to do about a repository, None where nothing is missing or nobody could look."""
    points = record.points
    if record.outcome != "no-card" and points is None:
        return None
    missing = round(100 - (points or 0), 1)
    if missing <= 0:
        return None
    downloads = record.hub.downloads if record.hub is not None else None
    weight = round(max(downloads or 0, 1) * missing, 1)
    step = next(iter(record.card["score"]["next"]), None) if record.card is not None and points is not None else None
    action = _WRITE_ONE if record.outcome == "no-card" else step["action"] if step is not None else ""
    return Task(record.key, downloads, step["points"] if step is not None else None, missing, weight, action)


def _disagreements(record: AuditRecord) -> list[str]:
    """Return where our prediction of loading and the viewer's verdict differ."""
    load = None if record.card is None else record.card["load"]
    return [] if load is None else list(load.get("disagreements", ()))
