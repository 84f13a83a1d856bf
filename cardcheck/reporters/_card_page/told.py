"""The findings of a card in the order in which its page tells them, each with its number. In: a report; out: entries.

One cause is told once, with all its places. Topics that nothing is said about are told together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cardcheck.model.finding import SEVERITIES, Finding, Severity
from cardcheck.model.report import CardReport
from cardcheck.reporters._coverage import untold
from cardcheck.reporters._grouping import groups

# A page is to open within a second; whoever wants more of one card takes JSON or CSV.
_MOST_ENTRIES = 2_000


class Told(NamedTuple):
    """An entry of the page: its number, by which its marks in the source know it, and the findings with one cause."""

    number: int
    severity: Severity
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that speaks for all."""
        return self.findings[0]

    @property
    def is_absence(self) -> bool:
        """Whether it tells of topics that nothing is said about."""
        return is_absence(self.first)


class Telling(NamedTuple):
    """All entries of a card, gravest first, and how many findings have no room."""

    entries: tuple[Told, ...]
    left_out: int

    def of(self, severity: Severity) -> tuple[Told, ...]:
        """Return the entries of a severity."""
        return tuple(entry for entry in self.entries if entry.severity == severity)


def telling(report: CardReport, *, each: bool) -> Telling:
    """Return what is told of a card; with `each`, every finding is an entry of its own, those of a table too."""
    shown = report.shown if each else untold(report)
    causes: list[tuple[Severity, tuple[Finding, ...]]] = []
    absent = [finding for finding in shown if is_absence(finding)]
    present = {group.severity: group for group in groups(_one_by_one(shown), each=each)}
    for severity in SEVERITIES:
        if severity in present:
            causes += [(severity, entry.findings) for entry in present[severity].entries]
        missed = [finding for finding in absent if finding.severity == severity]
        if missed:
            causes.append((severity, tuple(sorted(missed, key=lambda finding: (-finding.points, finding.rule)))))
    told = [Told(number, *cause) for number, cause in enumerate(causes[:_MOST_ENTRIES], start=1)]
    return Telling(tuple(told), sum(len(findings) for _, findings in causes[_MOST_ENTRIES:]))


def _one_by_one(shown: Iterable[Finding]) -> list[Finding]:
    """Return the findings that no topic takes together."""
    return [finding._replace(topic=None) for finding in shown if not is_absence(finding)]


def is_absence(finding: Finding) -> bool:
    """Whether a finding only says that a topic is absent."""
    return finding.topic is not None and is_about_card(finding)


def is_about_card(finding: Finding) -> bool:
    """Whether a finding is about the card as a whole and has no place in it."""
    return finding.names == "none" or finding.span.start == finding.span.end == 0
