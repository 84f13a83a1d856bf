"""The rule files are sound, and a configuration chooses among them as the contract says."""

from __future__ import annotations

import runpy
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cardcheck import resources, schemas
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config, RuleSetting
from cardcheck.model.facts import RepoFacts
from cardcheck.model.rule import Case, Rule
from cardcheck.rulebook.bind import ENGINE, bind, check_rule
from cardcheck.rulebook.load import (
    RuleError,
    builtin_rules,
    profiles,
    rule_pages,
    rules_from_files,
)
from cardcheck.rulebook.select import find_rule, matches, select_rules

RULES = {rule.id: rule for rule in builtin_rules()}
FILES = rule_pages(resources.rules_dir())
# fmt: off
FAMILIES = {
    "front-matter", "license", "language", "task", "metadata", "gating", "configs", "features", "sections", "prose",
    "responsible", "citation", "links", "snippets", "repository", "data", "viewer", "hub", "lam", "croissant-rai",
    "datasheet", "cardcheck",
}
# fmt: on


def ways_to_speak(rule: Rule) -> list[Case]:
    return list(rule.cases.values()) or [rule.plain]


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
class TestEveryRule:
    def test_binds(self, rule):
        assert rule.check == ENGINE or callable(bind(rule.check))

    def test_options_fit_the_check(self, rule):
        check_rule(rule)

    def test_shape(self, rule):
        assert schemas.shape_errors("rule", FILES[rule.id]) == ()

    def test_shape_by_jsonschema_alone(self, rule):
        assert list(Draft202012Validator(resources.schema("rule")).iter_errors(FILES[rule.id])) == []

    def test_sources(self, rule):
        assert FILES[rule.id]["sources"]

    def test_no_sentence_ends_with_a_full_stop(self, rule):
        said = [rule.title, *(text for case in ways_to_speak(rule) for text in (case.message, case.fix_title))]
        assert [text for text in said if text.endswith(".")] == []

    def test_fields_are_plain_names(self, rule):
        texts = [text for case in ways_to_speak(rule) for text in (case.message, case.fix_title)]
        fields = [field for text in texts for _, field, _, _ in string.Formatter().parse(text) if field is not None]
        assert [field for field in fields if not field.isidentifier()] == []

    def test_no_word_it_asks_for_is_needless(self, rule):
        words = rule.mentions
        assert not [word for word in words for other in words if word != other and other in word]

    def test_the_rules_that_block_it_exist(self, rule):
        assert set(rule.blocked_by) <= RULES.keys() - {rule.id}

    def test_the_rules_that_it_blocks_exist(self, rule):
        categories = {f"topic:{one.category}" for one in RULES.values() if one.topic}
        assert set(rule.blocks) <= (RULES.keys() | categories) - {rule.id}

    def test_a_topic_is_absent_at_most(self, rule):
        assert rule.topic is None or {case.severity for case in ways_to_speak(rule)} == {"info"}

    def test_needs_facts_that_exist(self, rule):
        assert set(rule.needs) <= {*RepoFacts._fields, "load"}

    def test_profile_exists(self, rule):
        assert rule.profile in profiles()

    def test_vocabulary_exists(self, rule):
        names = [value for name, value in rule.options.items() if name == "vocabulary"]
        assert all(resources.vocabulary(name) for name in names)

    def test_family(self, rule):
        assert rule.family in FAMILIES

    def test_examples_have_names_of_their_own(self, rule):
        names = [example["name"] for example in FILES[rule.id]["examples"]]
        assert sorted(names) == sorted(set(names))

    def test_old_ids_are_free(self, rule):
        assert not set(rule.formerly) & RULES.keys()


def test_the_words_of_placeholders_let_every_form_pass():
    rule = next(rule for rule in builtin_rules() if rule.id == "prose/placeholder")
    forms = resources.vocabulary(rule.options["vocabulary"]).values()
    literals = [literal for form in forms for literal in form["literals"]]
    assert [literal for literal in literals if not any(word in literal for word in rule.mentions)] == []


def test_no_rule_blocks_itself_by_way_of_others():
    told = {rule.id: rule for rule in Linter.of(Config(select=tuple(RULES))).rules}

    def blockers(rule_id: str) -> set[str]:
        found: set[str] = set()
        waiting = [*told[rule_id].blocked_by]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += told[name].blocked_by if name in told else ()
        return found

    assert [rule_id for rule_id in RULES if rule_id in told and rule_id in blockers(rule_id)] == []


def test_the_page_of_rules_is_as_rendered():
    tool = runpy.run_path(str(resources.root() / "tools" / "render_rules.py"))
    assert tool["TARGET"].read_text(encoding="utf-8") == tool["render"](), "run tools/render_rules.py"


def chosen(**settings: Any) -> set[str]:
    return {rule.id for rule in select_rules(Config(**settings)).rules}


def rule_named(rule_id: str, **settings: Any) -> Rule:
    return next(rule for rule in select_rules(Config(**settings)).rules if rule.id == rule_id)


def refusal(**settings: Any) -> str:
    with pytest.raises(RuleError) as caught:
        select_rules(Config(**settings))
    return str(caught.value)


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
            "it takes `key`"
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


RULE = """\
title: The data set names no steward
severity: warning
confidence: high
category: responsible
profile: minimal
at: /license/*
check: metadata.values.one_of
with: {vocabulary: licenses}
message: "`{value}` is not ours"
why: Nobody answers questions.
sources: [our own rules of 2026]
examples:
  - {name: bad, card: "---\\nlicense: x\\n---\\n", finds: ["2:10"]}
  - {name: good, card: "---\\nlicense: mit\\n---\\n"}
"""


