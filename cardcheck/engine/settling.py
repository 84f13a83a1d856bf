"""What becomes of a card's findings: mandatory rules, suppression comments and waivers, weighed in one place.

Findings as the rules made them in; the same marked, and what comments and waivers did wrong themselves, out. Nothing is
taken away here.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cardcheck.engine import suppressing, waiving
from cardcheck.engine.findings import make_finding
from cardcheck.engine.waiving import Policy
from cardcheck.model.card import Card
from cardcheck.model.finding import Finding, Problem
from cardcheck.model.rule import Rule


class Court(NamedTuple):
    """All that is known where the findings of one card are settled.

    `own` are the rules about cardcheck itself, `known` the ids of all rules, `renamed` their old ids, `ran` those that
    have run on this card.
    """

    card: Card
    own: Mapping[str, Rule]
    known: frozenset[str]
    renamed: Mapping[str, str]
    policy: Policy
    ran: frozenset[str]


def settle(found: Iterable[Finding], court: Court) -> list[Finding]:
    """Return findings marked as mandatory, suppressed or waived, and those about comments and waivers."""
    settled = _suppressed([_marked(finding, court) for finding in found], court)
    policy = court.policy
    if not policy.waivers and not policy.expired:
        return settled
    settled, used = waiving.waive(settled, policy, court.renamed)
    idle = [waiver for number, waiver in enumerate(policy.waivers) if number not in used]
    told = [
        *_about(waiving.EXPIRED, waiving.expired(settled, policy.expired, court.renamed), court),
        *_about(waiving.UNUSED, waiving.unused(idle, court.ran, court.known, court.renamed), court),
    ]
    return [*settled, *suppressing.suppress(court.card, told, court.renamed)[0]]


def _suppressed(found: list[Finding], court: Court) -> list[Finding]:
    """Mark what the card's comments suppress, and add what these do wrong themselves."""
    card, renamed = court.card, court.renamed
    if not card.suppressions:
        return found
    marked, used = suppressing.suppress(card, found, renamed)
    overruled = suppressing.overruled(card, marked, renamed, court.policy.mandatory)
    needed = {*used, *overruled}
    told = [
        *_about(suppressing.UNUSED, suppressing.unused(card, court.ran, court.known, renamed, needed), court),
        *_about(suppressing.UNKNOWN, suppressing.unknown(card, court.known, renamed), court),
        *_about(suppressing.OVERRULED, overruled.values(), court),
        *_about(suppressing.WITHOUT_REASON, suppressing.without_reason(card), court),
    ]
    return [*marked, *suppressing.suppress(card, told, renamed)[0]]


def _about(rule_id: str, problems: Iterable[Problem], court: Court) -> list[Finding]:
    rule = court.own.get(rule_id)
    return [_marked(make_finding(court.card, rule, problem), court) for problem in problems] if rule else []


def _marked(finding: Finding, court: Court) -> Finding:
    return finding._replace(mandatory=True) if finding.rule in court.policy.mandatory else finding
