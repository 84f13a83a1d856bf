"""Editions: a rule that is newer than the one that holds is a preview, one that got graver is as grave as it was."""

from __future__ import annotations

import textwrap

import pytest
from choosing import refusal, rule_named
from tide_rule import TIDE_RULE

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config, RuleSetting
from cardcheck.model.finding import Finding
from cardcheck.rulebook.editions import CURRENT, EDITIONS
from cardcheck.rulebook.load import RuleError, builtin_rules, rules_from_files

CARD = "---\ntide: ebb\n---\n# Tides\n"


@pytest.fixture
def ruled(tmp_path):
    """What a rule file of our own finds, as an edition sees it."""

    def ruled(more: str, edition: str | None = None, **settings: object) -> Finding:
        path = tmp_path / "sea" / "tide.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(TIDE_RULE + textwrap.dedent(more))
        config = Config(select=("sea/tide",), rule_files=(str(path),), edition=edition, **settings)
        (finding,) = Linter.of(config).check(CARD).findings
        return finding

    return ruled


def test_today_the_current_edition_holds_and_the_next_can_be_taken_early():
    assert EDITIONS[0] == CURRENT == "2026.1"
    assert EDITIONS[-1] == "2026.2"


class TestANewRule:
    NEW = 'since: "2026.2"\n'

    def test_is_a_preview_until_its_edition(self, ruled):
        assert ruled(self.NEW).preview
        assert ruled(self.NEW, "2026.1").preview
        assert not ruled(self.NEW, "2026.2").preview

    def test_is_as_grave_as_it_will_be(self, ruled):
        assert ruled(self.NEW).severity == "error"

    def test_of_the_first_edition_is_none(self, ruled):
        assert not ruled("", "2026.1").preview


def test_a_case_can_be_newer_than_its_rule(tmp_path):
    path = tmp_path / "sea" / "tide.yaml"
    path.parent.mkdir()
    path.write_text(TIDE_RULE + 'cases: {old: {}, new: {since: "2026.2"}}\n')
    (rule,) = rules_from_files((path,))
    assert (rule.plain.since, rule.case("old").since, rule.case("new").since) == ("2026.1", "2026.1", "2026.2")


class TestAGraverRule:
    GRAVER = 'graver: {since: "2026.2", was: info}\n'

    def test_is_as_grave_as_it_was_and_says_what_is_coming(self, ruled):
        finding = ruled(self.GRAVER)
        assert (finding.severity, finding.preview) == ("info", False)
        assert finding.message == "`ebb` is no tide (an error from edition 2026.2 on)"

    def test_is_graver_from_its_edition_on(self, ruled):
        finding = ruled(self.GRAVER, "2026.2")
        assert (finding.severity, finding.message) == ("error", "`ebb` is no tide")

    def test_keeps_its_fingerprint(self, ruled):
        assert ruled(self.GRAVER).fingerprint == ruled(self.GRAVER, "2026.2").fingerprint

    def test_a_severity_of_the_settings_wins(self, ruled):
        finding = ruled(self.GRAVER, rules={"sea/tide": RuleSetting("warning")})
        assert (finding.severity, finding.message) == ("warning", "`ebb` is no tide")


class TestMistakes:
    def test_an_unknown_edition_is_one_sentence_that_lists_those_there_are(self):
        told = "cardcheck.toml: there is no edition `2031.1` of the rules; there are 2026.1 (today's), 2026.2 (to come)"
        assert refusal(edition="2031.1", origin="cardcheck.toml") == told

    @pytest.mark.parametrize("key", ['since: "2031.1"', 'graver: {since: "2031.1", was: info}'])
    def test_a_rule_of_no_edition(self, ruled, key):
        with pytest.raises(RuleError, match=r"tide\.yaml: there is no edition `2031\.1` of the rules; there are 2026"):
            ruled(f"{key}\n")

    @pytest.mark.parametrize(
        "key", ["since: 2026.2", 'graver: {since: "2026.2"}', 'graver: {since: "2026.2", was: error}']
    )
    def test_a_shape_that_is_none(self, ruled, key):
        with pytest.raises(RuleError, match=r"tide\.yaml: "):
            ruled(f"{key}\n")


class TestOurRules:
    def test_what_was_never_measured_on_real_data_is_a_preview(self):
        previews = {rule.id for rule in builtin_rules() if rule.plain.since == "2026.2"}
        assert {name.partition("/")[0] for name in previews} == {"viewer", "hub", "gating", "citation", "license"}
        assert all(rule_named(name, select=(name,)).plain.preview for name in previews)

    def test_no_preview_silences_what_counts(self):
        """A rule that is on trial must not make an old one fall silent."""
        previews = {rule.id for rule in builtin_rules() if rule.plain.since != "2026.1"}
        assert not [rule.id for rule in builtin_rules() if rule.id not in previews and previews & {*rule.blocked_by}]
        assert not [rule.id for rule in builtin_rules() if rule.id in previews and rule.blocks]

    def test_previews_are_worth_nothing_in_the_score(self):
        from cardcheck.engine.scoring.rules import scored_rules

        assert not [rule.id for rule in scored_rules() if rule.plain.since != "2026.1"]

    def test_every_edition_that_a_rule_names_is_known(self):
        named = {case.since for rule in builtin_rules() for case in (rule.plain, *rule.cases.values())}
        assert named <= set(EDITIONS)