@pytest.fixture
def rule_file(tmp_path):
    def write(text: str | bytes, name: str = "house/steward.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def mistake(path: Path) -> str:
    with pytest.raises(RuleError) as caught:
        rules_from_files((str(path),))
    said = str(caught.value)
    assert said.startswith(str(path))
    assert "\n" not in said
    return said.removeprefix(str(path))


class TestRulesByPath:
    def test_the_id_is_folder_and_name(self, rule_file):
        assert [rule.id for rule in rules_from_files((str(rule_file(RULE)),))] == ["house/steward"]

    def test_the_id_of_a_file_in_the_working_folder(self, rule_file, monkeypatch):
        monkeypatch.chdir(rule_file(RULE).parent)
        assert [rule.id for rule in rules_from_files(("steward.yaml",))] == ["house/steward"]

    def test_it_runs_with_its_profile(self, rule_file):
        assert "house/steward" in chosen(profile="minimal", rule_files=(str(rule_file(RULE)),))

    def test_its_family_can_be_ignored(self, rule_file):
        assert "house/steward" not in chosen(ignore=("house",), rule_files=(str(rule_file(RULE)),))

    def test_an_id_that_is_taken(self, rule_file):
        path = rule_file(RULE, "license/missing.yaml")
        assert refusal(rule_files=(str(path),)) == (
            f"{path}: the rule `license/missing` exists already; give the file another name or folder"
        )

    def test_an_old_name_of_it_still_selects(self, rule_file):
        path = rule_file(RULE + "formerly: [house/owner]\n")
        selection = select_rules(Config(select=("house/owner",), rule_files=(str(path),)))
        assert [rule.id for rule in selection.rules] == ["house/steward"]
        assert selection.notes == ("`house/owner` is now `house/steward`",)

    def test_an_old_name_of_it_still_sets(self, rule_file):
        path = rule_file(RULE + "formerly: [house/owner]\n")
        rules = {"house/owner": RuleSetting(severity="info")}
        assert rule_named("house/steward", rules=rules, rule_files=(str(path),)).plain.severity == "info"


class TestMistakesInRuleFiles:
    def test_yaml_says_line_and_column(self, rule_file):
        assert mistake(rule_file("title: a\nb: c: d\n")) == ":2:5: mapping values are not allowed in this context"

    def test_missing_key(self, rule_file):
        assert mistake(rule_file(RULE.replace("severity: warning\n", ""))) == ": the key `severity` is missing"

    def test_unknown_key(self, rule_file):
        assert "`colour`" in mistake(rule_file(RULE + "colour: red\n"))

    def test_a_wrong_value(self, rule_file):
        assert mistake(rule_file(RULE.replace("severity: warning", "severity: fatal"))).startswith(": `/severity`: ")

    def test_unknown_check(self, rule_file):
        assert mistake(rule_file(RULE.replace("metadata.values.one_of", "metadata.values.none_of"))) == (
            ": there is no check `metadata.values.none_of`: `cardcheck/checks/metadata/values.py` has no such function"
        )

    def test_unknown_module(self, rule_file):
        assert mistake(rule_file(RULE.replace("metadata.values.one_of", "metadata.wishes.one_of"))) == (
            ": there is no check `metadata.wishes.one_of`: no module `cardcheck/checks/metadata/wishes.py`"
        )

    @pytest.mark.parametrize("check", ["values.re", "values._meant", "values.Target", "links.normpath"])
    def test_what_a_module_has_beside_checks(self, rule_file, check):
        assert "check" in mistake(rule_file(RULE.replace("metadata.values.one_of", check)))

    def test_unknown_option(self, rule_file):
        said = mistake(rule_file(RULE.replace("{vocabulary: licenses}", "{vocabulary: licenses, size: 3}")))
        assert said.startswith(": the check `metadata.values.one_of` has no option `size`; it takes `")

    def test_missing_option(self, rule_file):
        assert "needs the option `vocabulary`" in mistake(rule_file(RULE.replace("{vocabulary: licenses}", "{}")))

    def test_unknown_profile(self, rule_file):
        assert mistake(rule_file(RULE.replace("profile: minimal", "profile: tiny"))) == (
            f": there is no profile `tiny`; there are {', '.join(profiles())}"
        )

    def test_the_engines_own_check(self, rule_file):
        text = RULE.replace("metadata.values.one_of", "engine").replace("with: {vocabulary: licenses}\n", "")
        assert mistake(rule_file(text)) == ": the check `engine` is for cardcheck's own rules"

    def test_not_utf8(self, rule_file):
        assert mistake(rule_file(b"title: caf\xe9\n")) == ": a rule file is UTF-8 text"

    def test_a_character_yaml_refuses(self, rule_file):
        assert mistake(rule_file("title: \x01\n")).startswith(": ")

    @pytest.mark.parametrize("text", ["", "- a\n", "plain\n", "3\n"])
    def test_no_mapping(self, rule_file, text):
        assert mistake(rule_file(text)).startswith(": a rule file is a mapping")

    def test_a_folder(self, tmp_path):
        assert mistake(tmp_path) == ": Is a directory"

    def test_no_file(self, tmp_path):
        assert mistake(tmp_path / "none.yaml") == ": No such file or directory"

    @pytest.mark.parametrize("value", ["2023-13-45", "!!python/name:os.system", "{[]: 1}", "!ours x", "*none"])
    def test_values_that_yaml_cannot_build(self, rule_file, value):
        mistake(rule_file(f"title: {value}\n"))

    def test_a_deep_nest(self, rule_file):
        mistake(rule_file("title: " + "[" * 5000))
