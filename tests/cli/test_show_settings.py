"""What `check --show-settings` tells: every setting in force, and where it comes from."""

from __future__ import annotations

import json

import pytest

from cardcheck import resources

CARD = "---\nlicense: mit\n---\n# T\n"
POLICY = """
profile = "strict"
ignore = ["prose", "links"]
mandatory = ["license/missing"]

[[waiver]]
repository = "my-org/legacy-*"
rule = "license"
reason = "The owners are being asked, one by one, by those who look after the data"
until = 2027-01-31
"""
OWN = """
extends = "policy"
fail-on = "warning"
ignore = ["sections"]

[rule."links/missing-file"]
severity = "error"

[[override]]
files = ["drafts/"]
profile = "minimal"
rule."links/missing-file".severity = "info"

[[override]]
repositories = ["my-org/legacy-*"]
select = ["license"]
"""


@pytest.fixture
def policy(write):
    write("policy/cardcheck.toml", POLICY)
    write("cardcheck.toml", OWN)
    write("data/dataset_card.md", CARD)
    write("drafts/dataset_card.md", CARD)


@pytest.fixture
def told(invoke):
    def told(*args: str):
        result = invoke("check", "--show-settings", "--format", "json", *args)
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return told


def values(group, setting: str):
    return [(row["value"], row["from"]) for row in group["values"] if row["setting"] == setting]


def test_without_a_file_everything_is_a_default(told):
    said = told()
    assert said["files"] == []
    (group,) = said["settings"]
    assert {"default"} == {place for row in group["values"] for place in row["from"]}


@pytest.mark.parametrize("text", ["", '[[override]]\nfiles = ["a"]\n'])
def test_every_setting_is_there(text, told, write):
    write("cardcheck.toml", text)
    (group,) = told()["settings"]
    shown = list(dict.fromkeys(row["setting"] for row in group["values"]))
    assert shown == [key for key in resources.schema("config")["properties"] if key != "extends"]


@pytest.mark.usefixtures("policy")
class TestPlaces:
    def test_files_and_command_line(self, told):
        plain, _ = told(".", "--ignore", "links", "--min-confidence", "low", "--repo", "my-org/x")["settings"]
        assert values(plain, "profile") == [("strict", ["policy/cardcheck.toml"])]
        assert values(plain, "fail-on") == [("warning", ["cardcheck.toml"])]
        assert values(plain, "min-confidence") == [("low", ["command line"])]
        assert values(plain, "repo") == [("my-org/x", ["command line"])]
        assert values(plain, "ignore") == [
            ("prose", ["policy/cardcheck.toml"]),
            ("links", ["policy/cardcheck.toml", "command line"]),
            ("sections", ["cardcheck.toml"]),
        ]

    def test_overrides(self, told):
        plain, drafts = told(".")["settings"]
        assert (plain["cards"], plain["overrides"]) == (["data/dataset_card.md"], [])
        assert (drafts["cards"], drafts["overrides"]) == (["drafts/dataset_card.md"], ["cardcheck.toml: override.0"])
        assert values(drafts, "profile") == [("minimal", ["cardcheck.toml: override.0"])]
        severity = {"rule": "links/missing-file", "severity": "error"}
        assert values(plain, "rule") == [(severity, ["cardcheck.toml"])]
        assert values(drafts, "rule") == [(severity | {"severity": "info"}, ["cardcheck.toml: override.0"])]
        assert [row["holds"] for row, _ in values(drafts, "override")] == [True, False]
        assert len(drafts["rules"]) < len(plain["rules"])

    def test_a_selection_that_the_command_line_takes_back_comes_from_nowhere(self, told):
        (group,) = told("-", "--repo", "my-org/legacy-x", "--profile", "minimal")["settings"]
        assert group["overrides"] == ["cardcheck.toml: override.1"]
        assert values(group, "select") == [(None, ["default"])]

    def test_a_card_on_the_hub_is_not_asked_for(self, told):
        (group,) = told("hf://datasets/my-org/legacy-x")["settings"]
        assert group["overrides"] == ["cardcheck.toml: override.1"]
        assert {rule["id"].partition("/")[0] for rule in group["rules"]} <= {"license", "cardcheck"}

    def test_mandatory_rules_run_whatever_is_nearer(self, told):
        _, drafts = told(".", "--ignore", "license")["settings"]
        assert [rule["id"] for rule in drafts["rules"] if rule.get("mandatory")] == ["license/missing"]

    def test_waivers(self, told):
        waiver = {
            "repository": "my-org/legacy-*",
            "rule": "license",
            "reason": "The owners are being asked, one by one, by those who look after the data",
            "until": "2027-01-31",
        }
        assert values(told()["settings"][0], "waiver") == [(waiver, ["policy/cardcheck.toml"])]

    def test_the_same_every_time(self, invoke):
        assert invoke("check", "--show-settings").stdout == invoke("check", "--show-settings").stdout


