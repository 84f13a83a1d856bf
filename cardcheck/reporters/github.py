"""Workflow commands of GitHub Actions: each line becomes an annotation at its place in the pull request.

In: reports as they come; out: `::error file=…,line=…::message`, one for each rule and cause of a card, gravest first,
for GitHub shows ten of a kind at most. No text of a card can end a command or begin another.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from cardcheck.model.finding import Finding, Severity
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.text import SourceText
from cardcheck.reporters._entry import first_sentence
from cardcheck.reporters._grouping import Entry, groups
from cardcheck.reporters._places import text_of
from cardcheck.terminal.stream import Terminal

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_MOST_LINES = 20


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write a workflow command for each kind of finding, and for each card that could not be judged."""
    terminal = Terminal.of(run, out)
    for report in reports:
        out.writelines(f"{line}\n" for line in _commands(report, run, terminal))


def _commands(report: CardReport, run: Run, terminal: Terminal) -> Iterator[str]:
    source = terminal.clean(report.source)
    if report.status not in {"checked", "skipped"}:
        yield _command("error", {"file": source, "title": report.status}, terminal.sentence(report.reason or ""))
    text = text_of(report)
    for group in groups(report.shown, each=run.show_all):
        for entry in group.entries:
            place = {"file": source, **_place(entry.first, text), "title": _title(entry.first, terminal)}
            command = "notice" if entry.first.preview else _COMMANDS[group.severity]
            yield _command(command, place, _told(entry, text, terminal))
        if group.absent is not None:
            more = f" and {group.absent.more} more" if group.absent.more else ""
            absent = f"Nothing is said about {', '.join(group.absent.named)}{more}"
            yield _command(_COMMANDS[group.severity], {"file": source, "title": "left out"}, terminal.clean(absent))


def _title(finding: Finding, terminal: Terminal) -> str:
    return terminal.clean(f"{finding.rule}{finding.standing}")


def _place(finding: Finding, text: SourceText) -> dict[str, object]:
    """Return where a finding stands; GitHub takes columns only within one line."""
    if finding.names == "none":
        return {"line": 1}
    start, end = text.position(finding.span.start), text.position(finding.span.end)
    if end.line != start.line:
        return {"line": start.line, "endLine": end.line}
    return {"line": start.line, "endLine": end.line, "col": start.column, "endColumn": end.column}


def _told(entry: Entry, text: SourceText, terminal: Terminal) -> str:
    """Return the message of an annotation: what, where else, who is hurt, what would mend it."""
    first = entry.first
    lines = [terminal.sentence(first.message)]
    others = sorted({text.position(finding.span.start).line for finding in entry.findings[1:]})
    if others:
        listed = ", ".join(map(str, others[:_MOST_LINES]))
        more = f" and {len(others) - _MOST_LINES} more" if len(others) > _MOST_LINES else ""
        lines.append(f"Also in line {listed}{more}")
    lines += [terminal.sentence(first_sentence(first.why))] * bool(first.why)
    if first.fix is not None:
        unsafe = " (unsafe)" if first.fix.applicability == "unsafe" else ""
        lines.append(f"Fix: {terminal.sentence(first.fix.title)}{unsafe}")
    return "\n".join(lines)


def _command(name: str, properties: dict[str, object], message: str) -> str:
    told = ",".join(f"{key}={_escaped_property(str(value))}" for key, value in properties.items())
    return f"::{name} {told}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
