"""One dataset on the Hub: one pull request with exactly the diff of `fix --diff`, and peace where people spoke."""

from __future__ import annotations

import pytest
from fakehub import USER
from proposals import ADDRESS, CARD, CLEAN, NAME, card_at

from cardcheck.editing.unified_diff import unified_diff
from cardcheck.proposing.marker import marker_in

pytestmark = pytest.mark.usefixtures("repo")
OPEN = ("propose", "--open", ADDRESS)
SHORTER = CARD.replace("200 films", "90 films")


def add_pull(repo, changes, *, author="alice", title="My change", status="open"):
    """Open a pull request of a person."""
    thread = repo.open_thread(title, author, "Please merge.", pull=True, status=status)
    repo.commit_to_pull(thread, changes, title, "", author)
    return thread


def description(repo, number=1):
    return repo.threads[number].events[0]["data"]["latest"]["raw"]


def diff_of_pull(repo, number=1):
    return unified_diff(card_at(repo), card_at(repo, f"refs/pr/{number}"), "README.md")


def hunks(diff):
    return diff.partition("@@")[2]


class TestFirstRun:
    def test_it_opens_one_pull_request_with_exactly_the_diff_of_fix(self, repo, run):
        fixed = run("fix", "--diff", ADDRESS)
        assert run(*OPEN).code == 0
        assert [thread.is_pull for thread in repo.threads.values()] == [True]
        assert hunks(diff_of_pull(repo)) == hunks(fixed.out) != ""
        assert card_at(repo, "refs/pr/1") == CLEAN
        assert card_at(repo) == CARD

    def test_it_is_one_commit_upon_the_commit_that_was_read(self, repo, run):
        head = repo.head.sha
        run(*OPEN)
        assert repo.at("refs/pr/1").parent == head
        assert repo.bases[1].sha == head

    def test_the_pull_request_is_open_and_ours_by_its_marker(self, repo, run):
        run(*OPEN)
        assert repo.threads[1].status == "open"
        assert repo.threads[1].author == USER
        assert marker_in(description(repo)) is not None
        assert description(repo).startswith("**I am a bot.**")

    def test_it_tells_where_the_pull_request_is(self, hub, run):
        said = run(*OPEN)
        assert f"{NAME}: opened {hub.endpoint}/datasets/{NAME}/discussions/1" in said.out
        assert said.err == "opened 1\n"

    def test_only_the_commit_is_written(self, hub, run):
        run(*OPEN)
        written = [entry.path for entry in hub.log.writes]
        assert written == [f"/api/datasets/{NAME}/commit/main"]

    def test_the_card_keeps_every_byte_that_is_not_mended(self, hub, run):
        card = ("\ufeff" + CARD.replace("\n", "\r\n") + "caf\u00e9 \U0001f3ac no end").encode()
        repo = hub.add(NAME, {"README.md": card})
        run(*OPEN)
        expected = card.replace(b"apache2", b"apache-2.0").replace(b"English", b"en")
        assert repo.at("refs/pr/1").files["README.md"].data() == expected

    def test_several_datasets_at_once(self, hub, repo, run):
        other = hub.add("acme/films", {"README.md": CARD})
        assert run("propose", "--open", ADDRESS, "hf://datasets/acme/films").code == 0
        assert len(repo.threads) == len(other.threads) == 1

    def test_cosmetic_fixes_are_never_proposed(self, hub, run):
        hub.add(NAME, {"README.md": CLEAN.replace("# Reviews\n", "# Reviews   \n\n\n\n")})
        assert "nothing to fix" in run(*OPEN, "--profile", "strict").out


