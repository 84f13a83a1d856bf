"""A card's score: what its items earn, less what its faults take. Card, facts and what rules found in, Score out.

Whole tenths are counted and nothing is rounded twice, so the parts add up to the total exactly. What a fact would tell
that is not there is left out; what another finding hides counts as lost.
"""

import functools
import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cardcheck.engine.score_book import Book, Wanted, book
from cardcheck.model.card import Card
from cardcheck.model.facts import FileList, RepoFacts, Unavailable
from cardcheck.model.finding import CONFIDENCES, Category, Finding, Severity
from cardcheck.model.load import LoadPlan
from cardcheck.model.report import Skipped
from cardcheck.model.score import Fault, Item, Level, Part, Score, State
from cardcheck.model.text import Span
from cardcheck.topics.credit import Credit, credits_of

_LEAST_CONFIDENCE = CONFIDENCES.index("medium")
_HALVES: dict[State, int] = {"full": 2, "part": 1}
_LEFT_OUT: frozenset[State] = frozenset({"set-aside", "not-asked"})
_LOADED: dict[str, tuple[State, str]] = {"ok": ("full", ""), "partial": ("part", "some of it loads")}
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_PLACEHOLDER = "front-matter/placeholder-value"
_MOST_BY_SEVERITY: dict[Severity, int] = {"error": 100, "warning": 40, "info": 10}
"""What a fault of loading takes at most: a folder that is not all there makes some of them mild."""


class Judged(NamedTuple):
    """What the score's rules say: their findings, those that another finding kept from speaking, the skipped."""

    findings: Sequence[Finding]
    silenced: frozenset[str]
    skipped: Sequence[Skipped]


class _Seen(NamedTuple):
    """What there is to see of one card; `metadata` is empty where a reader does not read it."""

    card: Card
    facts: RepoFacts
    plan: LoadPlan | None
    metadata: Mapping[Any, Any]
    findings: Sequence[Finding]


class Tally(NamedTuple):
    """Items and faults of one card, before they are added up."""

    states: tuple[State, ...]
    places: tuple[tuple[str, Span | None], ...]
    faults: tuple[Fault, ...]
    gate: Finding | None
    basis: tuple[str, ...]

    @property
    def side(self) -> str:
        """Which of the two tables of categories holds."""
        return "files" if "files" in self.basis else "readme"

    def gates(self, category: Category) -> bool:
        """Whether nothing is left of a category because nobody has written the card."""
        return self.gate is not None and category in book().gates[self.gate.rule]


def score_card(card: Card, facts: RepoFacts, plan: LoadPlan | None, judged: Judged) -> Score:
    """Score one card."""
    tally = _tally(card, facts, plan, judged)
    items, faults, parts = _add_up(tally)
    total = sum(part.tenths for part in parts)
    level, following = _level(book(), total)
    from cardcheck.engine.score_steps import steps

    return Score(
        tenths=total,
        level=level,
        version=book().version,
        basis=tally.basis,
        percentile=bisect_left(book().percentiles, total) if tally.basis == ("readme",) else None,
        parts=parts,
        items=items,
        faults=faults,
        steps=steps(tally, judged, following, total),
        next_level=following[0] if following else None,
        not_asked=_not_asked(judged),
    )


