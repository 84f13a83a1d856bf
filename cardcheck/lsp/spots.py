"""Where in the metadata somebody is writing: a text and an offset in, the keys that lead there out.

Most of what is being written does not parse yet, so lines are read by their look: indentation, dashes, keys, brackets.
One walk from the top of the front matter to the offset, whatever the text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck.lsp.flows import Flow
from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

Route = tuple[str | int, ...]

_FENCE = expression(r"---[ \t]*")
_KEY = expression(r"""(?P<key>"[^"]*"|'[^']*'|[^\s#\[\]{},&*!|>%@`"'-][^:#]*?|-[^\s:#][^:#]*?)[ \t]*:(?:[ \t]+|$)""")
_DASH = expression(r"-(?:[ \t]+|$)")
_BLOCK_TEXT = expression(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?")
_COMMENT = expression(r"(?:^|[ \t])#")
_QUOTES = "\"'"
# Deeper than any card, so that a line of dashes costs no more than itself.
_MOST_DEPTH = 40
# What stands further down in the metadata is not looked at: an answer for each key must cost little.
MOST_LINES = 20_000


class Spot(NamedTuple):
    """A place in the metadata: the keys and indexes that lead to it, and what stands there.

    `span` is the key or value that the offset lies in, without quotes, `quote` the mark around it. `is_key` tells that
    it is written as a key, `may_be_key` that it may become one. `is_item` tells that it stands behind a dash or in
    brackets.
    """

    route: Route
    span: Span
    is_key: bool = False
    may_be_key: bool = False
    is_item: bool = False
    quote: str = ""


class _Level(NamedTuple):
    """A key or a dash that what follows deeper belongs to."""

    column: int
    name: str | int


def front_lines(source: SourceText) -> range:
    """Return the lines between the fences, or to the end where no fence closes them yet."""
    lines = range(min(len(source.line_starts), MOST_LINES))
    first = next((index for index in lines if source.slice(source.line_span(index)).strip(" \t")), None)
    if first is None or not _is_fence(source, first):
        return range(0)
    last = next((index for index in lines[first + 1 :] if _is_fence(source, index)), len(lines))
    return range(first + 1, last)


def spot_at(source: SourceText, offset: int) -> Spot | None:
    """Return where in the metadata an offset lies; None in a comment, in a text of several lines, or in the body."""
    at = source.line_index(offset)
    lines = front_lines(source)
    if at not in lines:
        return None
    reading = _Reading(source)
    for index in range(lines.start, at):
        reading.take(source.line_span(index))
    return reading.spot(source.line_span(at), offset)


def _is_fence(source: SourceText, index: int) -> bool:
    span = source.line_span(index)
    return _FENCE.fullmatch(source.text, span.start, span.end) is not None


class _Reading:
    """The lines up to an offset: the keys and dashes that are open, and a text or brackets that go on."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self.levels: list[_Level] = []
        self.block_column: int | None = None
        self.flow: Flow | None = None

    @property
    def route(self) -> Route:
        """The keys and indexes that lead here."""
        return tuple(level.name for level in self.levels)

    def take(self, line: Span) -> None:
        """Go on by a line."""
        if self._goes_on(line):
            return
        start = self._open(line)
        value = self.text[start : line.end]
        if _BLOCK_TEXT.fullmatch(value):
            self.block_column = self.levels[-1].column if self.levels else -1
        elif value.startswith(("[", "{")):
            self.flow = Flow(self.route)
            self.flow.take(self.text, start, line.end)

    def spot(self, line: Span, offset: int) -> Spot | None:
        """Return what an offset in the next line points at."""
        if self.flow is not None and self.flow.is_open:
            return self._in_flow(self.flow, line.start, line, offset)
        if self._is_in_text(line):
            return None
        content = self.text[line.start : line.end]
        start = line.end - len(content.lstrip(" "))
        if start == line.end:
            # What is to come goes by how far it is indented.
            self._close(len(content), is_dash=False)
        for begins, key in self._tokens(line):
            if key is not None and offset <= begins.end:
                return self._of_key(begins, offset)
            start = begins.end if key is None else self._value_start(begins, line)
            if offset < start:
                return None
        if self.text.startswith(("[", "{"), start):
            return self._in_flow(Flow(self.route), start, line, offset)
        return self._of_value(start, line, offset)

    def _goes_on(self, line: Span) -> bool:
        """Whether a line belongs to a text or to brackets that began before."""
        if self.flow is not None and self.flow.is_open:
            self.flow.take(self.text, line.start, line.end)
            return True
        return self._is_in_text(line)

    def _is_in_text(self, line: Span) -> bool:
        if self.block_column is None:
            return False
        content = self.text[line.start : line.end]
        if not content.strip() or len(content) - len(content.lstrip(" ")) > self.block_column:
            return True
        self.block_column = None
        return False

    def _open(self, line: Span) -> int:
        """Take the dashes and the key of a line, and return where its value begins."""
        start = line.start
        for begins, key in self._tokens(line):
            start = begins.end if key is None else self._value_start(begins, line)
        return start

    def _tokens(self, line: Span) -> Iterator[tuple[Span, str | None]]:
        """Yield the dashes and the key that a line begins with, and keep the levels in step."""
        at = line.end - len(self.text[line.start : line.end].lstrip(" "))
        # A line with nothing in it closes nothing.
        if at == line.end or self.text[at] == "#":
            return
        while (dash := _DASH.match(self.text, at, line.end)) and len(self.levels) < _MOST_DEPTH:
            column = at - line.start
            index = self._close(column, is_dash=True)
            self.levels.append(_Level(column, index))
            yield Span(at, dash.end()), None
            at = dash.end()
        column = at - line.start
        key = _KEY.match(self.text, at, line.end)
        if at < line.end:
            self._close(column, is_dash=False)
        if key:
            name = key["key"].strip(_QUOTES)
            self.levels.append(_Level(column, name))
            yield Span(*key.span("key")), name

    def _close(self, column: int, *, is_dash: bool) -> int:
        """Leave what is not open at a column any more, and return which item a dash there would begin."""
        index = 0
        while self.levels and self.levels[-1].column >= column:
            top = self.levels[-1]
            # `key:` and the dashes of its list may stand in one column.
            if is_dash and top.column == column and isinstance(top.name, str):
                break
            if top.column == column and isinstance(top.name, int):
                index = top.name + 1
            self.levels.pop()
        return index

    def _value_start(self, key: Span, line: Span) -> int:
        match = _KEY.match(self.text, key.start, line.end)
        return match.end() if match else key.end

    def _of_key(self, key: Span, offset: int) -> Spot | None:
        if offset < key.start:
            return None
        quote = self.text[key.start] if self.text[key.start] in _QUOTES else ""
        inside = Span(key.start + len(quote), key.end - len(quote))
        # Before the opening mark, or behind the closing one, there is no key.
        if not inside.start <= offset <= inside.end:
            return None
        return Spot(self.route, inside, is_key=True, quote=quote)

    def _of_value(self, start: int, line: Span, offset: int) -> Spot | None:
        """Return the lone value or half a key that a line ends with."""
        comment = _COMMENT.search(self.text, start, line.end)
        if comment and offset > comment.start():
            return None
        end = comment.start() if comment else line.end
        written = self.text[start:end].rstrip(" \t")
        span = Span(start, max(start + len(written), min(offset, end)))
        quote = written[:1] if written[:1] in _QUOTES and written else ""
        if quote:
            closed = len(written) > 1 and written.endswith(quote)
            span = Span(span.start + 1, max(span.start + 1, span.start + len(written) - closed))
        if not span.start <= offset <= span.end:
            return None
        before = self.text[line.start : start]
        is_after_key = before.rstrip(" \t").endswith(":")
        return Spot(
            self.route, span, may_be_key=not is_after_key, is_item=before.strip(" \t").endswith("-"), quote=quote
        )

    def _in_flow(self, flow: Flow, start: int, line: Span, offset: int) -> Spot | None:
        flow.take(self.text, start, offset)
        if not flow.is_open or flow.is_comment:
            return None
        begins = flow.begins
        end = _flow_end(self.text, offset, line.end, flow.quote)
        is_key = not flow.quote and re.match(r"[\"']?[ \t]*:(?:[ \t]|$)", self.text[end : line.end]) is not None
        route = (*flow.route, self.text[begins:end]) if is_key else flow.route
        return Spot(
            route,
            Span(begins, end),
            is_key=is_key,
            may_be_key=flow.awaits_key,
            is_item=not flow.awaits_key and bool(route) and isinstance(route[-1], int),
            quote=flow.quote,
        )


def _flow_end(text: str, offset: int, line_end: int, quote: str) -> int:
    """Return where the value ends that an offset lies in."""
    stops = quote or ",[]{}:#"
    end = offset
    while end < line_end and text[end] not in stops:
        end += 1
    return end if quote else offset + len(text[offset:end].rstrip(" \t"))
