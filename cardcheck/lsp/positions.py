"""Offsets into a card's text, and the places that editors speak of: a line and so many code units into it.

In: the text as the editor has it, byte-order mark and all, and the encoding that both sides agreed on. Offsets are
those of the rest of cardcheck: code points, the byte-order mark not counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from lsprotocol import types

from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

# What takes more units than one, by encoding.
_WIDE = {
    types.PositionEncodingKind.Utf8: expression("[^\0-\x7f]"),
    types.PositionEncodingKind.Utf16: expression("[\U00010000-\U0010ffff]"),
}


class Places:
    """One state of a text with its places; making it costs one look at the text, asking next to nothing."""

    __slots__ = ("_extra", "_is_wide_at", "encoding", "source")

    def __init__(
        self, text: str, encoding: types.PositionEncodingKind | str = types.PositionEncodingKind.Utf16
    ) -> None:
        self.source = SourceText.of(text)
        self.encoding = types.PositionEncodingKind(encoding)
        wide = _WIDE.get(self.encoding)
        found = [] if wide is None or text.isascii() else list(wide.finditer(self.source.text))
        self._is_wide_at = [match.start() for match in found]
        # How many units more than characters there are up to each of them.
        self._extra = [0, *accumulate(self._units_of(match[0]) - 1 for match in found)]

    def position(self, offset: int) -> types.Position:
        """Return the place of an offset."""
        offset = max(0, min(offset, len(self.source.text)))
        line = self.source.line_index(offset)
        units = self._units(offset) - self._units(self.source.line_starts[line])
        return types.Position(line, units + self._mark(line))

    def range(self, span: Span) -> types.Range:
        """Return the place of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a place; one behind the end of its line or of the text is taken for that end."""
        if position.line >= len(self.source.line_starts):
            return len(self.source.text)
        line = self.source.line_span(max(0, position.line))
        wanted = position.character - self._mark(position.line) + self._units(line.start)
        offsets = range(line.start, line.end + 1)
        return line.start + max(0, bisect_right(offsets, wanted, key=self._units) - 1)

    def span(self, place: types.Range) -> Span:
        """Return the span of a place."""
        start = self.offset(place.start)
        return Span(start, max(start, self.offset(place.end)))

    def _units(self, offset: int) -> int:
        """Return how many units stand before an offset."""
        return offset + self._extra[bisect_left(self._is_wide_at, offset)]

    def _mark(self, line: int) -> int:
        """Return how many units the byte-order mark takes in a line."""
        if line or not self.source.has_bom:
            return 0
        return 3 if self.encoding == types.PositionEncodingKind.Utf8 else 1

    def _units_of(self, char: str) -> int:
        if self.encoding == types.PositionEncodingKind.Utf16:
            return 2
        return len(char.encode("utf-8", "surrogatepass"))
