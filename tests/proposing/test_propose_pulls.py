"""Pull requests as the Hub tells of them, whatever it tells."""

from __future__ import annotations

import json

import pytest
from fakehub import TOKEN, USER
from proposals import CARD, NAME

from cardcheck.hub.faults import HubError
from cardcheck.hub.pulls import Pull, pull_details, pull_url, pulls_of, who_am_i

ONE = {"num": 3, "title": "x", "author": {"name": "alice"}, "status": "open", "isPullRequest": True}


@pytest.fixture(autouse=True)
def _environment(repo, run):
    """A dataset, and waiting that takes no time."""


def tell(hub, path, told):
    hub.fail(path, "garbage", body=json.dumps(told).encode())


def test_all_are_listed_oldest_first_however_many_pages_it_takes(repo):
    for number in range(25):
        repo.open_thread(f"Title {number}", "alice", "x", pull=number % 2 == 0)
    found = pulls_of(NAME)
    assert [pull.number for pull in found] == list(range(1, 26, 2))
    assert found[0] == Pull(1, "Title 0", "alice", "open")


@pytest.mark.parametrize(("status", "known"), [("open", "open"), ("draft", "open"), ("closed", "closed")])
def test_a_draft_is_open(repo, status, known):
    repo.open_thread("Title", "alice", "x", pull=True, status=status)
    assert pulls_of(NAME)[0].status == known


@pytest.mark.parametrize(
    "entry",
    [1, None, {}, ONE | {"num": "3"}, ONE | {"num": -1}, ONE | {"status": "odd"}, ONE | {"isPullRequest": "yes"}],
)
def test_what_is_no_pull_request_is_passed_over(hub, entry):
    tell(hub, "/discussions", {"discussions": [entry, ONE], "count": 2, "start": 0})
    assert pulls_of(NAME) == [Pull(3, "x", "alice", "open")]


def test_who_is_gone_has_no_name(hub):
    tell(hub, "/discussions", {"discussions": [ONE | {"author": None, "title": 7}], "count": 1, "start": 0})
    assert pulls_of(NAME) == [Pull(3, "", "deleted", "open")]


@pytest.mark.parametrize("told", [[], 1, None, {}, {"discussions": 1}])
def test_no_list_is_a_fault(hub, told):
    tell(hub, "/discussions", told)
    with pytest.raises(HubError):
        pulls_of(NAME)


def test_a_list_without_end_ends(hub):
    endless = {"discussions": [ONE], "count": 10**9, "start": 0}
    hub.fail("/discussions", "garbage", body=json.dumps(endless).encode(), times=10**9)
    assert len(pulls_of(NAME)) == 1
    assert hub.log.count("/discussions") == 2


def test_details_are_those_of_the_first_comment_and_the_last_commit(repo):
    thread = repo.open_thread("Title", "alice", "Words", pull=True)
    thread.say("bob", repo.tick(), "No.")
    repo.commit_to_pull(thread, {"README.md": f"{CARD}One.\n"}, "1", "", "alice")
    last = repo.commit_to_pull(thread, {"README.md": f"{CARD}Two.\n"}, "2", "", "alice")
    found = pull_details(NAME, 1)
    assert (found.title, found.description) == ("Title", "Words")
    assert found.head == last.sha
    assert found.comment == thread.events[0]["id"]
    assert "+Two." in (found.diff or "")
    assert not found.has_conflict


@pytest.mark.parametrize(
    "told",
    [{}, {"events": 1}, {"events": [1, {}]}, {"events": [{"type": "comment"}]}, {"events": [{"type": "commit"}]}],
)
def test_details_that_are_not_told_are_not_made_up(hub, told):
    tell(hub, "/discussions/1", told)
    found = pull_details(NAME, 1)
    assert (found.description, found.head, found.diff) == ("", None, None)


@pytest.mark.parametrize(
    "comment",
    [{"data": 1}, {"data": {"latest": 1}}, {"data": {"latest": {"raw": 1}}}, {"id": 1}],
)
def test_a_strange_comment_is_borne(hub, comment):
    event = {"type": "comment", "author": {"name": "alice"}} | comment
    tell(hub, "/discussions/1", {"author": {"name": "alice"}, "events": [event]})
    assert pull_details(NAME, 1).description == ""


def test_who_has_no_token_is_nobody():
    assert who_am_i() is None


def test_who_has_one_is_told(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    assert who_am_i() == USER


@pytest.mark.parametrize("told", [[], {}, {"name": ""}, {"name": 1}])
def test_a_name_that_is_none_is_a_fault(hub, monkeypatch, told):
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    tell(hub, "/whoami", told)
    with pytest.raises(HubError):
        who_am_i()


def test_people_find_it_there(hub):
    assert pull_url(NAME, 7) == f"{hub.endpoint}/datasets/{NAME}/discussions/7"
