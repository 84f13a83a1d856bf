"""Findings that were there before: a report and what is known in, the report without them out.

Two findings are the same where their rule and case are, and the text they name: first those in the same place (a
pointer, the path of a section), then those elsewhere, so that neither a moved section nor a list item before it makes
an old finding new. Repeats are counted: one more of the same is a new one.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from cardcheck.editing.line_changes import line_changes
from cardcheck.model.finding import Finding
from cardcheck.model.known import Known
from cardcheck.model.report import CardReport
from cardcheck.model.text import SourceText

_LENGTH = 16


class Compared(NamedTuple):
    """A report without what was known, and what was known and is there no more."""

    report: CardReport
    gone: tuple[Known, ...]


def known_of(report: CardReport) -> tuple[Known, ...]:
    """Return what to remember of a report's findings; hidden ones are dealt with already, mandatory ones never are."""
    return tuple(_known(finding, report.text) for finding in report.shown if not finding.mandatory)


def without_known(report: CardReport, known: Iterable[Known], before: SourceText | None = None) -> Compared:
    """Take the known findings out of a report; `before` is the text they were found in, where it is at hand.

    What is mandatory stays. Of several that are alike, those on lines that were there before are the known ones.
    """
    added = _added_lines(before, report.text)
    shown = [finding for finding in report.shown if not finding.mandatory]
    new = sorted(shown, key=lambda finding: _line(finding, report.text) in added)
    left, old = list(known), set()
    for key in (attrgetter("rule", "placed"), attrgetter("rule", "words")):
        waiting: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for each in left:
            waiting[key(each)].append(each)
        for finding in new:
            alike = waiting[key(_known(finding, report.text))]
            if alike:
                alike.pop()
                old.add(id(finding))
        new = [finding for finding in new if id(finding) not in old]
        left = [each for alike in waiting.values() for each in alike]
    kept = tuple(finding for finding in report.findings if id(finding) not in old)
    return Compared(report._replace(findings=kept, known=len(old)), tuple(left))


def _known(finding: Finding, text: SourceText | None) -> Known:
    where = finding.section if finding.pointer is None else finding.pointer
    named = "" if finding.names == "none" or text is None else " ".join(text.slice(finding.span).split())
    about = (finding.rule, finding.case or "", named)
    return Known(finding.rule, _hash(*about, where or ""), _hash(*about))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def _line(finding: Finding, text: SourceText | None) -> int:
    return -1 if text is None or finding.names == "none" else text.line_index(finding.span.start)


def _added_lines(before: SourceText | None, after: SourceText | None) -> frozenset[int]:
    """Return the lines, from 0, that a text has and an earlier one had not."""
    if before is None or after is None or before.text == after.text:
        return frozenset()
    changes = line_changes(_lines(before), _lines(after))
    return frozenset(line for change in changes for line in range(change.new_start, change.new_end))


def _lines(text: SourceText) -> list[str]:
    return [text.slice(text.line_span(index)) for index in range(len(text.line_starts))]
