"""A block as data: values, entries, duplicates, differences, comments."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest
from yaml_reading import read

from cardcheck.parsing.yaml.keys import js_number


@pytest.mark.parametrize(
    ("source", "client", "hub"),
    [
        ("no", False, "no"),
        ("On", True, "On"),
        ("y", "y", "y"),
        ("True", True, True),
        ("~", None, None),
        ("", None, None),
        ("1e3", "1e3", 1000),
        ("1.0e+3", 1000.0, 1000),
        ("014", 12, 14),
        ("0o14", "0o14", 12),
        ("1_000", 1000, "1_000"),
        ("12:30:45", 45045, "12:30:45"),
        ("3.10", 3.1, 3.1),
        ("1.0.0", "1.0.0", "1.0.0"),
        ("9007199254740993", 9007199254740993, 9007199254740992.0),
        ("2024-01-01", date(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)),
        ("1e400", "1e400", "1e400"),
    ],
)
def test_plain_scalars_in_both_dialects(source: str, client: object, hub: object) -> None:
    metadata = read(f"a: {source}").metadata
    assert repr(metadata.client["a"]) == repr(client)
    assert repr(metadata.hub["a"]) == repr(hub)


def test_javascript_days_overflow() -> None:
    metadata = read("a: 2023-02-30").metadata
    assert metadata.hub == {"a": datetime(2023, 3, 2, tzinfo=UTC)}


def test_values_are_one_object_where_the_readers_agree() -> None:
    metadata = read("a:\n- b: c\nd: no\ne: [1.0]").metadata
    assert metadata.client["a"] is metadata.hub["a"]
    assert (metadata.client["d"], metadata.hub["d"]) == (False, "no")


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("a: 1.0", []),
        ("a: 1000", []),
        ("a: 2024-01-01", []),
        ("a: 1e3", [("/a", "1e3", False)]),
        ("a: [no]", [("/a/0", "no", False)]),
        ("no: 1", [("/no", "no", True)]),
        ("2020: x", []),
        ("a: 'no'", []),
        ("? {no: 1}\n: x", [("/[object Object]", "no", True)]),
    ],
)
def test_differences(block: str, found: list[tuple[str, str, bool]]) -> None:
    text = read(block)
    assert [(each.pointer, text.slice(each.span), each.is_key) for each in text.metadata.differences] == found


def test_entries_tell_key_value_kind_style_text() -> None:
    text = read("a/b: [x, 'y']\nc:\n  - |\n    lines\n\n# end\n")
    found = [
        (pointer, entry.key and text.slice(entry.key), text.slice(entry.value), entry.kind, entry.style, entry.text)
        for pointer, entry in text.metadata.entries.items()
    ]
    assert found == [
        ("", None, "a/b: [x, 'y']\nc:\n  - |\n    lines", "mapping", "block", ""),
        ("/a~1b", "a/b", "[x, 'y']", "sequence", "flow", ""),
        ("/a~1b/0", None, "x", "scalar", "plain", "x"),
        ("/a~1b/1", None, "'y'", "scalar", "single", "y"),
        ("/c", "c", "- |\n    lines", "sequence", "block", ""),
        ("/c/0", None, "|\n    lines", "scalar", "literal", "lines\n"),
    ]


def test_a_missing_value_is_empty_behind_the_colon() -> None:
    text = read("a:\nb: 1")
    value = text.metadata.entries["/a"].value
    assert value.start == value.end == text.text.index(":") + 1


def test_anchors_and_tags_stand_outside_the_value() -> None:
    text = read("a: &x !!str 1\nb: *x\nc: &y\n  d: 1\ne: *y")
    entries = text.metadata.entries
    assert (text.slice(entries["/a"].value), entries["/a"].anchor) == ("1", "x")
    assert entries["/a"].tag == "tag:yaml.org,2002:str"
    assert (text.slice(entries["/b"].value), entries["/b"].kind) == ("*x", "alias")
    assert text.slice(entries["/c"].value) == "d: 1"
    assert "/e/d" not in entries
    assert text.metadata.client == text.metadata.hub == {"a": "1", "b": "1", "c": {"d": 1}, "e": {"d": 1}}


def test_duplicates_lead_to_the_last() -> None:
    text = read("a: {x: 1}\nb: 2\na: {y: 2}\nb: 2")
    first, second = text.metadata.duplicates
    assert (first.pointer, text.slice(first.first_value), text.slice(first.again_value)) == ("/a", "{x: 1}", "{y: 2}")
    assert (first.same_value, second.same_value) == (False, True)
    assert first.first_key < first.again_key
    assert list(text.metadata.entries) == ["", "/a", "/b", "/a/y"]
    assert text.metadata.client == {"a": {"y": 2}, "b": 2}
    assert text.metadata.hub is None


def test_a_key_written_in_two_ways_is_given_twice() -> None:
    text = read("1: a\n'1': b")
    (twice,) = text.metadata.duplicates
    assert (text.slice(twice.first_key), text.slice(twice.again_key)) == ("1", "'1'")


def test_merges_let_own_keys_win() -> None:
    block = "a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc:\n  <<: [*a, *b]\n  y: 3\nd:\n  <<: *a\n  <<: *b"
    metadata = read(block).metadata
    assert metadata.client["c"] == metadata.hub["c"] == {"x": 1, "y": 3, "z": 2}
    assert metadata.client["d"] == {"x": 2, "y": 1, "z": 2}
    assert metadata.hub["d"] == {"x": 1, "y": 1, "z": 2}
    assert not metadata.duplicates


@pytest.mark.parametrize(
    ("block", "comments"),
    [
        ("# one\na: b # two\n", ["# one", "# two"]),
        ("a: b#c\nd: 'e # f'", []),
        ("a: | # head\n  # text\n# after", ["# head", "# after"]),
        ("a: [b, # in\n  c]#end", ["# in", "#end"]),
        ("a: &x#y b # z", ["# z"]),
        ("# only", ["# only"]),
        ("a: [ # broken", ["# broken"]),
    ],
)
def test_comments(block: str, comments: list[str]) -> None:
    text = read(block)
    assert [text.slice(span) for span in text.metadata.comments] == comments


def test_the_last_line_has_an_end_for_the_hub_alone() -> None:
    metadata = read("a: |\n  x").metadata
    assert (metadata.client, metadata.hub) == ({"a": "x"}, {"a": "x\n"})


def test_unicode_line_ends_are_text_to_the_hub() -> None:
    metadata = read("a: x\u2028 y").metadata
    assert metadata.hub == {"a": "x\u2028 y"}
    assert metadata.client != metadata.hub


@pytest.mark.parametrize("block", ["", "\n", "# only", "   "])
def test_nothing_is_none(block: str) -> None:
    metadata = read(block).metadata
    assert (metadata.client, metadata.hub, dict(metadata.entries)) == (None, None, {})
    assert not metadata.client_fault
    assert not metadata.hub_fault


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (-2.5, "-2.5"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.25e-9, "1.25e-9"),
        (math.inf, "Infinity"),
        (math.nan, "NaN"),
    ],
)
def test_numbers_as_javascript_prints_them(number: float, text: str) -> None:
    assert js_number(number) == text
