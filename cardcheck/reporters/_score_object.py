"""A score as plain data: what `schemas/report.schema.json` calls one. In: a score; out: dicts, lists, numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cardcheck.model.score import Fault, Item, Score
from cardcheck.model.text import Span


def score_object(score: Score, place: Callable[[Span], dict[str, Any]]) -> dict[str, Any]:
    """Return a score with everything that its points come from."""
    return {
        "total": score.points,
        "level": score.level,
        "version": score.version,
        "basis": list(score.basis),
        "percentile": score.percentile,
        "categories": {part.category: {"points": part.tenths / 10, "of": part.of / 10} for part in score.parts},
        "next_level": score.next_level,
        "next": [
            {"rule": step.rule, "points": step.tenths / 10, "action": step.action, "total": step.total / 10}
            for step in score.steps
        ],
        "items": [{"state": item.state, "asks": item.asks, **_line(item, place)} for item in score.items],
        "faults": [_line(fault, place) for fault in score.faults],
        "not_asked": list(score.not_asked),
    }


def _line(one: Item | Fault, place: Callable[[Span], dict[str, Any]]) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "category": one.category,
        "points": one.tenths / 10,
        "of": one.of / 10,
        "reason": one.reason or None,
        "location": None if one.span is None else place(one.span),
    }
