"""What the Hub tells of datasets: lists of an owner's, and one at a time."""

from __future__ import annotations

import json
import math

import pytest
from fakehub import TOKEN, USER
from hub_faults import fault
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.hub import repos
from cardcheck.hub.repos import list_repos, repo_info
from cardcheck.model.hub import HubRepo

SHA = "0123456789abcdef" * 2 + "01234567"


class TestList:
    def test_a_line_tells_what_an_audit_asks_for(self, hub):
        hub.add(
            "org/name", {"README.md": "#\n"}, downloads=7, downloads_all_time=90, likes=3, gated="auto", doi="10.1/x"
        )
        (repo,) = list_repos("org")
        assert repo == HubRepo(
            id="org/name",
            sha=hub.repos["org/name"].head.sha,
            gated="auto",
            downloads=7,
            downloads_all_time=90,
            likes=3,
            created="2024-01-01T00:00:00.000Z",
            last_modified="2024-01-01T00:00:00.000Z",
            tags=("region:us", "doi:10.1/x"),
            doi="10.1/x",
        )

    def test_pages_are_asked_for_one_by_one(self, hub):
        for number in range(250):
            hub.add(f"org/set-{number:03}")
        found = list_repos("org")
        next(found)
        assert len(hub.log) == 1
        assert len(list(found)) == 249
        assert len(hub.log) == 3

    def test_what_moves_to_the_next_page_comes_once_and_nothing_is_lost(self, hub):
        hub.page_size = 2
        for number in range(6):
            hub.add(f"org/set-{number}")

        def insert(_):
            hub.repos = {"org/new": hub.repos["org/set-0"].__class__("org/new"), **hub.repos}

        hub.before("/api/datasets$", insert, skip=1)
        ids = [repo.id for repo in list_repos("org")]
        assert len(ids) == len(set(ids))
        assert {f"org/set-{number}" for number in range(6)} <= set(ids)

    def test_an_owner_of_nothing_has_nothing(self, hub):
        hub.add("org/name")
        assert list(list_repos("nobody")) == []

    def test_private_ones_are_listed_to_those_who_may_see_them(self, hub, monkeypatch):
        hub.add("org/mine", private=True, readers=(USER,))
        assert list(list_repos("org")) == []
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        assert [repo.is_private for repo in list_repos("org")] == [True]

    @pytest.mark.parametrize("name", ["", "..", "a b", "org/../x", "?author=x", "org\n", "ö"])
    def test_a_name_that_is_none_is_not_asked_for(self, hub, name):
        fault("missing", lambda: list(list_repos(name)))
        assert len(hub.log) == 0

    def test_a_strange_line_is_left_out(self, hub):
        lines = [None, 7, {}, {"id": 3}, {"id": "../../x"}, {"id": "a\u202eb"}, {"id": "org/good"}]
        hub.fail("/api/datasets$", "garbage", body=json.dumps(lines).encode())
        assert [repo.id for repo in list_repos("org")] == ["org/good"]

    def test_a_fault_on_a_later_page_comes_after_what_was_found(self, hub):
        hub.page_size = 2
        for number in range(4):
            hub.add(f"org/set-{number}")
        hub.fail("/api/datasets$", "500", skip=1, times=math.inf)
        found = list_repos("org")
        assert [next(found).id, next(found).id] == ["org/set-0", "org/set-1"]
        fault("unreachable", next, found)


