"""What to do next: the cheapest steps to the next level. What a card earns and loses in, steps with their gains out.

Each gain is what the score itself says of the card with that step taken, so no step promises more than it brings.
"""

from collections.abc import Mapping
from typing import NamedTuple

from cardcheck.engine.scoring.account import Account, Judged
from cardcheck.engine.scoring.book import book
from cardcheck.engine.scoring.points import points_of
from cardcheck.model.finding import Category
from cardcheck.model.score import QUESTIONS, Fault, Level, Step

_MOST = 6
_MORE = 3
_FRONT_MATTER = "front-matter/missing"
_ALL: frozenset[Category] = frozenset(QUESTIONS)


class _Change(NamedTuple):
    """Items that would be answered and faults that would be gone; `effort` is 1 for a line of metadata."""

    rule: str
    action: str
    effort: float
    categories: frozenset[Category]
    items: tuple[int, ...] = ()
    faults: frozenset[str] = frozenset()
    opens_gate: bool = False


def steps(account: Account, judged: Judged, following: tuple[Level, int] | None, total: int) -> tuple[Step, ...]:
    """Return the steps that lead to the next level, the most for the least effort first; three more at the top."""
    changes = [*_gate(account), *_missing(account, judged), *_faults(account, judged)]
    done: list[Step] = []
    now = {category: points_of(category, account) for category in book().of_category}
    gains: dict[_Change, int] = {}
    while changes and len(done) < (_MOST if following else _MORE):
        gains |= {change: _gain(account, change, now) for change in changes if change not in gains}
        best = max(changes, key=lambda change: (gains[change] / change.effort, change.rule))
        gain = gains[best]
        if gain <= 0:
            break
        account = _changed(account, best)
        now |= {category: points_of(category, account) for category in best.categories}
        # What others bring stays as it is where this one changes nothing.
        gains = {change: brought for change, brought in gains.items() if change.categories.isdisjoint(best.categories)}
        total += gain
        changes.remove(best)
        done.append(Step(best.rule, best.action, gain, total))
        if following and total >= following[1]:
            break
    return tuple(done)


def _gain(account: Account, change: _Change, now: Mapping[Category, int]) -> int:
    """Return what a change brings by itself."""
    changed = _changed(account, change)
    return sum(points_of(category, changed) - now[category] for category in change.categories)


def _gate(account: Account) -> list[_Change]:
    """Return what a card needs first that nobody has written: somebody who says what the data is."""
    if account.gate is None:
        return []
    summary = tuple(at for at, one in enumerate(book().earnings) if one.ask and "summary" in one.ask.topics)
    return [_Change(account.gate.rule, "Say in your own words what the data is", 1, _ALL, summary, opens_gate=True)]


def _unread(account: Account, judged: Judged) -> _Change | None:
    """Return what makes metadata read that is there and is not, with all that hides behind it."""
    faults = [fault for fault in account.faults if fault.rule.startswith("front-matter/") and fault.span is not None]
    if not faults:
        return None
    action = _action(faults[0], judged)
    gone = frozenset(fault.rule for fault in account.faults if fault.span is None or fault is faults[0])
    return _Change(faults[0].rule, action, 0.5, _ALL, faults=gone)


def _is_read(account: Account) -> bool:
    """Whether readers see the metadata."""
    at = next(at for at, one in enumerate(book().earnings) if one.rules[0] == _FRONT_MATTER)
    return account.states[at] == "full"


def _action(fault: Fault, judged: Judged) -> str:
    """Return what to do about a fault: what its fix does, else what is wrong."""
    titles = (one.fix.title for one in judged.findings if one.rule == fault.rule and one.fix is not None)
    return next(titles, fault.reason)


def _mending(reason: str, judged: Judged) -> str:
    """Return what to do about what spoils an answer: what its fix does, else what is wrong."""
    titles = (one.fix.title for one in judged.findings if one.message == reason and one.fix is not None)
    return next(titles, reason)


def _missing(account: Account, judged: Judged) -> list[_Change]:
    """Return one change for each rule whose items are not answered in full."""
    found: dict[str, _Change] = {}
    unread = _unread(account, judged)
    for at, (one, state) in enumerate(zip(book().earnings, account.states, strict=True)):
        # What unread metadata says is not known before it is read.
        if state not in {"none", "part", "spoiled"} or (unread is not None and one.keys and not _is_read(account)):
            continue
        rule = one.rules[0]
        if rule == _FRONT_MATTER and unread is not None:
            found[rule] = unread._replace(items=(at,))
            continue
        action = _mending(account.places[at][0], judged) if state == "spoiled" else one.action
        earlier = found.get(rule, _Change(rule, action, one.effort, frozenset()))
        found[rule] = earlier._replace(items=(*earlier.items, at), categories=earlier.categories | {one.category})
    return list(found.values())


def _faults(account: Account, judged: Judged) -> list[_Change]:
    has_fix = {one.rule for one in judged.findings if one.fix is not None}
    return [
        _Change(
            fault.rule,
            _action(fault, judged),
            0.5 if fault.rule in has_fix else 1,
            frozenset({fault.category}),
            faults=frozenset({fault.rule}),
        )
        for fault in account.faults
        if fault.span is not None
    ]


def _changed(account: Account, change: _Change) -> Account:
    states = list(account.states)
    for at in change.items:
        states[at] = "full"
    left = tuple(fault for fault in account.faults if fault.rule not in change.faults)
    return account._replace(states=tuple(states), faults=left, gate=None if change.opens_gate else account.gate)
