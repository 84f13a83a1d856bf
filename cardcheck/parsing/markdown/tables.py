"""Pipe tables: which lines are one, and where its rows and cells stand.

Stands in for markdown-it's rule, which makes a handful of tokens of each cell, none of them with a place; the syntax
is the same. Cells keep their text as written.
"""

from __future__ import annotations

from itertools import pairwise

from markdown_it.rules_block import StateBlock

from cardcheck.model.card import Cell, Table
from cardcheck.model.text import Span
from cardcheck.parsing.markdown.lines import TRIMMED, Content, Lines
from cardcheck.regex import expression

_BAR = expression(r"(?<!\\)\|")
_DASHES = expression(r"-+")
_UNDERLINE = expression(r"(?!-[ \t])\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+")


def table(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Take a table that begins at a line; a block rule of markdown-it that makes one token."""
    under = line + 1
    if under >= end or state.sCount[under] < state.blkIndent or state.is_code_block(under):
        return False
    underline = _own(state, under)
    if len(underline) < 2 or not _UNDERLINE.fullmatch(underline) or state.is_code_block(line):
        return False
    header = _own(state, line).strip(TRIMMED)
    if "|" not in header or len(_edges(header)) - 1 != len(_DASHES.findall(underline)):
        return False
    if silent:
        return True
    token = state.push("table", "table", 0)
    outer, state.parentType = state.parentType, "table"
    following = line + 2
    while following < end and _is_row(state, following, end):
        following += 1
    state.parentType = outer
    state.line = following
    token.map = [line, following]
    return True


def _own(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    """Whether a table goes on at a line: any text does that begins no other block."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line) or not _own(state, line).strip(TRIMMED):
        return False
    return not any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote"))  # noqa: FBT003


def read_table(span: Span, first: int, stop: int, lines: Lines) -> Table:
    """Return a table with every cell as written, also those beyond the header's columns, which nobody is shown."""
    rows = [_row(lines, span.start, first)]
    rows.extend(_row(lines, lines.after_prefix(index), index) for index in range(first + 2, stop))
    return Table(span, tuple(rows))


def _row(lines: Lines, start: int, index: int) -> tuple[Cell, ...]:
    line = lines.text[start : lines.ends[index]]
    row = line.strip(TRIMMED)
    start += line.find(row) + 1
    cells = []
    for left, right in pairwise(_edges(row)):
        raw = row[left + 1 : right]
        text = raw.strip(TRIMMED)
        at = start + left + raw.find(text)
        cells.append(Cell(text, Span(at, at + len(text))))
    return tuple(cells)


def _edges(row: str) -> list[int]:
    """Return where the cells of a row are parted; bars at either end part nothing."""
    bars = [match.start() for match in _BAR.finditer(row)]
    if not bars:
        return [-1, len(row)]
    if bars[0] != 0:
        bars.insert(0, -1)
    if bars[-1] != len(row) - 1:
        bars.append(len(row))
    return bars


def cell_content(cell: Cell) -> Content:
    """Return a cell's inline content: bars lose the backslash that kept them from ending the cell."""
    text = cell.text.replace("\0", "\ufffd")
    if "\\|" not in text:
        return Content(text, (0,), (cell.span.start,))
    pieces = text.split("\\|")
    offsets, shifts = [0], [cell.span.start]
    for piece in pieces[:-1]:
        offsets.append(offsets[-1] + (len(offsets) > 1) + len(piece))
        shifts.append(shifts[-1] + 1)
    return Content("|".join(pieces), tuple(offsets), tuple(shifts))
