"""Where the lines of a body stand in the source, and how a block's content leads back there.

markdown-it sees a body with every line end as a line feed and NUL replaced; lines stay the same, one for one, so every
way back goes through them. Flows in: the source and where the body begins. Flows out: absolute offsets.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple, Self

from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

# What CommonMark takes off both ends of a block's content. `str.strip` also removes U+001C to U+001F and U+0085.
TRIMMED = " \t\n\v\f\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

# What may stand before the content of a line that continues a container: indentation and quote markers.
_PREFIX = expression(r"[ \t>]*")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the part of a body that is parsed; line 0 is where the body begins."""

    text: str
    span: Span
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, source: SourceText, span: Span) -> Self:
        """Take the lines of one stretch of the source."""
        text = source.text
        known = source.line_starts
        inner = known[bisect_right(known, span.start) : bisect_left(known, span.end)]
        starts = [span.start, *inner]
        if text.find("\r", span.start, span.end) < 0:
            ends = [start - 1 for start in inner]
        else:
            ends = [start - 2 if text[start - 2 : start] == "\r\n" else start - 1 for start in inner]
            ends = [max(start, end) for start, end in zip(starts, ends, strict=False)]
        last = span.end
        if last > starts[-1] and text[last - 1] == "\n":
            last -= 1
        if last > starts[-1] and text[last - 1] == "\r":
            last -= 1
        return cls(text, span, starts, [*ends, last])

    def normalised(self) -> str:
        """Return the text as markdown-it is to see it."""
        text = self.text[self.span.start : self.span.end]
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text.replace("\0", "\ufffd")

    def line(self, index: int) -> str:
        """Return one line without its line end."""
        return self.text[self.starts[index] : self.ends[index]]

    def after_prefix(self, index: int) -> int:
        """Return where a line's own content begins behind indentation and quote markers."""
        match = _PREFIX.match(self.text, self.starts[index], self.ends[index])
        return match.end() if match else self.starts[index]

    def last_filled(self, first: int, last: int, blank: str) -> int:
        """Return the last line of `first..last` that holds more than `blank` characters."""
        while last > first and not self.line(last).strip(blank):
            last -= 1
        return last

    def end_of(self, index: int) -> int:
        """Return where a line ends without its trailing blanks."""
        return self.starts[index] + len(self.line(index).rstrip(" \t"))


class Content(NamedTuple):
    """Inline content and its way back: from `offsets[i]` on, adding `shifts[i]` leads to the source."""

    text: str
    offsets: tuple[int, ...]
    shifts: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return where a character of the content stands in the source."""
        if len(self.offsets) == 1:
            return offset + self.shifts[0]
        return offset + self.shifts[bisect_right(self.offsets, offset) - 1]

    def span(self, start: int, end: int) -> Span:
        """Return where a piece of the content stands in the source."""
        if start == end:
            place = self.place(start)
            return Span(place, place)
        return Span(self.place(start), self.place(end - 1) + 1)


def content_of(lines: Lines, text: str, first: int, stop: int) -> Content | None:
    """Lay a paragraph's content over its lines; None where they do not fit.

    Markdown takes indentation and container markers off the left of every line and nothing off the right, but for the
    last line; so lines are laid right-aligned. Half a tab left by an indentation becomes blanks that stand nowhere:
    only those may differ.
    """
    if stop - first == 1 and text:
        at = lines.text.rfind(text, lines.starts[first], lines.ends[first])
        if at >= 0:
            return Content(text, (0,), (at,))
    # Most paragraphs stand there just as they are.
    start = lines.starts[first]
    if lines.text.startswith(text, start) and text[:1] > " ":
        return Content(text, (0,), (start,))
    pieces = text.split("\n")
    # Lines of nothing but exotic blanks are taken off either end.
    for lost in range(stop - first - len(pieces) + 1):
        content = _laid(lines, text, pieces, first + lost)
        if content is not None:
            return content
    return None


def _laid(lines: Lines, text: str, pieces: list[str], first: int) -> Content | None:
    offsets: list[int] = []
    shifts: list[int] = []
    offset = 0
    for index, piece in enumerate(pieces):
        line = lines.line(first + index)
        if "\0" in line:
            line = line.replace("\0", "\ufffd")
        filled = piece.lstrip(" ")
        # The last line lost blanks on its right: its rightmost match is the true one, for it ends with no blank.
        at = line.rfind(filled) if index == len(pieces) - 1 else len(line) - len(filled)
        if at < 0 or not line.startswith(filled, at):
            return None
        offsets.append(offset)
        shifts.append(lines.starts[first + index] + at - (len(piece) - len(filled)) - offset)
        offset += len(piece) + 1
    return Content(text, tuple(offsets), tuple(shifts))
