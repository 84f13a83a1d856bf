"""What targets name: one entry a repository, once, as they come."""

from __future__ import annotations

import json
import os
from typing import get_args

import pytest
from small_repositories import card_of

from cardcheck.audit.entries import Sought, entries, require
from cardcheck.audit.entry import Entry, Fault
from cardcheck.hub.faults import FaultKind, HubError
from cardcheck.model.audit import OUTCOMES
from cardcheck.model.document import TargetError


def found(*targets: str, **sought: object) -> list[Entry]:
    return list(entries(targets, Sought(**sought)))


def keys(*targets: str, **sought: object) -> list[str]:
    return [entry.key for entry in found(*targets, **sought)]


class TestFolders:
    def test_a_card_is_named_by_its_folder(self, repositories):
        repositories("org/b", "org/a")
        assert keys("repos") == ["org/a", "org/b"]

    def test_one_repository_is_named_by_itself(self, repositories):
        repositories("org/a")
        assert keys("repos/org/a") == ["a"]

    def test_two_folders_keep_apart_what_is_called_alike(self, repositories):
        repositories("org/a", root="one")
        repositories("org/a", root="two")
        assert keys("one", "two") == ["one/org/a", "two/org/a"]

    def test_what_is_no_card_is_told(self, folder):
        (folder / "code").mkdir()
        (folder / "code" / "README.md").write_text("# Code\n")
        heard = []
        assert keys("code", on_passed=heard.append) == []
        assert [passed.path for passed in heard] == ["code/README.md"]

    def test_since_leaves_out_what_was_changed_before(self, repositories):
        root = repositories("org/a", "org/b")
        os.utime(root / "org/a/README.md", (1_000_000_000, 1_000_000_000))
        assert keys("repos", since="2020-01-01") == ["org/b"]


class TestLists:
    def test_lines_are_addresses_ids_and_paths(self, folder, repositories):
        repositories("org/local")
        (folder / "list.txt").write_text("# who\nhf://datasets/org/one\norg/two  # why\n\nrepos/org/local\n")
        assert keys("list.txt") == ["org/one", "org/two", "repos/org/local/local"]

    def test_what_is_named_twice_comes_once(self, folder):
        (folder / "list.txt").write_text("org/one\nhf://datasets/org/one\n")
        assert keys("list.txt") == ["org/one"]

    def test_a_revision_is_a_repository_of_its_own(self, folder):
        (folder / "list.txt").write_text("hf://datasets/org/one@v1\nhf://datasets/org/one\n")
        assert keys("list.txt") == ["org/one@v1", "org/one"]

    @pytest.mark.parametrize("line", ["not a name", "../up", "hf://models/x", "a/b/c", "x\0y", "other.txt"])
    def test_a_line_that_names_nothing_is_a_fault(self, folder, line):
        (folder / "other.txt").write_text("org/one\n")
        (folder / "list.txt").write_text(f"{line}\norg/two\n")
        bad, good = found("list.txt")
        assert bad.fault is not None
        assert good.key == "org/two"


class TestTables:
    def write(self, folder, *rows: object) -> str:
        (folder / "cards.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        return "cards.jsonl"

    def test_columns_are_known_by_their_names(self, folder):
        table = self.write(folder, {"datasetId": "org/a", "card": card_of("a"), "downloads": 7, "likes": 2})
        (entry,) = found(table)
        assert entry.key == "org/a"
        assert entry.document is not None
        assert entry.document.data == card_of("a").encode()
        assert entry.hub is not None
        assert (entry.hub.downloads, entry.hub.likes) == (7, 2)

    def test_a_column_may_be_named(self, folder):
        table = self.write(folder, {"id": "org/a", "words": "# A\n"})
        assert [entry.document.data for entry in found(f"{table}:words")] == [b"# A\n"]

    def test_rows_without_a_name_are_numbered(self, folder):
        table = self.write(folder, {"card": "# A\n"}, {"card": "# B\n"})
        assert keys(table) == ["cards.jsonl:1", "cards.jsonl:2"]

    def test_a_name_that_comes_again_is_told_apart(self, folder):
        table = self.write(folder, {"id": "org/a", "card": "# A\n"}, {"id": "org/a", "card": "# B\n"})
        assert keys(table) == ["org/a", "org/a (row 2)"]

    def test_a_row_without_a_card(self, folder):
        table = self.write(folder, {"id": "org/a", "card": None}, {"id": "org/b", "card": "# B\n"})
        assert [entry.fault and entry.fault.outcome for entry in found(table)] == ["no-card", None]

    def test_a_line_that_is_no_object_is_a_fault_of_its_own(self, folder):
        (folder / "cards.jsonl").write_text('{"id": "org/a", "card": "# A"}\n[1]\n{"id": \n{"id":"org/b","card":"b"}\n')
        assert [entry.fault and entry.fault.outcome for entry in found("cards.jsonl")] == [
            None,
            "unreadable",
            "unreadable",
            None,
        ]

    @pytest.mark.parametrize("target", ["cards.jsonl", "cards.jsonl:other"])
    def test_a_table_without_cards_says_what_it_has(self, folder, target):
        self.write(folder, {"a": 1, "b": 2})
        (entry,) = found(target)
        assert entry.fault is not None
        assert "`a`, `b`" in entry.fault.reason

    def test_parquet(self, folder):
        pa = pytest.importorskip("pyarrow")
        pq = pytest.importorskip("pyarrow.parquet")
        table = pa.table({"datasetId": ["org/a", "org/b"], "card": [card_of("a"), None], "downloads": [3, 4]})
        pq.write_table(table, folder / "cards.parquet")
        first, second = found("cards.parquet")
        assert first.document.data == card_of("a").encode()
        assert second.fault.outcome == "no-card"

    def test_a_file_that_is_no_parquet(self, folder):
        pytest.importorskip("pyarrow")
        (folder / "cards.parquet").write_bytes(b"PAR1 and nothing else")
        (entry,) = found("cards.parquet")
        assert entry.fault.outcome == "unreadable"


@pytest.mark.usefixtures("folder")
class TestRequire:
    def test_a_name_that_is_no_path_is_one_of_the_hub(self):
        assert require("some-org") == "hf://datasets/some-org"
        assert require("some-org/set") == "hf://datasets/some-org/set"

    def test_a_path_stays_one(self, repositories):
        repositories("org/a")
        assert require("repos") == "repos"

    @pytest.mark.parametrize("target", ["hf://models/x", "no/such/folder", "nowhere.parquet", "list.txt", "a b"])
    def test_what_leads_nowhere(self, target):
        with pytest.raises(TargetError, match="`"):
            require(target)


@pytest.mark.parametrize("kind", get_args(FaultKind))
def test_every_fault_of_the_hub_is_an_outcome(kind):
    assert Fault.of(HubError(kind, "why")).outcome in OUTCOMES
