"""Rules from files of one's own: what they become, and what is said of mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from choosing import chosen, refusal, rule_named

from cardcheck.model.config import Config, RuleSetting
from cardcheck.rulebook.load import RuleError, profiles, rules_from_files
from cardcheck.rulebook.select import select_rules

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

    @pytest.mark.parametrize(
        ("old", "holder"),
        [
            ("license/missing", "license/missing"),
            ("sections/limitations-missing", "responsible/no-limitations"),
            ("house/steward", "house/steward"),
        ],
    )
    def test_an_old_name_that_is_anothers(self, rule_file, old, holder):
        path = rule_file(RULE + f"formerly: [{old}]\n")
        said = f"{path}: `formerly` names `{old}`, which stands for the rule `{holder}`"
        assert refusal(mandatory=("license",), rule_files=(str(path),)) == said

    def test_an_old_name_that_two_have(self, rule_file):
        paths = (str(rule_file(RULE + "formerly: [house/owner]\n", f"house/{name}.yaml")) for name in ("one", "two"))
        assert "`formerly` names `house/owner`, which stands for the rule `house/two`" in refusal(
            rule_files=tuple(paths)
        )

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
