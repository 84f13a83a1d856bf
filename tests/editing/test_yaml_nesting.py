"""Changes of nesting: the same text, one level deeper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.editing import yaml_nesting
from cardcheck.editing.apply import apply_edits
from cardcheck.parsing.card import parse_card


def edited(yaml, change, newline="\n"):
    card = parse_card(f"---\n{yaml}---\n".replace("\n", newline))
    text = apply_edits(card.source.text, change(card))
    again = parse_card(text)
    return text.replace(newline, "\n")[4:-4], again.metadata.client


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  b: 1\n", "a:\n  - b: 1\n"),
        (
            "a:\n  b: 1 # one\n\n  # two\n  c: |\n    text\nd: 2\n",
            "a:\n  - b: 1 # one\n\n    # two\n    c: |\n      text\nd: 2\n",
        ),
        ("a: {b: 1}\n", "a: [{b: 1}]\n"),
        ("a: &x\n  b: 1\n", "a: &x\n  b: 1\n"),
        ("a: 1\n", "a: 1\n"),
    ],
)
def test_wrap_mapping(before, after, newline):
    assert edited(before, lambda card: yaml_nesting.wrap_mapping(card, "/a"), newline)[0] == after


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  x: f\n  y: [g, h]\n", "a:\n  - split: x\n    path: f\n  - split: y\n    path: [g, h]\n"),
        ("a:\n  x:\n  - f\n  # c\n  - g\n", "a:\n  - split: x\n    path:\n    - f\n    # c\n    - g\n"),
        ("a: {x: f, y: [g]}\n", "a: [{split: x, path: f}, {split: y, path: [g]}]\n"),
        ("a: {x: f,\n  y: g}\n", "a: {x: f,\n  y: g}\n"),
        ("a:\n  x: {b: f}\n", "a:\n  - {split: x, b: f}\n"),
        (
            "a:\n  x:\n    b: f # c\n    d: g\n  y: h\n",
            "a:\n  - split: x\n    b: f # c\n    d: g\n  - split: y\n    path: h\n",
        ),
        ("a:\n  x:\n      b: f\n      d:\n      - g\n", "a:\n  - split: x\n    b: f\n    d:\n    - g\n"),
        ("a:\n  x:\n   b: f\n   d: g\n", "a:\n  - split: x\n    b: f\n    d: g\n"),
        ("a:\n  x:\n    split: x\n    b: f\n", "a:\n  - split: x\n    b: f\n"),
        ("a:\n  x:\n    split: y\n    b: f\n", "a:\n  x:\n    split: y\n    b: f\n"),
        ("a:\n  x: {}\n", "a:\n  x: {}\n"),
        ("a: {x: {b: f}, y: g}\n", "a: [{split: x, b: f}, {split: y, path: g}]\n"),
        ("a:\n  x: # c\n  - f\n", "a:\n  x: # c\n  - f\n"),
        ("a:\n  x: &y f\n", "a:\n  x: &y f\n"),
    ],
)
def test_items_of_mapping(before, after, newline):
    assert edited(before, lambda card: yaml_nesting.items_of_mapping(card, "/a"), newline)[0] == after


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n- x: f # c\n", "a:\n- name: x\n  dtype: f # c\n"),
        ("a:\n  -   x: 'f'\n", "a:\n  -   name: x\n      dtype: 'f'\n"),
        ("a: [{x: f}]\n", "a: [{name: x, dtype: f}]\n"),
        ("a: [{x: f, y: g}]\n", "a: [{x: f, y: g}]\n"),
        ("a:\n- x: |\n    f\n", "a:\n- x: |\n    f\n"),
    ],
)
def test_pair_as_mapping(before, after, newline):
    assert edited(before, lambda card: yaml_nesting.pair_as_mapping(card, "/a/0", "name", "dtype"), newline)[0] == after


names = st.sampled_from(["train", "test", "dev.x", "'2020'", '"no"'])
paths = st.sampled_from(
    ["a.csv", "'b c.csv'", '"d"', "[a.csv, b.csv]", "\n    - a.csv\n    - b.csv", "\n    - a.csv  # c"]
)


@given(st.dictionaries(names, paths, min_size=1))
def test_the_same_splits_with_the_same_files(splits):
    yaml = "a:\n" + "".join(f"  {name}: {path}\n" for name, path in splits.items())
    before = parse_card(f"---\n{yaml}---\n").metadata.client["a"]
    _, after = edited(yaml, lambda card: yaml_nesting.items_of_mapping(card, "/a"))
    assert after["a"] == [{"split": name, "path": path} for name, path in before.items()]
