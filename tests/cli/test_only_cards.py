"""`--only-cards`, as hooks use it: a file is no card merely because it was named, and no card is no fault."""

from __future__ import annotations

import json

import pytest

BAD = "---\nlicense: apache2\n---\n# Harbour logs\n"
PROGRAM = "# A program\n\nIt loads [a file](gone.md).\n"


def sources(result) -> list[str]:
    return [card["source"] for card in json.loads(result.stdout)["cards"]]


def test_a_readme_of_a_program_is_passed_over(write, invoke):
    write("README.md", PROGRAM)
    result = invoke("check", "--only-cards", "--verbose", "README.md")
    assert result.exit_code == 0
    assert "passed over README.md: nothing in its front matter" in result.stderr


def test_without_it_whatever_is_named_is_checked(write, invoke):
    write("README.md", PROGRAM)
    assert sources(invoke("check", "README.md", "--format", "json")) == ["README.md"]


def test_cards_among_other_files(write, invoke):
    write("README.md", PROGRAM)
    write("model/README.md", "---\nlibrary_name: transformers\n---\n")
    write("logs/README.md", BAD.replace("license", "task_ids: []\nlicense"))
    write("data set/README.md", BAD)
    write("data set/train.csv", "a\n1\n")
    write("My_Dataset_Card.md", BAD)
    write("notes.md", BAD)
    named = ["README.md", "model/README.md", "logs/README.md", "data set/README.md", "My_Dataset_Card.md", "notes.md"]
    result = invoke("check", "--only-cards", "--format", "json", *named)
    assert sources(result) == ["logs/README.md", "data set/README.md", "My_Dataset_Card.md"]
    assert result.exit_code == 1


def test_what_the_configuration_says_of_cards(write, invoke):
    write("cardcheck.toml", 'cards = ["notes.md"]\nexclude = ["old/"]\n')
    write("notes.md", BAD)
    write("old/dataset_card.md", BAD)
    result = invoke("check", "--only-cards", "--format", "json", "notes.md", "old/dataset_card.md")
    assert sources(result) == ["notes.md"]


@pytest.mark.parametrize("target", [".", "*.md"])
def test_folders_and_globs_without_a_card(write, invoke, target):
    write("README.md", PROGRAM)
    assert invoke("check", "--only-cards", target).exit_code == 0


def test_what_is_not_there_is_still_a_fault(invoke):
    assert invoke("check", "--only-cards", "dataset_card.md").exit_code == 2


def test_fixing(write, invoke):
    program = write("README.md", "---\nlicense: apache2\n---\n")
    card = write("dataset_card.md", BAD)
    invoke("fix", "--only-cards", "README.md", "dataset_card.md")
    assert "license: apache2\n" in program.read_text()
    assert "license: apache-2.0\n" in card.read_text()


def test_no_card_is_said_in_every_format_without_a_fault(write, invoke):
    write("README.md", PROGRAM)
    assert json.loads(invoke("check", "--only-cards", "README.md", "--format", "json").stdout)["cards"] == []
    assert "0 cards" in invoke("check", "--only-cards", "README.md", "--format", "markdown").stdout
