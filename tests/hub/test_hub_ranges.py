"""Files of which only parts are read: what comes over the line, and what a server may not do."""

from __future__ import annotations

import io
import math

import pytest
from fakehub import TOKEN
from hub_faults import fault
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.hub.ranges import RangeFile

DATA = bytes(number % 251 for number in range(5000))


@pytest.fixture(autouse=True)
def _repo(hub):
    hub.add("org/name", {"a.bin": DATA, "a.txt": b"0123456789", "lines.jsonl": b"".join(b"%d\n" % n for n in range(9))})


def opened(path: str = "a.bin", size: int = len(DATA)) -> RangeFile:
    return RangeFile("org/name", "main", path, size)


class TestReading:
    def test_only_what_is_asked_for_comes(self, hub):
        with opened() as file:
            file.seek(-8, io.SEEK_END)
            assert file.read() == DATA[-8:]
            file.seek(4000)
            assert file.read(100) == DATA[4000:4100]
            assert (file.read_bytes, file.requests) == (108, 2)
        assert hub.log.bytes_sent("/cdn/") == 108

    def test_where_the_hub_sent_us_once_we_go_again(self, hub):
        with opened() as file:
            for start in (4000, 2000, 100):
                file.seek(start)
                assert file.read(10) == DATA[start : start + 10]
        assert [entry.site for entry in hub.log] == ["hub", "cdn", "cdn", "cdn"]

    def test_an_address_that_expired_is_asked_for_anew(self, hub):
        hub.fail("/cdn/", "403", skip=1)
        with opened() as file:
            file.read(1)
            file.seek(3000)
            assert file.read(1) == DATA[3000:3001]
        assert [entry.site for entry in hub.log] == ["hub", "cdn", "cdn", "hub", "cdn"]

    def test_the_host_that_keeps_data_does_not_see_the_token(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        with opened() as file:
            file.read(1)
            file.seek(3000)
            file.read(1)
        assert {(entry.site, entry.has_token) for entry in hub.log} == {("hub", True), ("cdn", False)}

    def test_small_files_come_from_the_hub_itself(self):
        with opened("a.txt", 10) as file:
            assert file.read() == b"0123456789"

    def test_beyond_the_end_is_nothing(self, hub):
        with opened("a.txt", 10) as file:
            file.seek(99)
            assert (file.read(5), file.tell()) == (b"", 99)
        assert len(hub.log) == 0

    def test_an_empty_file_is_not_asked_for(self, hub):
        with opened("a.txt", 0) as file:
            assert file.read() == b""
        assert len(hub.log) == 0

    def test_who_reads_on_gets_larger_parts(self):
        with opened() as file:
            assert b"".join(file.read(10) for _ in range(500)) == DATA
            assert file.requests == 2

    def test_lines_are_found(self):
        with opened("lines.jsonl", 18) as file:
            assert list(file) == [b"%d\n" % number for number in range(9)]
            assert file.requests <= 2

    @given(st.lists(st.tuples(st.integers(0, 5200), st.integers(0, 5200)), max_size=6))
    def test_it_reads_as_the_file_would(self, reads):
        file, twin = opened(), io.BytesIO(DATA)
        file._fetch = lambda start, end: DATA[start:end]
        for start, size in reads:
            file.seek(start)
            twin.seek(start)
            assert file.read(size) == twin.read(size)
            assert file.read(7) == twin.read(7)
            assert file.peek(1)[:1] == twin.getvalue()[twin.tell() :][:1]

    def test_a_name_is_quoted(self, hub):
        hub.add("org/odd", {"a #?.bin": b"x" * 9})
        with RangeFile("org/odd", "refs/heads/main", "a #?.bin", 9) as file:
            assert file.read() == b"x" * 9

    def test_none_climbs_out(self):
        fault("no-file", RangeFile, "org/name", "main", "../../x", 3)


class TestFaults:
    def test_a_server_that_sends_everything_is_not_read(self, hub):
        hub.fail("/cdn/", "garbage", body=b"x" * 3_000_000, times=math.inf)
        with opened() as file:
            assert "whole file" in fault("garbled", file.read, 10)
            assert file.read_bytes == 0

    def test_another_size_than_was_listed(self):
        with opened(size=4000) as file:
            assert "another size" in fault("garbled", file.read, 10)

    def test_a_part_that_lies_beyond_the_file(self):
        with opened(size=6000) as file:
            file.seek(5500)
            fault("garbled", file.read, 10)

    def test_another_part_than_was_asked_for(self, monkeypatch):
        from cardcheck.hub import ranges

        real = ranges.fetch

        def elsewhere(*args, **options):
            answer = real(*args, **options)
            return answer._replace(headers={**answer.headers, "content-range": "bytes 7-16/5000"})

        monkeypatch.setattr(ranges, "fetch", elsewhere)
        with opened() as file:
            fault("garbled", file.read, 10)

    def test_more_than_anybody_needs(self):
        with opened(size=10**12) as file:
            fault("too-large", file.read)

    @pytest.mark.parametrize("kind", ["503", "cut", "drop", "limited"])
    def test_a_passing_fault(self, hub, kind):
        hub.fail("/cdn/", kind, times=2)
        with opened() as file:
            assert file.read(10) == DATA[:10]

    def test_a_file_that_is_gone(self, hub):
        hub.repos["org/name"].commit({"a.bin": None})
        with opened() as file:
            fault("no-file", file.read, 10)

    def test_a_gated_one(self, hub):
        hub.repos["org/name"].about.gated = "auto"
        with opened() as file:
            fault("gated", file.read, 10)


class TestParquet:
    def test_pyarrow_reads_a_footer_and_a_column(self, hub):
        pa = pytest.importorskip("pyarrow")
        pq = pytest.importorskip("pyarrow.parquet")
        out = io.BytesIO()
        table = pa.table({"text": [f"row {number}" for number in range(50_000)], "n": list(range(50_000))})
        pq.write_table(table, out)
        hub.add("org/data", {"a.parquet": out.getvalue()})
        with RangeFile("org/data", "main", "a.parquet", len(out.getvalue())) as file:
            found = pq.ParquetFile(file)
            assert found.metadata.num_rows == 50_000
            assert file.read_bytes <= 64 * 1024
            assert found.read(columns=["n"]).column("n").to_pylist() == list(range(50_000))
