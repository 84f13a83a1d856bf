"""Rules on what the Hub tells: hostile answers, long cards, and what must pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.engine.fixing import Wanted, fix_card
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task
from cardcheck.facts.stated import stated_facts
from cardcheck.model.config import Config
from cardcheck.model.facts import RepoFacts
from cardcheck.model.hub import HubRepo, Viewer, ViewerError, ViewerSplit

OFFICIAL = Path(__file__).parents[1] / "official"
RULES = ("viewer", "hub", "gating/not-gated", "gating/terms-untold", "citation/doi-*", "license/incompatible-source")
# They are new in this edition; before it they are previews, which nobody fixes.
LINTER = Linter.of(Config(select=RULES, min_confidence="low", edition="2026.2"))
odd = st.text(max_size=30) | st.sampled_from(
    ["`\n", "\x1b[31m", "{code}", "%s", "\ud800", "train", "default", "/", "~1"]
)
counts = st.none() | st.integers(0, 10**15)
viewers = st.builds(
    Viewer,
    abilities=st.just(frozenset()),
    splits=st.lists(st.builds(ViewerSplit, odd, odd, counts, st.booleans()), max_size=3).map(tuple),
    error=st.none() | st.builds(ViewerError, odd, odd, st.none() | odd),
    features=st.just({}),
)
repos = st.builds(
    lambda said, asked, doi, error: HubRepo(said, asked_as=asked, doi=doi, card_error=error),
    odd,
    st.none() | odd,
    st.none() | odd,
    st.none() | odd | odd.map('"{}" must be'.format),
)
CARD = "---\nsize_categories: n<1K\ndataset_info:\n  splits:\n  - {name: train, num_examples: 4}\n---\n# train\n"


def found(card: str, facts: RepoFacts) -> list[str]:
    return [finding.rule for finding in LINTER.check(card, facts=facts, repo="ann/remarks").findings]


@given(viewers, repos)
def test_whatever_the_hub_says_no_check_fails(viewer, repo):
    rules = found(CARD, RepoFacts(viewer=viewer, hub=repo))
    assert "cardcheck/crashed" not in rules


@pytest.mark.parametrize("path", sorted(OFFICIAL.glob("*.md")), ids=lambda path: path.stem)
def test_what_official_tools_write_passes(path):
    shown = stated_facts({"hub": {}, "viewer": {"splits": {}}, "sources": {}})
    assert found(path.read_text(encoding="utf-8"), shown) == []


def test_a_card_that_no_viewer_was_asked_about_waits():
    report = LINTER.check(CARD)
    assert report.findings == ()
    assert {skipped.needs for skipped in report.skipped} == {"viewer", "hub"}
    assert report.viewer is None


def test_a_former_name_is_replaced_throughout():
    card = "load_dataset('ann/remarks')\n\nhttps://huggingface.co/datasets/ann/remarks\n" * 50
    facts = RepoFacts(hub=HubRepo("harbour/remarks", asked_as="ann/remarks"))
    fixed = fix_card(LINTER, Task("README.md", card, facts, "harbour/remarks"), Wanted())
    assert fixed.text == card.replace("ann/remarks", "harbour/remarks")


def test_the_verdict_beside_a_rule_that_says_the_same():
    linter = Linter.of(Config(select=("hub", "license")))
    facts = RepoFacts(hub=HubRepo("a/b", card_error='"license" must be one of [mit, array]'))
    report = linter.check("---\nlicense: harbour-1.0\n---\n", facts=facts)
    assert {finding.rule for finding in report.findings} == {"license/unknown-id"}