class TestDryRun:
    @pytest.mark.parametrize("token", [None, "hf_fakehubtoken"])
    def test_it_shows_all_and_writes_nothing(self, hub, repo, run, token):
        said = run("propose", ADDRESS, token=token)
        assert said.code == 1
        assert "would open a pull request" in said.out
        assert "Title: [bot] " in said.out
        assert "**I am a bot.**" in said.out
        assert hunks(run("fix", "--diff", ADDRESS).out) in said.out
        hub.log.assert_nothing_written()
        assert not repo.threads

    def test_it_tells_of_an_update_and_writes_nothing(self, hub, repo, run):
        run(*OPEN)
        repo.commit({"README.md": SHORTER})
        hub.log.clear()
        said = run("propose", ADDRESS)
        assert (said.code, said.err) == (1, "would update 1\n")
        hub.log.assert_nothing_written()

    def test_it_tells_of_a_withdrawal_and_writes_nothing(self, hub, repo, run):
        run(*OPEN)
        repo.commit({"README.md": CLEAN})
        hub.log.clear()
        said = run("propose", ADDRESS)
        assert (said.code, said.err) == (1, "would withdraw 1\n")
        hub.log.assert_nothing_written()

    def test_nothing_to_propose_is_no_failure(self, repo, run):
        repo.commit({"README.md": CLEAN})
        said = run("propose", ADDRESS)
        assert (said.code, said.out) == (0, f"{NAME}: nothing to fix\n")

    def test_machines_read_all_of_it(self, repo, run):
        told = run("propose", ADDRESS, "--format", "json").repos[0]
        assert told["outcome"] == "would-open"
        assert told["revision"] == repo.head.sha
        assert told["diff"] == unified_diff(CARD, CLEAN, "README.md")
        assert told["problems"] == 2
        assert told["title"]
        assert told["description"]


class TestSecondRun:
    def test_it_does_nothing(self, hub, repo, run):
        run(*OPEN)
        hub.log.clear()
        said = run(*OPEN)
        assert (said.code, said.err) == (0, "1 up to date\n")
        hub.log.assert_nothing_written()
        assert len(repo.threads) == 1

    def test_a_draft_of_ours_counts_as_open(self, repo, run):
        run(*OPEN)
        repo.threads[1].status = "draft"
        assert run(*OPEN).err == "1 up to date\n"

    def test_another_users_pull_request_with_our_marker_is_not_ours(self, repo, run):
        run(*OPEN)
        repo.threads[1].author = "mallory"
        assert "of somebody else" in run(*OPEN).out

    def test_what_is_wrong_with_its_description_only_is_mended_there(self, repo, run):
        run(*OPEN)
        repo.commit({"README.md": SHORTER})
        repo.commit_to_pull(repo.threads[1], {"README.md": SHORTER.replace("apache2", "apache-2.0")}, "x", "", USER)
        repo.commit_to_pull(repo.threads[1], {"README.md": run_card(SHORTER)}, "x", "", USER)
        said = run(*OPEN)
        assert said.err == "updated 1\n"
        assert len(repo.threads[1].events) == 4, "no commit more than the three there were"


def run_card(card):
    """Return a card as it would be proposed."""
    return card.replace("apache2", "apache-2.0").replace("English", "en")


class TestAfterTheCardChanged:
    @pytest.fixture
    def _opened(self, repo, run):
        run(*OPEN)
        repo.commit({"README.md": SHORTER})

    @pytest.mark.usefixtures("_opened")
    def test_it_is_brought_up_to_date(self, repo, run):
        fixed = run("fix", "--diff", ADDRESS)
        said = run(*OPEN)
        assert (said.code, said.err) == (0, "updated 1\n")
        assert len(repo.threads) == 1
        assert hunks(diff_of_pull(repo)) == hunks(fixed.out)
        assert card_at(repo, "refs/pr/1") == run_card(SHORTER)

    @pytest.mark.usefixtures("_opened")
    def test_a_third_run_does_nothing(self, hub, run):
        run(*OPEN)
        hub.log.clear()
        assert run(*OPEN).err == "1 up to date\n"
        hub.log.assert_nothing_written()

    def test_title_and_description_follow(self, repo, run):
        run(*OPEN)
        assert "(and 1 more)" in repo.threads[1].title
        repo.commit({"README.md": CARD.replace("English", "en")})
        run(*OPEN)
        assert "more)" not in repo.threads[1].title
        assert "language/unknown-code" not in description(repo)

    def test_a_title_that_somebody_gave_it_stays(self, repo, run):
        run(*OPEN)
        repo.threads[1].title = "License id"
        repo.commit({"README.md": CARD.replace("English", "en")})
        run(*OPEN)
        assert repo.threads[1].title == "License id"

    def test_it_is_withdrawn_when_all_is_mended(self, repo, run):
        run(*OPEN)
        repo.commit({"README.md": CLEAN})
        assert run(*OPEN).err == "withdrew 1\n"
        assert repo.threads[1].status == "closed"
        assert run(*OPEN).err == "1 with nothing to fix\n"

    def test_what_was_withdrawn_was_not_refused(self, repo, run):
        run(*OPEN)
        repo.commit({"README.md": CLEAN})
        run(*OPEN)
        repo.commit({"README.md": SHORTER})
        assert run(*OPEN).err == "opened 1\n"
        assert [thread.status for thread in repo.threads.values()] == ["closed", "open"]


