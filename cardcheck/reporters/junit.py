"""JUnit's XML, which every build server can show: a suite a card, a failed case a finding.

In: reports as they come; out: XML. A card without a finding is one case that passes, a card that could not be judged
one that ends in an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from cardcheck.model.finding import SEVERITIES
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._places import in_order, text_of
from cardcheck.terminal.stream import Terminal


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write one XML document with a suite for each card."""
    # Characters that XML forbids are written out by the same means as those that no terminal should get.
    terminal = Terminal.of(run, out)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="cardcheck">\n')
    for report in reports:
        out.writelines(f"{line}\n" for line in _suite(report, run, terminal))
    out.write("</testsuites>\n")


def _suite(report: CardReport, run: Run, terminal: Terminal) -> Iterator[str]:
    source = quoteattr(terminal.clean(report.source))
    failing = SEVERITIES[: SEVERITIES.index(run.fail_on) + 1] if run.fail_on != "never" else ()
    failures = sum(finding.severity in failing for finding in report.counted)
    errors = int(report.status not in {"checked", "skipped"})
    tests = max(1, len(report.shown))
    skipped = int(report.status == "skipped")
    yield f'  <testsuite name={source} tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}">'
    yield from _cases(report, failing, source, terminal)
    yield "  </testsuite>"


def _cases(report: CardReport, failing: tuple[str, ...], source: str, terminal: Terminal) -> Iterator[str]:
    if report.status != "checked":
        kind = "skipped" if report.status == "skipped" else "error"
        reason = quoteattr(terminal.sentence(report.reason or report.status))
        yield f'    <testcase classname={source} name="card"><{kind} message={reason}/></testcase>'
    elif not report.shown:
        yield f'    <testcase classname={source} name="card"/>'
    text = text_of(report)
    for finding in in_order(report.shown):
        line, column = text.position(finding.span.start)
        rule, message = terminal.clean(finding.rule), terminal.sentence(finding.message)
        name = quoteattr(f"{rule} at {line}:{column}")
        told = f"{finding.severity}{finding.standing} at {line}:{column}: {message}"
        # What fails nothing stands in the output of a case that passes.
        body = (
            f"<failure type={quoteattr(rule)} message={quoteattr(message)}>{escape(told)}</failure>"
            if finding.counts and finding.severity in failing
            else f"<system-out>{escape(told)}</system-out>"
        )
        yield f'    <testcase classname={source} name={name} line="{line}">{body}</testcase>'
