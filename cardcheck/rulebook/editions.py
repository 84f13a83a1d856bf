"""Editions of the rule set: which there are, and how a rule looks from one of them. Rules in, the same marked out.

A rule or case that is newer than the edition that holds is a preview; one that got graver since is as grave as it was.
"""

from cardcheck.model.config import Config
from cardcheck.model.rule import FIRST_EDITION, Case, Coming, Rule
from cardcheck.rulebook.errors import RuleError

CURRENT = "2026.1"
"""The edition that this release judges by, unless a configuration pins another."""

EDITIONS = (FIRST_EDITION, "2026.2")
"""All editions there are, the oldest first; one after the current is what the next release will judge by."""


def edition_of(config: Config) -> str:
    """Return the edition that holds; raises RuleError where it is not one of those there are."""
    pinned = config.edition
    if pinned is None or pinned in EDITIONS:
        return pinned or CURRENT
    told = ", ".join(f"{edition} ({_when(edition)})" if _when(edition) else edition for edition in EDITIONS)
    raise RuleError(
        f"{config.origin or 'configuration'}: there is no edition `{pinned}` of the rules; there are {told}"
    )


def later_of(one: str, other: str) -> str:
    """Return the later of two editions."""
    return max(one, other, key=EDITIONS.index)


def is_after(edition: str, other: str) -> bool:
    """Whether an edition is later than another."""
    return EDITIONS.index(edition) > EDITIONS.index(other)


def seen_from(rule: Rule, edition: str) -> Rule:
    """Return a rule as an edition sees it."""
    cases = (rule.plain, *rule.cases.values())
    if all(case.since == FIRST_EDITION and case.graver is None for case in cases):
        return rule
    told = {name: _case_from(case, edition) for name, case in rule.cases.items()}
    return rule._replace(plain=_case_from(rule.plain, edition), cases=told)


def require_known(rule: Rule) -> None:
    """Raise where a rule names an edition that is none."""
    for case in (rule.plain, *rule.cases.values()):
        for edition in (case.since, *([case.graver.since] if case.graver else ())):
            if edition not in EDITIONS:
                raise RuleError(f"there is no edition `{edition}` of the rules; there are {', '.join(EDITIONS)}")


def _case_from(case: Case, edition: str) -> Case:
    if case.graver is not None and is_after(case.graver.since, edition):
        coming = Coming(case.severity, case.graver.since)
        case = case._replace(severity=case.graver.was, coming=coming)
    return case._replace(preview=is_after(case.since, edition))


def _when(edition: str) -> str:
    if edition == CURRENT:
        return "today's"
    return "to come" if is_after(edition, CURRENT) else ""
