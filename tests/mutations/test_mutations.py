"""A true card with one thing changed: exactly one new finding, and it stands where the change is.

Of each mutator one change is drawn for each of some repositories, always the same ones. `pytest -s` prints the table.
"""

from __future__ import annotations

import functools
import random
import sys
from collections import Counter
from typing import NamedTuple

import pytest
from mutated_cards import Change, Repository, repositories
from mutators_beside import BESIDE
from mutators_claims import CLAIMS
from mutators_code import CODE
from mutators_metadata import METADATA, Mutator
from mutators_text import TEXT

from cardcheck.model.finding import Finding
from cardcheck.model.report import CardReport

MUTATORS = (*METADATA, *TEXT, *CODE, *CLAIMS, *BESIDE)
MOST = 16
LEAST = 0.8
# What is seen less often, and why. Numbers and languages in sentences are judged only where it is certain what they
# are about, for a wrong warning is worse than none.
SELDOM = {
    "a number in a sentence": 0.05,
    "the number of columns": 0.6,
    "a language in the text": 0.2,
}


class Outcome(NamedTuple):
    """One mutation: what was changed, and what is wrong with the answer, if anything."""

    repository: str
    change: Change
    miss: str


def identity(finding: Finding) -> tuple[str, str | None, str]:
    return finding.rule, finding.case, finding.message


@functools.cache
def known_findings(repository: Repository) -> Counter[tuple[str, str | None, str]]:
    return Counter(identity(finding) for finding in repository.report().findings)


def new_findings(repository: Repository, report: CardReport) -> list[Finding]:
    left = known_findings(repository).copy()
    fresh = []
    for finding in report.findings:
        if left[identity(finding)]:
            left[identity(finding)] -= 1
        else:
            fresh.append(finding)
    return fresh


def lines_of(report: CardReport, finding: Finding) -> set[int]:
    """Return the lines at which a finding stands, and those that explain it."""
    lines: set[int] = set()
    for span in (finding.span, *(related.span for related in finding.related)):
        first, last = (report.text.position(at).line for at in (span.start, max(span.start, span.end - 1)))
        lines.update(range(first, last + 1))
    return lines


def miss_of(mutator: Mutator, repository: Repository, change: Change) -> str:
    """Return what is wrong with the answer to a change; nothing where it is as it should be."""
    report = repository.report(change.applied(repository.text))
    fresh = new_findings(repository, report)
    if not fresh:
        return "nothing new"
    if len(fresh) > 1:
        return f"{len(fresh)} findings: {', '.join(sorted(finding.rule for finding in fresh))}"
    if fresh[0].rule not in mutator.rules:
        return f"only {fresh[0].rule}: {fresh[0].message}"
    wanted = change.lines(repository.text)
    return "" if wanted & lines_of(report, fresh[0]) else f"not at {wanted}, but at {lines_of(report, fresh[0])}"


@functools.cache
def outcomes(mutator: Mutator) -> tuple[Outcome, ...]:
    drawn = []
    for repository in repositories():
        chance = random.Random(f"{mutator.name} {repository.name}")
        changes = list(mutator.changes(repository, chance))
        if changes:
            drawn.append((repository, chance.choice(changes)))
    drawn = random.Random(mutator.name).sample(drawn, min(MOST, len(drawn)))
    return tuple(Outcome(one.name, change, miss_of(mutator, one, change)) for one, change in drawn)


@pytest.mark.parametrize("repository", repositories(), ids=lambda repository: repository.name)
def test_a_true_card_has_no_warning(repository):
    report = repository.report()
    assert [f"{finding.rule}: {finding.message}" for finding in report.findings if finding.severity != "info"] == []
    assert report.load.outcome == "ok"


@pytest.mark.parametrize("mutator", MUTATORS, ids=lambda mutator: mutator.name)
def test_a_mutator_is_found(mutator):
    tried = outcomes(mutator)
    missed = [f"{outcome.repository}: {outcome.change}: {outcome.miss}" for outcome in tried if outcome.miss]
    assert tried
    assert len(tried) - len(missed) >= SELDOM.get(mutator.name, LEAST) * len(tried), "\n".join(missed)


def test_nineteen_of_twenty_mutations_are_found():
    lines = []
    total = found = 0
    for mutator in MUTATORS:
        tried = outcomes(mutator)
        hits = sum(not outcome.miss for outcome in tried)
        lines.append(f"{mutator.name:40} {len(tried):5} {hits:5} {hits / len(tried):6.1%}")
        total, found = total + len(tried), found + hits
    lines.append(f"{f'{len(MUTATORS)} mutators':40} {total:5} {found:5} {found / total:6.1%}")
    table = "\n".join(lines)
    sys.stdout.write(f"\n{table}\n")
    assert len(repositories()) >= 15
    assert len(MUTATORS) >= 25
    assert total >= 500
    assert found / total >= 0.95, table
