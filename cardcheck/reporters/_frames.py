"""The place itself: a line of the card with the span underlined. In: text and span; out: lines to print."""

from __future__ import annotations

from cardcheck.model.text import SourceText, Span
from cardcheck.terminal.cells import cells
from cardcheck.terminal.stream import Line, Piece, Terminal

_TAB = 4
# A minified line may hold a megabyte; nobody sees more of it than this.
_REACH = 400


def frame(text: SourceText, span: Span, terminal: Terminal, room: int, digits: int = 0) -> list[Line]:
    """Return the first line a span touches, with its number (`digits` wide), and carets under the span."""
    line = text.position(span.start).line
    number = f"{line:>{digits}}"
    gutter = len(number) + 3
    before, inside, after, is_cut = _cropped(_three_parts(text, span, terminal), terminal, room - gutter)
    carets = "^" * max(1, cells(inside))
    ends = text.position(max(span.start, span.end - 1)).line
    more = f" to line {ends}" if ends != line and not is_cut else ""
    if cells(before) + len(carets) + len(more) > room - gutter:
        more = ""
    return [
        (Piece(f"{number} | ", "dim"), Piece(before), Piece(inside, "bold"), Piece(after)),
        (Piece(" " * len(number) + " | ", "dim"), Piece(" " * cells(before)), Piece(carets + more, "red")),
    ]


def _three_parts(text: SourceText, span: Span, terminal: Terminal) -> tuple[list[str], list[str], list[str]]:
    """Split the line at the span, each character as it is shown."""
    line = text.line_span_at(span.start)
    start = min(max(span.start, line.start), line.end)
    end = min(max(span.end, start), line.end)
    column = 0
    parts: tuple[list[str], list[str], list[str]] = ([], [], [])
    for offset in range(max(line.start, start - _REACH), min(line.end, start + _REACH)):
        char = text.text[offset]
        shown = " " * (_TAB - column % _TAB) if char == "\t" else terminal.clean(char)
        column += cells(shown)
        parts[(offset >= start) + (offset >= end)].append(shown)
    return parts


def _cropped(
    parts: tuple[list[str], list[str], list[str]], terminal: Terminal, room: int
) -> tuple[str, str, str, bool]:
    """Cut the line around the span so that it fits; tell whether the span itself was cut."""
    before, inside, after = ("".join(part) for part in parts)
    # an empty span at the end of the line still wants a cell for its caret
    if cells(before + inside + after) <= room and cells(before) < room:
        return before, inside, after, False
    mark = terminal.glyphs.ellipsis
    lead = max(room // 3, room - cells(inside) - room // 3)
    before = _kept(parts[0], min(lead, room - 1), mark, from_end=True)
    left = room - cells(before)
    is_cut = cells(inside) > left
    inside = _kept(parts[1], left, mark, from_end=False)
    after = _kept(parts[2], left - cells(inside), mark, from_end=False)
    return before, inside, after, is_cut


def _kept(shown: list[str], room: int, mark: str, *, from_end: bool) -> str:
    """Keep as many whole characters as fit beside the mark."""
    if cells("".join(shown)) <= room:
        return "".join(shown)
    kept: list[str] = []
    used = cells(mark)
    for char in reversed(shown) if from_end else shown:
        used += cells(char)
        if used > room:
            break
        kept.append(char)
    if cells(mark) > room:
        return ""
    return mark + "".join(reversed(kept)) if from_end else "".join(kept) + mark
