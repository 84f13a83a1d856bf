"""What to do next: the cheapest steps to the next level. What a card earns and loses in, steps with their gains out.

Each gain is what the score itself says of the card with that step taken, so no step promises more than it brings.
"""

from collections.abc import Mapping
from typing import NamedTuple

from cardcheck.engine.score_book import book
from cardcheck.engine.scoring import Judged, Tally, points_of
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


def steps(tally: Tally, judged: Judged, following: tuple[Level, int] | None, total: int) -> tuple[Step, ...]:
    """Return the steps that lead to the next level, the most for the least effort first; three more at the top."""
    changes = [*_gate(tally), *_missing(tally, judged), *_faults(tally, judged)]
    done: list[Step] = []
    now = {category: points_of(category, tally) for category in book().of_category}
    while changes and len(done) < (_MOST if following else _MORE):
        gains = [(_gain(tally, change, now), change) for change in changes]
        gain, best = max(gains, key=lambda pair: (pair[0] / pair[1].effort, pair[1].rule))
        if gain <= 0:
            break
        tally = _changed(tally, best)
        now = {category: points_of(category, tally) for category in now}
        total += gain
        changes.remove(best)
        done.append(Step(best.rule, best.action, gain, total))
        if following and total >= following[1]:
            break
    return tuple(done)


def _gain(tally: Tally, change: _Change, now: Mapping[Category, int]) -> int:
    """Return what a change brings by itself."""
    changed = _changed(tally, change)
    return sum(points_of(category, changed) - now[category] for category in change.categories)


def _gate(tally: Tally) -> list[_Change]:
    """Return what a card needs first that nobody has written: somebody who says what the data is."""
    if tally.gate is None:
        return []
    summary = tuple(at for at, one in enumerate(book().wanted) if one.ask and "summary" in one.ask.topics)
    return [_Change(tally.gate.rule, "Say in your own words what the data is", 1, _ALL, summary, opens_gate=True)]


def _unread(tally: Tally, judged: Judged) -> _Change | None:
    """Return what makes metadata read that is there and is not, with all that hides behind it."""
    faults = [fault for fault in tally.faults if fault.rule.startswith("front-matter/") and fault.span is not None]
    if not faults:
        return None
    action = _action(faults[0], judged)
    gone = frozenset(fault.rule for fault in tally.faults if fault.span is None or fault is faults[0])
    return _Change(faults[0].rule, action, 0.5, _ALL, faults=gone)


def _is_read(tally: Tally) -> bool:
    """Whether readers see the metadata."""
    at = next(at for at, one in enumerate(book().wanted) if one.rules[0] == _FRONT_MATTER)
    return tally.states[at] == "full"


def _action(fault: Fault, judged: Judged) -> str:
    """Return what to do about a fault: what its fix does, else what is wrong."""
    titles = (one.fix.title for one in judged.findings if one.rule == fault.rule and one.fix is not None)
    return next(titles, fault.reason)


def _missing(tally: Tally, judged: Judged) -> list[_Change]:
    """Return one change for each rule whose items are not answered in full."""
    found: dict[str, _Change] = {}
    unread = _unread(tally, judged)
    for at, (one, state) in enumerate(zip(book().wanted, tally.states, strict=True)):
        # What unread metadata says is not known before it is read.
        if state not in {"none", "part", "spoiled"} or (unread is not None and one.keys and not _is_read(tally)):
            continue
        rule = one.rules[0]
        if rule == _FRONT_MATTER and unread is not None:
            found[rule] = unread._replace(items=(at,))
            continue
        action = tally.places[at][0] if state == "spoiled" else one.action
        earlier = found.get(rule, _Change(rule, action, one.effort, frozenset()))
        found[rule] = earlier._replace(items=(*earlier.items, at), categories=earlier.categories | {one.category})
    return list(found.values())


def _faults(tally: Tally, judged: Judged) -> list[_Change]:
    has_fix = {one.rule for one in judged.findings if one.fix is not None}
    return [
        _Change(
            fault.rule,
            _action(fault, judged),
            0.5 if fault.rule in has_fix else 1,
            frozenset({fault.category}),
            faults=frozenset({fault.rule}),
        )
        for fault in tally.faults
        if fault.span is not None
    ]


def _changed(tally: Tally, change: _Change) -> Tally:
    states = list(tally.states)
    for at in change.items:
        states[at] = "full"
    left = tuple(fault for fault in tally.faults if fault.rule not in change.faults)
    return tally._replace(states=tuple(states), faults=left, gate=None if change.opens_gate else tally.gate)
