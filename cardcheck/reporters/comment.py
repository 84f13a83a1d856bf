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
from cardcheck.reporters._in_markdown import SIGNS, absent_told, rule_told, score_told, small
from cardcheck.reporters._places import text_of

_MOST_ITEMS = 6


class _Item(NamedTuple):
    """One thing to say, how grave it is, and where: a line is 0 where it is about the card as a whole."""

    severity: Severity
    source: str
    line: int
    told: str

    def shown(self, *, is_alone: bool) -> str:
        """Return the item as Markdown; a card that is alone is named above."""
        if not is_alone:
            place = f"{inert_code(f'{self.source}:{self.line}' if self.line else self.source)}: "
        else:
            place = f"line {self.line}: " if self.line else ""
        return f"- {SIGNS[self.severity]} {place}{self.told}\n"


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
    out.writelines(item.shown(is_alone=len(told) == 1) for item in items[:_MOST_ITEMS])
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
        yield _Item("error", report.source, 0, f"{report.status}: {inert(report.reason or '')}")
        return
    text = text_of(report)
    for group in groups(report.counted, each=False):
        for entry in group.entries:
            first = entry.first
            line = 0 if first.names == "none" else text.position(first.span.start).line
            again = f" (and {len(entry.findings) - 1:,} times more)" if len(entry.findings) > 1 else ""
            told = f"{inert(first.message)}{again} {small(rule_told(first.rule, run))}"
            yield _Item(group.severity, report.source, line, told)
        if group.absent is not None:
            yield _Item(group.severity, report.source, 0, absent_told(group.absent))
