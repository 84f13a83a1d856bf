"""A configuration chooses among the rules and sets them as the contract says."""

from __future__ import annotations

import pytest
from choosing import chosen, refusal, rule_named
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.model.config import RuleSetting
from cardcheck.rulebook.load import RuleError, builtin_rules, profiles
from cardcheck.rulebook.select import find_rule, matches

RULES = {rule.id: rule for rule in builtin_rules()}


class TestProfiles:
    def test_each_holds_the_smaller_one(self):
        assert chosen(profile="minimal") < chosen(profile="recommended") <= chosen(profile="strict")

    def test_minimal_is_what_says_minimal(self):
        assert chosen(profile="minimal") == {rule.id for rule in RULES.values() if rule.profile == "minimal"}

    def test_a_profile_changes_no_severity(self):
        assert rule_named("license/unknown-id", profile="minimal") == rule_named("license/unknown-id", profile="strict")

    def test_an_unknown_one(self):
        assert refusal(profile="stict") == f"there is no profile `stict`; there are {', '.join(profiles())}"

    def test_one_that_looks_like_a_path(self):
        assert refusal(profile="../strict").startswith("there is no profile `../strict`")


class TestSelect:
    def test_an_id_replaces_the_profile(self):
        assert chosen(select=("license/missing",)) == {"license/missing"}

    def test_a_family(self):
        assert chosen(select=("license",)) == {rule_id for rule_id in RULES if rule_id.startswith("license/")}

    def test_a_glob(self):
        assert chosen(select=("*/unknown-*",)) == {rule_id for rule_id in RULES if "/unknown-" in rule_id}

    def test_all(self):
        assert chosen(select=("all",)) == RULES.keys()

    def test_nothing_runs_nothing(self):
        assert chosen(select=()) == set()

    def test_a_family_is_no_prefix_of_another(self):
        assert not matches("lang", "language/unknown-code")

    def test_ignore_subtracts(self):
        assert chosen(ignore=("license",)) == {rule_id for rule_id in chosen() if not rule_id.startswith("license/")}

    def test_extend_adds(self):
        assert chosen(profile="minimal", extend_select=("license/missing",)) == {
            *chosen(profile="minimal"),
            "license/missing",
        }


class TestTheMoreSpecificWins:
    def test_an_id_over_its_ignored_family(self):
        assert chosen(select=("license/missing",), ignore=("license",)) == {"license/missing"}

    def test_an_ignored_id_over_its_family(self):
        assert "license/missing" not in chosen(select=("license",), ignore=("license/missing",))

    def test_a_family_over_all(self):
        assert chosen(extend_select=("license",), ignore=("all",)) == chosen(select=("license",))

    def test_an_id_over_a_glob(self):
        assert chosen(extend_select=("license/missing",), ignore=("*",)) == {"license/missing"}

    def test_at_equal_weight_the_later(self):
        assert chosen(select=("license/missing",), ignore=("license/missing",)) == set()

    def test_a_glob_weighs_as_much_as_a_family(self):
        assert chosen(select=("license",), ignore=("license/*",)) == set()


class TestUnknownNames:
    def test_did_you_mean(self):
        assert (
            refusal(ignore=("license/mising",)) == "there is no rule `license/mising`; did you mean `license/missing`?"
        )

    def test_a_family_is_offered_too(self):
        assert refusal(select=("licence",)) == "there is no rule `licence`; did you mean `license`?"

    def test_nothing_near(self):
        assert refusal(select=("zzz",)) == "there is no rule `zzz`; `cardcheck rules` lists them"

    @pytest.mark.parametrize("name", ["", "license/", "[", "/", "nothing/*"])
    def test_odd_ones(self, name):
        assert refusal(select=(name,)).startswith(f"there is no rule `{name}`")

    def test_of_one_rule(self):
        with pytest.raises(RuleError, match="did you mean `license/missing`"):
            find_rule("license/mising")


@given(st.text() | st.text("[]!*?-ab/", max_size=12), st.sampled_from(sorted(RULES)))
def test_any_text_may_be_matched(pattern, rule_id):
    assert matches(pattern, rule_id) in {True, False}


class TestSettings:
    def test_severity(self):
        rule = rule_named("license/unknown-id", rules={"license/unknown-id": RuleSetting(severity="info")})
        assert {rule.plain.severity, *(case.severity for case in rule.cases.values())} == {"info"}

    def test_options_join_the_rules_own(self):
        setting = RuleSetting(options={"containers": ["parts"]})
        rule = rule_named("sections/empty-section", rules={"sections/empty-section": setting})
        assert rule.options["containers"] == ["parts"]
        assert rule.options.keys() == RULES["sections/empty-section"].options.keys()

    def test_an_unknown_option(self):
        setting = RuleSetting(options={"words": 3})
        assert refusal(rules={"license/missing": setting}, origin="cardcheck.toml") == (
            'cardcheck.toml: rule."license/missing": the check `metadata.values.missing` has no option `words`; '
            "it takes `alone`, `key`"
        )

    def test_a_rule_without_options(self):
        setting = RuleSetting(options={"a": 3})
        assert "has no option `a`; it takes none" in refusal(rules={"cardcheck/crashed": setting})

    def test_an_unknown_rule(self):
        assert refusal(rules={"license/mising": RuleSetting(severity="info")}, origin="c.toml") == (
            'c.toml: rule."license/mising": there is no rule `license/mising`; did you mean `license/missing`?'
        )

    def test_a_family_is_no_rule(self):
        assert "there is no rule `license`" in refusal(rules={"license": RuleSetting(severity="info")})
