"""BibTeX as BibTeX itself reads it: a stretch of text in, its entries with places and faults out.

It stops at the first fault of an entry, where BibTeX stops too, and goes on at the next entry. One pass; nothing is
executed, expanded or remembered.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from cardcheck.model.text import Span
from cardcheck.regex import expression

FaultKind = Literal[
    "unclosed",
    "early-end",
    "no-comma",
    "no-equals",
    "bare-value",
    "quote",
    "no-key",
    "key-blank",
    "open-value",
]

_START = expression(r"@[ \t]*([A-Za-z]+)\s{0,20}([{(])")
_SPACE = expression(r"[\s>]*")
_KEY = expression(r"[^\s,={}\"()@]*(?:\([^\s,={}\"()@]*\))?[^\s,={}\"()@]*")
_NAME = expression(r"[A-Za-z][\w:.+/-]*")
# Most fields are as plain as this, and one look is ten times as fast as reading sign by sign.
_SIMPLE = expression(r"([A-Za-z][\w:.+/-]*)\s*=\s*(?:\{([^{}@]*)\}|\"([^\"{}@\\]*)\"|(\d+))\s*(?=[,})])")
_PLAIN = expression(r"[^\s,{}\"#=()]+")
_BRACES = expression(r"\\?[{}]|\n[ \t]*@[ \t]*[A-Za-z]+[ \t]*\{[ \t]*[^\s,={}\"]+[ \t]*,")
_IN_QUOTES = expression(r"\\\"|[{}\"]|\n[ \t]*@[ \t]*[A-Za-z]+[ \t]*\{[ \t]*[^\s,={}\"]+[ \t]*,")
_FIELD_AFTER = expression(r"[\s},]*,\s*[A-Za-z]+\s*=\s*[{\"\d]")
_FIELD_INSIDE = expression(r",[ \t]*\n[ \t]*[A-Za-z]+\s{0,9}=\s{0,9}[{\"\d]")
_TAKEN = expression(r"[^\n]+,?[ \t]*\r?\n[ \t]*")
_SPECIAL = frozenset({"comment", "preamble", "string"})


class Value(NamedTuple):
    """What a field holds, without its delimiters, and where that stands."""

    text: str
    span: Span


class Fault(NamedTuple):
    """Why BibTeX stops in an entry, where, and the field it was reading."""

    kind: FaultKind
    span: Span
    field: str = ""


class Entry(NamedTuple):
    """One entry; `span` ends where its closing brace does, or where reading stopped."""

    type: str
    key: str
    fields: dict[str, Value]
    span: Span
    fault: Fault | None = None


class _StopError(Exception):
    def __init__(self, kind: FaultKind, span: Span, field: str = "") -> None:
        super().__init__(kind)
        self.fault = Fault(kind, span, field)


def entries(text: str, within: Span, types: frozenset[str]) -> Iterator[Entry]:
    """Yield the entries of a stretch; what is of no known type counts where it looks like an entry."""
    at = within.start
    while (match := _START.search(text, at, within.end)) is not None:
        at = match.end()
        kind = match[1].lower()
        if kind in _SPECIAL or (kind not in types and not _looks_like_one(text, match.end(), within.end)):
            continue
        reader = _Reader(text, match, within.end)
        entry = reader.entry(kind)
        yield entry
        at = max(entry.span.end, at)


def _looks_like_one(text: str, at: int, end: int) -> bool:
    return expression(r"\s*[^\s,={}]{1,80}\s*,\s*[A-Za-z]{2,20}\s*=").match(text, at, min(end, at + 200)) is not None


class _Reader:
    """Reads one entry from its opening brace on."""

    def __init__(self, text: str, start: re.Match[str], end: int) -> None:
        self.text, self.start, self.at, self.end = text, start, start.end(), end
        self.closing = "}" if start[2] == "{" else ")"
        self.fields: dict[str, Value] = {}
        self.key = ""

    def entry(self, kind: str) -> Entry:
        """Read it to its end or first fault."""
        fault = None
        try:
            self._read()
        except _StopError as stop:
            fault = stop.fault
        if fault is not None and fault.kind == "unclosed":
            fault = self._opened_too_long() or fault
        return Entry(kind, self.key, self.fields, Span(self.start.start(), self.at), fault)

    def _read(self) -> None:
        self._skip()
        match = _KEY.match(self.text, self.at, self.end)
        self.key = match[0] if match else ""
        begun, self.at = self.at, self.at + len(self.key)
        self._skip()
        sign = self._sign()
        if sign == "=" or not self.key:
            # A field stands where the key should.
            named = Span(begun, self.at) if self.key else Span(self.start.start(), self.start.end())
            self.key = ""
            raise _StopError("no-key", named)
        if sign not in {",", self.closing}:
            kind: FaultKind = "unclosed" if not sign else "key-blank"
            raise _StopError(kind, Span(begun, begun + len(self.key)), self.key)
        while self._sign() == ",":
            self.at += 1
            self._skip()
            if self._sign() in {",", self.closing}:
                continue
            self._field()
        self._close()

    def _opened_too_long(self) -> Fault | None:
        """Return the value that holds the fields after it: the brace is missing there, not at the end."""
        for name, value in self.fields.items():
            if _FIELD_INSIDE.search(self.text, value.span.start, value.span.end):
                return Fault("open-value", Span(value.span.start - 1, value.span.start), name)
        # A last value of one line that ends on the next has taken the entry's own brace.
        for name, last in list(self.fields.items())[-1:]:
            if _TAKEN.fullmatch(last.text) and self.text[last.span.end] == self.closing:
                return Fault("open-value", Span(last.span.start - 1, last.span.start), name)
        return None

    def _close(self) -> None:
        if self._sign() != self.closing:
            raise _StopError("unclosed", Span(self.start.start(), self.start.end()))
        self.at += 1
        # What follows an entry is a comment to BibTeX: fields after one brace too many are lost without a word.
        after = _FIELD_AFTER.match(self.text, self.at, min(self.end, self.at + 300))
        if after is not None:
            raise _StopError("early-end", Span(self.at - 1, self.at))

    def _field(self) -> None:
        simple = _SIMPLE.match(self.text, self.at, self.end)
        if simple is not None and self.text[simple.end()] in f",{self.closing}":
            group = simple.lastindex or 0
            self.fields.setdefault(simple[1].lower(), Value(simple[group], Span(*simple.span(group))))
            self.at = simple.end()
            return
        match = _NAME.match(self.text, self.at, self.end)
        if match is None:
            if not self._sign() or self._sign() == "@":
                raise _StopError("unclosed", Span(self.start.start(), self.start.end()))
            raise _StopError("no-equals", Span(self.at, self.at + 1))
        name, self.at = match[0], match.end()
        self._skip()
        if self._sign() != "=":
            raise _StopError("no-equals", Span(*match.span()), name)
        self.at += 1
        pieces = [self._piece(name)]
        while self._sign() == "#":
            self.at += 1
            pieces.append(self._piece(name))
        value = " ".join(piece.text for piece in pieces)
        self.fields.setdefault(name.lower(), Value(value, Span(pieces[0].span.start, pieces[-1].span.end)))
        sign = self._sign()
        if sign in {",", self.closing}:
            return
        if not sign or sign == "@":
            raise _StopError("unclosed", Span(self.start.start(), self.start.end()))
        opens = self.text[pieces[-1].span.start - 1]
        if opens == '"' and sign not in "}=":
            kind: FaultKind = "no-comma" if "\n" in self.text[pieces[-1].span.end : self.at] else "quote"
        else:
            kind = "no-comma" if opens in '{"' or _is_next_field(self.text, self.at) else "bare-value"
        raise _StopError(kind, Span(*match.span()), name)

    def _piece(self, name: str) -> Value:
        """Read `{…}`, `"…"`, a number or a macro's name, and what blanks follow."""
        self._skip()
        sign = self._sign()
        if sign == "{":
            value = self._until_closed(name, _BRACES, 1)
        elif sign == '"':
            value = self._until_closed(name, _IN_QUOTES, 0)
        else:
            match = _PLAIN.match(self.text, self.at, self.end)
            if match is None:
                raise _StopError("bare-value", Span(self.at, min(self.at + 1, self.end)), name)
            value, self.at = Value(match[0], Span(*match.span())), match.end()
        self._skip()
        return value

    def _until_closed(self, name: str, marks: re.Pattern[str], depth: int) -> Value:
        """Read to the brace or quote that closes a value; braces count even after a backslash, as in BibTeX."""
        opened = self.at
        self.at += 1
        while (match := marks.search(self.text, self.at, self.end)) is not None:
            mark = match[0]
            if mark[0] == "\n":
                break
            self.at = match.end()
            depth += mark[-1] == "{"
            depth -= mark[-1] == "}"
            if (depth == 0 and mark[-1] == ("}" if marks is _BRACES else '"')) or depth < 0:
                if depth < 0:
                    raise _StopError("quote", Span(opened, opened + 1), name)
                span = Span(opened + 1, self.at - 1)
                return Value(self.text[span.start : span.end], span)
        if match is None:
            self.at = self.end
        raise _StopError("open-value", Span(opened, opened + 1), name)

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at, self.end)
        self.at = match.end() if match else self.at

    def _sign(self) -> str:
        return self.text[self.at] if self.at < self.end else ""


def _is_next_field(text: str, at: int) -> bool:
    return expression(r"[A-Za-z]{2,20}\s{0,5}=").match(text, at) is not None


def in_order(spans: list[Span], offset: int) -> Span | None:
    """Return the span that holds an offset, of spans that come in order."""
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and offset < spans[index].end else None
