"""Scalars by js-yaml's grammar: plain, quoted, block.

In: a cursor at the first character and the indentation that continues the scalar. Out: a node, or None where no
such scalar begins here. No value is given a type.
"""

from __future__ import annotations

import re

from yaml.nodes import ScalarNode

from cardcheck.parsing.js_yaml.cursor import BLANKS, END, FLOW_MARKS, LINE_ENDS, SPACE, Cursor
from cardcheck.parsing.yaml.compose import IMPLIED, PLAIN, Place

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_NOT_JSON = re.compile("[\x00-\x08\x0a-\x1f]")
_BLOCK_RUN = re.compile(r"(?:[^\r\n:#\0]|:(?![ \t\r\n])|(?<![ \t\r\n])#)*")
_FLOW_RUN = re.compile(r"(?:[^\r\n:#\0,\[\]{}]|:(?![ \t\r\n,\[\]{}])|(?<![ \t\r\n])#)*")
_NEVER_FIRST = SPACE | FLOW_MARKS | frozenset("#&*!|>'\"%@`")
_SINGLE_RUN = re.compile(r"[^'\r\n\0]*")
_DOUBLE_RUN = re.compile(r'[^"\\\r\n\0]*')
_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}
_HEX = re.compile(r"[0-9a-fA-F]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _node(text: str, start: int, end: int, tag: str, style: str | None) -> ScalarNode:
    return ScalarNode(tag, text, Place(start), Place(end), style)  # type: ignore[arg-type]


def _folded(count: int) -> str:
    return " " if count == 1 else "\n" * (count - 1)


def read_plain(cursor: Cursor, indent: int, *, in_flow: bool) -> ScalarNode | None:
    """Read a plain scalar; lines that are indented less than `indent` end it."""
    first = cursor.here
    if first in _NEVER_FIRST or first == END:
        return None
    if first in "?-" and (cursor.following in SPACE or (in_flow and cursor.following in FLOW_MARKS)):
        return None
    run = _FLOW_RUN if in_flow else _BLOCK_RUN
    text = cursor.text
    pieces: list[str] = []
    start = end = cursor.position
    while not (cursor.position == cursor.line_start and cursor.at_document_mark()):
        stop = _end(run, text, cursor.position)
        piece = text[cursor.position : stop].rstrip(BLANKS)
        if piece:
            pieces.append(_printable(cursor, piece))
            end = cursor.position + len(piece)
        elif pieces:
            pieces.pop()
            break
        cursor.position = stop
        if text[stop] not in LINE_ENDS or not pieces:
            break
        before = cursor.save()
        cursor.skip_space(comments=False)
        if cursor.indent < indent:
            cursor.restore(before._replace(position=end))
            break
        pieces.append(_folded(cursor.line - before.line))
    else:
        if pieces:
            pieces.pop()
    return _node("".join(pieces), start, end, PLAIN, None) if pieces else None


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    assert match is not None
    return match.end()


def _printable(cursor: Cursor, piece: str) -> str:
    bad = UNPRINTABLE.search(piece)
    if bad:
        index = cursor.position + bad.start()
        cursor.refuse("the stream contains non-printable characters", "control-character", index)
    return piece


def read_single(cursor: Cursor) -> ScalarNode | None:
    """Read a single-quoted scalar."""
    if cursor.here != "'":
        return None
    start = cursor.position
    cursor.position += 1
    pieces: list[str] = []
    while True:
        piece = _quoted_run(cursor, _SINGLE_RUN, start, "single")
        if cursor.here == "'":
            pieces.append(piece)
            cursor.position += 1
            if cursor.here != "'":
                return _node("".join(pieces), start, cursor.position, IMPLIED, "'")
            pieces.append("'")
            cursor.position += 1
        else:
            pieces += piece.rstrip(BLANKS), _folded(cursor.skip_space(comments=False))


def read_double(cursor: Cursor) -> ScalarNode | None:
    """Read a double-quoted scalar."""
    if cursor.here != '"':
        return None
    start = cursor.position
    cursor.position += 1
    pieces: list[str] = []
    while True:
        piece = _quoted_run(cursor, _DOUBLE_RUN, start, "double")
        if cursor.here == '"':
            pieces.append(piece)
            cursor.position += 1
            return _node(_paired("".join(pieces)), start, cursor.position, IMPLIED, '"')
        if cursor.here == "\\":
            pieces += piece, _escape(cursor)
        else:
            pieces += piece.rstrip(BLANKS), _folded(cursor.skip_space(comments=False))


def _quoted_run(cursor: Cursor, run: re.Pattern[str], start: int, kind: str) -> str:
    """Read up to a quote, an escape or a line end."""
    begin = cursor.position
    end = _end(run, cursor.text, begin)
    if end > begin and begin == cursor.line_start and cursor.at_document_mark():
        message = f"unexpected end of the document within a {kind} quoted scalar"
        cursor.refuse(message, "unclosed-quote", start)
    piece = cursor.text[begin:end]
    if bad := _NOT_JSON.search(piece):
        cursor.refuse("expected valid JSON character", "control-character", begin + bad.start())
    cursor.position = end
    if cursor.here == END:
        cursor.refuse(f"unexpected end of the stream within a {kind} quoted scalar", "unclosed-quote", start)
    return piece


def _escape(cursor: Cursor) -> str:
    cursor.position += 1
    letter = cursor.here
    if letter in LINE_ENDS:
        cursor.skip_space(comments=False)
        return ""
    cursor.position += 1
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    count = _HEX_DIGITS.get(letter)
    if count is None:
        cursor.refuse("unknown escape sequence", "escape", cursor.position - 1)
    match = _HEX.match(cursor.text, cursor.position, cursor.position + count)
    assert match is not None
    cursor.position = match.end()
    if len(match[0]) < count:
        cursor.refuse("expected hexadecimal character", "escape")
    return _character(int(match[0], 16))


def _character(code: int) -> str:
    """Return what JavaScript makes of a code, halves of pairs and numbers beyond Unicode included."""
    if code <= 0x10FFFF:
        return chr(code)
    code -= (1 << 32) if code >> 31 else 0
    if code <= 0xFFFF:
        return chr(code & 0xFFFF)
    code -= 0x10000
    return chr(((code >> 10) + 0xD800) & 0xFFFF) + chr((code & 0x3FF) + 0xDC00)


def _paired(text: str) -> str:
    """Join halves of surrogate pairs, as a string of UTF-16 units does."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
