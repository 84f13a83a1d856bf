"""What builders make of files that were not made for them: small files and archives in, tables by reader out."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from archive_bytes import tarred, zipped

from cardcheck.facts import contents, readings
from cardcheck.facts.contents import heads_of
from cardcheck.facts.files import from_folder
from cardcheck.facts.heads import HEAD_BYTES
from cardcheck.facts.readings import readings_of_archive
from cardcheck.model.facts import Column, FileList, Table

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
CSV = b"a,b\n1,x\n2,y\n"


@pytest.fixture
def tables(tmp_path):
    def tables(files: dict[str, bytes]) -> dict[str, Table]:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        listed = from_folder(tmp_path, is_complete=True)
        assert isinstance(listed, FileList)
        return dict(heads_of(tmp_path, listed).tables)

    return tables


def fault(table: Table) -> str:
    assert table.fault is not None
    return table.fault.exception


class TestOtherFormats:
    def test_files_of_one_format_are_read_once(self, tables):
        found = tables({"a.csv": CSV, "b.csv": CSV, "p.png": b""})
        assert [found[name].readings for name in ("a.csv", "b.csv")] == [{}, {}]

    def test_each_is_read_as_the_others_are(self, tables):
        found = tables({"a.csv": CSV, "b.jsonl": b'{"a": 1}\n', "c.txt": b"x\n"})
        assert found["a.csv"].readings.keys() == {"json", "text"}
        assert found["b.jsonl"].readings.keys() == {"csv", "text"}
        assert fault(found["a.csv"].readings["json"][0]) == "ArrowInvalid"
        assert found["a.csv"].readings["text"][0].rows == 3
        assert found["b.jsonl"].readings["csv"][0].columns == (Column('{"a": 1}', "null"),)

    def test_a_tab_is_another_format(self, tables):
        found = tables({"a.csv": CSV, "b.tsv": b"a\tb\n1\t2\n"})
        assert found["b.tsv"].readings["csv"][0].columns == (Column("a\tb", "string"),)

    def test_images(self, tables):
        found = tables({"a.csv": CSV, "b.json": b"[]", "p.png": PNG})["p.png"].readings
        assert (fault(found["csv"][0]), fault(found["json"][0])) == ("UnicodeDecodeError", "ArrowInvalid")

    def test_the_beginning_of_a_large_file_proves_little(self, tables):
        lines = b"words\n" * HEAD_BYTES
        found = tables({"a.csv": CSV, "b.json": b"[]", "long.txt": lines, "p.png": PNG * HEAD_BYTES})
        assert found["long.txt"].readings.keys() == {"json"}
        assert fault(found["long.txt"].readings["json"][0]) == "ArrowInvalid"
        assert fault(found["p.png"].readings["csv"][0]) == "UnicodeDecodeError"

    def test_a_name_that_says_compressed(self, tables):
        found = tables({"a.csv.gz": CSV, "b.csv.gz": gzip.compress(CSV), "c.csv.gz": b""})
        assert fault(found["a.csv.gz"]) == "BadGzipFile"
        assert found["b.csv.gz"].rows == 2
        assert fault(found["c.csv.gz"]) == "EmptyDataError"

    def test_there_is_one_budget(self, tables, monkeypatch):
        monkeypatch.setattr(contents, "MAX_READINGS_BYTES", len(CSV))
        found = tables({"a.csv": CSV, "b.csv": CSV, "c.txt": b"x"})
        assert [bool(found[name].readings) for name in ("a.csv", "b.csv")] == [True, False]


class TestArchives:
    def test_members_in_the_order_of_reading(self, tables):
        members = {"d/z.csv": b"z\n1\n", "b.csv": b"b\n1\n", "a/c.csv": b"c\n1\n", ".h.csv": b"", "__x/y.csv": b""}
        for name, data in (("a.zip", zipped(members)), ("b.tar", tarred(*members.items()))):
            found = tables({name: data, "t.csv": CSV})[name].readings["csv"]
            assert [table.columns[0].name for table in found] == ["b", "c", "z"]

    def test_what_lies_in_an_archive_says_by_what_it_may_be_read(self, tables):
        assert tables({"a.zip": zipped({"x.jsonl": b'{"a": 1}\n', "p.png": PNG})})["a.zip"].readings.keys() == {"json"}

    def test_logs_are_archives(self, tables):
        found = tables({"run.eval": zipped({"samples/1_epoch_1.json": b'{"a": 1}'}), "b.json": b"[]"})
        assert [table.rows for table in found["run.eval"].readings["json"]] == [1]

    @pytest.mark.parametrize(
        "data",
        [
            zipped({"a.csv": b"0" * (17 << 20)}, zipfile.ZIP_DEFLATED),
            zipped({f"{index}.csv": b"" for index in range(readings.MAX_MEMBERS + 1)}),
            zipped({"a.csv.gz": gzip.compress(CSV)}),
            zipped({"a.csv": CSV})[:-9],
            b"PK\x03\x04",
            b"",
        ],
        ids=["bomb", "many", "packed", "cut", "beginning", "empty"],
    )
    def test_what_is_too_much_or_broken(self, tmp_path, data):
        path = tmp_path / "a.zip"
        path.write_bytes(data)
        assert readings_of_archive(path, len(data), ["csv"]) == {}

    def test_a_size_that_is_not_true(self, tmp_path: Path):
        data = zipped({"a.csv": b"0" * (17 << 20)}, zipfile.ZIP_DEFLATED)
        size = (17 << 20).to_bytes(4, "little")
        assert data.count(size) == 2
        path = tmp_path / "a.zip"
        path.write_bytes(data.replace(size, (1000).to_bytes(4, "little")))
        assert all(table.rows is None for table in readings_of_archive(path, len(data), ["csv"]).get("csv", ()))


class TestArchivesByAnotherName:
    def test_nothing_is_said_of_their_rows(self, tables):
        found = tables({"a.csv": tarred(("0.txt", b"1")), "b.csv": zipped({"a.csv": CSV})})
        assert found == {"a.csv": Table(is_whole=False, names=("0.txt",)), "b.csv": Table(is_whole=False)}

    def test_a_tar_that_is_none_is_read_as_it_is(self, tables):
        found = tables({"a.tar": b"", "b.tar": CSV, "c.csv": CSV})
        assert fault(found["a.tar"].readings["csv"][0]) == "EmptyDataError"
        assert found["b.tar"].readings["csv"][0].rows == 2
