"""Brackets and braces of YAML read up to an offset: text in, the keys and indexes that lead to its end out.

What they hold need not parse; one look at each character.
"""

from __future__ import annotations

# Deeper than any card; what lies deeper is read as if it lay here.
_MOST_DEPTH = 40


class Flow:
    """A value in brackets or braces that is read piece by piece; `begins` is where its last item begins."""

    def __init__(self, outer: tuple[str | int, ...]) -> None:
        self.outer = outer
        # An index for each open bracket; for a brace the key, None before there is one.
        self.levels: list[str | int | None] = []
        self.begins = 0
        self.quote = ""
        self.is_comment = False
        self.was_opened = False

    @property
    def is_open(self) -> bool:
        """Whether a bracket waits to be closed."""
        return bool(self.levels) or not self.was_opened

    @property
    def awaits_key(self) -> bool:
        """Whether what comes next in the innermost braces is a key."""
        return bool(self.levels) and self.levels[-1] is None

    @property
    def route(self) -> tuple[str | int, ...]:
        """The keys and indexes that lead to what comes next."""
        return (*self.outer, *(level for level in self.levels if level is not None))

    def take(self, text: str, start: int, end: int) -> None:
        """Go on by a piece of the text, which ends at a line's end or where somebody asks."""
        self.is_comment = False
        self.begins = start
        for at in range(start, end):
            char = text[at]
            if self.quote:
                if char == self.quote:
                    self.quote = ""
            elif char in "\"'" and not text[self.begins : at].strip():
                self.quote, self.begins = char, at + 1
            elif char == "#" and (at == start or text[at - 1] in " \t"):
                self.is_comment = True
                return
            else:
                self._take_mark(text, char, at)
        while not self.quote and self.begins < end and text[self.begins] in " \t":
            self.begins += 1

    def _take_mark(self, text: str, char: str, at: int) -> None:
        if char in "[{":
            self.was_opened = True
            if len(self.levels) < _MOST_DEPTH:
                self.levels.append(0 if char == "[" else None)
        elif char in "]}":
            if self.levels:
                self.levels.pop()
        elif char == "," and self.levels:
            last = self.levels[-1]
            self.levels[-1] = last + 1 if isinstance(last, int) else None
        elif char == ":" and self.awaits_key and text[at + 1 : at + 2] in {" ", "\t", "\n", "\r", ""}:
            self.levels[-1] = text[self.begins : at].strip(" \t\"'")
        else:
            return
        self.begins = at + 1
