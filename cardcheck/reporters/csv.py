"""Findings as CSV: one row each, to be sorted and counted in a spreadsheet. In: reports; out: text, card by card.

A card that could not be judged has a row too, which says why; one without findings has none. The columns are a
contract: some may be added, none is renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from cardcheck.model.finding import Finding
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.text import SourceText
from cardcheck.reporters._places import in_order, text_of
from cardcheck.terminal.spreadsheet import write_rows
from cardcheck.terminal.stream import Terminal

_OF_CARD = ("source", "repo", "revision", "status")
_OF_FINDING = (
    "line", "column", "end_line", "end_column", "severity", "confidence", "category", "rule", "message", "why",
    "consumers", "fix", "applicability", "suppressed", "fingerprint",
    "suppression_reason", "waived", "preview", "mandatory",
)  # fmt: skip
COLUMNS = (*_OF_CARD, *_OF_FINDING)


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write the names of the columns, and the rows of each card as it comes."""
    rows = ([row.get(name) for name in COLUMNS] for report in reports for row in _rows(report))
    write_rows(out, COLUMNS, rows, Terminal.of(run, out))


def _rows(report: CardReport) -> Iterator[dict[str, Any]]:
    card = {name: getattr(report, name) for name in _OF_CARD}
    if report.status != "checked":
        yield {**card, "message": report.reason}
    for finding in in_order(report.findings):
        yield {**card, **_finding(finding, text_of(report))}


def _finding(finding: Finding, text: SourceText) -> dict[str, Any]:
    return {
        **finding._asdict(),
        **({} if finding.names == "none" else _place(finding, text)),
        "fix": finding.fix and finding.fix.title,
        "applicability": finding.fix and finding.fix.applicability,
        **{name: "yes" if getattr(finding, name) else "no" for name in ("suppressed", "preview", "mandatory")},
        "waived": finding.waived and finding.waived.reason,
    }


def _place(finding: Finding, text: SourceText) -> dict[str, int]:
    """Return where a finding stands; one about the card as a whole stands nowhere."""
    start, end = text.position(finding.span.start), text.position(finding.span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}
