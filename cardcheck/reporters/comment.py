"""A comment on a pull request: a few lines of Markdown with the gravest things of all cards, or nothing at all.

In: reports as they come; out: at most ten lines in which no text of a card does anything. Where nothing is to be said,
and previews are not worth a comment, nothing is written, so that whoever posts it knows that no comment is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from cardcheck.inert_markdown import inert, inert_code
from cardcheck.model.finding import SEVERITIES, Severity
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._grouping import groups
from cardcheck.reporters._in_markdown import SIGNS, absent_told, rule_told, score_told
from cardcheck.reporters._places import text_of

_MOST_ITEMS = 6


class _Item(NamedTuple):
    """One thing to say, and how grave it is."""

    severity: Severity
    told: str


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write what is gravest, how much more there is, and the score where one card alone has something to say."""
    told: list[CardReport] = []
    items: list[_Item] = []
    for report in reports:
        found = list(_items(report, run))
        if found:
            items += found
            told.append(report)
    if not items:
        return
    items.sort(key=lambda item: SEVERITIES.index(item.severity))
    out.write(f"{_head(told, len(items))}\n\n")
    out.writelines(f"- {SIGNS[item.severity]} {item.told}\n" for item in items[:_MOST_ITEMS])
    if len(items) > _MOST_ITEMS:
        out.write(f"\n… and {len(items) - _MOST_ITEMS:,} more\n")


def _head(told: list[CardReport], count: int) -> str:
    things = f"**cardcheck**: {count:,} thing{'s' * (count != 1)} to mend in"
    if len(told) > 1:
        return f"{things} {len(told):,} cards"
    score = f" · {score_told(told[0])}" if told[0].score else ""
    return f"{things} {inert_code(told[0].source)}{score}"


def _items(report: CardReport, run: Run) -> Iterator[_Item]:
    if report.status not in {"checked", "skipped"}:
        yield _Item("error", f"{inert_code(report.source)} {report.status}: {inert(report.reason or '')}")
        return
    text = text_of(report)
    for group in groups(report.counted, each=False):
        for entry in group.entries:
            first = entry.first
            line = "" if first.names == "none" else f":{text.position(first.span.start).line}"
            again = f" (and {len(entry.findings) - 1:,} times more)" if len(entry.findings) > 1 else ""
            place = inert_code(f"{report.source}{line}")
            yield _Item(group.severity, f"{place} {inert(first.message)}{again} {rule_told(first.rule, run)}")
        if group.absent is not None:
            yield _Item(group.severity, f"{inert_code(report.source)} {absent_told(group.absent)}")
