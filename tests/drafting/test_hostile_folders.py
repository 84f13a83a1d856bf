"""Names of files and columns that are made to break a card: it stays a card, and nothing outside is read."""

import json

import pytest
from drafting import draft, plan_with, splits
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardcheck.parsing.card import parse_card

NAMES = [
    "a\nb",
    "`a`",
    "``` a",
    "a|b",
    "<script>alert(1)</script>",
    "<!-- a -->",
    "--> a",
    "---",
    "\x1b[2J",
    "\u202e txt",
    "\ufeff",
    "# a",
    "[a](javascript:b)",
    "a" * 200,
    "'\"\\",
    "*a",
    "&a",
    "!!python/name:a",
    "yes",
    "1e3",
    "> **Question:** Who?",
    "${{ a }}",
    "::error::",
]


def titles(text):
    return [section.heading.title for section in parse_card(text).body.sections if section.heading]


@pytest.fixture
def plain(tmp_path_factory):
    return titles(draft(tmp_path_factory.mktemp("plain"), {"train.jsonl": '{"a": 1}\n'}).text)[1:]


@pytest.mark.parametrize("name", NAMES)
def test_columns(name, plain, tmp_path):
    made = draft(tmp_path, {"train.jsonl": json.dumps({name: 1, "a b": [{name: "x"}]}) + "\n"})
    assert splits(plan_with(made)) == splits(made.folder.plan)
    assert [title for title in titles(made.text)[1:] if title != "Languages"] == [
        title for title in plain if title != "Languages"
    ]
    assert not parse_card(made.text).body.tags
    assert all(char.isprintable() or char == "\n" for char in made.text)
    tables = parse_card(made.text).body.tables
    assert {len(row) for table in tables for row in table.rows[:1]} == {2, 4}


@pytest.mark.parametrize("name", NAMES)
def test_files(name, tmp_path):
    stem = name.replace("/", "")[:120]
    made = draft(tmp_path, {f"train {stem}.csv": "a\n1\n", f"{stem}/test.csv": "b\n1\n"})
    assert splits(plan_with(made)) == splits(made.draft.plan)
    assert made.metadata
    assert not parse_card(made.text).body.tags
    assert all(char.isprintable() or char == "\n" for char in made.text)


@pytest.mark.parametrize("name", NAMES)
def test_folders(name, tmp_path):
    top = tmp_path / name.replace("/", "")[:120]
    top.mkdir()
    made = draft(top, {"train.csv": "a\n1\n"})
    assert titles(made.text)[1:3] == ["Usage", "Data Splits"]
    assert made.metadata["configs"]
    assert not parse_card(made.text).body.tags


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(columns=st.lists(st.text(max_size=12), min_size=1, max_size=4, unique=True))
def test_any_columns(columns, tmp_path_factory):
    made = draft(tmp_path_factory.mktemp("any"), {"train.jsonl": json.dumps(dict.fromkeys(columns, 1)) + "\n"})
    assert splits(plan_with(made)) == splits(made.folder.plan)
    assert made.metadata


def test_nothing_outside_is_read(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.csv").write_text("password\nhunter2\n")
    (tmp_path / "outside/LICENSE").write_text("MIT License\n")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "train.csv").write_text("a\n1\n")
    (inside / "test.csv").symlink_to(tmp_path / "outside/secret.csv")
    (inside / "more").symlink_to(tmp_path / "outside", target_is_directory=True)
    (inside / "LICENSE").symlink_to(tmp_path / "outside/LICENSE")
    made = draft(inside, {})
    assert "password" not in made.text
    assert "license" not in made.metadata
    assert made.paths == {"default": {"train": "train.csv"}}
