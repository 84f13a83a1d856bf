"""Targets on the Hub: an address in, documents out, each with its card or a sentence why there is none."""

from __future__ import annotations

import math

import pytest
from fakehub import TOKEN

from cardcheck.hub.faults import HubError
from cardcheck.model.document import Document, SourceOptions, TargetError
from cardcheck.model.hub import HubRepo
from cardcheck.sources import documents as documents_of_any
from cardcheck.sources import hf

CARD = b"---\nlicense: mit\n---\n# Name\n"


def documents(target: str) -> list[Document]:
    return [found for found in documents_of_any(target, SourceOptions()) if isinstance(found, Document)]


def only(target: str) -> Document:
    (document,) = documents(target)
    return document


class TestOneDataset:
    def test_its_card_with_where_it_lies(self, hub):
        repo = hub.add("org/name", {"README.md": CARD}, downloads=7)
        found = only("hf://datasets/org/name")
        assert found._replace(hub=None) == Document(
            source="hf://datasets/org/name", data=CARD, repo="org/name", revision=repo.head.sha, is_remote=True
        )
        assert found.hub is not None
        assert (found.hub.id, found.hub.downloads) == ("org/name", 7)
        assert len(hub.log) == 2

    def test_the_card_is_that_of_the_commit_that_was_told(self, hub):
        repo = hub.add("org/name", {"README.md": CARD})
        hub.before("/raw/", lambda _: repo.commit({"README.md": "# Later\n"}))
        assert only("hf://datasets/org/name").data == CARD

    @pytest.mark.parametrize("revision", ["refs/pr/3", "refs%2Fpr%2F3"])
    def test_a_pull_request(self, hub, revision):
        repo = hub.add("org/name", {"README.md": CARD})
        made = repo.commit({"README.md": "# Better\n"}, ref="refs/pr/3")
        found = only(f"hf://datasets/org/name@{revision}")
        assert (found.data, found.revision) == (b"# Better\n", made.sha)
        assert found.source == "hf://datasets/org/name@refs/pr/3"

    def test_a_dataset_without_owner(self, hub):
        hub.add("squad", {"README.md": CARD})
        assert only("hf://datasets/squad").repo == "squad"
        assert only("hf://datasets/squad@main").repo == "squad"

    def test_one_that_was_renamed(self, hub):
        hub.add("org/new", {"README.md": CARD}, renamed_from=("org/old",))
        found = only("hf://datasets/org/old")
        assert (found.repo, found.data) == ("org/new", CARD)
        assert found.hub is not None
        assert found.hub.asked_as == "org/old"

    def test_a_card_in_lfs_is_its_pointer(self, hub):
        hub.add("org/lfs", {"README.md": CARD}, lfs=("README.md",))
        assert (only("hf://datasets/org/lfs").data or b"").startswith(b"version https://git-lfs")

    def test_a_card_that_is_not_utf_8_is_read(self, hub):
        hub.add("org/latin", {"README.md": b"# \xe4\xf6\n"})
        assert only("hf://datasets/org/latin").data == b"# \xe4\xf6\n"

    def test_a_large_card_is_read(self, hub):
        hub.add("org/large", {"README.md": CARD + b"x" * 10 * 1024 * 1024})
        assert len(only("hf://datasets/org/large").data or b"") > 10 * 1024 * 1024


