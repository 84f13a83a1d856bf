"""What is read of a folder, and how often the disk is asked."""

from __future__ import annotations

import builtins
import io
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from cardcheck.facts import contents, gather
from cardcheck.facts._formats import suffix_of
from cardcheck.facts.contents import heads_of
from cardcheck.facts.files import from_folder
from cardcheck.model.document import Document
from cardcheck.model.facts import FILE_FACTS, FileList, Footers, Heads, RepoFile, Unavailable


@pytest.mark.parametrize(
    ("path", "suffix"),
    [
        ("a.csv", ".csv"),
        ("a.CSV", ".csv"),
        ("d.csv/a.json", ".json"),
        ("a.csv.gz", ".csv"),
        ("a.jsonl.zip", ".zip"),
        ("a.tar.gz", ".tar"),
        ("a.parquet.bak", ".parquet"),
        (".csv", ".csv"),
        ("a", None),
        ("a.py", None),
        ("d.csv/a", None),
        ("\ufffd.csv", None),
    ],
)
def test_by_which_suffix_a_file_is_read(path, suffix):
    assert suffix_of(path) == suffix


@pytest.fixture
def folder(tmp_path):
    def write(files: dict[str, str | bytes]) -> tuple[Path, FileList]:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        listed = from_folder(tmp_path, is_complete=True)
        assert isinstance(listed, FileList)
        return tmp_path, listed

    return write


class TestHeads:
    def test_only_what_the_loader_could_read(self, folder):
        root = folder({"a.csv": "x\n1\n", "b.py": "", "README.md": "", "dataset_infos.json": "{}", "c.parquet": ""})
        assert heads_of(*root).tables.keys() == {"a.csv", "dataset_infos.json"}

    def test_a_pointer_is_left_out(self, folder):
        text = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 123456789\n"
        assert heads_of(*folder({"a.csv": text})) == Heads()

    def test_a_file_that_cannot_be_opened(self, tmp_path):
        table = heads_of(tmp_path, FileList((RepoFile("a.csv", 1),))).tables["a.csv"]
        assert table.fault is not None
        assert (table.fault.exception, table.is_whole) == ("FileNotFoundError", False)

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to this user")
    def test_a_file_that_is_closed(self, folder):
        root, files = folder({"a.csv": "x\n1\n"})
        (root / "a.csv").chmod(0)
        fault = heads_of(root, files).tables["a.csv"].fault
        assert fault is not None
        assert fault.exception == "PermissionError"

    def test_reading_whole_files_has_one_budget(self, folder, monkeypatch):
        text = "x\n" + "1\n" * 60_000
        root = folder({f"{index}.csv": text for index in range(4)} | {"small.csv": "x\n1\n"})
        monkeypatch.setattr(contents, "MAX_TOTAL_BYTES", 2 * (len(text) - contents.HEAD_BYTES))
        rows = {path: table.rows for path, table in heads_of(*root).tables.items()}
        assert rows == {"0.csv": 60_000, "1.csv": 60_000, "2.csv": None, "3.csv": None, "small.csv": 1}

    def test_what_is_compressed_costs_what_it_may_hold(self, folder, monkeypatch):
        import gzip

        data = gzip.compress(b"x\n" + b"1\n" * 60_000, mtime=0)
        root = folder({f"{index}.csv": data for index in range(3)})
        monkeypatch.setattr(contents, "MAX_TOTAL_BYTES", 2 * contents.MAX_WHOLE_BYTES)
        assert [table.rows for table in heads_of(*root).tables.values()] == [60_000, 60_000, None]


class TestGather:
    def document(self, folder: Path | None) -> Document:
        return Document("README.md", b"", folder=folder)

    def test_the_content_of_files_needs_their_list(self, folder):
        root, files = folder({"a.csv": "x\n1\n"})
        facts = gather(frozenset({"heads"}), self.document(root))
        assert facts.files == files._replace(is_complete=False)
        assert facts.heads.tables.keys() == {"a.csv"}
        assert facts.parquet == Unavailable("not asked")

    def test_all(self, folder):
        root, _ = folder({"a.csv": "x\n1\n"})
        facts = gather(frozenset(FILE_FACTS), self.document(root))
        assert facts.tables["a.csv"].rows == 1
        assert facts.parquet == Footers()

    def test_readme_alone(self):
        alone = Unavailable("only the README was given")
        facts = gather(frozenset(FILE_FACTS), self.document(None))
        assert {facts.get(name) for name in FILE_FACTS} == {alone}

    def test_a_folder_that_is_gone(self, tmp_path):
        facts = gather(frozenset(FILE_FACTS), self.document(tmp_path / "x"))
        assert facts.heads == facts.parquet == facts.files
        assert isinstance(facts.files, Unavailable)
        assert facts.files.asked


class TestTimeIsLinear:
    """Counted, not timed: how often the disk is asked, and how many lines of our own run."""

    def counted(self, folder: Path, monkeypatch) -> Counter[str]:
        counts: Counter[str] = Counter()

        def counting(name, real):
            def call(*given, **named):
                counts[name] += 1
                return real(*given, **named)

            return call

        def trace(frame, event, _):
            if event == "call" and "cardcheck" in frame.f_code.co_filename:
                counts["calls"] += 1

        with monkeypatch.context() as patched:
            patched.setattr(io, "open", counting("open", io.open))
            patched.setattr(builtins, "open", counting("open", builtins.open))
            patched.setattr(os, "stat", counting("stat", os.stat))
            patched.setattr(os, "scandir", counting("scandir", os.scandir))
            sys.setprofile(trace)
            try:
                facts = gather(frozenset(FILE_FACTS), Document("README.md", b"", folder=folder))
            finally:
                sys.setprofile(None)
        assert len(facts.tables) == len(facts.files.files)
        return counts

    def test_four_times_the_files_cost_four_times_as_much(self, tmp_path, monkeypatch):
        found = []
        for number in (1000, 4000):
            root = tmp_path / str(number)
            for index in range(number):
                path = root / f"d{index % 10}" / f"{index}.csv"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"x\n1\n")
            found.append(self.counted(root, monkeypatch))
        small, large = found
        assert small["open"] >= 1000
        for name, count in large.items():
            assert count <= 4.1 * small[name] + 50, name
