"""Links, images, code spans and HTML inside a paragraph's content, each with its exact place.

Content goes in, marks with offsets into it come out. markdown-it tells no places inside a paragraph and slows down
on hostile input, so this is CommonMark's own algorithm: one pass from left to right with a stack of brackets.
"""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from cardcheck.regex import expression

MarkKind = Literal["code", "inline", "reference", "autolink", "html"]


class Mark(NamedTuple):
    """One find: its stretch, the stretch of its text and of its destination (None for references).

    `key` is the label that a reference goes by; `label` is the link's text or the code between backticks.
    """

    kind: MarkKind
    start: int
    end: int
    label: tuple[int, int]
    is_image: bool = False
    target: tuple[int, int] | None = None
    key: str = ""


# All that can begin a mark comes first, so that the engine of expressions skips whatever else there is.
_STOP = expression(r"[\\`!\[\]<](?:(?<=\\)[!-/:-@\[-`{-~]|(?<=`)`*+|(?<=!)\[|(?<=[\[\]<]))")
_BLANKS = expression(r"[ \t\n]*")
_POINTY = expression(r"<((?:[^<>\n\\]|\\.)*+)>")
_TITLE = expression(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|\'[^\'\\]*+(?:\\.[^\'\\]*+)*+\'|\([^()\\]*+(?:\\.[^()\\]*+)*+\)', re.DOTALL
)
_LABEL = expression(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)
_AUTOLINK = expression(
    r"<([A-Za-z][A-Za-z0-9+.\-]{1,31}:[^<>\x00-\x20]*"
    r"|[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_TAG = expression(
    r"<[A-Za-z][A-Za-z0-9-]*+"
    r"(?:[ \t\n]++[a-zA-Z_:][a-zA-Z0-9:._-]*+(?:[ \t\n]*+=[ \t\n]*+(?:[^\"'=<>`\x00-\x20]++|'[^']*+'|\"[^\"]*+\"))?+)*+"
    r"[ \t\n]*+/?>|</[A-Za-z][A-Za-z0-9-]*+[ \t\n]*+>"
)


def _bare(depth: int) -> re.Pattern[str]:
    """Return the pattern of a destination without pointy brackets, in which parentheses match."""
    alternatives = r"[^\x00-\x20\x7f()\\]++|\\[!-/:-@\[-`{-~]|\\"
    pattern = f"(?:{alternatives})*+"
    for _ in range(depth):
        pattern = rf"(?:{alternatives}|\({pattern}\))*+"
    return expression(pattern + r"(?!\()")


# CommonMark asks for three levels at least; each costs time at start-up.
_BARE = _bare(8)

# Opening, least length before the closing may begin, closing.
_ENCLOSED = (("<!--", 4, "-->"), ("<?", 2, "?>"), ("<![CDATA[", 9, "]]>"))
_EMPTY_COMMENT = expression(r"<!---?>")
_DECLARATION = expression(r"<![A-Za-z]")


class _Bracket(NamedTuple):
    start: int
    label: int
    is_image: bool
    marks_before: int


