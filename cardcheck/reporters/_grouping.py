"""Many findings told as few: one entry for each rule and cause, and topics that nothing is said about.

In: one card's findings; out: entries, gravest first. Nothing is dropped, and nothing here knows of lines or colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cardcheck.model.finding import SEVERITIES, Finding, Severity
from cardcheck.reporters._places import in_order

# More absent topics than this are one line.
_MOST_SINGLE_TOPICS = 3
_VARYING = re.compile(r"`[^`]*`|\d+")


class Entry(NamedTuple):
    """Findings with one rule and cause, by place."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that speaks for all."""
        return self.findings[0]


class Group(NamedTuple):
    """All that one severity has to say: what is told one by one, and the topics that are merely absent."""

    severity: Severity
    entries: tuple[Entry, ...]
    topics: tuple[str, ...]

    @property
    def kinds(self) -> int:
        """How many different things it says."""
        return len(self.entries) + len(self.topics)


def groups(findings: Iterable[Finding], *, each: bool) -> list[Group]:
    """Group findings by severity and cause; with `each`, every finding is an entry of its own."""
    ordered = in_order(findings)
    found = []
    for severity in SEVERITIES:
        own = [finding for finding in ordered if finding.severity == severity]
        entries = [Entry((finding,)) for finding in own] if each else _by_cause(own)
        topics: tuple[str, ...] = ()
        if severity == "info" and not each:
            entries, topics = _without_absent(entries)
        if entries or topics:
            found.append(Group(severity, tuple(entries), topics))
    return found


def _by_cause(findings: Sequence[Finding]) -> list[Entry]:
    causes: dict[tuple[str, str | None, str], list[Finding]] = {}
    for finding in findings:
        shape = _VARYING.sub("`", finding.message)
        causes.setdefault((finding.rule, finding.case, shape), []).append(finding)
    return [Entry(tuple(same)) for same in causes.values()]


def _without_absent(entries: list[Entry]) -> tuple[list[Entry], tuple[str, ...]]:
    """Take out the topics that are missing, where they are too many to be told one by one."""
    topics = {_absent_topic(entry.first.rule): None for entry in entries}
    topics.pop(None, None)
    if len(topics) <= _MOST_SINGLE_TOPICS:
        return entries, ()
    rest = [entry for entry in entries if _absent_topic(entry.first.rule) is None]
    return rest, tuple(topic for topic in topics if topic is not None)


def _absent_topic(rule: str) -> str | None:
    """Name what a rule misses: `license` for `license/missing`, `intended use` for `…/intended-use-missing`."""
    family, _, slug = rule.rpartition("/")
    if slug == "missing":
        return family.rpartition("/")[2].replace("-", " ") or None
    return slug.removesuffix("-missing").replace("-", " ") if slug.endswith("-missing") else None
