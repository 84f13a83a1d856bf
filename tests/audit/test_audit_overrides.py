"""An audit takes the settings of overrides, and its journal never mixes what was judged by other settings."""

from __future__ import annotations

import json

import pytest
from small_repositories import files_of

BY_FILE = '[[override]]\nfiles = ["repos/org/old"]\nselect = ["{}"]\n'


@pytest.fixture
def rules(audit, repositories, folder):
    """Audit two repositories and tell the rules of findings, by repository."""
    repositories("org/new", "org/old", license_="nope")

    def rules(text: str, *args: str):
        (folder / "cardcheck.toml").write_text(text, encoding="utf-8")
        result = audit("repos", "--format", "jsonl", *args)
        assert result.exit_code == 0, result.stderr
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        return {
            line["key"]: {found["rule"] for found in line["card"]["findings"]} for line in lines if line.get("card")
        }, result.stderr

    return rules


def test_cards_are_judged_by_the_settings_that_hold_for_them(rules):
    told, _ = rules(BY_FILE.format("license"))
    assert told["org/old"] == {"license/unknown-id"}
    assert told["org/new"] > told["org/old"]


def test_other_overrides_start_anew(rules):
    assert rules(BY_FILE.format("license"))[0]["org/old"] == {"license/unknown-id"}
    told, said = rules(BY_FILE.format("front-matter"))
    assert "with other settings: the audit starts anew" in said
    assert told["org/old"] == set()


def test_the_same_overrides_go_on(rules):
    first, _ = rules(BY_FILE.format("license"))
    again, said = rules("# The same, said otherwise.\n" + BY_FILE.format("license"))
    assert first == again
    assert "anew" not in said


@pytest.mark.parametrize(
    "change",
    [
        ('files = ["repos/org/old"]', 'files = ["repos/org/new"]'),
        ('files = ["repos/org/old"]', 'repositories = ["org/old"]'),
        ('select = ["license"]', 'select = ["license"]\nrule."license/unknown-id".severity = "info"'),
        ('select = ["license"]\n', 'select = ["license"]\n[[override]]\nfiles = ["repos/org/old"]\n'),
    ],
)
def test_any_change_of_an_override_is_another_setting(change, rules):
    text = BY_FILE.format("license")
    rules(text)
    assert "anew" in rules(text.replace(*change))[1]


def test_repositories_on_the_hub_go_by_their_ids(audit, hub, folder):
    for name in ("org/new", "org/Old-a", "org/old-b"):
        hub.add(name, files_of(name[4:], "nope"))
    text = '[[override]]\nrepositories = ["org/old-*"]\nignore = ["license"]\n'
    text += '[[override]]\nfiles = ["*"]\nselect = ["all"]\n'
    (folder / "cardcheck.toml").write_text(text, encoding="utf-8")
    result = audit("hf://datasets/org", "--format", "jsonl")
    told = {record["key"]: record["card"]["findings"] for record in map(json.loads, result.stdout.splitlines())}
    named = {key for key, findings in told.items() if any(one["rule"] == "license/unknown-id" for one in findings)}
    assert (len(told), len(named)) == (3, 2)
    assert not any("old-b" in key for key in named)
