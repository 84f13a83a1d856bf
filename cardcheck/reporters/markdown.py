"""Markdown for a job summary or a comment on a pull request: what is wrong, and the safe fixes as a diff.

In: reports as they come; out: Markdown in which no text of a card does anything. One row for each rule and cause,
gravest first; long lists are folded, so that it stays under what GitHub takes for one comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TextIO

from cardcheck.editing.apply import apply_edits
from cardcheck.editing.unified_diff import unified_diff
from cardcheck.inert_markdown import inert, inert_code
from cardcheck.model.finding import Edit, Finding, Severity
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.text import SourceText
from cardcheck.regex import expression
from cardcheck.reporters._grouping import Entry, Group, groups
from cardcheck.reporters._in_markdown import SIGNS, absent_told, has_moved, rule_told, score_told, small
from cardcheck.reporters._places import text_of
from cardcheck.terminal.stream import Terminal

_ONE: dict[Severity, str] = {"error": "stops people", "warning": "misleads them", "info": "leaves them without"}
_SEVERAL: dict[Severity, str] = {"error": "stop people", "warning": "mislead them", "info": "leave them without"}
_TICKS = expression(r"`+")
_MOST_ROWS, _MOST_LINES, _MOST_DIFF_CHARACTERS = 30, 10, 20_000


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write a part for each card that has something to say, and one line where none has."""
    terminal = Terminal.of(run, out)
    count = told = 0
    for report in reports:
        count += 1
        lines = list(_card(report, run, terminal))
        if lines:
            out.writelines(f"{line}\n" for line in (*([""] * bool(told)), *lines))
            told += 1
    if not told:
        out.write(f"✅ cardcheck: nothing to mend in {count:,} card{'s' * (count != 1)}\n")


def _card(report: CardReport, run: Run, terminal: Terminal) -> Iterator[str]:
    is_clean = report.status == "checked" and not report.shown
    if report.status == "skipped" or (is_clean and not has_moved(report)):
        return
    score = f" · {score_told(report)}" if report.score else ""
    yield f"### {inert_code(report.source)}{score}"
    yield ""
    if report.status != "checked":
        yield f"❌ {report.status}: {inert(report.reason or '')}"
        return
    if is_clean:
        yield f"✅ nothing new to mend · {report.known:,} known before" if report.known else "✅ nothing to mend"
        return
    found = groups(report.shown, each=run.show_all)
    yield _counts(report, found)
    yield ""
    yield from _table(found, text_of(report), run)
    yield from _diff(report, terminal)


def _counts(report: CardReport, found: list[Group]) -> str:
    told = [
        f"{SIGNS[group.severity]} **{group.counted}** {(_ONE if group.counted == 1 else _SEVERAL)[group.severity]}"
        for group in found
        if group.counted
    ]
    previews = sum(group.kinds - group.counted for group in found)
    told += [f"{previews:,} preview{'s' * (previews != 1)}"] * bool(previews)
    if report.known:
        told.append(f"{report.known:,} known before")
    return " · ".join(told)


def _table(found: list[Group], text: SourceText, run: Run) -> Iterator[str]:
    # Three columns, for a fourth would have to be scrolled to on a phone.
    yield "| | Line | What |"
    yield "| --- | ---: | --- |"
    rows = [_row(entry, text, run) for group in found for entry in group.entries]
    rows += [_absent_row(group) for group in found if group.absent]
    yield from rows[:_MOST_ROWS]
    if len(rows) > _MOST_ROWS:
        yield ""
        yield f"… and {len(rows) - _MOST_ROWS} more"


def _row(entry: Entry, text: SourceText, run: Run) -> str:
    first = entry.first
    below = f"{rule_told(first.rule, run)}{first.standing}"
    if first.fix is not None:
        unsafe = " (unsafe)" if first.fix.applicability == "unsafe" else ""
        below = f"→ {inert(first.fix.title)}{unsafe} · {below}"
    what = f"{inert(first.message)}<br>{small(below)}"
    return f"| {SIGNS[first.severity]} | {_lines(entry.findings, text)} | {what} |"


def _absent_row(group: Group) -> str:
    assert group.absent is not None
    return f"| {SIGNS[group.severity]} | | {absent_told(group.absent)} |"


def _lines(findings: tuple[Finding, ...], text: SourceText) -> str:
    lines = sorted({text.position(finding.span.start).line for finding in findings if finding.names != "none"})
    more = f" and {len(lines) - _MOST_LINES} more" if len(lines) > _MOST_LINES else ""
    return ", ".join(map(str, lines[:_MOST_LINES])) + more


def _diff(report: CardReport, terminal: Terminal) -> Iterator[str]:
    """Yield what the safe fixes change, folded; nothing where that would be too long."""
    edits = _safe_edits(report.counted)
    old = text_of(report).text
    told = unified_diff(old, apply_edits(old, edits), report.source) if edits else ""
    if not told or len(told) > _MOST_DIFF_CHARACTERS:
        return
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(told)), default=0))
    yield ""
    yield "<details><summary>What <code>cardcheck fix</code> would change</summary>"
    yield ""
    yield f"{fence}diff"
    yield from (terminal.clean(line) for line in told.splitlines())
    yield fence
    yield ""
    yield "</details>"


def _safe_edits(findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits of all safe fixes that do not get in each other's way."""
    taken: list[Edit] = []
    for finding in findings:
        if finding.fix is not None and finding.fix.applicability == "safe":
            wanted = sorted([*taken, *finding.fix.edits])
            if not any(later.span.start < edit.span.end or later.span == edit.span for edit, later in pairwise(wanted)):
                taken = wanted
    return taken
