"""What goes wrong on the Hub: each fault is told, and nothing is done twice or by halves."""

from __future__ import annotations

import math

import pytest
from fakehub import TOKEN, USER
from proposals import ADDRESS, CARD, CLEAN, NAME, card_at

from cardcheck.hub import pulls
from cardcheck.proposing.marker import marker_in

OPEN = ("propose", "--open", ADDRESS)
COMMIT = f"/api/datasets/{NAME}/commit/"
SHORTER = CARD.replace("200 films", "90 films")


def failed(run, *args):
    """Run and return why it failed."""
    said = run(*args)
    assert said.code == 3
    assert TOKEN not in said.out + said.err
    return said.err


class TestRepositories:
    @pytest.mark.parametrize(
        ("about", "told"),
        [
            ({"gated": "manual"}, "the dataset is gated"),
            ({"private": True}, "the Hub knows no such dataset, or it is private"),
            ({"disabled": True}, "the Hub has disabled access"),
        ],
    )
    def test_one_that_cannot_be_read_is_told(self, hub, run, about, told):
        hub.add(NAME, {"README.md": CARD}, **about)
        assert told in failed(run, *OPEN)
        hub.log.assert_nothing_written()

    def test_one_that_is_not_there_is_told(self, run):
        assert "the Hub knows no such dataset" in failed(run, *OPEN)

    def test_one_without_a_card_is_told(self, hub, run):
        hub.add(NAME, {"data.csv": "a\n"})
        assert "the dataset has no card" in failed(run, *OPEN)

    def test_one_whose_card_is_a_pointer_is_not_fixed(self, hub, run):
        hub.add(NAME, {"README.md": CARD}, lfs=["README.md"])
        run(*OPEN)
        hub.log.assert_nothing_written()

    def test_one_whose_card_is_not_utf8_is_left_alone(self, hub, run):
        hub.add(NAME, {"README.md": CARD.encode() + b"caf\xe9\n"})
        assert "not UTF-8" in run(*OPEN).out
        hub.log.assert_nothing_written()

    def test_a_renamed_one_is_found_under_its_new_name(self, hub, run):
        repo = hub.add("acme/films", {"README.md": CARD}, renamed_from=[NAME])
        said = run(*OPEN)
        assert said.code == 0
        assert "acme/films: opened" in said.out
        assert "it is called `acme/films` by now" in said.out
        assert list(repo.threads) == [1]

    def test_the_others_are_still_done(self, repo, run):
        said = run("propose", "--open", "hf://datasets/acme/missing", ADDRESS)
        assert (said.code, said.err.splitlines()[-1]) == (3, "opened 1; 1 not done")
        assert list(repo.threads) == [1]

    def test_one_that_takes_no_pull_requests_is_told(self, hub, run):
        hub.add(NAME, {"README.md": CARD})
        hub.fail("/discussions$", "403")
        assert "its owner may have turned them off" in failed(run, *OPEN)

    def test_a_secret_is_not_pointed_at(self, hub, run):
        secret = "hf_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH"
        hub.add(NAME, {"README.md": CARD.replace("- English", f"- English # {secret}")})
        said = run(*OPEN)
        assert secret not in said.out + said.err
        hub.log.assert_nothing_written()


@pytest.mark.usefixtures("repo")
class TestTokens:
    def test_none_is_told_before_anything_is_asked(self, hub, run):
        said = run(*OPEN, token=None)
        assert said.code == 2
        assert "--open needs a token" in said.err
        assert len(hub.log) == 0

    def test_a_wrong_one_is_told(self, run):
        said = run(*OPEN, token="hf_wrong")
        assert said.code == 3
        assert "does not accept the token" in said.err
        assert "hf_wrong" not in said.err

    def test_one_that_may_not_propose_is_told(self, hub, repo, run):
        hub.fail(COMMIT, "403")
        assert "does not let the owner of the token do this" in failed(run, *OPEN)
        assert not repo.threads


