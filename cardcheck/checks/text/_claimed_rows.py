"""What a card's text says of rows: tables of splits, lines such as `train: 1,000`, sentences.

In: a target and what is true. Out: claims, each with its number and the counts it may mean. A number whose subset or
whose unit is not certain is no claim.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck.checks.text._counts_said import Count, Statements, words
from cardcheck.checks.text._english import is_english
from cardcheck.checks.text._true_counts import Truth, split_named
from cardcheck.model.card import Card, Cell, Table
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.numbers import Number, number_in

_MARKS = " \t*_`:：#"
_OF = expression(
    r"^(?:the )?(?:total )?(?:number|no\.?|num|count|nb|amount|#)\s?(?:of|de)?\s+|^#\s?|^total\s+|\s\(.*\)$"
)
_SEVERAL, _FAR = 2, 2


class Claim(NamedTuple):
    """A number in the text about rows: what it counts in words, and what it can be if it is right.

    `where` is the subset and split whose entry says so; None for a total.
    """

    kind: str
    number: Number
    span: Span
    counts: frozenset[int]
    of: str
    where: tuple[str, str] | None = None


def claims(card: Card, truth: Truth) -> Iterator[Claim]:
    """Yield everything that the text says of rows."""
    reader = _Reader(card, truth)
    for table in card.body.tables:
        yield from reader.of_table(table)
    yield from reader.of_text()


class _Reader:
    """Reads one card."""

    def __init__(self, card: Card, truth: Truth) -> None:
        self.card, self.truth = card, truth
        self._starts = [section.own.start for section in card.body.sections]

    def subset_at(self, offset: int) -> str | None:
        """Return the subset that a place is about: the only one, or one whose name is a title above."""
        index = bisect_right(self._starts, offset) - 1
        path = self.card.body.sections[index].path if index >= 0 else ()
        titles = [title.casefold().strip(_MARKS) for title in path]
        if any(word in title for title in titles[1:] for word in words("other")):
            return None
        for title in reversed(titles):
            if title in self.truth.names:
                return self.truth.names[title]
        return self.truth.lone

    def claim(self, subset: str, split: str, number: Number, span: Span) -> Iterator[Claim]:
        counts = frozenset(self.truth.counts(subset, split))
        if number.kind in {"count", "year"} and counts:
            several = len(self.truth.views[0]) > 1
            of = f"`{split}` of `{subset}`" if several else f"`{split}`"
            yield Claim("split-rows", number, span, counts, of, (subset, split))

    def of_table(self, table: Table) -> Iterator[Claim]:
        header = [_plain(cell) for cell in table.rows[0]]
        subset = self.subset_at(table.span.start)
        known = (
            self.truth.splits(subset)
            if subset is not None
            else tuple(dict.fromkeys(split for rows in self.truth.views[0].values() for split in rows))
        )
        named = [split_named(text, known) if text else None for text in header]
        if any(named):
            yield from self._across(table, header, named, subset)
        elif header and header[0] in words("split headers"):
            yield from self._down(table, header, subset)

    def _across(
        self, table: Table, header: list[str], named: Sequence[str | None], subset: str | None
    ) -> Iterator[Claim]:
        """Read a table whose columns are splits."""
        first = next(index for index, split in enumerate(named) if split)
        if len([one for one in named if one]) != len({one for one in named if one}):
            return
        if any(
            text and text not in {"total", "all", "sum", "overall"}
            for text, split in zip(header[first:], named[first:], strict=True)
            if split is None
        ):
            return
        for row in table.rows[1:]:
            labels = [_plain(cell) for cell in row[:first]]
            own = self._row_subset(labels, header[:first], subset, len(table.rows) - 1)
            pairs = zip(row[first:], named[first:], strict=False) if own is not None else ()
            yield from self._together([(cell, split) for cell, split in pairs if split is not None], own or "")

    def _row_subset(self, labels: list[str], header: list[str], subset: str | None, rows: int) -> str | None:
        """Return the subset that a row counts; None where it counts something else, or nobody knows."""
        said = [label for label in labels if label]
        named = [self.truth.names[label] for label in said if label in self.truth.names]
        if named:
            return named[0] if len(said) == 1 else None
        if not said:
            return subset
        if len(said) == 1 and _counts_rows(said[0]):
            return subset
        is_name = header == ["name"] and rows == 1 and self.truth.lone is not None
        return subset if is_name else None

    def _down(self, table: Table, header: list[str], subset: str | None) -> Iterator[Claim]:
        """Read a table whose rows are splits."""
        if subset is None:
            return
        splits = self.truth.splits(subset)
        named = [split_named(row[0].text, splits) if row else None for row in table.rows[1:]]
        found = [split for split in named if split]
        columns = [index for index, text in enumerate(header) if index and _counts_rows(text)]
        if not found or len(found) != len(set(found)) or len(columns) != 1:
            return
        pairs = zip(table.rows[1:], named, strict=True)
        cells = [(row[columns[0]], split) for row, split in pairs if split is not None and columns[0] < len(row)]
        yield from self._together(cells, subset)

    def _together(self, cells: Sequence[tuple[Cell, str]], subset: str) -> Iterator[Claim]:
        """Read the counts of several splits; where all are far off, they count something else than rows."""
        found = [claim for cell, split in cells for claim in self._cell(cell, subset, split)]
        if len(found) < _SEVERAL or any(_is_close(claim) for claim in found):
            yield from found

    def _cell(self, cell: Cell, subset: str, split: str) -> Iterator[Claim]:
        number = number_in(cell.text)
        if number is not None:
            yield from self.claim(subset, split, number, cell.span)

    def of_text(self) -> Iterator[Claim]:
        """Read lines, and sentences where they are English."""
        statements = Statements(self.card)
        sentences = list(statements.sentences())
        if sentences and not is_english(self.card.body.prose):
            sentences = []
        for count in (*statements.lines(), *sentences):
            if count.split is None:
                yield from self._total(count)
                continue
            subset = self.subset_at(count.span.start)
            split = split_named(count.split, self.truth.splits(subset)) if subset is not None else None
            if subset is not None and split is not None:
                yield from self.claim(subset, split, count.number, count.span)

    def _total(self, count: Count) -> Iterator[Claim]:
        if self.truth.is_whole and count.number.kind == "count":
            yield Claim("rows", count.number, count.span, frozenset(self.truth.totals), "the data set")


def _is_close(claim: Claim) -> bool:
    return any(claim.number.low <= _FAR * count and count <= _FAR * claim.number.high for count in claim.counts)


def _counts_rows(label: str) -> bool:
    said = _OF.sub("", label).strip(_MARKS)
    return said in words("row headers") or said in words("rows")


def _plain(cell: Cell) -> str:
    return cell.text.strip(_MARKS).casefold()
