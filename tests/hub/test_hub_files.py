"""Cards, texts and lists of files on the Hub."""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest
from fakehub import TOKEN
from hub_faults import fault

from cardcheck import cache
from cardcheck.hub import etags
from cardcheck.hub.files import list_tree, read_card, read_text
from cardcheck.model.facts import RepoFile

CARD = "---\nlicense: mit\n---\n# Näme\n".encode()


@pytest.fixture
def repo(hub):
    return hub.add("org/name", {"README.md": CARD, "data/train.parquet": 3000, "LICENSE": "MIT\n"})


@pytest.mark.usefixtures("repo")
class TestCards:
    def test_a_card_comes_as_it_lies_there(self, hub, repo):
        assert read_card("org/name", repo.head.sha) == CARD
        assert len(hub.log) == 1

    def test_by_a_path_that_is_no_download(self, hub):
        read_card("org/name", "main")
        assert [entry.path for entry in hub.log] == ["/datasets/org/name/raw/main/README.md"]

    def test_at_a_revision_with_slashes(self, repo):
        repo.commit({"README.md": "# Other\n"}, ref="refs/pr/3")
        assert read_card("org/name", "refs/pr/3") == b"# Other\n"

    def test_at_the_commit_that_was_listed_whatever_came_later(self, repo):
        before = repo.head.sha
        repo.commit({"README.md": "# Later\n"})
        assert read_card("org/name", before) == CARD

    def test_not_even_utf_8_is_asked_of_it(self, hub):
        hub.add("org/latin", {"README.md": b"\xe4\xf6\xfc\x00"})
        assert read_card("org/latin", "main") == b"\xe4\xf6\xfc\x00"

    def test_a_large_one_is_read(self, hub):
        card = b"x" * 10 * 1024 * 1024
        hub.add("org/large", {"README.md": card})
        assert read_card("org/large", "main") == card

    def test_one_beyond_any_card_is_not(self, hub):
        hub.add("org/huge", {"README.md": 16 * 1024 * 1024 + 1})
        assert "16 MiB" in fault("too-large", read_card, "org/huge", "main")

    def test_of_a_card_in_lfs_the_pointer_is_read(self, hub):
        hub.add("org/lfs", {"README.md": CARD}, lfs=("README.md",))
        assert read_card("org/lfs", "main").startswith(b"version https://git-lfs.github.com/spec/v1\n")
        assert not hub.log.matching("/cdn/")

    def test_no_card(self, hub):
        hub.add("org/bare", {"a.csv": "x\n"})
        fault("no-file", read_card, "org/bare", "main")

    def test_no_card_where_the_hub_says_no_more_than_404(self, hub):
        hub.fail("/raw/", "status", status=404)
        fault("no-file", read_card, "org/name", "main")

    def test_no_such_revision(self):
        fault("no-revision", read_card, "org/name", "v9")

    @pytest.mark.parametrize("token", [None, TOKEN])
    def test_a_gated_one(self, hub, monkeypatch, token):
        if token:
            monkeypatch.setenv("HF_TOKEN", token)
        hub.add("org/gated", {"README.md": CARD}, gated="manual")
        assert "granted access" in fault("gated", read_card, "org/gated", "main")

    def test_a_gated_one_for_those_who_may(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        hub.add("org/gated", {"README.md": CARD}, gated="manual", readers=("tester",))
        assert read_card("org/gated", "main") == CARD

    def test_under_a_former_name(self, hub):
        hub.add("org/new", {"README.md": CARD}, renamed_from=("org/old",))
        assert read_card("org/old", "main") == CARD

    @pytest.mark.parametrize("kind", ["500", "503", "cut", "drop", "limited"])
    def test_after_a_passing_fault(self, hub, kind):
        hub.fail("/raw/", kind, times=2)
        assert read_card("org/name", "main") == CARD

    def test_half_a_card_is_none(self, hub):
        hub.fail("/raw/", "cut", times=math.inf)
        assert "broke off" in fault("unreachable", read_card, "org/name", "main")

    @pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./x", "a/."])
    def test_no_path_climbs_out_of_the_repository(self, hub, path):
        fault("no-file", read_text, "org/name", "main", path)
        assert len(hub.log) == 0

    @pytest.mark.parametrize("path", ["a b.txt", "ä?#%2F.txt", "a\\b.txt", "a\nb.txt"])
    def test_strange_names_are_found(self, hub, path):
        hub.add("org/odd", {path: "text\n"})
        assert read_text("org/odd", "main", path) == b"text\n"

    def test_threads_read_at_once(self, hub):
        for number in range(40):
            hub.add(f"org/set-{number}", {"README.md": f"# {number}\n"})
        with ThreadPoolExecutor(8) as pool:
            cards = list(pool.map(lambda number: read_card(f"org/set-{number}", "main"), range(40)))
        assert cards == [f"# {number}\n".encode() for number in range(40)]


@pytest.mark.usefixtures("repo")
class TestKeptCards:
    def test_what_has_not_changed_is_not_sent_again(self, hub, repo):
        assert [read_card("org/name", "main"), read_card("org/name", repo.head.sha)] == [CARD, CARD]
        assert [entry.status for entry in hub.log] == [200, 304]

    def test_what_has_changed_is(self, repo):
        read_card("org/name", "main")
        repo.commit({"README.md": "# New\n"})
        assert [read_card("org/name", "main") for _ in range(2)] == [b"# New\n"] * 2

    def test_what_may_not_be_read_any_more_is_not_shown(self, repo):
        read_card("org/name", "main")
        repo.about.gated = "auto"
        fault("gated", read_card, "org/name", "main")

    def test_another_hub_has_other_cards(self, foreign_host, monkeypatch):
        read_card("org/name", "main")
        foreign_host.add("org/name", {"README.md": CARD})
        monkeypatch.setenv("HF_ENDPOINT", foreign_host.endpoint)
        read_card("org/name", "main")
        assert [entry.status for entry in foreign_host.log] == [200]

    def files(self) -> list[Path]:
        return [path for path in cache.folder().rglob("*") if path.is_file()]

    def test_only_their_owner_may_read_them(self):
        read_card("org/name", "main")
        (path,) = self.files()
        assert path.stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize("damage", [b"", b"{}\n", b"\xff", b'{"etag": 1}\nx', b"[]\n"])
    def test_a_broken_one_is_read_anew(self, hub, damage):
        read_card("org/name", "main")
        (path,) = self.files()
        path.write_bytes(damage)
        assert read_card("org/name", "main") == CARD
        assert [entry.status for entry in hub.log] == [200, 200]

    def test_one_that_was_changed_is_read_anew(self):
        read_card("org/name", "main")
        (path,) = self.files()
        path.write_bytes(path.read_bytes().replace(b"mit", b"gpl"))
        assert read_card("org/name", "main") == CARD

    def test_a_folder_that_cannot_be_written_costs_only_time(self, hub, monkeypatch):
        monkeypatch.setenv("CARDCHECK_CACHE_DIR", "/dev/null/nothing")
        assert [read_card("org/name", "main") for _ in range(2)] == [CARD] * 2
        assert [entry.status for entry in hub.log] == [200, 200]

    def test_the_folder_has_a_bound(self, monkeypatch):
        monkeypatch.setattr(etags, "_MOST_FILES", 1)
        for number in range(600):
            etags.keep(f"address-{number}", '"x"', b"card")
        assert len(self.files()) <= 256
        assert etags.kept("address-599") == etags.Kept('"x"', b"card")

    def test_in_bytes_too(self, monkeypatch):
        monkeypatch.setattr(etags, "_MOST_BYTES", 1000)
        monkeypatch.setattr(etags, "_file", lambda address: cache.folder() / "hub" / "00" / address)
        for number in range(10):
            etags.keep(f"{number}", '"x"', b"c" * 300)
        assert sum(path.stat().st_size for path in self.files()) <= 1000
        assert etags.kept("9")

    @pytest.mark.parametrize("etag", ["", '"' + "x" * 300 + '"', '"\r\nX-Evil: 1"', '"ä"'])
    def test_what_cannot_be_a_header_is_not_kept(self, etag):
        etags.keep("address", etag, b"card")
        assert etags.kept("address") is None


@pytest.mark.usefixtures("repo")
class TestTree:
    def test_files_come_with_their_sizes_and_folders_do_not(self):
        assert list(list_tree("org/name", "main")) == [
            RepoFile("LICENSE", 4),
            RepoFile("README.md", len(CARD)),
            RepoFile("data/train.parquet", 3000),
        ]

    def test_the_card_in_lfs_is_a_pointer_and_data_is_none(self, hub):
        hub.add("org/lfs", {"README.md": CARD, "a.bin": 20}, lfs=("README.md", "a.bin"))
        assert {file.path: file.is_pointer for file in list_tree("org/lfs", "main")} == {
            "README.md": True,
            "a.bin": False,
        }

    def test_a_large_repository_is_listed_as_far_as_it_is_wanted(self, hub):
        hub.add("org/huge", {f"data/{number:06}.txt": b"" for number in range(100_000)})
        found = list_tree("org/huge", "main")
        assert len(list(islice(found, 1500))) == 1500
        assert len(hub.log) == 2
        assert 1500 + sum(1 for _ in found) == 100_000
        assert len(hub.log) == 101

    @pytest.mark.parametrize(
        "entry", [None, 3, {}, {"type": "file"}, {"type": "file", "path": 3}, {"type": "file", "path": "../../x"}]
    )
    def test_a_strange_line_is_left_out(self, hub, entry):
        lines = [entry, {"type": "file", "path": "a.csv", "size": "big", "lfs": []}]
        hub.fail("/tree/", "garbage", body=json.dumps(lines).encode())
        assert list(list_tree("org/name", "main")) == [RepoFile("a.csv", 0)]

    def test_no_such_revision(self):
        fault("no-revision", lambda: list(list_tree("org/name", "v9")))
