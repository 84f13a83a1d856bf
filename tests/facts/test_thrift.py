from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parquet_bytes import chain, footer, node, schema_again

from cardcheck.facts._thrift import schema_depth, schema_length


@pytest.mark.parametrize("depth", [1, 2, 50, 10_000])
def test_depth_of_a_chain(depth):
    data = footer(chain(depth))
    assert schema_depth(data) == depth
    assert schema_length(data) == depth + 1


def test_siblings_do_not_add_up():
    assert schema_depth(footer([node("schema", 3), node("a", 1), node("x"), node("b", 1), node("y"), node("z")])) == 2


def test_a_schema_that_comes_again_counts():
    assert schema_depth(footer(chain(1), schema_again(chain(300)))) == 300


def test_what_is_cut_off_is_no_footer():
    with pytest.raises(ValueError, match="ends too early"):
        schema_depth(footer(chain(20))[:40])


@given(st.binary(max_size=400))
def test_any_bytes(data):
    with contextlib.suppress(ValueError):
        schema_depth(data)
    schema_length(data)


@given(st.data())
def test_damaged_footers(data):
    good = bytearray(footer(chain(30)))
    at = data.draw(st.integers(0, len(good) - 1))
    good[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ValueError):
        schema_depth(bytes(good))
