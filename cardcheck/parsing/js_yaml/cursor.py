"""A place in a block as js-yaml sees it: where we are, how far the line is indented, where its first tab stands.

In: the block's text. Out: moves over blanks, comments and line ends, and refusals in js-yaml's words. It reads
no nodes. Line ends are CR, LF and CRLF; the text ends with a NUL, which nothing else in it may be.
"""

import re
from typing import NamedTuple, NoReturn

from cardcheck.parsing.yaml.compose import Refusal

END = "\0"
BLANKS = " \t"
LINE_ENDS = "\r\n"
SPACE = frozenset(" \t\r\n")
FLOW_MARKS = frozenset(",[]{}")

_BLANK_RUN = re.compile(r"[ \t]*")
_SPACES = re.compile(r" *")
_COMMENT = re.compile(r"#[^\r\n\0]*")
_LINE_END = re.compile(r"\r\n?|\n")


class Snapshot(NamedTuple):
    """All that a cursor knows, to come back to."""

    position: int
    line: int
    line_start: int
    indent: int
    first_tab: int


class Cursor:
    """Where the reader stands.

    `indent` counts the spaces that begin the current line, `first_tab` is the offset of the first tab that
    separates tokens in it (-1: none).
    """

    __slots__ = ("first_tab", "indent", "length", "line", "line_start", "position", "text")

    def __init__(self, text: str, begin: int) -> None:
        if not text.endswith(("\n", "\r")):
            text += "\n"
        self.length = len(text)
        self.text = text + END
        nul = text.find(END)
        self.position = max(nul, 0)
        if nul >= 0:
            self.refuse("null byte is not allowed in input", "control-character")
        self.line = 0
        self.line_start = begin
        self.first_tab = -1
        spaces = _SPACES.match(self.text, begin)
        assert spaces is not None
        self.position = spaces.end()
        self.indent = self.position - begin

    @property
    def here(self) -> str:
        """The character at the cursor."""
        return self.text[self.position]

    @property
    def following(self) -> str:
        """The character after the cursor, the end where there is none."""
        return self.text[self.position + 1 : self.position + 2] or END

    def refuse(self, message: str, kind: str | None = None, index: int | None = None) -> NoReturn:
        """Stop reading."""
        raise Refusal(message, self.position if index is None else index, kind)

    def save(self) -> Snapshot:
        """Remember the place."""
        return Snapshot(self.position, self.line, self.line_start, self.indent, self.first_tab)

    def restore(self, saved: Snapshot) -> None:
        """Return to a remembered place."""
        self.position, self.line, self.line_start, self.indent, self.first_tab = saved

    def skip_blanks(self) -> None:
        """Move over blanks without asking whether they are tabs."""
        match = _BLANK_RUN.match(self.text, self.position)
        assert match is not None
        self.position = match.end()

    def skip_line_end(self) -> None:
        """Move over one line end."""
        match = _LINE_END.match(self.text, self.position)
        if match is None:
            self.refuse("a line break is expected")
        self.position = self.line_start = match.end()
        self.line += 1
        self.first_tab = -1

    def skip_space(self, *, comments: bool) -> int:
        """Move to the next token; return how many line ends were passed."""
        passed = 0
        while True:
            begin = self.position
            self.skip_blanks()
            if self.first_tab < 0:
                self.first_tab = self.text.find("\t", begin, self.position)
            if comments and (match := _COMMENT.match(self.text, self.position)):
                self.position = match.end()
            if self.here not in LINE_ENDS:
                return passed
            self.skip_line_end()
            passed += 1
            spaces = _SPACES.match(self.text, self.position)
            assert spaces is not None
            self.indent = spaces.end() - self.position
            self.position = spaces.end()

    def at_document_mark(self) -> bool:
        """Whether `---` or `...` stands here; asked at the start of a line."""
        mark = self.text[self.position : self.position + 4]
        return mark[:3] in {"---", "..."} and (mark[3] in SPACE or mark[3] == END)
