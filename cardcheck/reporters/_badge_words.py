"""What a badge says: one score, or the middle one of several. In: reports; out: words and a colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cardcheck.model.report import CardReport
from cardcheck.model.score import Level

# White text stands on each of them with a contrast of 4.5 at least (WCAG 2.2, 1.4.3).
_COLORS: dict[Level, str] = {
    "stub": "b42318",
    "basic": "96590a",
    "useful": "6b6a00",
    "thorough": "2f6f37",
    "exemplary": "1d6392",
}
_NONE = "5f6368"


class Badge(NamedTuple):
    """Two words and a colour of six hexadecimal digits."""

    label: str
    message: str
    color: str
    is_error: bool = False


def badge_of(reports: Iterable[CardReport]) -> Badge:
    """Tell the score of one card, or the middle one of several."""
    seen = 0
    scores = []
    for report in reports:
        seen += 1
        if report.score is not None:
            scores.append((report.score.tenths, report.score.level))
    label = "dataset card" if seen <= 1 else f"{seen:,} dataset cards"
    if not scores:
        return Badge(label, "not scored", _NONE, is_error=True)
    tenths, level = sorted(scores)[(len(scores) - 1) // 2]
    return Badge(label, f"{tenths // 10} {level}", _COLORS[level])
