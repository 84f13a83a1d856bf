"""Footers of files that nobody should have written, and how little of a file is read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parquet_bytes import chain, footer, node, parquet
from written_parquet import Counting, files, read, tried, written

from cardcheck.facts import parquet as module
from cardcheck.facts.parquet import TAIL_BYTES, FooterReader, footers
from cardcheck.model.facts import Footer, Footers, Table

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


class TestBytesRead:
    def test_no_data_page_is_touched(self):
        import random

        noise = random.Random(1)
        table = pa.table({"a": [noise.randbytes(1000) for _ in range(20_000)]})
        out = io.BytesIO()
        pq.write_table(table, out, row_group_size=2000, compression="none", use_dictionary=False)
        file = Counting(out.getvalue())
        found = FooterReader().of_parquet(file)
        length = int.from_bytes(out.getvalue()[-8:-4], "little")
        assert len(out.getvalue()) > 20_000_000
        assert (found.table.rows, found.row_groups) == (20_000, 10)
        assert file.read_bytes <= TAIL_BYTES + length

    def test_a_footer_larger_than_the_tail(self):
        schema = pa.schema([(f"column {index}", pa.int64()) for index in range(2000)])
        data = written(schema, rows=1)
        length = int.from_bytes(data[-8:-4], "little")
        file = Counting(data)
        assert len(FooterReader().of_parquet(file).table.columns) == 2000
        assert length > TAIL_BYTES
        assert file.read_bytes <= TAIL_BYTES + length


class TestHostile:
    def faults(self, tmp_path: Path, data: bytes, name: str = "a.parquet") -> str | None:
        (tmp_path / name).write_bytes(data)
        found = footers(tmp_path, files(name))
        assert isinstance(found, Footers)
        fault = found.footers[name].table.fault
        return fault.exception if fault else None

    @pytest.mark.parametrize("name", ["a.parquet", "a.gpq", "A.PARQUET", "a.arrow"])
    @pytest.mark.parametrize("data", [b"", b"abc", b"PAR1PAR1", b"a,b\n1,2\n" * 100, b"PAR1" + b"\xff" * 8 + b"PAR1"])
    def test_no_such_file(self, tmp_path, name, data):
        assert self.faults(tmp_path, data, name) == "ArrowInvalid"

    def test_a_footer_of_junk(self, tmp_path):
        assert self.faults(tmp_path, parquet(b"\x15\x04\x19" * 50)) == "OSError"

    def test_a_footer_beyond_all_bounds_is_not_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(module, "MAX_FOOTER_BYTES", 10)
        (tmp_path / "a.parquet").write_bytes(written(pa.schema([("a", pa.int8())])))
        found = footers(tmp_path, files("a.parquet"))
        assert found == Footers({"a.parquet": Footer(Table(is_whole=False))})

    @pytest.mark.parametrize("depth", [300, 2_000, 100_000])
    def test_groups_in_groups_are_kept_from_an_older_pyarrow(self, monkeypatch, depth):
        monkeypatch.setattr(module, "_SAFE_PYARROW", 1000)
        monkeypatch.setattr(module, "_HARMLESS_BYTES", 0)
        assert read(parquet(footer(chain(depth)))) == Footer(Table(is_whole=False))

    def test_what_is_looked_through_has_a_bound(self, monkeypatch):
        monkeypatch.setattr(module, "_SAFE_PYARROW", 1000)
        monkeypatch.setattr(module, "_HARMLESS_BYTES", 0)
        data = written(pa.schema([("a", pa.int8())]))
        monkeypatch.setattr(module, "_MAX_WALKED_BYTES", 2 * len(data))
        reader = FooterReader()
        found = [reader.of_parquet(io.BytesIO(data)).table.is_whole for _ in range(4)]
        assert (found[0], found[-1]) == (True, False)

    @pytest.mark.parametrize("depth", [300, 100_000])
    def test_groups_in_groups_are_refused_by_a_newer_one(self, tmp_path, depth):
        if int(pa.__version__.partition(".")[0]) < 26:
            pytest.skip("this pyarrow does not look after itself")
        assert self.faults(tmp_path, parquet(footer(chain(depth)))) == "OSError"

    def test_a_hundred_thousand_columns(self):
        nodes = [node("schema", 100_000), *(node(f"c{index}") for index in range(100_000))]
        table = read(parquet(footer(nodes))).table
        assert len(table.columns) == 100_000

    def test_a_million_columns_are_not_asked_for(self):
        nodes = [node("schema", 300_000), *[node("c")] * 300_000]
        assert read(parquet(footer(nodes))) == Footer(Table(is_whole=False))

    @settings(max_examples=200)
    @given(st.data())
    def test_damaged(self, data):
        good = bytearray(DAMAGED)
        for _ in range(data.draw(st.integers(1, 4))):
            good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
        assert isinstance(tried(FooterReader().of_parquet, bytes(good)), Footer | Exception)


DAMAGED = written(pa.schema([("a", pa.int64()), ("b", pa.list_(pa.struct([("c", pa.string())])))]), rows=2)
