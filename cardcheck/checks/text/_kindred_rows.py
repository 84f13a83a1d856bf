"""Counts of rows in tables and lists whose words nobody knows, in whatever language.

In: a card and what is true. Out: claims. Where labels name subsets and splits and all numbers beside them but one are
the true counts of rows, that one is about rows, too, and wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cardcheck.checks.text._claimed_rows import Claim
from cardcheck.checks.text._counts_said import words
from cardcheck.checks.text._true_counts import Truth, split_named
from cardcheck.model.card import Card, Cell, Table
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.numbers import Number, find_numbers, number_in

_MARKS = " \t*_`:："
_INSIDE = expression(r"`([^`\n]{1,60})`|[(（]([^()（）\n]{1,60})[)）]")
_ITEM = expression(r"^[ \t]*[-*+•][ \t]+[^\n\r]{1,120}", re.MULTILINE)
_LABEL = expression(r"[-*+• \t]*[*_`]{0,3}(?P<name>[\w.-]{1,60})[*_`]{0,3}[ \t]*[:：(（=–—-][*_ \t]*(?=\d)")
_MOST_ROWS, _MOST_LINES, _LEAST, _FAR = 200, 2_000, 50, 10

Key = tuple[str | None, str | None]
"""A subset and a split, None where a label names none."""


def claims(card: Card, truth: Truth) -> Iterator[Claim]:
    """Yield the counts that are wrong among others that are right."""
    reader = _Reader(truth)
    for table in card.body.tables:
        if 1 < len(table.rows) <= _MOST_ROWS:
            yield from reader.of_table(table)
    yield from reader.of_list(card)


class _Reader:
    """Reads one card."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        rows = truth.views[0].values()
        self.splits = tuple(dict.fromkeys(split for of in rows for split in of))

    def of_table(self, table: Table) -> Iterator[Claim]:
        heads = [self._key(cell.text) for cell in table.rows[0]]
        groups: dict[tuple[str, int], list[Claim]] = {}
        for row, cells in enumerate(table.rows[1:]):
            label = self._key(cells[0].text) if cells else (None, None)
            for column, cell in enumerate(cells[1 : len(heads)], 1):
                is_other = _counts_other(table.rows[0][column].text)
                claim = None if is_other else self._of_cell(cell, label, heads[column])
                if claim is not None:
                    has_label, has_head = label != (None, None), heads[column] != (None, None)
                    group = (
                        ("both", 0) if has_label and has_head else ("down", column) if has_label else ("across", row)
                    )
                    groups.setdefault(group, []).append(claim)
        for found in groups.values():
            yield from _odd_one(found)

    def of_list(self, card: Card) -> Iterator[Claim]:
        """Read lines such as `- train: 1,000 lines`, which the list may state in any language."""
        start, subset = card.body.span.start, self.truth.lone
        found: list[Claim] = []
        for count, match in enumerate(_ITEM.finditer(card.body.prose) if subset is not None else ()):
            span = Span(start + match.start(), start + match.end())
            line = card.source.slice(span).lower()
            label = _LABEL.match(line)
            number = next(find_numbers(line, label.end()), None) if label and len(line) == len(match[0]) else None
            if label is None or number is None or number.start != label.end() or count > _MOST_LINES:
                continue
            key = (subset, split_named(label["name"], self.splits))
            found += self._claim(key, number, Span(span.start + number.start, span.start + number.end))
        yield from _odd_one(found)

    def _key(self, label: str) -> Key:
        """Return what a label names: a subset, a split or neither."""
        for name in (label, *(one or other for one, other in _INSIDE.findall(label))):
            plain = name.strip(_MARKS).casefold()
            if plain in self.truth.names and self.truth.lone is None:
                return self.truth.names[plain], None
            split = split_named(plain, self.splits) if plain else None
            if split is not None:
                return None, split
        return None, None

    def _of_cell(self, cell: Cell, label: Key, head: Key) -> Claim | None:
        number = number_in(cell.text)
        if number is None or (label, head) == ((None, None), (None, None)):
            return None
        subset, split = label[0] or head[0] or self.truth.lone, label[1] or head[1]
        if subset is None or (label[0] and head[0]) or (label[1] and head[1]):
            return None
        return next(self._claim((subset, split), number, cell.span), None)

    def _claim(self, key: Key, number: Number, span: Span) -> Iterator[Claim]:
        subset, split = key
        if subset is None or number.kind not in {"count", "year"}:
            return
        if split is not None:
            counts = self.truth.counts(subset, split)
        elif self.truth.lone is None:
            counts = {sum(view[subset].values()) for view in self.truth.views if subset in view}
        else:
            return
        if counts:
            names = [f"`{name}`" for name in (split, subset if self.truth.lone is None else None) if name]
            where = (subset, split) if split is not None else None
            yield Claim("split-rows", number, span, frozenset(counts), " of ".join(names), where)


def _counts_other(head: str) -> bool:
    """Whether a column's title says that it counts something else than rows."""
    return any(unit in head.casefold() for unit in words("other headers"))


def _odd_one(found: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the only number that is not true, where others are that cannot be so by chance."""
    true = [claim for claim in found if any(claim.number.allows(count) for count in claim.counts)]
    sure = [claim for claim in true if claim.number.value >= _LEAST and claim.number.value in claim.counts]
    odd = [claim for claim in found if claim not in true]
    # What is far off counts something else.
    if (
        len(odd) == 1
        and sure
        and any(count <= _FAR * odd[0].number.value <= _FAR**2 * count for count in odd[0].counts)
    ):
        yield odd[0]
