"""The journal of a campaign: what is done is not done again, whatever happened to the program."""

from __future__ import annotations

import json

import pytest

from cardcheck.proposing.campaign import CampaignError, candidates
from cardcheck.proposing.journal import Journal
from cardcheck.proposing.settle import Outcome
from cardcheck.writing import WriteError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "campaign.jsonl"


def add(path, *outcomes, opening=()):
    with Journal.open(path) as journal:
        for repo in opening:
            journal.opening(repo)
        for name, repo in outcomes:
            journal.add(repo, Outcome(repo, name))


def read(path):
    with Journal.open(path) as journal:
        return journal.settled, journal.opened


def test_a_new_journal_knows_nothing(path):
    assert read(path) == (set(), set())


def test_what_is_done_is_known(path):
    add(path, ("opened", "a/a"), ("nothing", "a/b"), ("failed", "a/c"), opening=["a/a"])
    assert read(path) == ({"a/a", "a/b"}, {"a/a"})


def test_what_was_about_to_be_opened_counts_and_is_looked_at_again(path):
    add(path, opening=["a/a"])
    assert read(path) == (set(), {"a/a"})


def test_what_was_not_opened_after_all_does_not_count(path):
    add(path, ("failed", "a/a"), opening=["a/a"])
    assert read(path) == (set(), set())


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_torn_line_is_dropped(path, cut):
    add(path, ("opened", "a/a"))
    whole = path.read_bytes()
    add(path, ("nothing", "a/b"))
    path.write_bytes(path.read_bytes()[:-cut])
    assert read(path)[0] == {"a/a"}
    assert path.read_bytes() == whole


def test_a_journal_of_which_only_the_start_was_written_is_begun_anew(path):
    path.write_bytes(b'{"propo')
    assert read(path) == (set(), set())
    assert json.loads(path.read_bytes()) == {"proposals": 1}


@pytest.mark.parametrize("text", ["notes of mine\n", '{"journal": 1}\n', "notes"])
def test_a_file_that_is_none_is_left_alone(path, text):
    path.write_text(text)
    with pytest.raises(WriteError, match="is no journal of proposals"):
        read(path)
    assert path.read_text() == text


def test_a_journal_belongs_to_one_run_at_a_time(path):
    with Journal.open(path), pytest.raises(WriteError, match="in use"):
        read(path)
    read(path)


def test_a_journal_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(WriteError, match="could not be written"):
        read(tmp_path / "missing" / "journal")


def audit(path, *lines):
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def record(name, diff="-a\n+b\n", downloads=0):
    return {"key": name, "hub": {"id": name, "downloads": downloads}, "diff": diff}


HEAD = {"journal": 1, "targets": ["hf://datasets/a"]}


def test_a_campaign_takes_what_has_a_diff_most_downloaded_first(path):
    lines = HEAD, {"run": {}}, record("a/b", downloads=3), record("a/a", downloads=3), record("a/c", downloads=9)
    assert candidates(audit(path, *lines, record("a/d", ""), record("a/e"))) == ["a/c", "a/a", "a/b", "a/e"]


def test_it_takes_what_the_last_run_said(path):
    lines = HEAD, {"run": {}}, record("a/a"), record("a/b"), {"run": {}}, {"same": "a/b", "hub": {}}
    assert candidates(audit(path, *lines)) == ["a/b"]
    assert candidates(audit(path, *lines, record("a/b", ""))) == []


def test_it_takes_json_lines_as_well(path):
    assert candidates(audit(path, record("a/a"))) == ["a/a"]


def test_it_takes_nothing_that_is_not_on_the_hub(path):
    strange = record("a/a/b"), record("../etc"), {"key": "folder", "hub": None, "diff": "-a\n"}
    assert candidates(audit(path, HEAD, *strange)) == []


def test_a_torn_line_of_an_audit_is_passed_over(path):
    audit(path, HEAD, record("a/a"))
    path.write_text(path.read_text() + '{"key": "a/b", "di')
    assert candidates(path) == ["a/a"]


@pytest.mark.parametrize("text", ["", "notes\n", "[1]\n"])
def test_a_file_that_holds_no_audit_is_told(path, text):
    path.write_text(text)
    with pytest.raises(CampaignError, match="holds no audit"):
        candidates(path)


def test_a_file_that_is_not_there_is_told(path):
    with pytest.raises(CampaignError, match="cannot be read"):
        candidates(path)
