"""Many findings told as few: one entry for each rule and cause, and topics that nothing is said about.

In: one card's findings; out: entries, gravest first. Nothing is dropped, and nothing here knows of lines or colours.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cardcheck.model.finding import SEVERITIES, Finding, Severity
from cardcheck.regex import expression
from cardcheck.reporters._places import in_order

# So many absent topics are named in their line; one alone is told like anything else.
_MOST_NAMED = 3
_LEAST_TOPICS = 2
_VARYING = expression(r"`[^`]*`|\d+")


class Entry(NamedTuple):
    """Findings with one rule and cause, by place."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that speaks for all."""
        return self.findings[0]


class Absent(NamedTuple):
    """Topics that nothing is said about: the most valuable by name, and how many more there are."""

    named: tuple[str, ...]
    more: int


class Group(NamedTuple):
    """All that one severity has to say: what is told one by one, and the topics that are merely absent."""

    severity: Severity
    entries: tuple[Entry, ...]
    absent: Absent | None

    @property
    def kinds(self) -> int:
        """How many different things it says."""
        return len(self.entries) + (len(self.absent.named) + self.absent.more if self.absent else 0)

    @property
    def counted(self) -> int:
        """How many of them are no previews."""
        return self.kinds - sum(entry.first.preview for entry in self.entries)


def groups(findings: Iterable[Finding], *, each: bool) -> list[Group]:
    """Group findings by severity and cause; with `each`, every finding is an entry of its own."""
    ordered = in_order(findings)
    found = []
    for severity in SEVERITIES:
        own = [finding for finding in ordered if finding.severity == severity]
        # What fails nothing yet is told behind what does.
        own.sort(key=lambda finding: finding.preview)
        entries = [Entry((finding,)) for finding in own] if each else _by_cause(own)
        absent = None if each else _absent(entries)
        if absent is not None:
            entries = [entry for entry in entries if entry.first.topic is None]
        if entries or absent:
            found.append(Group(severity, tuple(entries), absent))
    return found


def _by_cause(findings: Sequence[Finding]) -> list[Entry]:
    causes: dict[tuple[str, str | None, str], list[Finding]] = {}
    for finding in findings:
        shape = _VARYING.sub("`", finding.message)
        causes.setdefault((finding.rule, finding.case, shape), []).append(finding)
    return [Entry(tuple(same)) for same in causes.values()]


def _absent(entries: Sequence[Entry]) -> Absent | None:
    """Take together the topics that are absent, the most valuable first, where they are several."""
    firsts = sorted((entry.first for entry in entries if entry.first.topic), key=lambda one: (-one.points, one.rule))
    topics = [topic for topic in dict.fromkeys(first.topic for first in firsts) if topic is not None]
    if len(topics) < _LEAST_TOPICS:
        return None
    return Absent(tuple(topics[:_MOST_NAMED]), max(0, len(topics) - _MOST_NAMED))
