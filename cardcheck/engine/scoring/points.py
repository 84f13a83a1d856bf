"""Points: what the items of an account earn, less what its faults take.

Whole tenths are counted and nothing is rounded twice, so the parts add up to the total exactly.
"""

import functools
import itertools
from collections.abc import Iterator, Mapping

from cardcheck.engine.scoring.account import Account
from cardcheck.engine.scoring.book import book
from cardcheck.model.finding import Category
from cardcheck.model.score import Fault, Item, Part, State

_HALVES: dict[State, int] = {"full": 2, "part": 1}
_LEFT_OUT: frozenset[State] = frozenset({"set-aside", "not-asked"})


def points_of(category: Category, account: Account) -> int:
    """Return what a category is worth in the end, in tenths."""
    if account.gates(category):
        return 0
    earned = sum(_earned(of, account.states[at]) for at, of in _shares_in(category, account).items())
    lost = sum(fault.of for fault in account.faults if fault.category == category)
    return earned - min(lost, earned * book().most_faults[category] // 100)


def _shares_in(category: Category, account: Account) -> Mapping[int, int]:
    """Return what each item of a category can earn in one card."""
    applying = tuple(at for at in book().of_category[category] if account.states[at] not in _LEFT_OUT)
    return _shares(category, account.side, applying)


@functools.lru_cache(maxsize=256)
def _shares(category: Category, side: str, applying: tuple[int, ...]) -> Mapping[int, int]:
    """Share a category's points among what applies; running sums are rounded, so that shares add up."""
    most = book().parts[side][category]
    weights = [book().earnings[at].tenths for at in applying]
    ends = [most * done // sum(weights) for done in itertools.accumulate(weights)]
    return {at: end - start for at, start, end in zip(applying, [0, *ends], ends, strict=False)}


def _earned(of: int, state: State) -> int:
    return of * _HALVES.get(state, 0) // 2


def add_up(account: Account) -> tuple[tuple[Item, ...], tuple[Fault, ...], tuple[Part, ...]]:
    """Share each category's points among what applies, take its faults off, and return items, faults and parts."""
    items: list[Item] = []
    faults: list[Fault] = []
    parts: list[Part] = []
    for category, most in book().parts[account.side].items():
        own = list(_items(category, account))
        earned = sum(item.tenths for item in own)
        left = earned * book().most_faults[category] // 100
        for fault in account.faults:
            if fault.category == category:
                taken = min(fault.of, left)
                left -= taken
                earned -= taken
                faults.append(fault._replace(tenths=taken))
        items += own
        parts.append(Part(category, earned, most))
    return tuple(items), tuple(faults), tuple(parts)


def _items(category: Category, account: Account) -> Iterator[Item]:
    """Yield the items of a category with what they can earn and what they do."""
    shares = _shares_in(category, account)
    for at in book().of_category[category]:
        one, state, (reason, span) = book().earnings[at], account.states[at], account.places[at]
        if account.gates(category) and state in _HALVES:
            state, reason, span = "none", "nobody has written this card yet", None
        of = shares.get(at, 0)
        yield Item(one.rules[0], category, one.asks, state, _earned(of, state), of, reason, span)
