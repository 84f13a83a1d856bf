"""The code quality report of GitLab: one JSON list, shown in merge requests beside the lines.

In: reports as they come; out: every finding with a fingerprint that is its own within the report.
https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from cardcheck.model.finding import Severity
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._places import in_order, text_of
from cardcheck.terminal.stream import Terminal

_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "minor", "info": "info"}


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write one JSON list of all findings."""
    terminal = Terminal.of(run, out)
    out.write("[")
    separator = "\n"
    for report in reports:
        for entry in _entries(report, terminal):
            out.write(f"{separator} {json.dumps(entry)}")
            separator = ",\n"
    out.write("\n]\n")


def _entries(report: CardReport, terminal: Terminal) -> Iterator[dict[str, Any]]:
    if report.status not in {"checked", "skipped"}:
        yield {
            "description": terminal.sentence(report.reason or report.status),
            "check_name": f"cardcheck/{report.status}",
            "severity": "blocker",
            **_place(report, 1, report.status, terminal),
        }
    text = text_of(report)
    for finding in in_order(report.shown):
        yield {
            "description": f"{terminal.sentence(finding.message)}{finding.standing}",
            "check_name": finding.rule,
            "severity": "info" if finding.preview else _SEVERITIES[finding.severity],
            **_place(report, text.position(finding.span.start).line, finding.fingerprint, terminal),
        }


def _place(report: CardReport, line: int, mark: str, terminal: Terminal) -> dict[str, Any]:
    """Return where something stands; findings of one card differ in their marks, and cards in their names."""
    told = f"{report.source}\0{mark}".encode("utf-8", "surrogatepass")
    return {
        "fingerprint": hashlib.sha256(told).hexdigest()[:32],
        "location": {"path": terminal.clean(report.source), "lines": {"begin": line}},
    }
