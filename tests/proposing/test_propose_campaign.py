"""A campaign over an audit: in order, within its limit, and never two pull requests, whenever it is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from fakehub import TOKEN, Repo
from proposals import CARD, CLEAN, card_at

NAMES = [f"acme/set-{number}" for number in range(6)]


@pytest.fixture
def repos(hub) -> list[Repo]:
    """Six datasets; the first and the last have nothing to fix, and later ones are downloaded more."""
    cards = [CLEAN, CARD, CARD, CARD, CARD, CLEAN]
    return [
        hub.add(name, {"README.md": card}, downloads=number)
        for number, (name, card) in enumerate(zip(NAMES, cards, strict=True))
    ]


@pytest.fixture
def audit(repos, tmp_path):
    """An audit of them, as its JSON lines have it."""
    path = tmp_path / "audit.jsonl"
    lines = [
        {"key": repo.id, "hub": {"id": repo.id, "downloads": repo.about.downloads}, "diff": "-a\n" * (card == CARD)}
        for repo, card in ((repo, card_at(repo)) for repo in repos)
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return str(path)


def opened(repos):
    return [repo.id for repo in repos if repo.threads]


def test_all_that_have_something_to_fix_get_one(repos, audit, run):
    assert run("propose", "--open", "--from", audit).err == "opened 4\n"
    assert opened(repos) == NAMES[1:5]


@pytest.mark.usefixtures("repos")
def test_a_proposal_asks_for_little_more_than_the_fix(hub, audit, run):
    own = "/discussions|/validate-yaml|/preupload/|/commit/"
    run("propose", "--open", "--from", audit)
    assert hub.log.count(own) == 4 * 6
    hub.log.clear()
    run("propose", "--open", "--from", audit)
    assert hub.log.count(own) == 4 * 2
    assert hub.log.count("/raw/refs/pr/1/") == 4


def test_a_dry_run_writes_nothing_and_leaves_the_journal_as_it_is(hub, repos, audit, run, tmp_path):
    journal = tmp_path / "campaign.jsonl"
    said = run("propose", "--from", audit, "--journal", str(journal))
    assert (said.code, said.err) == (1, "would open 4\n")
    hub.log.assert_nothing_written()
    assert opened(repos) == []
    assert run("propose", "--open", "--from", audit, "--journal", str(journal)).err == "opened 4\n"


def test_the_most_downloaded_come_first(repos, audit, run):
    said = run("propose", "--open", "--from", audit, "--limit", "2")
    assert said.err.splitlines() == ["stopped at --limit 2; 2 more wait for another run", "opened 2"]
    assert opened(repos) == NAMES[3:5]


def test_the_limit_is_that_of_the_journal(repos, audit, run, tmp_path):
    campaign = ("propose", "--open", "--from", audit, "--journal", str(tmp_path / "campaign.jsonl"))
    run(*campaign, "--limit", "2")
    run(*campaign, "--limit", "2")
    assert len(opened(repos)) == 2
    run(*campaign, "--limit", "3")
    assert len(opened(repos)) == 3


def test_what_the_journal_has_settled_is_not_asked_again(hub, repos, audit, run, tmp_path):
    campaign = ("propose", "--open", "--from", audit, "--journal", str(tmp_path / "campaign.jsonl"))
    run(*campaign)
    hub.log.clear()
    said = run(*campaign)
    assert said.err.splitlines() == ["going on: 4 done already, as the journal says", "nothing to do"]
    assert hub.log.count("/datasets/") == 0
    assert len(opened(repos)) == 4


def test_what_could_not_be_done_is_tried_again(hub, repos, audit, run, tmp_path):
    campaign = ("propose", "--open", "--from", audit, "--journal", str(tmp_path / "campaign.jsonl"))
    hub.fail("set-2/commit", "503")
    assert run(*campaign).code == 3
    assert run(*campaign).err.splitlines()[-1] == "opened 1"
    assert opened(repos) == NAMES[1:5]


def test_it_takes_the_journal_of_a_real_audit(repos, run, tmp_path):
    journal = str(tmp_path / "audit-journal.jsonl")
    run("audit", "hf://datasets/acme", "--journal", journal, "--quiet", "--jobs", "1")
    assert run("propose", "--open", "--from", journal).err == "opened 4\n"
    assert opened(repos) == NAMES[1:5]


@pytest.mark.usefixtures("repos")
def test_it_takes_the_json_lines_of_a_real_audit(run, tmp_path):
    report = str(tmp_path / "audit.jsonl")
    run("audit", "hf://datasets/acme", "--journal", str(tmp_path / "j"), "--output", f"jsonl={report}", "--jobs", "1")
    assert run("propose", "--open", "--from", report).err == "opened 4\n"


def test_a_torn_journal_goes_on(repos, audit, run, tmp_path):
    journal = tmp_path / "campaign.jsonl"
    campaign = ("propose", "--open", "--from", audit, "--journal", str(journal))
    run(*campaign, "--limit", "2")
    journal.write_bytes(journal.read_bytes()[:-5])
    said = run(*campaign)
    assert said.err.splitlines()[-1] == "opened 2; 1 up to date"
    assert all(len(repo.threads) <= 1 for repo in repos)


def test_a_strange_journal_is_left_alone(audit, run, tmp_path):
    journal = tmp_path / "notes.txt"
    journal.write_text("notes of mine\n")
    said = run("propose", "--open", "--from", audit, "--journal", str(journal))
    assert said.code == 2
    assert journal.read_text() == "notes of mine\n"


# The first four requests are whose token it is, a repository, its card and its files.
@pytest.mark.parametrize("deaths", [(5, 8), (9, 9), (7, 14, 3)])
def test_killed_whenever_it_never_opens_two(hub, repos, audit, tmp_path, deaths):
    campaign = ["propose", "--open", "--from", audit, "--journal", str(tmp_path / "campaign.jsonl"), "--limit", "3"]
    for death in deaths:
        assert _killed_at(hub, campaign, death, tmp_path) != 0
    assert _killed_at(hub, campaign, None, tmp_path) == 0
    assert all(len(repo.threads) <= 1 for repo in repos)
    assert opened(repos) == NAMES[2:5]
    assert all(card_at(repo, "refs/pr/1") == CLEAN for repo in repos[2:5])


def _killed_at(hub, args, death, tmp_path):
    """Run in a process of its own, which is killed as its request of that number is there; return its exit code."""
    env = os.environ | hub.env | {"HF_TOKEN": TOKEN, "HF_HOME": str(tmp_path / "home")}
    with subprocess.Popen(
        [sys.executable, "-m", "cardcheck", *args],
        env=env,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        if death is not None:
            hub.before("/", lambda _: process.kill(), skip=death - 1)
        code = process.wait()
    hub.heal()
    return code
