"""Code lens: a judged card in, its score and the next step out; the score in full where somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from cardcheck.model.score import QUESTIONS, Score

SHOW_SCORE = "cardcheck.showScore"


def lenses(score: Score | None, uri: str) -> list[types.CodeLens]:
    """Return one line to show above a card."""
    if score is None:
        return []
    start = types.Position(0, 0)
    command = types.Command(title=title(score), command=SHOW_SCORE, arguments=[uri])
    return [types.CodeLens(types.Range(start, start), command)]


def title(score: Score) -> str:
    """Return the score in a few words."""
    told = f"cardcheck: {score.whole} of 100 · {score.level}"
    if not score.steps:
        return told
    step = score.steps[0]
    return f"{told} · next: {step.action} (+{step.tenths / 10:g})"


def in_full(score: Score) -> str:
    """Return the score by its questions, and what leads to the next level."""
    return "\n".join(_lines(score))


def _lines(score: Score) -> Iterator[str]:
    yield f"{score.whole} of 100 points, {score.level} (from {', '.join(score.basis)})"
    yield " · ".join(f"{QUESTIONS[part.category]} {part.tenths / 10:g}/{part.of / 10:g}" for part in score.parts)
    if score.steps:
        yield f"To become {score.next_level}:" if score.next_level else "Next:"
        yield from (f"- {step.action} (+{step.tenths / 10:g})" for step in score.steps)
