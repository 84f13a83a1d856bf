"""Laws: a waiver never changes the score, an edition marks findings and makes none, what is mandatory only adds."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config, Waiver
from cardcheck.model.facts import RepoFacts
from cardcheck.model.finding import Finding
from cardcheck.model.hub import HubRepo, Viewer, ViewerError
from cardcheck.model.report import CardReport

# fmt: off
FRONT = st.sampled_from([
    "license: apache2", "license: mit # cardcheck: ignore[license] ours", "language: qqx1", "task_categories: [x]",
    "extra_gated_prompt: Say who you are", "tags: [a, a]", "viewer: on", "pretty_name: TODO",
])
BODY = st.sampled_from([
    "# Tides", "TODO: say more", "[none](#gone)", "<!-- cardcheck: ignore-file[prose, links] ours -->",
    "https://huggingface.co/datasets/ann/remarks", "## Uses\n\n## Uses", "<!-- cardcheck: ignore[all] -->\n\nTODO",
])
# fmt: on
CARDS = st.builds(
    lambda front, body: "---\n" + "\n".join(front) + "\n---\n" + "\n\n".join(body) + "\n",
    st.lists(FRONT, max_size=4, unique=True),
    st.lists(BODY, max_size=4),
)
RULES = st.sampled_from(
    ["all", "license", "license/unknown-id", "prose", "*/unknown-*", "hub", "cardcheck", "viewer/*"]
)
DAYS = st.sampled_from([datetime.date.min, datetime.date(2026, 11, 22), datetime.date.max])
WAIVERS = st.lists(
    st.builds(
        Waiver, st.sampled_from(["harbour/tides", "harbour/*", "x/y"]), RULES, st.just("why"), DAYS, st.just("a.toml")
    ),
    max_size=3,
)
MANDATORY = st.lists(RULES, min_size=1, max_size=2)
CHOICES = st.sampled_from(
    [{}, {"profile": "strict"}, {"select": ("license", "cardcheck")}, {"ignore": ("license", "prose")}]
)
TODAY = datetime.date(2026, 11, 22)
FACTS = RepoFacts(
    hub=HubRepo("harbour/tides", asked_as="ann/remarks"), viewer=Viewer(frozenset(), (), ViewerError("X", ""))
)


def check(card: str, **settings: object) -> CardReport:
    return Linter.of(Config(**settings)).check(card, facts=FACTS, repo="harbour/tides")


def unmarked(findings: tuple[Finding, ...]) -> list[Finding]:
    """Findings without what others decided about them, and without those about these decisions."""
    return [
        finding._replace(waived=None, preview=False, mandatory=False, suppressed=False, suppression_reason=None)
        for finding in findings
        if not finding.rule.startswith("cardcheck/")
    ]


@given(CARDS, WAIVERS, CHOICES)
def test_a_waiver_changes_neither_the_score_nor_what_is_found(card, waivers, choice):
    plain, waived = check(card, **choice), check(card, waivers=tuple(waivers), today=TODAY, **choice)
    assert waived.score == plain.score
    assert unmarked(waived.findings) == unmarked(plain.findings)
    assert {finding.fingerprint for finding in waived.shown if not finding.rule.startswith("cardcheck/")} <= {
        finding.fingerprint for finding in plain.shown
    }


@given(CARDS, CHOICES)
def test_an_edition_changes_no_finding_but_whether_it_is_a_preview(card, choice):
    today, next_one = check(card, edition="2026.1", **choice), check(card, edition="2026.2", **choice)
    assert today.score == next_one.score
    assert [finding._replace(preview=False) for finding in today.findings] == list(next_one.findings)
    assert set(today.counted) <= set(next_one.counted)


@given(CARDS, MANDATORY, CHOICES)
def test_what_is_mandatory_only_adds(card, mandatory, choice):
    plain, bound = check(card, **choice), check(card, mandatory=tuple(mandatory), **choice)
    assert bound.score == plain.score
    before = {finding.fingerprint for finding in plain.shown if finding.rule != "cardcheck/unused-suppression"}
    assert before <= {finding.fingerprint for finding in bound.shown}
    assert not [finding for finding in bound.findings if finding.mandatory and finding.suppressed]
