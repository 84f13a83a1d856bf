"""The score for people: the five questions, the points, and one next step.

In: a score; out: a few lines. People see whole points, and what they see adds up: of the tenths that are left over,
those categories get a point that are nearest to the next one.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.model.finding import Category
from cardcheck.model.score import QUESTIONS, Level, Score
from cardcheck.terminal.cells import cells, crop_end
from cardcheck.terminal.stream import Line, Piece, Terminal

LEVEL_STYLES: dict[Level, str] = {
    "stub": "bold red",
    "basic": "bold yellow",
    "useful": "bold cyan",
    "thorough": "bold green",
    "exemplary": "bold green",
}
_BASES = {"files": "files", "heads": "first rows", "parquet": "Parquet footers", "hub": "the Hub"}


def whole_parts(score: Score) -> dict[Category, int]:
    """Return each category's points as whole numbers that add up to the whole points of the total."""
    whole = {part.category: part.tenths // 10 for part in score.parts}
    nearest = sorted(score.parts, key=lambda part: -(part.tenths % 10))
    for part in nearest[: score.whole - sum(whole.values())]:
        whole[part.category] += 1
    return whole


def decimal(tenths: int) -> str:
    """Write tenths as points."""
    return f"{tenths // 10}.{tenths % 10}"


def basis(score: Score) -> str:
    """Say what a score was computed from."""
    more = [_BASES[name] for name in score.basis if name in _BASES]
    return "from the card alone" if not more else f"from the card, {', '.join(more)}"


def score_lines(score: Score, terminal: Terminal, earlier: Score | None = None) -> Iterator[Line]:
    """Yield the compact panel; `earlier` is the score of the version that the card is held against."""
    yield from _questions(score, terminal)
    dot = terminal.glyphs.dot
    rank = f" {dot} more than {score.percentile} % of community cards" if score.percentile else ""
    was = f", was {earlier.whole}" if earlier is not None and earlier.whole != score.whole else ""
    told = f"{was}, {basis(score)}{rank}"
    head = f"Score {score.whole} of 100 "
    room = terminal.width - len(head) - len(score.level)
    yield (
        Piece(head, "bold"),
        Piece(score.level, LEVEL_STYLES[score.level]),
        Piece(crop_end(told, room, terminal.glyphs.ellipsis), "dim"),
    )
    if score.steps:
        yield _next(score, terminal)


def _questions(score: Score, terminal: Terminal) -> Iterator[Line]:
    """Yield the five questions, on two lines where one is too narrow."""
    whole = whole_parts(score)
    gap = f" {terminal.glyphs.dot} "
    line: list[Piece] = []
    for part in score.parts:
        share = part.tenths / part.of if part.of else 1
        style = "green" if share >= 0.75 else "yellow" if share >= 0.25 else "red"
        pieces = (Piece(f"{QUESTIONS[part.category]} "), Piece(f"{whole[part.category]}/{part.of // 10}", style))
        if line and sum(cells(piece.text) for piece in (*line, *pieces)) + len(gap) > terminal.width:
            yield tuple(line)
            line = []
        line += [*([Piece(gap, "dim")] if line else []), *pieces]
    yield tuple(line)


def _next(score: Score, terminal: Terminal) -> Line:
    step = score.steps[0]
    gain = f" (+{decimal(step.tenths).removesuffix('.0')})"
    if score.next_level is not None and score.steps[-1].total // 10 >= score.whole:
        count = len(score.steps)
        gain = f"{gain[:-1]}; {score.next_level} in {count} {'step' if count == 1 else 'steps'})"
    head = "Next: "
    room = terminal.width - len(head) - len(gain)
    action = crop_end(terminal.sentence(step.action), room, terminal.glyphs.ellipsis)
    return (Piece(head, "bold"), Piece(action), Piece(gain, "dim"))
