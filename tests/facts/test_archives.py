from __future__ import annotations

from pathlib import Path

import pytest
from archive_bytes import tarred, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardcheck.facts import archives
from cardcheck.facts.archives import read_archive
from cardcheck.model.facts import Table


@pytest.fixture
def read(tmp_path):
    def read(data: bytes, name: str) -> Table:
        path = tmp_path / name
        path.write_bytes(data)
        return read_archive(path, len(data), Path(name).suffix)

    return read


SAMPLES = (("a.txt", b"x"), ("a.cls", b"1"), ("d/b.txt", b"y"), ("d/b.cls", b"2"))


class TestZip:
    def test_names_without_folders(self, read):
        assert read(zipped({"a.csv": b"1", "d/": b"", "d/.b.csv": b""}), "x.zip") == Table(names=("a.csv", "d/.b.csv"))

    @pytest.mark.parametrize("cut", [0, 10, -10])
    def test_no_zip(self, read, cut):
        fault = read(zipped({"a.csv": b"1" * 100})[:cut], "x.zip").fault
        assert fault is not None
        assert (fault.exception, fault.is_early) == ("BadZipFile", True)

    def test_a_list_beyond_all_bounds(self, read, monkeypatch):
        monkeypatch.setattr(archives, "MAX_DIRECTORY_BYTES", 1000)
        assert read(zipped({f"{index}.csv": b"" for index in range(100)}), "x.zip") == Table(is_whole=False)


class TestTar:
    @pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
    def test_names_and_samples(self, read, mode):
        assert read(tarred(*SAMPLES, mode=mode), "x.tar") == Table(rows=2, names=tuple(name for name, _ in SAMPLES))

    @pytest.mark.parametrize(
        ("names", "rows"),
        [
            (["a.x", "b.x", "a.x"], 3),
            (["a.b.x", "a.c.x"], 1),
            (["d.e/a.x", "d.e/b.x"], 2),
            (["none", ".hidden.x", "__special.x", "a/.x"], 0),
            (["a.X", "a.x"], 1),
            ([], 0),
        ],
    )
    def test_what_makes_a_sample(self, read, names, rows):
        assert read(tarred(*((name, b"") for name in names)), "x.tar").rows == rows

    def test_hidden_files_and_links_have_no_name(self, read):
        assert read(tarred(("a/.b.x", b""), ("c.x", b"")), "x.tar").names == ("c.x",)

    @pytest.mark.parametrize("is_late", [False, True])
    def test_two_files_of_one_suffix(self, read, is_late):
        before = [(f"{index}.x", b"") for index in range(5 if is_late else 0)]
        fault = read(tarred(*before, ("a.x", b""), ("a.x", b"")), "x.tar").fault
        assert fault is not None
        assert (fault.exception, fault.is_early) == ("ValueError", not is_late)

    @pytest.mark.parametrize("data", [b"", b"junk" * 300, tarred(*SAMPLES)[:1700], tarred(*SAMPLES)[:512]])
    def test_no_tar(self, read, data):
        table = read(data, "x.tar")
        assert table.fault is not None
        assert (table.fault.exception, table.rows) == ("ReadError", None)

    def test_of_a_large_one_only_the_beginning_is_read(self, tmp_path):
        path = tmp_path / "x.tar"
        path.write_bytes(tarred(("a.x", b"1"), ("b.x", b"1" * 100_000), ("c.x", b"1")))
        table = read_archive(path, archives.MAX_WHOLE_BYTES + 1, ".tar")
        assert (table.names, table.rows, table.is_whole, table.fault) == (("a.x", "b.x"), None, False, None)

    def test_more_members_than_anybody_wants(self, read, monkeypatch):
        monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
        table = read(tarred(*SAMPLES), "x.tar")
        assert (len(table.names), table.is_whole, table.rows) == (3, False, None)

    def test_a_size_that_leads_back(self, read):
        data = bytearray(tarred(("a.x", b"")))
        data[124:136] = (-512 & (1 << 96) - 1).to_bytes(12, "big")
        data[124] = 0xFF
        data[148:156] = b" " * 8
        data[148:156] = b"%06o\0 " % sum(data[:512])
        assert read(bytes(data), "x.tar").rows in {0, None}

    def test_a_bomb_is_not_unpacked(self, read, monkeypatch):
        monkeypatch.setattr(archives, "MAX_WHOLE_BYTES", 100_000)
        table = read(tarred(("a.x", b"\0" * 10_000_000), mode="w:bz2"), "x.tar")
        assert (table.rows, table.is_whole) == (None, False)


def test_a_file_that_is_gone(tmp_path):
    fault = read_archive(tmp_path / "x.zip", 1, ".zip").fault
    assert fault is not None
    assert fault.exception == "FileNotFoundError"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(["x.zip", "x.tar"]))
def test_damaged_archives(read, data, name):
    good = bytearray(zipped({"a.csv": b"1", "b.csv": b"2"}) if name == "x.zip" else tarred(*SAMPLES))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read(bytes(good), name), Table)
