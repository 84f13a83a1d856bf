"""`cardcheck check --explain-load`: what loads, whatever else is asked."""

from __future__ import annotations

import json

import pytest

CARD = "---\nlicense: mit\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nText.\n"


@pytest.fixture
def repository(write, folder):
    """A folder with two splits and a file that belongs to none."""
    write("README.md", CARD)
    for name in ("train.csv", "test.csv", "other.csv"):
        write(name, "a,b\n1,2\n")
    return folder


@pytest.mark.parametrize("options", [[], ["--select", "license/missing"], ["--quiet"], ["--statistics"], ["--all"]])
@pytest.mark.usefixtures("repository")
def test_all_facts_are_gathered_whatever_rules_run(invoke, options):
    text = invoke("check", "README.md", "--explain-load", *options).stdout

    assert '✓ `load_dataset("path/to/folder")` gives the splits `train`, `test`, read as CSV' in text
    assert "! No subset reads `other.csv`" in text


@pytest.mark.usefixtures("repository")
def test_without_the_option_nothing_of_it_is_told(invoke):
    assert "What loads" not in invoke("check", "README.md").stdout


@pytest.mark.usefixtures("repository")
def test_without_the_files_it_says_why(invoke):
    text = invoke("check", "README.md", "--explain-load", "--no-data").stdout

    assert "What loads cannot be told: the files were not looked at" in text


def test_a_card_from_standard_input_has_no_files(invoke):
    text = invoke("check", "-", "--explain-load", stdin=CARD).stdout

    assert "What loads cannot be told: the files were not looked at" in text


def test_the_folder_that_was_named_is_the_one_that_loads(repository, invoke, write):
    write("elsewhere/card.md", CARD)

    text = invoke("check", "elsewhere/card.md", "--repo-dir", str(repository), "--explain-load").stdout

    assert repository.name in text
    assert "`test.csv`" in text or "test.csv" in text


@pytest.mark.usefixtures("repository")
def test_json_holds_the_plan(invoke):
    card = json.loads(invoke("check", "README.md", "--explain-load", "--format", "json").stdout)["cards"][0]

    assert [split["name"] for split in card["load"]["configs"][0]["splits"]] == ["train", "test"]
    assert card["load"]["outcome"] == "ok"


@pytest.mark.usefixtures("repository")
def test_loading_changes_no_exit_code(invoke, write):
    write("README.md", "---\nconfigs: 3\n---\n# T\n")

    result = invoke("check", "README.md", "--explain-load", "--select", "license/unknown-id")

    assert result.exit_code == 0
    assert "✗ `load_dataset" in result.stdout
