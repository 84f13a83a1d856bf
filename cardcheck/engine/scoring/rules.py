"""The rules that the score runs, whatever anybody selects. Nothing in, rules in running order out."""

import functools

from cardcheck.engine.running_order import in_order, with_blockers
from cardcheck.engine.scoring.book import book
from cardcheck.model.rule import Rule
from cardcheck.rulebook.load import builtin_rules

# What only some ask for hides nothing from a score that is the same for all.
_PROFILES = ("minimal", "recommended")


@functools.cache
def scored_rules() -> tuple[Rule, ...]:
    """Return the rules that count, with those that can block them, ready to run."""
    rules = {rule.id: rule for rule in with_blockers(builtin_rules())}
    chosen = book()
    waiting = [*chosen.faults, *chosen.gates, *(rule for one in chosen.earnings for rule in one.spoiled_by)]
    taken: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in taken and rules[name].profile in _PROFILES:
            taken.add(name)
            waiting += rules[name].blocked_by
    return in_order(tuple(rule for rule_id, rule in rules.items() if rule_id in taken))