@pytest.mark.usefixtures("repo")
class TestCommits:
    def test_a_card_that_changes_at_that_moment_is_read_once_more(self, hub, repo, run):
        run(*OPEN)
        repo.commit({"README.md": SHORTER})

        def meddle(_):
            repo.commit_to_pull(repo.threads[1], {"data.csv": "a\n"}, "more", "", USER)

        hub.before(f"{COMMIT}refs", meddle)
        assert run(*OPEN).err == "updated 1\n"
        assert card_at(repo, "refs/pr/1") == SHORTER.replace("apache2", "apache-2.0").replace("English", "en")

    def test_one_that_changes_again_and_again_is_told(self, hub, run):
        hub.fail(COMMIT, "status", status=412, times=math.inf)
        assert "changed on the Hub at this very moment" in failed(run, *OPEN)
        assert hub.log.count(COMMIT) == 2

    def test_a_pull_request_starts_from_the_card_that_was_read(self, hub, repo, run):
        hub.before(COMMIT, lambda _: repo.commit({"README.md": SHORTER}))
        assert run(*OPEN).err == "opened 1\n"
        assert repo.bases[1].files["README.md"].data() == CARD.encode()
        assert run(*OPEN).err == "updated 1\n"

    def test_two_runs_at_the_same_moment_leave_one_pull_request(self, hub, repo, run):
        run(*OPEN)
        text = repo.threads[1].events[0]["data"]["latest"]["raw"]
        repo.threads.clear()
        hub.before(COMMIT, lambda _: repo.open_thread("[bot] The same", USER, text, pull=True))
        said = run(*OPEN)
        assert said.code == 0
        assert said.out.strip().endswith("/discussions/1")
        assert [thread.status for thread in repo.threads.values()] == ["open", "closed"]

    @pytest.mark.parametrize("kind", ["drop", "cut"])
    def test_an_answer_that_is_lost_is_looked_for(self, hub, repo, run, kind):
        hub.fail(COMMIT, kind)
        said = run(*OPEN)
        assert said.err == "opened 1\n"
        assert list(repo.threads) == [1]

    def test_an_answer_that_does_not_come_is_not_waited_for_for_ever(self, hub, repo, run, monkeypatch):
        monkeypatch.setattr(pulls, "_WAIT_SECONDS", 0.3)
        hub.fail(COMMIT, "slow", seconds=600)
        assert "does not answer in time" in failed(run, *OPEN)
        hub.heal()
        assert run(*OPEN).err == "opened 1\n"
        assert list(repo.threads) == [1]

    @pytest.mark.parametrize("kind", ["500", "502", "503", "504", "garbage", "not-json"])
    def test_a_commit_that_did_not_happen_is_not_tried_blindly(self, hub, repo, run, kind):
        hub.fail(COMMIT, kind, times=math.inf)
        assert failed(run, *OPEN)
        assert hub.log.count(COMMIT) == 1
        hub.heal()
        assert run(*OPEN).err == "opened 1\n"
        assert list(repo.threads) == [1]

    def test_a_limit_of_requests_is_waited_for(self, hub, repo, run):
        hub.fail(COMMIT, "limited", retry_after=7, times=3)
        assert run(*OPEN).err == "opened 1\n"
        assert list(repo.threads) == [1]

    def test_a_card_that_the_hub_does_not_take_is_told(self, hub, run):
        hub.fail(COMMIT, "status", status=400)
        assert "the Hub does not take the card" in failed(run, *OPEN)

    def test_metadata_that_the_hub_does_not_take_is_told(self, hub, run):
        repo = hub.add(NAME, {"README.md": CARD.replace("- reviews", "- reviews\npretty_name: [1, 2]")})
        hub.fail("validate-yaml", "status", status=400, message="no")
        assert "does not take" in failed(run, *OPEN)
        assert not repo.threads

    def test_a_description_that_did_not_come_along_is_added(self, hub, repo, run):
        def forget(_):
            repo.threads[1].events[0]["data"]["latest"]["raw"] = ""

        hub.before("/discussions/1$", forget)
        run(*OPEN)
        assert marker_in(repo.threads[1].events[0]["data"]["latest"]["raw"]) is not None
        assert run(*OPEN).err == "1 up to date\n"


