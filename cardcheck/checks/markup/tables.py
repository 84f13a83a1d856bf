"""Tables of the body: rows that lose cells, and rows of bars that are no table to Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cardcheck.model.card import Block, Card, Table
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_UNDERLINE = expression(r"[|:\- \t]*-[|:\- \t]*")
_DASHES = expression(r"-+")
_BAR = expression(r"(?<!\\)\|")
_MOST_COLUMNS = 200


class _Row(NamedTuple):
    """A line with bars: its place, its number of cells, and whether bars stand at both of its ends."""

    span: Span
    cells: int
    is_framed: bool
    is_underline: bool


def broken(target: Target) -> Iterator[Problem]:
    """Every table is shown as one, with all of its cells."""
    card = target.card
    for table in card.body.tables:
        yield from _lost_cells(target, table)
    if "|" not in card.body.prose:
        return
    for block in card.body.blocks:
        if block.kind == "paragraph":
            start = block.span.start - card.body.span.start
            end = block.span.end - card.body.span.start
            if card.body.prose.find("|", start, end) >= 0:
                yield from _of_paragraph(target, block)


def _lost_cells(target: Target, table: Table) -> Iterator[Problem]:
    """Report the rows that have more cells than the header; nobody is shown those."""
    columns = len(table.rows[0])
    places = []
    for row in table.rows[1:]:
        filled = [cell for cell in row[columns:] if cell.text] if len(row) > columns else []
        if filled:
            places.append(Span(filled[0].span.start, filled[-1].span.end))
    if places:
        related = tuple(Related("cells beyond the last column", place) for place in places[1:6])
        quotes = target.card.source.slice(places[0])
        yield target.problem(
            "lost", span=places[0], quotes=quotes, related=related, columns=columns, count=len(places), said=quotes
        )


def _of_paragraph(target: Target, block: Block) -> Iterator[Problem]:
    """Report the rows of a paragraph that were meant as a table."""
    rows = _rows(target.card, block.span)
    for first, row in enumerate(rows[:-1]):
        under = rows[first + 1]
        if row.cells < 2 or under.span.start - row.span.end > 2 or row.is_underline:
            continue
        if under.is_underline and under.cells != row.cells and "|" in target.card.source.slice(under.span):
            edits = _replaced(target.card, under, row.cells) if block.depth == 0 else ()
            yield _problem(target, "rule", under, edits, columns=row.cells, cells=under.cells)
            return
        # The rows of a table drawn with dashes and plus signs are parted by other lines.
        if row.is_framed and under.is_framed and under.cells == row.cells and not under.is_underline:
            if not any(other.is_underline for other in rows):
                at = row.span.end
                newline = target.card.source.newline
                rule = f"{newline}{'|' + ' --- |' * row.cells}"
                is_sure = block.depth == 0 and row.span.start == block.span.start and _is_flush(target.card, row)
                edits = (Edit(Span(at, at), rule),) if is_sure else ()
                yield _problem(target, "no-rule", row, edits, columns=row.cells)
            return


def _problem(target: Target, case: str, row: _Row, edits: Sequence[Edit], **fields: Any) -> Problem:
    quotes = target.card.source.slice(row.span)
    return target.problem(case, span=row.span, quotes=quotes, edits=tuple(edits), **fields)


def _rows(card: Card, span: Span) -> list[_Row]:
    """Return the lines of a stretch that hold bars, without their blanks."""
    text, rows = card.source.text, []
    for index in range(card.source.line_index(span.start), card.source.line_index(span.end) + 1):
        line = card.source.line_span(index)
        written = text[max(line.start, span.start) : min(line.end, span.end)]
        row = written.strip(" \t>")
        if "|" not in row:
            continue
        start = max(line.start, span.start) + written.find(row)
        bars = len(_BAR.findall(row))
        is_framed = row.startswith("|") and row.endswith("|") and len(row) > 1
        is_underline = bool(_UNDERLINE.fullmatch(row)) and "--" in row
        cells = len(_DASHES.findall(row)) if is_underline else bars + 1 - row.startswith("|") - row.endswith("|")
        rows.append(_Row(Span(start, start + len(row)), cells, is_framed, is_underline))
    return rows


def _replaced(card: Card, under: _Row, columns: int) -> tuple[Edit, ...]:
    """Give the line of dashes as many cells as the header has, with the alignment of those that are there."""
    cells = [cell.strip() or "---" for cell in card.source.slice(under.span).strip("|").split("|")]
    if columns > _MOST_COLUMNS or any(not _UNDERLINE.fullmatch(cell) for cell in cells):
        return ()
    fitted = [*cells[:columns], *["---"] * (columns - len(cells))]
    return (Edit(under.span, f"| {' | '.join(fitted)} |"),)


def _is_flush(card: Card, row: _Row) -> bool:
    """Whether a row begins its line: then what is put below it is no deeper."""
    return card.source.line_span_at(row.span.start).start == row.span.start