class TestWhatPeopleSaid:
    @pytest.mark.parametrize("card", [CARD, SHORTER])
    def test_a_closed_proposal_is_not_made_again(self, hub, repo, run, card):
        run(*OPEN)
        repo.threads[1].status = "closed"
        repo.commit({"README.md": card})
        hub.log.clear()
        said = run(*OPEN)
        assert (said.code, said.err) == (0, "1 declined before\n")
        hub.log.assert_nothing_written()

    def test_it_is_made_again_where_that_is_asked_for(self, repo, run):
        run(*OPEN)
        repo.threads[1].status = "closed"
        assert run(*OPEN, "--again").err == "opened 1\n"
        assert run(*OPEN).err == "1 up to date\n"

    def test_a_merged_one_that_was_taken_back_is_not_made_again(self, repo, run):
        run(*OPEN)
        repo.threads[1].status = "merged"
        assert run(*OPEN).err == "1 declined before\n"

    def test_a_merged_one_may_be_followed_by_another(self, repo, run):
        run(*OPEN)
        repo.threads[1].status = "merged"
        repo.commit({"README.md": SHORTER})
        assert run(*OPEN).err == "opened 1\n"

    def test_a_branch_that_somebody_worked_on_is_left_to_them(self, hub, repo, run):
        run(*OPEN)
        repo.commit_to_pull(repo.threads[1], {"README.md": CLEAN + "By hand.\n"}, "mine", "", "alice")
        repo.commit({"README.md": SHORTER})
        hub.log.clear()
        assert "somebody else has committed" in run(*OPEN).out
        hub.log.assert_nothing_written()

    @pytest.mark.parametrize("status", ["open", "draft"])
    def test_a_pull_request_on_the_same_lines_is_respected(self, hub, repo, run, status):
        add_pull(repo, {"README.md": CARD.replace("apache2", "mit")}, status=status)
        said = run(*OPEN)
        assert (said.code, said.err) == (0, "1 with a pull request of somebody else\n")
        assert "#1 of somebody else changes the same lines" in said.out
        hub.log.assert_nothing_written()

    def test_we_go_beside_it_where_that_is_asked_for(self, repo, run):
        add_pull(repo, {"README.md": CARD.replace("apache2", "mit")})
        assert run(*OPEN, "--beside-others").err == "opened 1\n"
        assert run(*OPEN).err == "1 up to date\n"

    @pytest.mark.parametrize(
        "changes",
        [{"README.md": CARD.replace("200 films", "300 films")}, {"data.csv": "a,b\n"}, {"README.md": CARD}],
    )
    def test_one_on_other_lines_is_no_obstacle(self, repo, run, changes):
        add_pull(repo, changes)
        assert run(*OPEN).err == "opened 1\n"

    @pytest.mark.parametrize("status", ["closed", "merged"])
    def test_one_that_is_over_is_no_obstacle(self, repo, run, status):
        add_pull(repo, {"README.md": CARD.replace("apache2", "mit")}, status=status)
        assert run(*OPEN).err == "opened 1\n"

    def test_one_that_deletes_the_card_is_one(self, repo, run):
        add_pull(repo, {"README.md": None})
        assert "of somebody else" in run(*OPEN).out

    def test_one_of_our_own_account_made_by_hand_is_a_persons(self, repo, run):
        add_pull(repo, {"README.md": CARD.replace("apache2", "mit")}, author=USER)
        assert "of somebody else" in run(*OPEN).out

    def test_a_discussion_is_no_pull_request(self, repo, run):
        repo.open_thread("License?", "alice", "Which license is it?", pull=False)
        assert run(*OPEN).err == "opened 1\n"

    def test_a_card_that_silences_the_rules_is_left_in_peace(self, hub, run):
        silenced = CLEAN.replace("apache-2.0", "apache2 # cardcheck: ignore[license/unknown-id] on purpose")
        hub.add(NAME, {"README.md": silenced})
        assert "nothing to fix" in run(*OPEN).out

    def test_our_settings_are_not_the_repositorys(self, hub, run):
        hub.add(
            NAME, {"README.md": CARD, "cardcheck.toml": 'ignore = ["all"]\n', "pyproject.toml": "[tool.cardcheck]\n"}
        )
        assert run(*OPEN).err == "opened 1\n"
