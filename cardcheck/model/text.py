"""A card's text with its places: offsets in, lines and columns out.

Every position inside cardcheck is a half-open span of code-point offsets into the text without its
byte-order mark. Lines and columns exist only for people and are made here.
"""

from bisect import bisect_right
from typing import Literal, NamedTuple, Self

from cardcheck.regex import expression

BOM = "\ufeff"

# Markdown, YAML 1.2 and the Hub all end lines at these three and at nothing else; `str.splitlines`
# would also cut at U+0085, U+2028, form feeds and more.
_LINE_END = expression(r"\r\n?|\n")


class Span(NamedTuple):
    """A half-open stretch of the text: offsets of its first character and of the one after its last."""

    start: int
    end: int

    def covers(self, other: Self) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A place for people: line and column, both from 1, columns in code points."""

    line: int
    column: int


class EncodingFlaw(NamedTuple):
    """Why the bytes of a card are not plain UTF-8, and where this shows in the decoded text."""

    kind: Literal["not-utf8", "utf-16", "nul"]
    span: Span
    detail: str


class SourceText(NamedTuple):
    """The text of one card as read: newlines untouched, byte-order mark removed and remembered."""

    text: str
    has_bom: bool
    line_starts: tuple[int, ...]
    encoding_flaw: EncodingFlaw | None = None

    @classmethod
    def of(cls, text: str, encoding_flaw: EncodingFlaw | None = None) -> Self:
        """Take decoded text, with or without a byte-order mark in front."""
        has_bom = text.startswith(BOM)
        if has_bom:
            text = text[1:]
        starts = (0, *(match.end() for match in _LINE_END.finditer(text)))
        return cls(text, has_bom, starts, encoding_flaw)

    def slice(self, span: Span) -> str:
        """Return the text that a span stands for."""
        return self.text[span.start : span.end]

    def line_index(self, offset: int) -> int:
        """Return the line that holds an offset, from 0."""
        return bisect_right(self.line_starts, offset) - 1

    def position(self, offset: int) -> Position:
        """Return line and column of an offset, both from 1."""
        line = self.line_index(offset)
        return Position(line + 1, offset - self.line_starts[line] + 1)

    def line_span(self, index: int) -> Span:
        """Return where a line (from 0) stands, without its line end."""
        start = self.line_starts[index]
        if index + 1 == len(self.line_starts):
            return Span(start, len(self.text))
        end = self.line_starts[index + 1] - 1
        if self.text[end] == "\n" and end > start and self.text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    def line_span_at(self, offset: int) -> Span:
        """Return the span of the line that holds an offset, without its line end."""
        return self.line_span(self.line_index(offset))

    @property
    def newline(self) -> str:
        """The line end the text uses first; a line feed where it has none."""
        match = _LINE_END.search(self.text)
        return match[0] if match else "\n"
