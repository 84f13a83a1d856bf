"""In which order rules run: each after those that can block it. Rules in, rules out."""

from collections.abc import Sequence

from cardcheck.model.rule import Rule

OPEN_QUESTION = "cardcheck/open-question"


def with_blockers(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Tell rules of those that say they block them, by id or with all of a category that have a topic."""
    blockers: dict[str, list[str]] = {}
    for rule in rules:
        for name in rule.blocks:
            blockers.setdefault(name, []).append(rule.id)
    if not blockers:
        return rules
    told = []
    for rule in rules:
        above = [*blockers.get(rule.id, ()), *(blockers.get(f"topic:{rule.category}", ()) if rule.topic else ())]
        more = [one for one in dict.fromkeys(above) if one not in rule.blocked_by and one != rule.id]
        told.append(rule._replace(blocked_by=(*rule.blocked_by, *more)) if more else rule)
    return tuple(told)


def covers(rules: Sequence[Rule], others: Sequence[Rule]) -> bool:
    """Whether running some rules tells all that others would: they are among them, behind the same blockers."""
    by_id, other_ids = {rule.id: rule for rule in rules}, {rule.id for rule in others}
    for other in others:
        rule = by_id.get(other.id)
        if rule is None or rule._replace(blocked_by=()) != other._replace(blocked_by=()):
            return False
        if by_id.keys() & rule.blocked_by != other_ids.intersection(other.blocked_by):
            return False
    return True


def in_order(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Put each rule after the rules that can block it, questions first; otherwise keep the order."""
    by_id = {rule.id: rule for rule in rules}
    ordered: dict[str, Rule] = {}

    def put(rule: Rule, above: frozenset[str]) -> None:
        if rule.id in ordered or rule.id in above:
            return
        for blocker in rule.blocked_by:
            if blocker in by_id:
                put(by_id[blocker], above | {rule.id})
        ordered[rule.id] = rule

    for rule in sorted(rules, key=lambda rule: rule.id != OPEN_QUESTION):
        put(rule, frozenset())
    return tuple(ordered.values())
