"""One line a finding, `path:line:col: severity rule message`: for editors, grep and logs.

In: reports as they come; out: plain lines that no card can break or colour. A card that could not be
judged has one line too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._places import in_order, text_of
from cardcheck.terminal.stream import Terminal


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write a line for each finding that counts."""
    terminal = Terminal.of(run, out)
    for report in reports:
        out.writelines(f"{line}\n" for line in _lines(report, terminal))


def _lines(report: CardReport, terminal: Terminal) -> Iterator[str]:
    source = terminal.clean(report.source)
    if report.status != "checked":
        yield f"{source}: {report.status}" + (f": {terminal.sentence(report.reason)}" if report.reason else "")
    text = text_of(report)
    for finding in in_order(report.shown):
        line, column = text.position(finding.span.start)
        rule, message = terminal.clean(finding.rule), terminal.sentence(finding.message)
        yield f"{source}:{line}:{column}: {finding.severity} {rule} {message}{finding.standing}"
