"""The audit as CSV (RFC 4180): one row a repository, to be opened in a spreadsheet.

A spreadsheet takes a cell for a formula that begins with `=`, `+`, `-` or `@`, so such a text gets an apostrophe in
front; numbers are ours and stay numbers. The items of a list stand between blanks. What cannot be seen is written out.
"""

from __future__ import annotations

import csv
from typing import Any, TextIO

from cardcheck.model.audit import Audit
from cardcheck.model.run import Run
from cardcheck.observatory._flat import COLUMNS, flat_row
from cardcheck.terminal.stream import Terminal

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write(audit: Audit, out: TextIO, run: Run) -> None:
    """Write the names of the columns, and a row for each repository."""
    terminal = Terminal.of(run, out)
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for record in audit.records():
        row = flat_row(record)
        table.writerow([_cell(row[name], terminal) for name in COLUMNS])


def _cell(value: Any, terminal: Terminal) -> Any:
    if isinstance(value, list):
        value = " ".join(value)
    if not isinstance(value, str):
        return value
    shown = terminal.clean(value)
    # A spreadsheet skips blanks before it looks for a formula.
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
