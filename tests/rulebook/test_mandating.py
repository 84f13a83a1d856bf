"""Mandatory rules: they run whatever nearer settings say, and these can only make them graver."""

from __future__ import annotations

from choosing import chosen, refusal, rule_named

from cardcheck.model.config import (
    Config,
    Layer,
    Override,
    RuleSetting,
    fail_on_mandatory,
    laid_over,
    overridden,
)
from cardcheck.rulebook.select import select_rules

RULE = "license/missing"


def layered(*layers: dict[str, object]) -> Config:
    """Settings of some files, the nearest last."""
    config = Config()
    for number, given in enumerate(layers):
        config = laid_over(config, Layer(f"{number}/cardcheck.toml", given))
    return config


def severity(config: Config, name: str = RULE) -> str:
    return next(rule for rule in select_rules(config).rules if rule.id == name).plain.severity


class TestTheyRun:
    def test_whatever_is_ignored(self):
        assert RULE in chosen(mandatory=("license",), ignore=("license", RULE))

    def test_whatever_is_selected(self):
        assert chosen(mandatory=(RULE,), select=("viewer/error",)) == {RULE, "viewer/error"}

    def test_whatever_the_profile(self):
        assert "cardcheck/suppression-without-reason" in chosen(mandatory=("cardcheck/*",), profile="minimal")

    def test_whatever_an_override_says(self):
        override = Override(("*.md",), (), Layer("near", {"ignore": (RULE,), "rules": {RULE: RuleSetting("info")}}, 0))
        config = overridden(layered({"mandatory": (RULE,), "overrides": (override,)}), [override])
        assert RULE in {rule.id for rule in select_rules(config).rules}
        assert severity(config) == severity(Config())

    def test_a_name_that_is_none(self):
        assert refusal(mandatory=("licence/missing",)).startswith("there is no rule `licence/missing`; did you mean")


class TestSeverity:
    def test_is_not_lowered_by_a_nearer_file(self):
        name = "license/unknown-id"
        config = layered({"mandatory": ("license",)}, {"rules": {name: RuleSetting("info")}})
        assert severity(config, name) == severity(Config(), name) == "error"

    def test_is_raised_by_one(self):
        assert severity(layered({"mandatory": ("license",)}, {"rules": {RULE: RuleSetting("error")}})) == "error"

    def test_is_what_the_policy_says_even_less(self):
        policy = {"mandatory": (RULE,), "rules": {RULE: RuleSetting("info")}}
        assert severity(layered(policy)) == "info"

    def test_is_not_lowered_below_what_the_policy_says(self):
        policy = {"mandatory": (RULE,), "rules": {RULE: RuleSetting("error")}}
        assert severity(layered(policy, {"rules": {RULE: RuleSetting("info")}})) == "error"

    def test_of_every_case(self):
        nearer = {"rules": {"license/unknown-id": RuleSetting("info")}}
        rules = select_rules(layered({"mandatory": ("license",)}, nearer)).rules
        rule = next(rule for rule in rules if rule.id == "license/unknown-id")
        ours = rule_named("license/unknown-id")
        assert [case.severity for case in rule.cases.values()] == [case.severity for case in ours.cases.values()]


def test_options_of_a_nearer_file_do_not_soften_them():
    name, options = "sections/too-short", rule_named("sections/too-short", profile="strict").options
    nearer = {"rules": {name: RuleSetting(None, dict.fromkeys(options, 0))}}
    rules = select_rules(layered({"mandatory": (name,)}, nearer)).rules
    assert next(rule for rule in rules if rule.id == name).options == options


class TestEdition:
    def test_a_nearer_file_pins_none_that_is_older(self):
        config = layered({"mandatory": ("viewer/error",), "edition": "2026.2"}, {"edition": "2026.1"})
        rules = {rule.id: rule for rule in select_rules(config).rules}
        assert not rules["viewer/error"].plain.preview
        assert rules["viewer/rows-differ"].plain.preview

    def test_a_nearer_file_pins_one_that_is_newer(self):
        config = layered({"mandatory": ("viewer/error",)}, {"edition": "2026.2"})
        assert not next(rule for rule in select_rules(config).rules if rule.id == "viewer/error").plain.preview


def test_the_file_that_decides_is_named():
    config = layered({"mandatory": ("license/missing",)}, {"mandatory": ("license",)})
    mandatory = select_rules(config).mandatory
    assert mandatory[RULE] == "0/cardcheck.toml"
    assert mandatory["license/unknown-id"] == "1/cardcheck.toml"


class TestFilesThatDoNotBuildOnEachOther:
    POLICY, OWN = Layer("policy", {"mandatory": ("license",)}), {"rules": {"license/unknown-id": RuleSetting("info")}}

    @staticmethod
    def both_ways(*files: Layer) -> list[Config]:
        configs = []
        for near, far in (files, files[::-1]):
            config = laid_over(Config(), far)
            configs.append(laid_over(config, near._replace(beside=(far.origin,))))
        return configs

    def test_lower_nothing_in_any_order(self):
        for config in self.both_ways(self.POLICY, Layer("own", self.OWN)):
            assert severity(config, "license/unknown-id") == "error"

    def test_lower_nothing_by_making_it_mandatory_too(self):
        for config in self.both_ways(self.POLICY, Layer("own", {"mandatory": ("license",), **self.OWN})):
            assert severity(config, "license/unknown-id") == "error"

    def test_do_not_fail_later(self):
        for config in self.both_ways(self.POLICY, Layer("own", {"mandatory": ("license",), "fail_on": "never"})):
            assert fail_on_mandatory(config) == "error"

    def test_grant_each_other_no_waiver(self):
        for config in self.both_ways(self.POLICY, Layer("own", {"ignore": ("prose",)})):
            assert select_rules(config).grantors[RULE] == {"policy"}
        for config in self.both_ways(self.POLICY, Layer("own", {"mandatory": ("license",)})):
            assert select_rules(config).grantors[RULE] == frozenset()

    def test_who_is_built_on_grants_them(self):
        config = layered({}, {"mandatory": ("license",)}, {"mandatory": ("license",)})
        assert select_rules(config).grantors[RULE] == {"0/cardcheck.toml", "1/cardcheck.toml"}
