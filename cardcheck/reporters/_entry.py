"""One entry as lines: place, message, consequence, fix and, quietly, the rule.

In: an entry and how much of it to tell; out: lines no wider than the sheet. Which detail fits a screen is
decided elsewhere.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from cardcheck.model.finding import Finding
from cardcheck.model.text import SourceText
from cardcheck.regex import expression
from cardcheck.reporters._grouping import Entry
from cardcheck.terminal.cells import cells, crop_end, crop_middle, wrap
from cardcheck.terminal.stream import Line, Piece, Terminal, emphasised

_INDENT, _GAP = 2, 2
_LONGEST_RULE, _LONGEST_PLACE = 40, 11
_LEAST_MESSAGE = 24
_MOST_FRAMES = _MOST_RELATED = 3
_SENTENCE_END = expression(r"(?<=[.!?])\s")
_QUOTED = expression(r"`([^`]+)`")
_UNNAMED = Piece("")


class Detail(IntEnum):
    """How much of an entry is told."""

    LINE = 0
    MESSAGE = 1
    FULL = 2


class Sheet(NamedTuple):
    """What the entries of one card are set on.

    `place_cells` is the width of their column of places; with `signs` each has its severity's sign in front.
    """

    terminal: Terminal
    text: SourceText
    place_cells: int
    frames: bool = False
    signs: bool = False

    @property
    def indent(self) -> int:
        """Where messages begin."""
        return _INDENT + 2 * self.signs + self.place_cells + _GAP

    @property
    def room(self) -> int:
        """How wide messages may be."""
        return self.terminal.width - self.indent


def place(finding: Finding, text: SourceText) -> str:
    """Return where a finding stands, for people."""
    if finding.names == "none":
        return "card"
    position = text.position(finding.span.start)
    return f"{position.line}:{position.column}"


def place_cells(entries: list[Entry], text: SourceText) -> int:
    """Return how wide the column of places must be."""
    widest = max((cells(place(entry.first, text)) for entry in entries), default=0)
    return min(widest, _LONGEST_PLACE)


def entry_lines(entry: Entry, detail: Detail, sheet: Sheet, *, consequence: bool = True) -> list[Line]:
    """Return an entry as lines; without `consequence` it was told already for this rule."""
    longest = min(_LONGEST_RULE, sheet.room)
    name = f"{entry.first.rule}{entry.first.standing}"
    shown = crop_middle(sheet.terminal.clean(name), longest, sheet.terminal.glyphs.ellipsis)
    named = Piece(shown, "dim", entry.first.rule)
    if detail is Detail.LINE:
        lines = [_one_line(entry, named, sheet)]
    else:
        is_full = detail is Detail.FULL
        told = [sheet.terminal.sentence(entry.first.message), *_other_places(entry, sheet)]
        told += _related(entry, sheet) if is_full else []
        closing = _closing(entry, named, sheet, consequence=consequence) if is_full else []
        frames = _frames(entry, sheet) if is_full else ()
        lines = [*_paragraphs(told, _UNNAMED if closing else named, sheet.room), *frames, *closing]
    where = crop_end(place(entry.first, sheet.text), sheet.place_cells, "")
    sign = (sheet.terminal.sign(entry.first.severity), Piece(" ")) if sheet.signs else ()
    first = (Piece(" " * _INDENT), *sign, Piece(where.ljust(sheet.place_cells + _GAP)))
    rest = (Piece(" " * sheet.indent),)
    return [(*(rest if index else first), *line) for index, line in enumerate(lines)]


def first_sentence(text: str) -> str:
    """Return a text up to its first full stop."""
    return _SENTENCE_END.split(text.strip(), maxsplit=1)[0]


def _one_line(entry: Entry, rule: Piece, sheet: Sheet) -> Line:
    count = len(entry.findings)
    suffix = f" ({count} places)" if count > 1 else ""
    room = sheet.room - cells(suffix)
    if room - cells(rule.text) - _GAP < _LEAST_MESSAGE:
        rule = _UNNAMED
    if rule.text:
        room -= cells(rule.text) + _GAP
    message = crop_end(sheet.terminal.sentence(entry.first.message), room, sheet.terminal.glyphs.ellipsis)
    (line,) = emphasised([message])
    told = (*line, Piece(suffix, "dim"))
    return _with_rule(told, rule, sheet.room)


def _paragraphs(told: list[str], rule: Piece, room: int) -> Iterator[Line]:
    """Set a message and what belongs to it, the rule at the end of the last line."""
    for index, text in enumerate(told):
        is_last = index == len(told) - 1
        lines = _wrapped(text, room, rule if is_last else _UNNAMED)
        set_lines = emphasised(lines, "dim", "dim") if index else emphasised(lines)
        yield from set_lines[:-1]
        yield _with_rule(set_lines[-1], rule, room) if is_last else set_lines[-1]


def _wrapped(text: str, room: int, rule: Piece) -> list[str]:
    """Wrap a text so that the rule has room at the end of its last line."""
    lines = wrap(text, room)
    last = room - cells(rule.text) - _GAP
    if rule.text and cells(lines[-1]) > last:
        lines = [*lines[:-1], *wrap(lines[-1], min(room, max(last, _LEAST_MESSAGE)))]
        if cells(lines[-1]) > last:
            lines.append("")
    return lines


def _other_places(entry: Entry, sheet: Sheet) -> list[str]:
    """Say where else it is so, and with what other value, in one line."""
    others = entry.findings[1:]
    told = ""
    for count, finding in enumerate(others):
        left = len(others) - count - 1
        item = _other_place(finding, entry.first, sheet)
        longer = f"{told}, {item}" if told else f"also {item}"
        if cells(longer + _and_more(left)) > sheet.room:
            return [told + _and_more(left + 1) if told else f"also in {left + 1} more places"]
        told = longer
    return [told] if told else []


def _and_more(count: int) -> str:
    return f" and {count} more" if count else ""


def _other_place(finding: Finding, first: Finding, sheet: Sheet) -> str:
    where = place(finding, sheet.text)
    value, known = _QUOTED.search(finding.message), _QUOTED.search(first.message)
    if value is None or known is None or value[1] == known[1]:
        return where
    return f"`{sheet.terminal.value(sheet.terminal.clean(value[1]))}` at {where}"


def _frames(entry: Entry, sheet: Sheet) -> Iterator[Line]:
    if not sheet.frames:
        return
    from cardcheck.reporters._frames import frame

    placed = [finding.span for finding in entry.findings if finding.names != "none"][:_MOST_FRAMES]
    digits = max((len(str(sheet.text.position(span.start).line)) for span in placed), default=0)
    for span in placed:
        yield from frame(sheet.text, span, sheet.terminal, sheet.room, digits)


def _related(entry: Entry, sheet: Sheet) -> list[str]:
    """Name the other places that explain a finding, one line each."""
    terminal = sheet.terminal
    told = []
    for related in entry.first.related[:_MOST_RELATED]:
        line, column = sheet.text.position(related.span.start)
        message = f"{line}:{column}: {terminal.sentence(related.message)}"
        told.append(crop_end(message, sheet.room, terminal.glyphs.ellipsis))
    return told


def _closing(entry: Entry, rule: Piece, sheet: Sheet, *, consequence: bool) -> list[Line]:
    """Say what follows from it and what the fix is: in one line with the rule where that fits."""
    why = sheet.terminal.sentence(first_sentence(entry.first.why)) if consequence else ""
    fix = _fix(entry, sheet.terminal)
    if why and fix and cells(why) + 1 + cells(fix) + _GAP + cells(rule.text) <= sheet.room:
        return [_with_rule((Piece(f"{why} ", "dim"), Piece(fix, "green")), rule, sheet.room)]
    told = [(text, style) for text, style in ((why, "dim"), (fix, "green")) if text]
    lines: list[Line] = []
    for index, (text, style) in enumerate(told):
        own_rule = rule if index == len(told) - 1 else _UNNAMED
        lines += [(Piece(line, style),) for line in _wrapped(text, sheet.room, own_rule)]
    return [*lines[:-1], _with_rule(lines[-1], rule, sheet.room)] if lines else []


def _fix(entry: Entry, terminal: Terminal) -> str:
    """Return what a fix would do here."""
    fixes = [finding.fix for finding in entry.findings if finding.fix is not None]
    if not fixes:
        return ""
    others = len({fix.title for fix in fixes}) - 1
    more = f" and {others} more" if others else ""
    unsafe = " (unsafe)" if all(fix.applicability == "unsafe" for fix in fixes) else ""
    return f"{terminal.glyphs.arrow} {terminal.sentence(fixes[0].title)}{more}{unsafe}"


def _with_rule(line: Line, rule: Piece, room: int) -> Line:
    """Put the rule at the right end of a line, if there is one."""
    if not rule.text:
        return line
    used = sum(cells(piece.text) for piece in line)
    return (*line, Piece(" " * (room - used - cells(rule.text))), rule)
