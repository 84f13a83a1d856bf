"""What a report for people must never do to a terminal, whatever a card holds."""

from __future__ import annotations

import re
import unicodedata

SGR = re.compile(r"\x1b\[[0-9;]*m")


def display_cells(line: str) -> int:
    """A measure of its own, not the one under test."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char) != "Mn" for char in line)
    return wide + sum(unicodedata.category(char) not in {"Mn", "Me"} for char in line)


def assert_harmless(text: str, width: int) -> None:
    for line in text.split("\n"):
        assert line.isprintable(), line
        assert display_cells(line) <= width, line
