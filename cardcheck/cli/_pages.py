"""A page in Markdown as a terminal shows it: no marks, no line wider than the window, code set in.

In: what `explain` writes for files and programs. Out: lines with their styles; the words are the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from cardcheck.terminal.cells import wrap
from cardcheck.terminal.stream import emphasised, style

_WIDEST = 100
_BOLD = "bold"
_CODE = "    "
_FENCE = "````"


def terminal_lines(page: Iterable[str], width: int, *, is_styled: bool) -> Iterator[str]:
    """Yield the lines of a page for a window of so many columns."""
    width = min(width, _WIDEST)
    is_code = False
    for line in page:
        if line.startswith(_FENCE):
            is_code = not is_code
        elif is_code:
            yield f"{_CODE}{line}".rstrip()
        elif line.startswith(("#", "**")):
            yield from (style(part, _BOLD if is_styled else "") for part in wrap(line.strip("#* "), width))
        else:
            yield from _paragraph(line, width, is_styled=is_styled)


def _paragraph(line: str, width: int, *, is_styled: bool) -> Iterator[str]:
    """Yield a paragraph or an item of a list, whose further lines stand below its first word."""
    mark = "- " if line.startswith("- ") else ""
    text = line.removeprefix(mark)
    if text.startswith("*"):
        text = text.replace("*", "", 2)
    for number, pieces in enumerate(emphasised(wrap(text, width - len(mark)))):
        same = itertools.groupby(pieces, key=lambda piece: piece.style if is_styled else "")
        shown = "".join(style("".join(piece.text for piece in some), names) for names, some in same)
        yield (mark if number == 0 else " " * len(mark)) + shown