class TestFaults:
    """Each is one document with a sentence, at this very address."""

    def fault(self, target: str = "hf://datasets/org/name") -> str:
        found = only(target)
        assert (found.source, found.data, found.is_remote, found.asked_for) == (target, None, True, True)
        assert found.fault is not None
        assert found.fault.isprintable()
        return found.fault

    def test_no_card(self, hub):
        hub.add("org/name", {"a.csv": "x\n"})
        assert self.fault() == "the dataset has no card: there is no `README.md` at this revision"

    def test_no_dataset(self, hub):
        hub.add("org/other")
        assert "no such dataset" in self.fault()

    def test_no_owner(self, hub):
        hub.add("org/other")
        assert "neither datasets of `nobody` nor one of this name" in self.fault("hf://datasets/nobody")

    def test_no_revision(self, hub):
        hub.add("org/name", {"README.md": CARD})
        assert "not this revision" in self.fault("hf://datasets/org/name@v9")

    def test_private(self, hub):
        hub.add("org/name", {"README.md": CARD}, private=True)
        assert "private" in self.fault()

    def test_gated(self, hub):
        hub.add("org/name", {"README.md": CARD}, gated="auto")
        assert "gated" in self.fault()

    def test_disabled(self, hub):
        hub.add("org/name", {"README.md": CARD}, disabled=True)
        assert "disabled" in self.fault()

    def test_a_wrong_token(self, hub, monkeypatch):
        hub.add("org/name", {"README.md": CARD})
        monkeypatch.setenv("HF_TOKEN", "hf_nobodyhasthis")
        said = self.fault()
        assert "token" in said
        assert "hf_nobody" not in said

    @pytest.mark.parametrize("kind", ["500", "502", "503", "cut", "drop"])
    def test_a_hub_that_fails(self, hub, kind):
        hub.add("org/name", {"README.md": CARD})
        hub.fail("/raw/", kind, times=math.inf)
        assert "the Hub" in self.fault()

    def test_a_limit(self, hub):
        hub.add("org/name", {"README.md": CARD})
        hub.fail("/raw/", "limited", retry_after="9999", times=math.inf)
        assert "limit" in self.fault()

    def test_garbage(self, hub):
        hub.add("org/name", {"README.md": CARD})
        hub.fail("/api/", "garbage")
        assert "JSON" in self.fault()

    def test_a_huge_card(self, hub):
        hub.add("org/name", {"README.md": 17 * 1024 * 1024})
        assert "16 MiB" in self.fault()

    def test_a_picture(self, hub):
        hub.add("org/name", {"README.md": bytes(range(256)) * 40})
        assert "binary" in self.fault()

    @pytest.mark.parametrize("target", ["hf://models/org/name", "hf://org", "hf:x", "hf://datasets/o rg"])
    def test_what_is_no_address(self, target):
        with pytest.raises(TargetError, match="no address"):
            documents(target)

    def test_a_file_is_no_card(self):
        with pytest.raises(TargetError, match="`hf://datasets/org/name`"):
            documents("hf://datasets/org/name/data/x.parquet")


class TestOwner:
    def test_each_dataset_is_a_document(self, hub):
        for number in range(3):
            hub.add(f"org/set-{number}", {"README.md": f"# {number}\n"})
        found = documents("hf://datasets/org")
        assert [document.source for document in found] == [f"hf://datasets/org/set-{number}" for number in range(3)]
        assert [document.data for document in found] == [b"# 0\n", b"# 1\n", b"# 2\n"]
        hub.log.assert_budget(3, per_repo=1, page_size=100)

    def test_one_that_fails_leaves_the_others(self, hub):
        for number in range(3):
            hub.add(f"org/set-{number}", {"README.md": CARD})
        hub.repos["org/set-1"].about.gated = "auto"
        assert [document.fault is None for document in documents("hf://datasets/org")] == [True, False, True]

    def test_what_is_listed_as_disabled_is_not_asked_for(self, hub):
        hub.add("org/name", {"README.md": CARD}, disabled=True)
        assert "disabled" in (only("hf://datasets/org").fault or "")
        assert len(hub.log) == 1

    def test_what_came_before_a_page_that_fails_is_kept(self, hub):
        hub.page_size = 2
        for number in range(4):
            hub.add(f"org/set-{number}", {"README.md": CARD})
        hub.fail("/api/datasets$", "500", skip=1, times=math.inf)
        found = documents("hf://datasets/org")
        assert [(document.source, document.fault is None) for document in found] == [
            ("hf://datasets/org/set-0", True),
            ("hf://datasets/org/set-1", True),
            ("hf://datasets/org", False),
        ]

    def test_private_ones_for_those_who_may(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        hub.add("org/name", {"README.md": CARD}, private=True, readers=("tester",))
        assert only("hf://datasets/org").data == CARD


class TestRead:
    def test_a_dataset_that_was_listed_needs_one_request(self, hub):
        repo = hub.add("org/name", {"README.md": CARD})
        assert hf.read(HubRepo("org/name", repo.head.sha)).data == CARD
        assert len(hub.log) == 1

    def test_its_fault_has_a_kind(self, hub):
        hub.add("org/name")
        with pytest.raises(HubError) as caught:
            hf.read(HubRepo("org/name", "main"))
        assert caught.value.kind == "no-file"
