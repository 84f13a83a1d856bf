"""What statistics in footers, and small Arrow files, tell of values."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardcheck.facts import parquet
from cardcheck.facts._statistics import values_of
from cardcheck.model.facts import Column, Values

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from cardcheck.facts.parquet import MAX_ARROW_BYTES, FooterReader  # noqa: E402


def of_parquet(cells, **options):
    out = io.BytesIO()
    pq.write_table(pa.table({"a": cells}), out, **options)
    return FooterReader().of_parquet(out).table.values.get("a")


def of_arrow(cells, **options):
    out = io.BytesIO()
    table = pa.table({"a": cells})
    with pa.ipc.new_stream(out, table.schema, **options) as writer:
        writer.write_table(table)
    return FooterReader().of_arrow(out).table.values.get("a")


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        ([1, 5, 3], Values(low=1, high=5)),
        ([1, None], Values(has_nulls=True, low=1, high=1)),
        ([0.5, 1.0, 2.0], Values(low=0.5, high=2.0, is_integral=False)),
        ([1.0, 2.0], Values(low=1.0, high=2.0)),
        ([1.0, 1.5, 2.0], None),
        (["b", "a"], Values(is_integral=False, texts=frozenset("ab"))),
        (["a", "b", "c"], Values(is_integral=False, some=frozenset("ac"))),
        (["a" * 100], None),
        ([b"\xff"], None),
        ([[1]], None),
    ],
)
def test_statistics_of_a_footer(cells, known):
    assert of_parquet(cells) == known


def test_row_groups_together():
    assert of_parquet([1, 2, 3, 9], row_group_size=1) == Values(low=1, high=9)
    assert of_parquet(["a", "b", "c"], row_group_size=1) == Values(is_integral=False, texts=frozenset("abc"))


def test_without_statistics():
    assert of_parquet([1, 2], write_statistics=False) is None


def test_a_small_arrow_file_is_read():
    assert of_arrow([1, 5, None]) == Values(has_nulls=True, low=1, high=5)
    assert of_arrow([0.5]) == Values(low=0.5, high=0.5, is_integral=False)
    assert of_arrow(["a", "b"]) == Values(is_integral=False, texts=frozenset("ab"))
    assert of_arrow([float("nan")]) is None


def test_a_large_or_compressed_one_is_not():
    assert of_arrow(list(range(MAX_ARROW_BYTES))) is None
    assert of_arrow([1] * 100, options=pa.ipc.IpcWriteOptions(compression="zstd")) is None
    assert of_arrow(pa.array(["a"] * 9).dictionary_encode()) is None


@pytest.mark.parametrize(
    ("type_", "cells", "known"),
    [
        (pa.int8(), [-1, 2], Values(low=-1, high=2)),
        (pa.uint64(), [0, 2**64 - 1], Values(low=0, high=2**64 - 1)),
        (pa.float32(), [0.5, 2.0], Values(low=0.5, high=2.0, is_integral=False)),
        (pa.large_string(), ["x"], Values(is_integral=False, texts=frozenset("x"))),
        (pa.int64(), [None], Values(has_nulls=True)),
        (pa.bool_(), [True], None),
    ],
)
def test_types(type_, cells, known):
    assert of_parquet(pa.array(cells, type_)) == known


def test_a_column_inside_another_is_passed_over():
    assert of_parquet([{"a": 1}]) is None


class TestHostileFooters:
    COLUMNS = (Column("a", "int64"), Column("b", "string"))

    def footer(self) -> bytes:
        out = io.BytesIO()
        pq.write_table(pa.table({"a": [1, 2, 3], "b": ["x", "y", "z"]}), out, row_group_size=1)
        data = out.getvalue()
        return data[-8 - int.from_bytes(data[-8:-4], "little") : -8]

    @given(st.binary(max_size=300))
    def test_any_bytes(self, data):
        assert isinstance(values_of(data, self.COLUMNS), dict)

    @settings(max_examples=300)
    @given(st.data())
    def test_damaged(self, data):
        good = bytearray(self.footer())
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
        assert isinstance(values_of(bytes(good), self.COLUMNS), dict)

    def test_cut_off(self):
        footer = self.footer()
        assert values_of(footer, self.COLUMNS).keys() == {"a", "b"}
        assert all(values_of(footer[:length], self.COLUMNS) == {} for length in range(len(footer) - 1))

    def test_beyond_a_budget_nothing_is_looked_at(self, monkeypatch):
        monkeypatch.setattr(parquet, "MAX_CHUNKS_BYTES", 10)
        assert of_parquet([1, 2]) is None
