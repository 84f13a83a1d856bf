"""Every point of a score traced: what each item earned and where, what each fault took, and what would bring more.

In: a report with its score; out: lines no wider than the terminal, whose tenths add up to the total.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.model.report import CardReport
from cardcheck.model.score import QUESTIONS, Fault, Item, Part, Score, State
from cardcheck.model.text import SourceText, Span
from cardcheck.reporters._places import text_of
from cardcheck.reporters._score import LEVEL_STYLES, basis, decimal
from cardcheck.terminal.cells import cells, crop_end, crop_middle
from cardcheck.terminal.stream import Line, Piece, Terminal

_POINTS, _PLACE, _RULE = 12, 8, 32
_LEAST_WORDS = 22
_STYLES: dict[State, str] = {"full": "green", "part": "yellow", "none": "red", "spoiled": "red"}


def explained_score(report: CardReport, terminal: Terminal) -> Iterator[Line]:
    """Yield the whole trace."""
    score = report.score
    if score is None:
        return
    text = text_of(report)
    head = f"Score {decimal(score.tenths)} of 100 "
    room = terminal.width - len(head) - len(score.level)
    told = crop_end(f", version {score.version}, {basis(score)}", room, terminal.glyphs.ellipsis)
    yield Piece(head, "bold"), Piece(score.level, LEVEL_STYLES[score.level]), Piece(told, "dim")
    for part in score.parts:
        yield from _part(part, score, text, terminal)
    yield from _steps(score, terminal)
    if score.not_asked:
        count = len(score.not_asked)
        told = f"Left out: {count} {'rule' if count == 1 else 'rules'} whose facts were not asked or are not there"
        yield (Piece(crop_end(told, terminal.width, terminal.glyphs.ellipsis), "dim"),)


def _part(part: Part, score: Score, text: SourceText, terminal: Terminal) -> Iterator[Line]:
    yield (Piece(f"{QUESTIONS[part.category]} {decimal(part.tenths)} of {decimal(part.of)}", "bold"),)
    for item in score.items:
        if item.category == part.category:
            yield _item(item, text, terminal)
    own = [fault for fault in score.faults if fault.category == part.category]
    for fault in own:
        if fault.tenths:
            yield _fault(fault, text, terminal)
    idle = sum(not fault.tenths for fault in own)
    if idle:
        told = f"{idle} more {'fault' if idle == 1 else 'faults'} with nothing left to take"
        yield _row(("-0.0", "dim"), "", told, "", terminal)


def _item(item: Item, text: SourceText, terminal: Terminal) -> Line:
    words = item.asks + (f": {item.reason}" if item.reason else "")
    points = f"{decimal(item.tenths)} of {decimal(item.of)}" if item.state in _STYLES else "--"
    return _row((points, _STYLES.get(item.state, "dim")), _place(item.span, text), words, item.rule, terminal)


def _fault(fault: Fault, text: SourceText, terminal: Terminal) -> Line:
    words = fault.reason if fault.tenths == fault.of else f"({decimal(fault.of)} at most) {fault.reason}"
    points = f"-{decimal(fault.tenths)}"
    return _row((points, "red"), _place(fault.span, text), words, fault.rule, terminal)


def _steps(score: Score, terminal: Terminal) -> Iterator[Line]:
    if not score.steps:
        return
    aim = f"The cheapest way to {score.next_level}" if score.next_level else "What would still bring points"
    yield (Piece(aim, "bold"),)
    for step in score.steps:
        words = f"{terminal.glyphs.arrow} {decimal(step.total)}: {step.action}"
        yield _row((f"+{decimal(step.tenths)}", "green"), "", words, step.rule, terminal)


def _row(points: tuple[str, str], place: str, words: str, rule: str, terminal: Terminal) -> Line:
    """Set points, place and words in columns, and the rule at the end of the line where it has room."""
    left = f" {points[0]:>{_POINTS}}  "
    room = terminal.width - len(left) - _PLACE - 2
    shown = crop_middle(terminal.clean(rule), _RULE, terminal.glyphs.ellipsis)
    shown = shown if room - cells(shown) - 2 >= _LEAST_WORDS else ""
    told = crop_end(terminal.sentence(words), room - (cells(shown) + 2 if shown else 0), terminal.glyphs.ellipsis)
    blanks = " " * (room - cells(told) - cells(shown)) if shown else ""
    return (Piece(left, points[1]), Piece(f"{place:<{_PLACE}}  "), Piece(told), Piece(blanks), Piece(shown, "dim"))


def _place(span: Span | None, text: SourceText) -> str:
    if span is None or span.start == span.end:
        return ""
    position = text.position(span.start)
    return f"{position.line}:{position.column}"
