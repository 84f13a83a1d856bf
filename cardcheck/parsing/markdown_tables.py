"""Pipe tables: where the rows and cells stand.

The lines that markdown-it takes for a table go in, rows of cells come out. markdown-it's own cells have no places;
the rules by which it splits a row are short enough to follow here.
"""

from __future__ import annotations

import re
from itertools import pairwise

from cardcheck.model.card import Cell, Table
from cardcheck.model.text import Span
from cardcheck.parsing.markdown_blocks import Piece
from cardcheck.parsing.markdown_lines import TRIMMED, Content, Lines

_BAR = re.compile(r"(?<!\\)\|")


def read_table(piece: Piece, lines: Lines) -> Table:
    """Return a table with every cell as written, also those beyond the header's columns, which nobody is shown."""
    rows = [_row(lines, piece.span.start, piece.first)]
    rows.extend(_row(lines, lines.after_prefix(index), index) for index in range(piece.first + 2, piece.stop))
    return Table(piece.span, tuple(rows))


def _row(lines: Lines, start: int, index: int) -> tuple[Cell, ...]:
    line = lines.text[start : lines.ends[index]]
    row = line.strip(TRIMMED)
    start += line.find(row)
    bars = [match.start() for match in _BAR.finditer(row)]
    edges = [-1, *bars, len(row)]
    if bars and bars[0] == 0:
        del edges[0]
    if bars and bars[-1] == len(row) - 1:
        edges.pop()
    cells = []
    for left, right in pairwise(edges):
        raw = row[left + 1 : right]
        text = raw.strip(TRIMMED)
        at = start + left + 1 + raw.find(text)
        cells.append(Cell(text, Span(at, at + len(text))))
    return tuple(cells)


def cell_content(cell: Cell) -> Content:
    """Return a cell's inline content: bars lose the backslash that kept them from ending the cell."""
    text = cell.text.replace("\0", "\ufffd")
    if "\\|" not in text:
        return Content(text, (0,), (cell.span.start,))
    pieces = text.split("\\|")
    offsets, shifts = [0], [cell.span.start]
    for piece in pieces[:-1]:
        offset = offsets[-1] + (1 if len(offsets) > 1 else 0) + len(piece)
        offsets.append(offset)
        shifts.append(shifts[-1] + 1)
    return Content("|".join(pieces), tuple(offsets), tuple(shifts))
