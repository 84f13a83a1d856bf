"""Block scalars (`|`, `>`) by js-yaml's grammar.

In: a cursor at the indicator and the indentation of the node. Out: a node, the cursor at the first token after it.
"""

import re
from typing import NamedTuple

from yaml.nodes import ScalarNode

from cardcheck.parsing.js_yaml.cursor import BLANKS, END, LINE_ENDS, Cursor
from cardcheck.parsing.js_yaml.scalars import UNPRINTABLE
from cardcheck.parsing.yaml.compose import IMPLIED, Place

_LINE = re.compile(r"[^\r\n\0]*")
_AFTER_HEADER = re.compile(r"(?:[ \t]+(?:#[^\r\n\0]*)?)?")


_UNTRIMMED = -1


class _Header(NamedTuple):
    chomping: str
    indent: int | None


def read_block_scalar(cursor: Cursor, indent: int) -> ScalarNode | None:
    """Read a literal or folded scalar."""
    style = cursor.here
    if style not in "|>":
        return None
    start = cursor.position
    header = _header(cursor, start)
    match = _AFTER_HEADER.match(cursor.text, cursor.position)
    assert match is not None
    cursor.position = match.end()
    lines, blank_lines = _lines(cursor, indent, header, start)
    text = _joined(lines) if style == "|" else _folded(lines)
    if blank_lines == _UNTRIMMED:
        pass
    elif header.chomping == "+":
        text += "\n" * (blank_lines + 1 if lines else blank_lines)
    elif not header.chomping and lines:
        text += "\n"
    return ScalarNode(IMPLIED, text, Place(start), Place(cursor.position), style)  # type: ignore[arg-type]


def _header(cursor: Cursor, start: int) -> _Header:
    chomping, indent = "", None
    while True:
        cursor.position += 1
        mark = cursor.here
        if mark in "+-":
            if chomping:
                cursor.refuse("repeat of a chomping mode identifier", "block-scalar-header", start)
            chomping = mark
        elif mark in "0123456789":
            if mark == "0":
                message = "bad explicit indentation width of a block scalar; it cannot be less than one"
                cursor.refuse(message, "block-scalar-header", start)
            if indent is not None:
                cursor.refuse("repeat of an indentation width identifier", "block-scalar-header", start)
            indent = int(mark)
        else:
            return _Header(chomping, indent)


def _lines(cursor: Cursor, indent: int, header: _Header, start: int) -> tuple[list[tuple[int, str]], int]:
    """Read lines as (number of blank lines before, text) and count the blank lines after the last."""
    width = indent if header.indent is None else indent + header.indent - 1
    is_known = header.indent is not None
    lines: list[tuple[int, str]] = []
    blank = 0
    while cursor.here != END:
        if cursor.here not in LINE_ENDS:
            cursor.refuse("a line break is expected", "block-scalar-header", start)
        cursor.skip_line_end()
        spaces = _leading(cursor, width if is_known else None)
        cursor.indent = spaces
        cursor.position += spaces
        if not is_known:
            width = max(width, spaces)
        if cursor.here in LINE_ENDS:
            blank += 1
            continue
        if not is_known and width == 0:
            cursor.refuse("missing indentation for block scalar", "indentation")
        if spaces < width:
            break
        if cursor.here == END:
            # Only at the root can the end stand at the scalar's own indentation; js-yaml then trims nothing.
            return [*lines, (blank, "")], _UNTRIMMED
        is_known = True
        match = _LINE.match(cursor.text, cursor.position)
        assert match is not None
        if bad := UNPRINTABLE.search(match[0]):
            index = cursor.position + bad.start()
            cursor.refuse("the stream contains non-printable characters", "control-character", index)
        lines.append((blank, match[0]))
        blank = 0
        cursor.position = match.end()
    return lines, blank


def _leading(cursor: Cursor, at_most: int | None) -> int:
    text, begin = cursor.text, cursor.position
    end = begin
    while text[end] == " " and (at_most is None or end - begin < at_most):
        end += 1
    return end - begin


def _joined(lines: list[tuple[int, str]]) -> str:
    pieces: list[str] = []
    for blank, line in lines:
        pieces += "\n" * (blank + 1 if pieces else blank), line
    return "".join(pieces)


def _folded(lines: list[tuple[int, str]]) -> str:
    pieces: list[str] = []
    is_deeper = False
    for blank, line in lines:
        if line[:1] in BLANKS and line:
            is_deeper = True
            pieces.append("\n" * (blank + 1 if pieces else blank))
        elif is_deeper:
            is_deeper = False
            pieces.append("\n" * (blank + 1))
        else:
            pieces.append("\n" * blank if blank or not pieces else " ")
        pieces.append(line)
    return "".join(pieces)
