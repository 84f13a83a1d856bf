"""One card on one screen: the fullest telling that fits.

In: groups of entries and how many lines there are; out: lines. What stops people is told at length before
what misleads them is told at all but in brief, and so on; what does not fit is counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from cardcheck.model.finding import Severity
from cardcheck.reporters._entry import Detail, Sheet, entry_lines
from cardcheck.reporters._grouping import Entry, Group
from cardcheck.terminal.cells import wrap_at_most
from cardcheck.terminal.stream import Line, Piece, Terminal

HEADINGS: dict[Severity, str] = {"error": "Stops people", "warning": "Misleads people", "info": "Left out"}
_MOST_ABSENT_LINES = 2
_INDENT = 2


def heading(group: Group, terminal: Terminal) -> Line:
    """Return a group's heading."""
    sign = terminal.sign(group.severity)
    return (Piece(f"{sign.text} {HEADINGS[group.severity]}", sign.style),)


def absent_lines(group: Group, terminal: Terminal) -> list[Line]:
    """Name the most valuable topics that nothing is said about; nothing where they are told one by one."""
    if group.absent is None:
        return []
    rest = f" (+{group.absent.more}; --all lists them)" if group.absent.more else ""
    also = "also absent" if group.entries else "absent"
    told = f"{also}: {terminal.clean(', '.join(group.absent.named))}{rest}"
    lines = wrap_at_most(told, terminal.width - _INDENT, _MOST_ABSENT_LINES, terminal.glyphs.ellipsis)
    return [(Piece(" " * _INDENT + line),) for line in lines]


def more_kinds(count: int, terminal: Terminal) -> str:
    """Say how many kinds of finding have no room."""
    return f"{terminal.glyphs.ellipsis} and {count} more {'kind' if count == 1 else 'kinds'} (--all shows each)"


def full_page(groups: list[Group], sheet: Sheet) -> list[Line]:
    """Return everything at length."""
    lines: list[Line] = []
    told: set[tuple[str, str]] = set()
    for group in groups:
        lines += [(), heading(group, sheet.terminal)] if lines else [heading(group, sheet.terminal)]
        for entry in group.entries:
            cause = (entry.first.rule, entry.first.why)
            lines += entry_lines(entry, Detail.FULL, sheet, consequence=cause not in told)
            told.add(cause)
        lines += absent_lines(group, sheet.terminal)
    return lines


def screen_page(groups: list[Group], sheet: Sheet, most_lines: int) -> list[Line]:
    """Return the groups in at most so many lines."""
    page = _Page(sheet, groups, most_lines)
    page.fill()
    for group in groups:
        page.spell_out(group)
    return page.lines()


@dataclass(slots=True)
class _Shown:
    entry: Entry
    lines: list[Line]


class _Page:
    """A screen being filled: every entry begins as one line, and grows while there is room."""

    def __init__(self, sheet: Sheet, groups: list[Group], most_lines: int) -> None:
        self._sheet = sheet
        self._groups = groups
        self._left = most_lines
        self._headings: dict[Severity, Line] = {}
        self._absent: dict[Severity, list[Line]] = {}
        self._shown: dict[Severity, list[_Shown]] = {}
        self._hidden = 0

    def fill(self) -> None:
        """Give every entry a line, gravest first; keep one to say how many found no room."""
        opening = {group.severity: heading(group, self._sheet.terminal) for group in self._groups}
        absent = {group.severity: absent_lines(group, self._sheet.terminal) for group in self._groups}
        needed = sum(1 + len(absent[group.severity]) + len(group.entries) for group in self._groups)
        if needed + len(self._groups) - 1 > self._left:
            self._left -= 1
        for group in self._groups:
            cost = 1 + len(absent[group.severity]) + bool(self._headings)
            if self._hidden or cost + bool(group.entries) > self._left:
                self._hidden += group.kinds
                continue
            self._left -= cost
            fitting = group.entries[: self._left]
            self._left -= len(fitting)
            self._hidden += len(group.entries) - len(fitting)
            self._headings[group.severity] = opening[group.severity]
            self._absent[group.severity] = absent[group.severity]
            self._shown[group.severity] = [_Shown(entry, self._lines_of(entry, Detail.LINE)) for entry in fitting]

    def spell_out(self, group: Group) -> None:
        """Let a group's messages run to their ends, then add consequences and fixes while there is room."""
        for detail in (Detail.MESSAGE, Detail.FULL):
            for one in self._shown.get(group.severity, []):
                lines = self._lines_of(one.entry, detail)
                cost = len(lines) - len(one.lines)
                if cost <= self._left:
                    self._left -= cost
                    one.lines = lines

    def lines(self) -> list[Line]:
        """Return the page as it stands."""
        lines: list[Line] = []
        for severity, opening in self._headings.items():
            lines += [(), opening] if lines else [opening]
            for one in self._shown[severity]:
                lines += one.lines
            lines += self._absent[severity]
        if self._hidden:
            lines.append((Piece(f"  {more_kinds(self._hidden, self._sheet.terminal)}", "dim"),))
        return lines

    def _lines_of(self, entry: Entry, detail: Detail) -> list[Line]:
        return entry_lines(entry, detail, self._sheet)