def points_of(category: Category, tally: Tally) -> int:
    """Return what a category is worth in the end, in tenths."""
    if tally.gates(category):
        return 0
    earned = sum(_earned(of, tally.states[at]) for at, of in _shares_in(category, tally).items())
    lost = sum(fault.of for fault in tally.faults if fault.category == category)
    return earned - min(lost, earned * book().most_faults[category] // 100)


def _shares_in(category: Category, tally: Tally) -> Mapping[int, int]:
    """Return what each item of a category can earn in one card."""
    applying = tuple(at for at in book().of_category[category] if tally.states[at] not in _LEFT_OUT)
    return _shares(category, tally.side, applying)


@functools.lru_cache(maxsize=256)
def _shares(category: Category, side: str, applying: tuple[int, ...]) -> Mapping[int, int]:
    """Share a category's points among what applies; running sums are rounded, so that shares add up."""
    most = book().parts[side][category]
    weights = [book().wanted[at].tenths for at in applying]
    ends = [most * done // sum(weights) for done in itertools.accumulate(weights)]
    return {at: end - start for at, start, end in zip(applying, [0, *ends], ends, strict=False)}


def _earned(of: int, state: State) -> int:
    return of * _HALVES.get(state, 0) // 2


def _add_up(tally: Tally) -> tuple[tuple[Item, ...], tuple[Fault, ...], tuple[Part, ...]]:
    """Share each category's points among what applies, take its faults off, and return items, faults and parts."""
    items: list[Item] = []
    faults: list[Fault] = []
    parts: list[Part] = []
    for category, most in book().parts[tally.side].items():
        own = list(_items(category, tally))
        earned = sum(item.tenths for item in own)
        left = earned * book().most_faults[category] // 100
        for fault in tally.faults:
            if fault.category == category:
                taken = min(fault.of, left)
                left -= taken
                earned -= taken
                faults.append(fault._replace(tenths=taken))
        items += own
        parts.append(Part(category, earned, most))
    return tuple(items), tuple(faults), tuple(parts)


def _items(category: Category, tally: Tally) -> Iterator[Item]:
    """Yield the items of a category with what they can earn and what they do."""
    shares = _shares_in(category, tally)
    for at in book().of_category[category]:
        one, state, (reason, span) = book().wanted[at], tally.states[at], tally.places[at]
        if tally.gates(category) and state in _HALVES:
            state, reason, span = "none", "nobody has written this card yet", None
        of = shares.get(at, 0)
        yield Item(one.rules[0], category, one.asks, state, _earned(of, state), of, reason, span)


def _tally(card: Card, facts: RepoFacts, plan: LoadPlan | None, judged: Judged) -> Tally:
    counted = [one for one in judged.findings if CONFIDENCES.index(one.confidence) <= _LEAST_CONFIDENCE]
    seen = _Seen(card, facts, plan, _metadata(card), counted)
    wanted = book().wanted
    credited = iter(credits_of(card, [one.ask for one in wanted if one.ask is not None]))
    states: list[State] = []
    places: list[tuple[str, Span | None]] = []
    for one in wanted:
        state, reason, span = _state(one, seen, next(credited) if one.ask else None)
        states.append(state)
        places.append((reason, span))
    gate = next((one for one in counted if _is_gate(one)), None)
    return Tally(tuple(states), tuple(places), tuple(_faults(counted, judged)), gate, _basis(facts, states))


def _is_gate(finding: Finding) -> bool:
    return finding.rule in book().gates and finding.case not in book().ungated.get(finding.rule, ())


def _state(one: Wanted, seen: _Seen, credit: Credit | None) -> tuple[State, str, Span | None]:
    """Tell how well an item is answered, why, and where."""
    if credit is not None:
        if credit.halves == 2:
            return "full", "", credit.span
        if credit.halves:
            return "part", "in passing, or in few words", credit.span
        if _applies_not(one, seen.metadata):
            return "set-aside", "the metadata says that there is nothing to tell", None
        return "none", "", None
    if one.fact is not None:
        return _loading(seen)
    return _keys(one, seen) if one.keys else _front_matter(seen)


def _front_matter(seen: _Seen) -> tuple[State, str, Span | None]:
    if any(value not in _EMPTY for value in seen.metadata.values()):
        return "full", "", seen.card.front_matter.span
    if seen.card.metadata is None:
        return "none", "there is no metadata that the Hub sees", None
    return "none", "the metadata is empty or cannot be read", seen.card.front_matter.span


def _keys(one: Wanted, seen: _Seen) -> tuple[State, str, Span | None]:
    key = next((key for key in one.keys if seen.metadata.get(key) not in _EMPTY), None)
    if key is None:
        if _applies_not(one, seen.metadata):
            return "set-aside", "data of these tasks has none", None
        return "none", "the metadata does not say it", None
    for finding in seen.findings:
        is_here = finding.severity == "error" or finding.rule == _PLACEHOLDER
        if finding.rule in one.spoiled_by or (is_here and _is_at(finding, one.keys)):
            return "spoiled", finding.message, finding.span
    entry = seen.card.metadata.entries.get(f"/{key}") if seen.card.metadata else None
    return "full", "", entry.value if entry else None


def _loading(seen: _Seen) -> tuple[State, str, Span | None]:
    files, plan = seen.facts.files, seen.plan
    # Of a folder that is not all there only what loads proves anything.
    if plan is None or not isinstance(files, FileList) or not (files.is_complete or plan.outcome in _LOADED):
        return "not-asked", "the files of the repository are not known", None
    return *_LOADED.get(plan.outcome, ("none", "nothing can be loaded")), None


def _applies_not(one: Wanted, metadata: Mapping[Any, Any]) -> bool:
    """Whether the metadata shows that there is nothing to say."""
    for key, values in one.unless.items():
        said = metadata.get(key)
        listed = said if isinstance(said, list) else [said]
        # One is enough, so that what somebody adds to a list changes nothing here.
        if any(isinstance(item, str) and item in values for item in listed):
            return True
    return False


def _is_at(finding: Finding, keys: Iterable[str]) -> bool:
    parts = (finding.pointer or "").split("/")
    return len(parts) > 1 and parts[1] in keys


def _faults(findings: Iterable[Finding], judged: Judged) -> Iterator[Fault]:
    """Yield what takes points away: each rule once, the gravest first, then what cannot be asked."""
    points = book().faults
    first: dict[str, Fault] = {}
    for one in findings:
        if one.rule in points:
            most = points[one.rule]
            if one.category == "loads":
                most = min(most, _MOST_BY_SEVERITY[one.severity])
            if one.rule not in first or most > first[one.rule].of:
                first[one.rule] = Fault(one.rule, one.category, 0, most, one.message, one.span)
    blocked = judged.silenced | {skip.rule for skip in judged.skipped if skip.needs == "card"}
    categories = {rule.id: rule.category for rule in _rules()}
    for rule in blocked:
        if rule in points and rule not in first:
            first[rule] = Fault(rule, categories[rule], 0, points[rule], "another finding hides whether it is so")
    yield from sorted(first.values(), key=lambda fault: (-fault.of, fault.rule))


def _rules() -> Iterable[Any]:
    from cardcheck.engine.score_book import scored_rules

    return scored_rules()


def _not_asked(judged: Judged) -> tuple[str, ...]:
    """Return the rules that count and whose facts are not there."""
    return tuple(sorted(skip.rule for skip in judged.skipped if skip.needs != "card" and skip.rule in book().faults))


def _metadata(card: Card) -> Mapping[Any, Any]:
    """Return the metadata that both readers read; nothing where one of them does not."""
    read = card.metadata
    if read is None or read.client_fault or read.hub_fault or not isinstance(read.client, dict):
        return {}
    return read.client


def _basis(facts: RepoFacts, states: Iterable[State]) -> tuple[str, ...]:
    is_loaded = any(one.fact and state != "not-asked" for one, state in zip(book().wanted, states, strict=True))
    if not is_loaded:
        return ("readme",)
    more = [name for name in ("heads", "parquet") if not isinstance(facts.get(name), Unavailable)]
    return "readme", "files", *more


def _level(chosen: Book, total: int) -> tuple[Level, tuple[Level, int] | None]:
    """Return the level of so many tenths, and the next one with its bound."""
    reached = [level for level, bound in chosen.levels if total >= bound]
    above = [one for one in chosen.levels if total < one[1]]
    return reached[-1], above[0] if above else None