@pytest.mark.usefixtures("repo")
class TestUpdates:
    @pytest.mark.parametrize("place", ["/comment/", f"{COMMIT}refs", "/title$"])
    @pytest.mark.parametrize("kind", ["500", "drop"])
    def test_one_that_is_cut_short_is_ended_by_the_next_run(self, hub, repo, run, place, kind):
        run(*OPEN)
        repo.commit({"README.md": SHORTER.replace("English", "en")})
        hub.fail(place, kind, times=math.inf)
        failed(run, *OPEN)
        hub.heal()
        run(*OPEN)
        assert card_at(repo, "refs/pr/1") == CLEAN.replace("200 films", "90 films")
        assert marker_in(repo.threads[1].events[0]["data"]["latest"]["raw"])
        assert run(*OPEN).err == "1 up to date\n"
        assert list(repo.threads) == [1]

    def test_one_cut_short_is_still_ours_when_the_card_changes_again(self, hub, repo, run):
        run(*OPEN)
        repo.commit({"README.md": SHORTER})
        hub.fail("/comment/|/title$", "500", skip=1, times=math.inf)
        hub.fail(f"{COMMIT}refs", "drop")
        run(*OPEN)
        hub.heal()
        repo.commit({"README.md": SHORTER.replace("90", "80")})
        assert run(*OPEN).err == "updated 1\n"

    def test_what_the_hub_cannot_merge_is_told(self, repo, run):
        run(*OPEN)
        repo.commit({"README.md": SHORTER})
        assert "the Hub cannot merge it by itself" in run(*OPEN).out

    @pytest.mark.parametrize("place", ["/comment/", "/status$"])
    def test_a_withdrawal_that_is_cut_short_is_ended_by_the_next_run(self, hub, repo, run, place):
        run(*OPEN)
        repo.commit({"README.md": CLEAN})
        hub.fail(place, "500", times=math.inf)
        failed(run, *OPEN)
        hub.heal()
        assert run(*OPEN).err == "withdrew 1\n"
        assert repo.threads[1].status == "closed"


@pytest.mark.usefixtures("repo")
class TestUsage:
    @pytest.mark.parametrize(
        ("args", "told"),
        [
            ((), "nothing is named"),
            (("README.md",), "name a dataset as hf://datasets/ORG/NAME"),
            (("hf://datasets/acme",), "name a dataset as hf://datasets/ORG/NAME"),
            (("hf://datasets/acme/reviews/README.md",), "name a dataset as hf://datasets/ORG/NAME"),
            (("hf://datasets/acme/reviews@v1",), "leave out the revision"),
            (("--from", "missing.jsonl"), "cannot be read"),
        ],
    )
    def test_what_cannot_be_meant_is_told(self, run, args, told):
        said = run("propose", *args)
        assert said.code == 2
        assert told in said.err

    def test_the_main_branch_may_be_named(self, run):
        assert run("propose", f"{ADDRESS}@main").code == 1

    def test_a_dataset_named_twice_is_done_once(self, run):
        assert run("propose", "--open", ADDRESS, ADDRESS).err == "opened 1\n"


@pytest.mark.usefixtures("repo")
class TestManyPullRequests:
    def test_ours_is_found_among_hundreds(self, hub, repo, run):
        run(*OPEN)
        for number in range(120):
            repo.open_thread(f"Data {number}", "alice", "x", pull=True)
        hub.log.clear()
        assert run(*OPEN).err == "1 up to date\n"
        assert hub.log.count(r"/discussions/\d+") == 1, "nobody else's are opened for that"

    def test_where_more_are_open_than_anybody_looks_at_we_stay_away(self, repo, run):
        for number in range(60):
            repo.open_thread(f"Data {number}", "alice", "x", pull=True)
        assert run(*OPEN).err == "1 with a pull request of somebody else\n"
