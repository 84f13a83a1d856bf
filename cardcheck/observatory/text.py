"""The audit for people in a terminal: the five shares, the scores, what to do first, and what many repositories share.

In: an audit; out: lines of at most the terminal's width, with colours where they are wanted. The summary alone is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from cardcheck.model.audit import Audit
from cardcheck.model.run import Run
from cardcheck.observatory import _sections as sections
from cardcheck.observatory import _words as words
from cardcheck.terminal.stream import Line, Terminal

_MOST, _FEWER, _ALL, _QUIET = 8, 5, 100, 3


def write(audit: Audit, out: TextIO, run: Run) -> None:
    """Write the summary of an audit."""
    terminal = Terminal.of(run, out)
    most, fewer = (_ALL, _ALL) if run.verbose or run.show_all else (_QUIET, _QUIET) if run.quiet else (_MOST, _FEWER)
    sheet = sections.Sheet(terminal, most, fewer, words.owner_of_all(audit))
    out.writelines(f"{terminal.paint(sheet.within(line))}\n" for line in _page(audit, sheet))


def _page(audit: Audit, sheet: sections.Sheet) -> Iterator[Line]:
    summary = audit.summary
    yield from sections.head(audit, sheet)
    if not summary.repositories:
        return
    parts = (
        sections.shares(audit, sheet),
        sections.scores(audit, sheet),
        sections.first(summary, sheet),
        sections.defects(summary, sheet),
        sections.rules(summary, sheet),
        sections.duplicates(summary, sheet),
        sections.disagreements(summary, sheet),
    )
    for part in parts:
        lines = list(part)
        if lines:
            yield ()
            yield from lines
