"""Changes to lists of the author's own YAML: text in, text out, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.editing import yaml_lists
from cardcheck.editing.apply import apply_edits
from cardcheck.parsing.card import parse_card


def edited(yaml, change):
    """The block after a change; the change gets the card. None: refused."""
    card = parse_card(f"---\n{yaml}---\n# T\n")
    edits = change(card)
    if edits is None:
        return None
    return apply_edits(card.source.text, edits).removeprefix("---\n").removesuffix("---\n# T\n")


@pytest.mark.parametrize(
    ("before", "changes", "added", "after"),
    [
        ("a:\n- x # one\n- y\n", {0: "z"}, [], "a:\n- z # one\n- y\n"),
        ("a:\n- x\n- y # two\n", {0: None}, [], "a:\n- y # two\n"),
        ("a:\n  - x\n  - y\nb: 1\n", {1: None}, ["z"], "a:\n  - x\n  - z\nb: 1\n"),
        ("a:\n- x\n- y\n- z\n", {1: None, 2: None}, [], "a:\n- x\n"),
        ("a: ['x', y]\n", {0: "z"}, [], "a: ['z', y]\n"),
        ("a: [x, 'y', z]\n", {0: None, 2: "w"}, ["v"], "a: ['y', w, v]\n"),
        ("a: x # one\n", {0: "v"}, [], "a: v # one\n"),
        ("a: x # one\n", {0: "v"}, ["z"], "a: [v, z] # one\n"),
        ("a: [x]\nb: 1\n", {0: None}, [], "b: 1\n"),
        ("a: x\n", {0: "no"}, [], 'a: "no"\n'),
        ("a:\n- x\n", {}, ["no", "z"], 'a:\n- x\n- "no"\n- z\n'),
    ],
)
def test_change_items(before, changes, added, after):
    assert edited(before, lambda card: yaml_lists.change_items(card, "a", changes, added)) == after


@pytest.mark.parametrize(
    ("yaml", "changes"),
    [
        ("a:\n  - x\n    y\n  - z\n", {0: None}),
        ("a:\n- x\n- y # a remark would be lost\n", {1: None}),
        ("a:\n- &x x\n- y\n", {0: "z"}),
        ("a:\n- |\n  x\n- y\n", {0: "z"}),
        ("a: &all [x, y]\n", {0: "z"}),
        ("a:\n- [x]\n- y\n", {0: "z"}),
        ("a: [x,\n  y]\n", {0: None}),
        ("a: {x: y}\n", {0: "z"}),
        ("a:\n", {0: "z"}),
        ("b: 1\n", {0: "z"}),
        ("a: [x]\n", {0: None}),
        ("a: [x]\n", {0: "\x07"}),
    ],
)
def test_change_items_refuses_what_it_cannot_do_well(yaml, changes):
    assert edited(yaml, lambda card: yaml_lists.change_items(card, "a", changes)) is None


def test_very_long_lists_are_left_alone():
    yaml = "a:\n" + "- x\n" * 501
    assert edited(yaml, lambda card: yaml_lists.change_items(card, "a", {0: "z"})) is None
    assert edited(yaml, lambda card: yaml_lists.move_items(card, "a", "b", {0: "z"})) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: x\nb: [y]\n", "a: x\nb: [y, x, z]\n"),
        ("a:\n- x\nb:\n- x\n", "a:\n- x\nb:\n- x\n- z\n"),
        ("a: x\nb: y\n", "a: x\nb: [y, x, z]\n"),
        ("a: x\nb: []\n", "a: x\nb: [x, z]\n"),
        ("a: x\nb:\n", "a: x\nb: [x, z]\n"),
        ("a: x # one\nc: 1\n", "a: x # one\nb: [x, z]\nc: 1\n"),
        ("a:\n  - x\nc: 1\n", "a:\n  - x\nb:\n  - x\n  - z\nc: 1\n"),
        ("a: x\nb: {k: v}\n", None),
        ("{a: x}\n", None),
    ],
)
def test_extend(before, after):
    assert edited(before, lambda card: yaml_lists.extend(card, "b", ["x", "z", "x"], after="a")) == after


@pytest.mark.parametrize(
    ("before", "moved", "after"),
    [
        ("a:\n- x\n- y\n", {1: "z"}, "a:\n- x\nb:\n- z\n"),
        ("a:\n- x # one\n- y\n", {0: "x", 1: "w"}, "b:\n- x # one\n- w\n"),
        ("a: [x, y]\n", {0: "z", 1: "z"}, "b: [z]\n"),
        ("a: x\nb: [y]\n", {0: "z"}, "b: [y, z]\n"),
    ],
)
def test_move_items(before, moved, after):
    def change(card):
        return yaml_lists.together(yaml_lists.move_items(card, "a", "b", moved))

    assert edited(before, change) == after


def test_line_ends_of_the_author_are_used():
    card = parse_card("---\r\na:\r\n- x\r\n- z\r\n---\r\n")
    edits = yaml_lists.together(yaml_lists.move_items(card, "a", "b", {1: "z"}))
    assert apply_edits(card.source.text, edits) == "---\r\na:\r\n- x\r\nb:\r\n- z\r\n---\r\n"


def test_a_change_that_cannot_be_done_takes_the_others_with_it():
    card = parse_card("---\na: [x]\n---\n")
    change = yaml_lists.change_items(card, "a", {0: "y"})
    assert change
    assert yaml_lists.together(change, None) == ()
    assert yaml_lists.together(change, change) == ()


words = st.sampled_from(["en", "fr", "pt-BR", "no", "x y", "a, b", "1.0"])


@given(items=st.lists(words, min_size=1, max_size=6), data=st.data(), is_flow=st.booleans())
def test_the_list_says_afterwards_what_was_asked(items, data, is_flow):
    quoted = [f'"{item}"' for item in items]
    yaml = f"a: [{', '.join(quoted)}]\n" if is_flow else "a:\n" + "".join(f"- {item}\n" for item in quoted)
    places = st.dictionaries(st.integers(0, len(items) - 1), st.none() | words, max_size=len(items))
    changes, added = data.draw(places), data.draw(st.lists(words, max_size=3))
    after = edited(f"{yaml}z: 1\n", lambda card: yaml_lists.change_items(card, "a", changes, added))
    wanted = [changes.get(index, item) for index, item in enumerate(items)]
    wanted = [*(item for item in wanted if item is not None), *added]
    if after is None:
        assert not any(changes.get(index, item) for index, item in enumerate(items))
        return
    metadata = parse_card(f"---\n{after}---\n").metadata
    assert metadata is not None
    assert metadata.client == {"z": 1} | ({"a": wanted} if wanted else {})
