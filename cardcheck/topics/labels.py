"""What labels stand for: the rest of a paragraph up to the next label, or what is nested below, or follows a bold one.

In: what a card says, with its label lines. Out: the labels that name topics. Within lists of fields a label is a
column's name and means nothing here.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from cardcheck.model.text import Span
from cardcheck.model.topics import Substance
from cardcheck.topics.marks import Mark
from cardcheck.topics.said import Said, is_nothing

COLUMNS = frozenset({"fields", "instances", "splits"})
"""Topics below which labels are names of columns or splits."""

_PARTS = COLUMNS | {"structure", "configurations", "files", "statistics"}
_FEW_WORDS = 8


class Label(NamedTuple):
    """A label that names topics: itself, all it stands for, and how much that is."""

    topics: tuple[str, ...]
    name: Span
    span: Span
    substance: Substance


class Labels:
    """Reads the labels of one card."""

    def __init__(self, said: Said, titles: Sequence[tuple[str, ...]]) -> None:
        self.said, self.titles = said, titles
        sections = said.body.sections
        self._sections = [section.own.start for section in sections]
        self._headings = [section.heading.span.start for section in sections if section.heading]
        self._items = [block.span for block in said.body.blocks if block.kind == "list_item"]
        self._item_starts = [span.start for span in self._items]
        self._starts = [said.base + mark.start for mark in said.marks]
        self._bold = [said.base + mark.start for mark in said.marks if mark.is_bold]

    def read(self) -> list[Label]:
        """Return the labels that name topics, in order."""
        labels: list[Label] = []
        columns_until = 0
        for index, mark in enumerate(self.said.marks):
            start = self._starts[index]
            block = self.said.block_at(start)
            if not mark.topics or start < columns_until or block is None or not self._may_name(mark.topics, start):
                continue
            label = self._label(mark, block, self._starts[index + 1] if index + 1 < len(self._starts) else None)
            labels.append(label)
            if not COLUMNS.isdisjoint(mark.topics):
                columns_until = label.span.end
        return labels

    def _may_name(self, topics: tuple[str, ...], start: int) -> bool:
        """Whether a label that names these topics is meant so below the title above it."""
        section = bisect_right(self._sections, start) - 1
        around = self.titles[section] if section >= 0 else ()
        if "table-of-contents" in around or not COLUMNS.isdisjoint(around):
            return False
        return "structure" not in around or not _PARTS.isdisjoint(topics)

    def _label(self, mark: Mark, block: int, following: int | None) -> Label:
        said = self.said
        name = Span(said.base + mark.start, said.base + mark.end)
        end = said.blocks[block].span.end
        is_shared = following is not None and following < end
        if following is not None:
            end = min(end, following)
        value = said.base + mark.value
        words = said.words(value, end)
        if not words and not is_shared:
            return self._nested(mark, name, block)
        if words < _FEW_WORDS and is_nothing(said.between(value, end)) and not said.holds_code(value, end):
            words = 0
        return Label(mark.topics, name, Span(name.start, end), Substance(words=words))

    def _nested(self, mark: Mark, name: Span, block: int) -> Label:
        """Take what is nested below a label, or what follows a bold line up to the next one."""
        blocks = self.said.blocks
        depth = blocks[block].depth
        stop = self._stop(name.start, depth)
        if not depth:
            later = bisect_right(self._bold, name.start)
            if later < len(self._bold) and self._bold[later] < stop:
                stop = self._own_line(self._bold[later])
        parts: list[Substance] = []
        end = blocks[block].span.end
        for index in range(block + 1, len(blocks)):
            if blocks[index].span.start >= stop or (parts and not depth and not mark.is_bold):
                break
            parts.append(self.said.substances[index])
            end = blocks[index].span.end
        return Label(mark.topics, name, Span(name.start, end), Substance.total(parts))

    def _stop(self, start: int, depth: int) -> int:
        """Return where what belongs to a label ends at the latest: with its list item, or before the next heading."""
        if depth:
            item = bisect_right(self._item_starts, start) - 1
            return self._items[item].end if item >= 0 else start
        following = bisect_right(self._headings, start)
        return self._headings[following] if following < len(self._headings) else self.said.body.span.end

    def _own_line(self, offset: int) -> int:
        """Return where the block begins that a later label stands in."""
        block = self.said.block_at(offset)
        return offset if block is None else self.said.blocks[block].span.start
