"""What a card earns and loses, before it is added up. Card, facts and what rules found in, an Account out.

What a fact would tell that is not there is left out; what another finding hides counts as lost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cardcheck.engine.scoring.book import Earning, book
from cardcheck.engine.scoring.rules import scored_rules
from cardcheck.model.card import Card
from cardcheck.model.facts import FileList, RepoFacts, Unavailable
from cardcheck.model.finding import CONFIDENCES, Category, Finding, Severity
from cardcheck.model.load import LoadPlan
from cardcheck.model.report import Skipped
from cardcheck.model.score import Fault, State
from cardcheck.model.text import Span
from cardcheck.topics.credit import Credit, credits_of

_LEAST_CONFIDENCE = CONFIDENCES.index("medium")
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


class Account(NamedTuple):
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


class _Seen(NamedTuple):
    """What there is to see of one card; `metadata` is empty where a reader does not read it."""

    card: Card
    facts: RepoFacts
    plan: LoadPlan | None
    metadata: Mapping[Any, Any]
    findings: Sequence[Finding]


def settle(card: Card, facts: RepoFacts, plan: LoadPlan | None, judged: Judged) -> Account:
    """Tell what one card earns and loses."""
    counted = [one for one in judged.findings if CONFIDENCES.index(one.confidence) <= _LEAST_CONFIDENCE]
    seen = _Seen(card, facts, plan, _metadata(card), counted)
    wanted = book().earnings
    credited = iter(credits_of(card, [one.ask for one in wanted if one.ask is not None]))
    states: list[State] = []
    places: list[tuple[str, Span | None]] = []
    for one in wanted:
        state, reason, span = _state(one, seen, next(credited) if one.ask else None)
        states.append(state)
        places.append((reason, span))
    gate = next((one for one in counted if _is_gate(one)), None)
    return Account(tuple(states), tuple(places), tuple(_faults(counted, judged)), gate, _basis(facts, states))


def _is_gate(finding: Finding) -> bool:
    return finding.rule in book().gates and finding.case not in book().ungated.get(finding.rule, ())


def _state(one: Earning, seen: _Seen, credit: Credit | None) -> tuple[State, str, Span | None]:
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


def _keys(one: Earning, seen: _Seen) -> tuple[State, str, Span | None]:
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


def _applies_not(one: Earning, metadata: Mapping[Any, Any]) -> bool:
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
    categories = {rule.id: rule.category for rule in scored_rules()}
    for rule in blocked:
        if rule in points and rule not in first:
            first[rule] = Fault(rule, categories[rule], 0, points[rule], "another finding hides whether it is so")
    yield from sorted(first.values(), key=lambda fault: (-fault.of, fault.rule))


def _metadata(card: Card) -> Mapping[Any, Any]:
    """Return the metadata that both readers read; nothing where one of them does not."""
    read = card.metadata
    if read is None or read.client_fault or read.hub_fault or not isinstance(read.client, dict):
        return {}
    return read.client


def _basis(facts: RepoFacts, states: Iterable[State]) -> tuple[str, ...]:
    is_loaded = any(one.fact and state != "not-asked" for one, state in zip(book().earnings, states, strict=True))
    if not is_loaded:
        return ("readme",)
    more = [name for name in ("heads", "parquet") if not isinstance(facts.get(name), Unavailable)]
    return "readme", "files", *more