class TestInfo:
    def test_one_dataset_tells_its_files_and_the_hubs_verdict(self, hub):
        hub.add("org/name", {"README.md": "#\n", "a.csv": "x\n"}, card_error="bad YAML", doi="10.1/x")
        repo = repo_info("org/name")
        assert (repo.paths, repo.card_error, repo.doi) == (("README.md", "a.csv"), "bad YAML", "10.1/x")
        assert len(hub.log) == 1

    def test_a_revision_has_files_of_its_own(self, hub):
        repo = hub.add("org/name", {"README.md": "#\n"})
        made = repo.commit({"b.csv": "x\n"}, ref="refs/pr/3")
        told = repo_info("org/name", "refs/pr/3")
        assert (told.sha, told.paths) == (made.sha, ("README.md", "b.csv"))

    def test_a_dataset_without_owner(self, hub):
        hub.add("squad", {"README.md": "#\n"})
        assert repo_info("squad").id == "squad"

    def test_a_former_name_is_told(self, hub):
        hub.add("org/new", renamed_from=("org/old",))
        repo = repo_info("org/old")
        assert (repo.id, repo.asked_as) == ("org/new", "org/old")

    def test_the_name_asked_for_is_no_former_one(self, hub):
        hub.add("org/name")
        assert repo_info("org/name").asked_as is None

    def test_what_is_private_and_what_is_not_there_are_not_told_apart(self, hub, monkeypatch):
        hub.add("org/private", private=True)
        sentences = {fault("missing", repo_info, name) for name in ("org/private", "org/nothing")}
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        sentences |= {fault("missing", repo_info, name) for name in ("org/private", "org/nothing")}
        assert len(sentences) == 1

    def test_a_revision_that_is_not_there(self, hub):
        hub.add("org/name")
        fault("no-revision", repo_info, "org/name", "v9")

    def test_a_revision_is_one_part_of_the_address(self, hub):
        hub.add("org/name")
        fault("no-revision", repo_info, "org/name", "x/whoami-v2#y%2F")
        assert [entry.path for entry in hub.log] == ["/api/datasets/org/name/revision/x/whoami-v2#y%2F"]

    @pytest.mark.parametrize("revision", ["../../../whoami-v2", "a b", "a?b", "a\nb", "a\\b"])
    def test_what_git_cannot_have_is_not_asked_for(self, hub, revision):
        fault("no-revision", repo_info, "org/name", revision)
        assert len(hub.log) == 0

    def test_a_disabled_one(self, hub):
        hub.add("org/name", disabled=True)
        fault("disabled", repo_info, "org/name")

    @pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"{}", b'{"id": "a b"}', b"[" * 100_000])
    def test_an_answer_of_another_shape(self, hub, body):
        hub.fail("/api/datasets/", "garbage", body=body)
        fault("garbled", repo_info, "org/name")


class TestShapes:
    """What the API writes in another shape than it should counts as untold."""

    VALUES = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    )
    KEYS = (
        "sha",
        "gated",
        "private",
        "disabled",
        "downloads",
        "downloadsAllTime",
        "likes",
        "createdAt",
        "lastModified",
        "tags",
        "doi",
        "cardError",
        "siblings",
    )

    @given(st.dictionaries(st.sampled_from(KEYS), VALUES))
    def test_nothing_is_too_strange(self, told):
        repo = repos._repo_of({"id": "org/name", **told})
        assert repo is not None
        assert repo.gated in {None, "auto", "manual"}
        assert (repo.card_error or "").isprintable()
        assert all(isinstance(tag, str) for tag in repo.tags)
        assert repo.downloads is None or repo.downloads >= 0

    @pytest.mark.parametrize("figure", [10**4000, 1 << 63, -1, 1.5, True, "7"])
    def test_what_no_table_could_hold_counts_nothing(self, figure):
        assert repos._repo_of({"id": "org/name", "downloads": figure}).downloads is None

    @pytest.mark.parametrize(
        ("told", "verdict"),
        [
            (None, None),
            ({}, None),
            ("bad\nYAML\x1b[31m", "bad YAML[31m"),
            ({"message": "bad"}, "bad"),
            ({"errors": [{"message": "one"}, {"message": "two"}], "warnings": []}, "one; two"),
            ({"strange": 1}, "the Hub could not read the card"),
            (True, "the Hub could not read the card"),
        ],
    )
    def test_the_hubs_verdict_is_one_line_whatever_its_shape(self, told, verdict):
        repo = repos._repo_of({"id": "org/name", "cardError": told})
        assert repo is not None
        assert repo.card_error == verdict

    def test_a_hash_and_dates_are_what_they_claim(self):
        good = repos._repo_of({"id": "a/b", "sha": SHA, "lastModified": "2026-01-02T03:04:05.000Z"})
        bad = repos._repo_of({"id": "a/b", "sha": "../x", "lastModified": "<script>"})
        assert good is not None
        assert bad is not None
        assert (good.sha, good.last_modified) == (SHA, "2026-01-02T03:04:05.000Z")
        assert (bad.sha, bad.last_modified) == (None, None)
