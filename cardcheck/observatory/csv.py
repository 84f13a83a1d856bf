"""The audit as CSV: one row a repository, to be opened in a spreadsheet. In: an audit; out: text."""

from __future__ import annotations

from typing import TextIO

from cardcheck.model.audit import Audit
from cardcheck.model.run import Run
from cardcheck.observatory._flat import COLUMNS, flat_row
from cardcheck.terminal.spreadsheet import write_rows
from cardcheck.terminal.stream import Terminal


def write(audit: Audit, out: TextIO, run: Run) -> None:
    """Write the names of the columns, and a row for each repository."""
    flat = map(flat_row, audit.records())
    write_rows(out, COLUMNS, ([row[name] for name in COLUMNS] for row in flat), Terminal.of(run, out))
