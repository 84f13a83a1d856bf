"""Two cards in, the pointers that differ out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.engine.fixing.metadata_changes import changed_pointers, outside
from cardcheck.parsing.card import parse_card


def changes(before: str, after: str) -> list[str]:
    return sorted(changed_pointers(*(parse_card(f"---\n{text}\n---\n") for text in (before, after))))


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("a: 1", "a: 1", []),
        ("a: 1 # b", 'a: 1\n"b": 2', ["/b"]),
        ("a: 1", "a: 1.0", ["/a"]),
        ("a: yes", "a: 'yes'", ["/a"]),
        ("a: {b: 1, c: 2}", "a: {b: 1, c: 3}", ["/a/c"]),
        ("a: 1\nb: 2", "b: 2", ["/a"]),
        ("a: [x, y, z]", "a: [x, z]", ["/a/1"]),
        ("a: [x, z]", "a: [x, y, z]", ["/a/1"]),
        ("a: [x, y]", "a: [x, w]", ["/a/1"]),
        ("a: [{name: x, b: 1}, {name: y}]", "a: [{name: x, b: 2}]", ["/a/0/b", "/a/1"]),
        ("a: [{name: x}]", "a: [{name: z}, {name: x, b: 2}]", ["/a/0", "/a/0/b"]),
        ("a: x", "a: [x]", ["/a"]),
        ("a/b: 1\nc~d: 1", "a/b: 2\nc~d: 2", ["/a~1b", "/c~0d"]),
        ("a: 1\nb: 2", "b: 2\na: 1", []),
    ],
)
def test_where_metadata_differ(before, after, where):
    assert changes(before, after) == where


def test_a_reader_that_could_not_read_it_before_does_not_count():
    # A tab after the colon is read by the Hub alone.
    assert changes("a:\tb", "a: c") == ["/a"]
    assert changes("a: [", "a: c") == []


def test_what_is_below_a_named_pointer_is_named():
    assert outside(["/a/0", "/b", "/ab"], ["/a"]) == ["/ab", "/b"]
    assert outside(["/a", "/b/c"], [""]) == []


values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["x", "yes", "1.10"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc/~"), inner, max_size=3),
    max_leaves=8,
)


@given(values, values)
def test_nothing_differs_exactly_when_the_values_are_one(before, after):
    assert (changes(f"k: {json.dumps(before)}", f"k: {json.dumps(after)}") == []) == (_typed(before) == _typed(after))


def _typed(value):
    """A value with the types of what it holds, for `1` is no `true`; the order of keys tells nothing."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    return [_typed(item) for item in value] if isinstance(value, list) else (type(value), value)
