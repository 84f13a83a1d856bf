"""Which questions of another form a card answers, told to people: a table, or one line among many cards.

In: a report with its coverage. Out: lines no wider than the terminal. What a table tells is no finding of its own.
"""

from collections.abc import Iterator
from typing import NamedTuple, Self

from cardcheck.model.coverage import Answer, Coverage, State
from cardcheck.model.finding import Finding
from cardcheck.model.report import CardReport
from cardcheck.model.text import SourceText
from cardcheck.reporters._places import text_of
from cardcheck.terminal.cells import cells, crop_end
from cardcheck.terminal.stream import Line, Piece, Terminal

_GAP = 2
_INDENT = 4
_LINE = 5
_LEAST_QUESTION, _LEAST_WORDS = 24, 12
_STATES: dict[State, str] = {"full": "answered", "part": "in part", "none": "not at all", "set-aside": "set aside"}


def untold(report: CardReport) -> tuple[Finding, ...]:
    """Return the findings that a table does not tell."""
    if not report.coverage:
        return report.shown
    told = {answer.rule for coverage in report.coverage for answer in coverage.answers}
    return tuple(finding for finding in report.shown if finding.rule not in told)


def coverage_lines(report: CardReport, terminal: Terminal) -> Iterator[Line]:
    """Yield the table of each form."""
    text = text_of(report)
    for index, coverage in enumerate(report.coverage):
        if index:
            yield ()
        yield from _headline(coverage, terminal)
        columns = _Columns.of(coverage, terminal)
        yield _heads(columns)
        yield from _rows(coverage, columns, text)


def coverage_brief(report: CardReport, terminal: Terminal) -> Iterator[Line]:
    """Yield one line a form."""
    for coverage in report.coverage:
        told = f"  {terminal.clean(coverage.form)}: {_counts(coverage)}"
        yield (Piece(crop_end(told, terminal.width, terminal.glyphs.ellipsis)),)


class _Columns(NamedTuple):
    """How wide the columns are; 0 for one that has no room."""

    terminal: Terminal
    question: int
    name: int
    words: int
    is_short: bool

    @classmethod
    def of(cls, coverage: Coverage, terminal: Terminal) -> Self:
        """Give the questions their room, then the names if they fit, then the words that answer."""
        room = terminal.width - _INDENT - _GAP - _LINE
        asked = max(cells(terminal.clean(answer.question.asks)) for answer in coverage.answers)
        question = min(max(asked, _LEAST_QUESTION), room)
        room -= question
        name, is_short = 0, False
        for is_short in (False, True):
            wanted = max(cells(_name(answer, terminal, is_short=is_short)) for answer in coverage.answers)
            if wanted and wanted + _GAP <= room:
                name = wanted
                break
        room -= name + _GAP if name else 0
        words = room - _GAP
        return cls(terminal, question, name, words if words >= _LEAST_WORDS else 0, is_short)


def _headline(coverage: Coverage, terminal: Terminal) -> Iterator[Line]:
    form = crop_end(terminal.clean(coverage.form), terminal.width // 2, terminal.glyphs.ellipsis)
    counts = crop_end(_counts(coverage), terminal.width - cells(form) - 2, terminal.glyphs.ellipsis)
    yield (Piece(form, "bold"), Piece(f": {counts}"))


def _counts(coverage: Coverage) -> str:
    parts = [f"{coverage.count('full')} of {coverage.asked} answered"]
    parts += [
        f"{coverage.count(state)} {_STATES[state]}" for state in ("part", "none", "set-aside") if coverage.count(state)
    ]
    return ", ".join(parts)


def _heads(columns: _Columns) -> Line:
    told = " " * _INDENT + _padded("question", columns.question + _GAP)
    told += _padded("name there", columns.name + _GAP) if columns.name else ""
    told += f"{'line':>{_LINE}}" + (" " * _GAP + "words" if columns.words else "")
    return (Piece(told, "dim"),)


def _rows(coverage: Coverage, columns: _Columns, text: SourceText) -> Iterator[Line]:
    """Yield the questions under their heads."""
    part = None
    for answer in coverage.answers:
        if answer.question.part != part:
            part = answer.question.part
            if part:
                yield (Piece(f"  {crop_end(columns.terminal.clean(part), columns.terminal.width - 2, '')}", "dim"),)
        yield _row(answer, columns, text)


def _row(answer: Answer, columns: _Columns, text: SourceText) -> Line:
    terminal = columns.terminal
    mark = terminal.glyphs.ellipsis
    asks = crop_end(terminal.clean(answer.question.asks), columns.question, mark)
    line = "" if answer.span is None else str(text.position(answer.span.start).line)
    pieces = [Piece("  "), _sign(answer.state, terminal), Piece(" " + _padded(asks, columns.question + _GAP))]
    if columns.name:
        name = _name(answer, terminal, is_short=columns.is_short)
        pieces.append(Piece(_padded(name, columns.name + _GAP), "dim"))
    pieces.append(Piece(f"{line or _nowhere(answer.state):>{_LINE}}", "" if line else "dim"))
    if columns.words and answer.words:
        words = terminal.clean(answer.words)
        pieces.append(Piece(" " * _GAP + crop_end(words, columns.words, mark), "dim"))
    return tuple(pieces)


def _sign(state: State, terminal: Terminal) -> Piece:
    if state == "full":
        return Piece(terminal.glyphs.clean, "bold green")
    if state == "part":
        return Piece("~", "bold yellow")
    return terminal.sign("info") if state == "none" else Piece(" ")


def _nowhere(state: State) -> str:
    return "n/a" if state == "set-aside" else "-" if state == "none" else ""


def _name(answer: Answer, terminal: Terminal, *, is_short: bool) -> str:
    """Return what the form calls a question; the short name goes without its prefix."""
    name = terminal.clean(answer.question.name)
    return name.rpartition(":")[2] if is_short else name


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