def test_a_pyproject(told, write):
    write("pyproject.toml", '[tool.cardcheck]\nprofile = "strict"\n[tool.cardcheck.rule."license/missing"]\n')
    said = told()
    assert said["files"] == ["pyproject.toml"]
    assert values(said["settings"][0], "profile") == [("strict", ["pyproject.toml"])]


def test_rules_that_are_as_grave_as_the_settings_say(told, write):
    write("cardcheck.toml", '[rule."links/missing-file"]\nseverity = "info"\n')
    before = told("--isolated")["settings"][0]["rules"]
    after = told()["settings"][0]["rules"]
    (changed,) = [rule for rule in after if rule not in before]
    was = next(rule["severity"] for rule in before if rule["id"] == changed["id"])
    assert changed == {"id": "links/missing-file", "severity": "info", "was": was}


@pytest.mark.usefixtures("policy")
def test_for_people(invoke):
    lines = invoke("check", "--show-settings", "drafts", "--color", "never", env={"COLUMNS": "80"}).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[:10] == [
        "Files, the nearest last",
        "  policy/cardcheck.toml",
        "  cardcheck.toml",
        "",
        "Settings for drafts/dataset_card.md, by cardcheck.toml: override.0",
        "  rules           2026.1                          default",
        "  profile         minimal                         cardcheck.toml: override.0",
        "  select          -                               default",
        "  extend-select   -                               default",
        "  ignore          prose                           policy/cardcheck.toml",
    ]
    start = lines.index("  mandatory       license/missing                 policy/cardcheck.toml")
    assert lines[start + 1 : start + 7] == [
        "  waiver          license of my-org/legacy-* until 2027-01-31: The owners are",
        "                  being asked, one by one, by those who look after the data",
        "                                                  policy/cardcheck.toml",
        "  override        drafts/ (holds here)            cardcheck.toml: override.0",
        "                  my-org/legacy-* (does not hold here)",
        "                                                  cardcheck.toml: override.1",
    ]


def test_nothing_moves_the_cursor(invoke, write):
    write("cardcheck.toml", '[[override]]\nfiles = ["a\\u001b[2J"]\n')
    write("a\x1b[2J/dataset_card.md", CARD)
    result = invoke("check", "--show-settings", "--color", "never")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("args", [("--format", "sarif"), ("--output", "a.json")])
def test_what_it_is_not_for(args, invoke):
    result = invoke("check", "--show-settings", *args)
    assert result.exit_code == 2
    assert "`--show-settings` writes text or JSON to standard output" in result.stderr


def test_nothing_there(invoke, write):
    write("cardcheck.toml", '[[override]]\nfiles = ["a"]\n')
    result = invoke("check", "--show-settings", "gone")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`gone` is not there" in result.stderr


def test_a_file_far_away_is_named_by_its_end(invoke, write, monkeypatch, tmp_path):
    write("a/long/way/down/below/another/folder/acme_policy/cardcheck.toml", 'profile = "strict"')
    monkeypatch.syspath_prepend(tmp_path / "a/long/way/down/below/another/folder")
    write("cardcheck.toml", 'extends = "package:acme_policy"')
    lines = invoke("check", "--show-settings", "--color", "never", env={"COLUMNS": "80"}).stdout.splitlines()
    assert lines[1] == "  a/long/way/down/below/another/folder/acme_policy/cardcheck.toml"
    (profile,) = [line.split() for line in lines if line.startswith("  profile")]
    assert profile == ["profile", "strict", ".../below/another/folder/acme_policy/cardcheck.toml"]
