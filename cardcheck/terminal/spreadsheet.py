"""Values as cells of a CSV file (RFC 4180) for spreadsheets: text of strangers in, harmless text out.

A spreadsheet takes a cell for a formula that begins with `=`, `+`, `-` or `@`, so such a text gets an apostrophe in
front; numbers are ours and stay numbers. What cannot be seen, tabs and line ends too, is written out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from cardcheck.terminal.stream import Terminal

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write_rows(out: TextIO, heads: Iterable[str], rows: Iterable[Iterable[Any]], terminal: Terminal) -> None:
    """Write a table, row by row; the items of a list stand between blanks, and None is an empty cell."""
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(heads)
    table.writerows([_cell(value, terminal) for value in row] for row in rows)


def _cell(value: Any, terminal: Terminal) -> Any:
    if isinstance(value, list | tuple):
        value = " ".join(value)
    if not isinstance(value, str):
        return value
    shown = terminal.clean(value)
    # A spreadsheet skips blanks before it looks for a formula.
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
