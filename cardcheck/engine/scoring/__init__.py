"""A card's score: what its items earn, less what its faults take. Card, facts and what rules found in, Score out."""

from bisect import bisect_left

from cardcheck.engine.scoring.account import Judged, settle
from cardcheck.engine.scoring.book import Book, book
from cardcheck.engine.scoring.points import add_up
from cardcheck.engine.scoring.steps import steps
from cardcheck.model.card import Card
from cardcheck.model.facts import RepoFacts
from cardcheck.model.load import LoadPlan
from cardcheck.model.score import Level, Score

__all__ = ["Judged", "score_card"]


def score_card(card: Card, facts: RepoFacts, plan: LoadPlan | None, judged: Judged) -> Score:
    """Score one card."""
    account = settle(card, facts, plan, judged)
    items, faults, parts = add_up(account)
    total = sum(part.tenths for part in parts)
    level, following = _level(book(), total)
    return Score(
        tenths=total,
        level=level,
        version=book().version,
        basis=account.basis,
        percentile=bisect_left(book().percentiles, total) if account.basis == ("readme",) else None,
        parts=parts,
        items=items,
        faults=faults,
        steps=steps(account, judged, following, total),
        next_level=following[0] if following else None,
        not_asked=_not_asked(judged),
    )


def _not_asked(judged: Judged) -> tuple[str, ...]:
    """Return the rules that count and whose facts are not there."""
    return tuple(sorted(skip.rule for skip in judged.skipped if skip.needs != "card" and skip.rule in book().faults))


def _level(chosen: Book, total: int) -> tuple[Level, tuple[Level, int] | None]:
    """Return the level of so many tenths, and the next one with its bound."""
    reached = [level for level, bound in chosen.levels if total >= bound]
    above = [one for one in chosen.levels if total < one[1]]
    return reached[-1], above[0] if above else None