class _Scan:
    """The state of one pass over one content."""

    __slots__ = ("brackets", "closings", "inactive_below", "is_reference", "last_opening", "marks", "runs", "text")

    def __init__(self, text: str, is_reference: Callable[[str], bool]) -> None:
        self.text = text
        self.is_reference = is_reference
        self.marks: list[Mark] = []
        self.brackets: list[_Bracket] = []
        # Links hold no links: once one closes, every bracket that was open before it is dead.
        self.inactive_below = 0
        self.last_opening = -1
        self.runs: dict[int, list[int]] | None = None
        self.closings: dict[str, int] = {}

    def run(self) -> list[Mark]:
        pos = 0
        while match := _STOP.search(self.text, pos):
            first = match[0][0]
            if first == "`":
                pos = self.code(match.start(), match.end())
            elif first == "<":
                pos = self.angle(match.start())
            elif first == "]":
                pos = self.close(match.start())
            elif first == "\\":
                pos = match.end()
            else:
                pos = match.end()
                self.brackets.append(_Bracket(match.start(), pos, first == "!", len(self.marks)))
                self.last_opening = pos
        self.marks.sort(key=lambda mark: mark.start)
        return self.marks

    def code(self, start: int, end: int) -> int:
        """Take a code span, or the backticks alone where none closes them."""
        length = end - start
        if self.runs is None:
            self.runs = {}
            for match in re.finditer(r"`+", self.text):
                self.runs.setdefault(match.end() - match.start(), []).append(match.start())
            for places in self.runs.values():
                places.reverse()
        closers = self.runs.get(length, [])
        while closers and closers[-1] < end:
            closers.pop()
        if not closers:
            return end
        self.marks.append(Mark("code", start, closers[-1] + length, (end, closers[-1])))
        return closers[-1] + length

    def angle(self, start: int) -> int:
        """Take an autolink or a piece of HTML, or the bracket alone."""
        if match := _AUTOLINK.match(self.text, start):
            self.marks.append(Mark("autolink", start, match.end(), match.span(1), target=match.span(1)))
            return match.end()
        end = self.html_end(start)
        if end < 0:
            return start + 1
        self.marks.append(Mark("html", start, end, (start, end)))
        return end

    def html_end(self, start: int) -> int:
        text = self.text
        if match := _TAG.match(text, start):
            return match.end()
        for opening, least, closing in _ENCLOSED:
            if text.startswith(opening, start):
                if opening == "<!--" and (short := _EMPTY_COMMENT.match(text, start)):
                    return short.end()
                return self.after(closing, start + least)
        return self.after(">", start + 3) if _DECLARATION.match(text, start) else -1

    def after(self, closing: str, start: int) -> int:
        """Return the place after the next `closing`, or -1; looks for a missing one only once."""
        if self.closings.get(closing) == -1:
            return -1
        at = self.text.find(closing, start)
        if at < 0:
            self.closings[closing] = -1
            return -1
        return at + len(closing)

    def close(self, at: int) -> int:
        """Take the link or image that a closing bracket ends, or the bracket alone."""
        if not self.brackets:
            return at + 1
        bracket = self.brackets.pop()
        depth = len(self.brackets)
        is_dead = not bracket.is_image and depth < self.inactive_below
        self.inactive_below = min(self.inactive_below, depth)
        if is_dead:
            return at + 1
        mark = self.inline_link(bracket, at) or self.reference_link(bracket, at)
        if mark is None:
            return at + 1
        if mark.is_image:
            # An image's description is shown as plain text: nothing in it is a link of its own.
            del self.marks[bracket.marks_before :]
        else:
            self.inactive_below = depth
        self.marks.append(mark)
        return mark.end

    def inline_link(self, bracket: _Bracket, at: int) -> Mark | None:
        text = self.text
        if not text.startswith("(", at + 1):
            return None
        pos = _skip_blanks(text, at + 2)
        target = _destination(text, pos)
        if target is None:
            return None
        after_target = target[1] + text.startswith("<", pos)
        pos = _skip_blanks(text, after_target)
        if pos > after_target and (title := _TITLE.match(text, pos)):
            pos = _skip_blanks(text, title.end())
        if not text.startswith(")", pos):
            return None
        return Mark("inline", bracket.start, pos + 1, (bracket.label, at), bracket.is_image, target)

    def reference_link(self, bracket: _Bracket, at: int) -> Mark | None:
        label = (bracket.label, at)
        following = _LABEL.match(self.text, at + 1)
        if following is not None and following[1]:
            key, end = following[1], following.end()
        elif self.last_opening > bracket.label or at - bracket.label > 999:
            return None
        else:
            key, end = self.text[bracket.label : at], following.end() if following else at + 1
        if not self.is_reference(key):
            return None
        return Mark("reference", bracket.start, end, label, bracket.is_image, key=key)


def _skip_blanks(text: str, pos: int) -> int:
    match = _BLANKS.match(text, pos)
    return match.end() if match else pos


def _destination(text: str, pos: int) -> tuple[int, int] | None:
    """Return the stretch of a link destination that begins at `pos`, without pointy brackets."""
    if text.startswith("<", pos):
        pointy = _POINTY.match(text, pos)
        return pointy.span(1) if pointy else None
    bare = _BARE.match(text, pos)
    return bare.span() if bare else None


def find_marks(text: str, is_reference: Callable[[str], bool]) -> list[Mark]:
    """Find code spans, links, images, autolinks and HTML in a content, ordered by where they begin."""
    return _Scan(text, is_reference).run()
