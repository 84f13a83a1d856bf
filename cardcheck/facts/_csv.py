"""What `pandas.read_csv` makes of a CSV file, as the `csv` builder of `datasets` calls it: text in, Table out.

Types, names and faults are pandas' own (held against pandas 3.1); of its options those of `Dialect` are known.
Texts are called `string`, whether pyarrow stores them as `string` or `large_string`.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple

from cardcheck.facts._cells import CellsOverflow, infer
from cardcheck.model.facts import Column, Table, Unreadable, Values
from cardcheck.regex import expression

BATCH_ROWS = 10_000
"""How many rows the loader reads at a time; each batch has types of its own."""

_MAX_LATER = 8
_MAX_SAMPLES = 20
_MAX_TEXT = 200
_MAX_FIELD = 1 << 25
_MAX_COLUMNS = 20_000
_MAX_NAME = 10_000
_MAX_PADDING = 2_000_000
# Where lines end in a lone carriage return, pandas loses cells at lines of blanks.
_OLD_MAC = expression(r"\r[ \t]*\r(?!\n)")


class Dialect(NamedTuple):
    """The options that change how a CSV is cut into columns; `header` is the number of its line, None for none."""

    sep: str = ","
    header: int | None = 0
    names: tuple[str, ...] | None = None
    skip: int = 0


_PLAIN = Dialect()


class _FaultError(Exception):
    """The reader stops here."""

    def __init__(self, exception: str, reason: str) -> None:
        self.fault = Unreadable(exception, reason)
        super().__init__(reason)


def read_csv(text: str, *, dialect: Dialect = _PLAIN, is_whole: bool = True) -> Table:
    """Read a CSV, or its beginning, as pandas does."""
    csv.field_size_limit(_MAX_FIELD)
    if _OLD_MAC.search(text):
        return Table(is_whole=False)
    if not is_whole:
        # What follows the last line break may be half a row.
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    rows = _Rows(text, dialect.sep, is_whole=is_whole)
    try:
        names, first = _header(rows, dialect)
        return _table(names, first, rows, is_whole=is_whole)
    except _FaultError as error:
        return Table(fault=error.fault, is_whole=is_whole)
    except (_TooMuchError, csv.Error):
        return Table(is_whole=False)


class _TooMuchError(Exception):
    """The file has more columns, or more cells that its rows leave out, than is worth the memory."""


class _Rows:
    """The rows of a CSV that pandas counts: lines of blanks are none."""

    def __init__(self, text: str, sep: str, *, is_whole: bool) -> None:
        self._lines = io.StringIO(text, newline="")
        self._last = ""
        self._mark = f"\0{len(text)}\0"
        self._end = f"{self._mark}{sep}{self._mark}"
        self._is_whole = is_whole
        self._blanks = " \t".replace(sep, "")
        self._reader = csv.reader(self._feed(), delimiter=sep)
        self.count = 0

    def _feed(self) -> Iterator[str]:
        for line in self._lines:
            self._last = line
            yield line
        # Two fields, but where an open quote swallows this line too.
        self._last = self._end
        yield self._end

    def skip(self, lines: int) -> None:
        """Leave out the first lines of the file."""
        for _ in range(lines):
            self._lines.readline()

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._reader:
            if row and row[-1].endswith(self._mark):
                if row[0] != self._mark and self._is_whole:
                    raise _FaultError("ParserError", f"a quote is opened after row {self.count} and never closed")
                return
            if not row or (len(row) == 1 and not self._last.strip(self._blanks + "\r\n")):
                continue
            self.count += 1
            yield row


def _header(rows: _Rows, dialect: Dialect) -> tuple[list[str], list[str] | None]:
    """Return the names of the columns and the first row, with `__index_level_0__` for what pandas takes as index."""
    rows.skip(dialect.skip)
    lines = iter(rows)
    header: list[str] | None = None
    if dialect.header is not None:
        header = next(islice(lines, dialect.header, None), None)
    first = next(lines, None)
    if header is None and (first is None or dialect.header is not None):
        raise _FaultError("EmptyDataError", "the file holds no columns")
    width = len(first) if first is not None else 0
    if dialect.names is not None:
        names = list(dialect.names)
    elif header is not None:
        names = _unique(header) if len(header) <= _MAX_COLUMNS else header
    else:
        names = [str(number) for number in range(width)]
    if max(len(names), width) > _MAX_COLUMNS or max(map(len, names), default=0) > _MAX_NAME:
        raise _TooMuchError
    return names, first


def _unique(header: Sequence[str]) -> list[str]:
    """Name the columns as pandas does: numbers for those without a name, `a.1` for a second `a`."""
    names = [name or f"Unnamed: {number}" for number, name in enumerate(header)]
    taken = Counter(names)
    counts: Counter[str] = Counter()
    for index in sorted(range(len(names)), key=lambda index: not header[index]):
        name = old = names[index]
        count = counts[name]
        while count > 0:
            counts[old] = count + 1
            name = f"{old}.{count}"
            count = count + 1 if taken[name] else counts[name]
        taken[old] -= 1
        taken[name] += 1
        names[index] = name
        counts[name] = count + 1
    return names


def _table(names: list[str], first: list[str] | None, rows: _Rows, *, is_whole: bool) -> Table:
    """Read all rows, batch by batch."""
    width = max(len(names), len(first) if first is not None else 0)
    extra = width - len(names)
    total = padding = 0
    tables: dict[tuple[Column, ...], Table] = {}
    samples: tuple[Mapping[str, Any], ...] = ()
    start = iter([first] if first is not None else [])
    while True:
        batch = [*start, *islice(rows, BATCH_ROWS - (1 if not total and first is not None else 0))]
        for number, row in enumerate(batch, total):
            if len(row) > width:
                reason = f"row {number + 1} has {len(row)} fields instead of {width}"
                raise _FaultError("ParserError", reason)
            padding += width - len(row)
            if padding > _MAX_PADDING:
                raise _TooMuchError
            row.extend([""] * (width - len(row)))
        if not batch and total:
            break
        table = _batch(names, extra, batch)
        if not total:
            samples = table.samples
        total += len(batch)
        known = tables.get(table.columns)
        if known is not None or len(tables) < _MAX_LATER:
            tables[table.columns] = _merged(known, table)
        if len(batch) < BATCH_ROWS:
            break
    head, *later = tables.values()
    return head._replace(rows=total if is_whole else None, is_whole=is_whole, samples=samples, later=tuple(later))


def _batch(names: list[str], extra: int, rows: list[list[str]]) -> Table:
    """Infer the columns of one batch; what the first row has too many comes first in it and is its index."""
    labels = [f"__index_level_{number}__" for number in range(extra)] + names
    columns, values = [], {}
    samples: list[dict[str, Any]] = [{} for _ in rows[:_MAX_SAMPLES]]
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(labels)
    for label, column in [*zip(labels, cells, strict=True)][extra:] + [*zip(labels, cells, strict=True)][:extra]:
        try:
            kind, known, plain = infer(column, _MAX_SAMPLES)
        except CellsOverflow as error:
            raise _FaultError("OverflowError", f"column `{label}` holds a number of more than 64 bits") from error
        if extra == 1 and label == labels[0] and kind == "int64" and _is_range(column):
            continue
        columns.append(Column(label, kind))
        if known is not None:
            values[label] = known
        for sample, value in zip(samples, plain, strict=False):
            sample[label] = value[:_MAX_TEXT] if isinstance(value, str) else value
    return Table(tuple(columns), rows=len(rows), samples=tuple(samples), values=values)


def _is_range(cells: Sequence[str]) -> bool:
    """Whether an index is evenly spaced: pandas keeps such a one as numbers to count, not as a column."""
    if len(cells) < 2:
        return False
    step = int(cells[1]) - int(cells[0])
    return step != 0 and all(int(two) - int(one) == step for one, two in pairwise(cells))


def _merged(known: Table | None, table: Table) -> Table:
    """Put the values of two batches together that have the same columns."""
    if known is None:
        return table._replace(samples=())
    values = {name: merge(known.values[name], other) for name, other in table.values.items() if name in known.values}
    return known._replace(values=values)


def merge(one: Values, two: Values) -> Values:
    """Return what holds of the values of both."""
    texts = one.texts | two.texts if one.texts is not None and two.texts is not None else None
    return Values(
        one.has_nulls or two.has_nulls,
        min((low for low in (one.low, two.low) if low is not None), default=None),
        max((high for high in (one.high, two.high) if high is not None), default=None),
        one.is_integral and two.is_integral,
        texts,
    )
