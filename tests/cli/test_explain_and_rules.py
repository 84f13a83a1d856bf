"""`cardcheck explain` and `cardcheck rules`: every rule has its page and its row."""

from __future__ import annotations

import json

import pytest

from cardcheck.rulebook.load import builtin_rules

RULES = builtin_rules()
IDS = [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_every_rule_has_a_page(invoke, rule):
    result = invoke("explain", rule.id)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"# {rule.id}\n\n**{rule.title}**\n")
    assert "## Sources\n\n- " in result.stdout


def test_a_page_has_no_control_characters(invoke):
    pages = "".join(invoke("explain", rule_id).stdout for rule_id in IDS)
    assert [char for char in set(pages) if not char.isprintable() and char != "\n"] == []


def test_a_page_in_colour(invoke):
    assert "\x1b[1m# license/missing\x1b[0m" in invoke("explain", "license/missing", "--color", "always").stdout


def test_an_unknown_rule(invoke):
    result = invoke("explain", "license/mising")
    assert result.exit_code == 2
    assert result.stderr == "cardcheck: there is no rule `license/mising`; did you mean `license/missing`?\n"


def test_the_table_lists_every_rule(invoke):
    lines = invoke("rules").stdout.splitlines()
    assert [line[2:].split()[0] for line in lines[:-2]] == IDS


def test_the_table_marks_what_runs(invoke):
    lines = invoke("rules", "--select", "license/missing").stdout.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("*")] == ["license/missing"]
    assert lines[-1] == f"{len(IDS)} rules, * 1 run with these settings"


def test_the_table_for_machines(invoke):
    rows = json.loads(invoke("rules", "--format", "json", "--select", "license/missing").stdout)
    assert [row["id"] for row in rows] == IDS
    assert [row["id"] for row in rows if row["runs"]] == ["license/missing"]


def test_the_table_tells_severities_as_configured(write, invoke):
    write("cardcheck.toml", '[rule."license/unknown-id"]\nseverity = "info"\n')
    rows = {row["id"]: row for row in json.loads(invoke("rules", "--format", "json").stdout)}
    assert rows["license/unknown-id"]["severity"] == "info"


def test_a_mistake_in_the_settings(invoke):
    result = invoke("rules", "--select", "none/none")
    assert result.exit_code == 2
    assert result.stderr.startswith("cardcheck: there is no rule `none/none`")


@pytest.mark.parametrize("args", [["--help"], ["check", "--help"], ["explain", "-h"], ["rules", "-h"], ["--version"]])
def test_help(invoke, args):
    assert invoke(*args).exit_code == 0
