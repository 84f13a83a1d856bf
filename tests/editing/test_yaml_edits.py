"""Small changes to the author's own YAML: text in, text out."""

import pytest

from cardcheck.editing import yaml_edits
from cardcheck.editing.apply import apply_edits
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span
from cardcheck.parsing.card import parse_card


def edited(yaml, change):
    """The block after a change; the change gets the card."""
    card = parse_card(f"---\n{yaml}---\n# T\n")
    after = apply_edits(card.source.text, change(card))
    assert after.endswith("---\n# T\n")
    return after.removeprefix("---\n").removesuffix("---\n# T\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("en", "en"),
        ("cc-by-4.0", "cc-by-4.0"),
        ("1K<n<10K", "1K<n<10K"),
        ("extended|glue", "extended|glue"),
        ("no", '"no"'),
        ("1.10", '"1.10"'),
        ("2024-01-01", '"2024-01-01"'),
        ("12:30", '"12:30"'),
        ("0x1f", '"0x1f"'),
        ("a: b", '"a: b"'),
        ("- x", '"- x"'),
        ('say "hi"', '"say \\"hi\\""'),
    ],
)
def test_scalar(text, written):
    assert yaml_edits.scalar(text) == written


def test_scalar_keeps_single_quotes():
    assert yaml_edits.scalar("it's", "single") == "'it''s'"


@pytest.mark.parametrize(
    ("pointer", "before", "after"),
    [
        ("/b", "a: 1\nb: 2 # two\nc: 3\n", "a: 1\nc: 3\n"),
        ("/b", "a: 1\nb:\n- x\n- y\nc: 3\n", "a: 1\nc: 3\n"),
        ("/b", "a: 1\nb:\nc: 3\n", "a: 1\nc: 3\n"),
        ("/b", "a: 1\nb: |\n  text\nc: 3\n", "a: 1\nc: 3\n"),
        ("/b/0", "a: 1\nb:\n- x # first\n- y\n", "a: 1\nb:\n- y\n"),
        ("/b/1", "a: 1\nb: [x, y, z]\n", "a: 1\nb: [x, z]\n"),
        ("/b/2", "a: 1\nb: [x, y, z]\n", "a: 1\nb: [x, y]\n"),
    ],
)
def test_remove_entry(pointer, before, after):
    assert edited(before, lambda card: yaml_edits.remove_entry(card, pointer)) == after


@pytest.mark.parametrize(
    ("pointer", "yaml"), [("/a", "a: 1\n"), ("/b/0", "b:\n- x\n"), ("/b/0/x", "b:\n- x: 1\n  y: 2\n")]
)
def test_remove_entry_refuses_what_it_cannot_do_well(pointer, yaml):
    assert edited(yaml, lambda card: yaml_edits.remove_entry(card, pointer)) == yaml


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n- x\n", "a:\n- x\n- new\n"),
        ("a:\n  -   x # c\nb: 1\n", "a:\n  -   x # c\n  -   new\nb: 1\n"),
        ("a: [x, y]\n", "a: [x, y, new]\n"),
        ("a: []\n", "a: []\n"),
    ],
)
def test_add_item(before, after):
    assert edited(before, lambda card: yaml_edits.append(card, "/a", ["new"])) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1 # one\nb: 2\n", "a: 1 # one\nnew: x\nb: 2\n"),
        ("a:\n- x\n", "a:\n- x\nnew: x\n"),
        ("a: |\n  text\nb: 2\n", "a: |\n  text\nnew: x\nb: 2\n"),
    ],
)
def test_add_key(before, after):
    assert edited(before, lambda card: yaml_edits.add_key(card, "/a", "new", "x")) == after


@pytest.mark.parametrize("before", ["a: '3' # three\n", "a: 3.5 # three\n"])
def test_write_number(before):
    assert edited(before, lambda card: yaml_edits.write_number(card.metadata.entries["/a"], 3)) == "a: 3 # three\n"


@pytest.mark.parametrize(
    ("pointer", "before", "after"),
    [
        ("/a/0/b", "a:\n- b: 1\n  c: 2\n", "a:\n- b: 1\n  new: x\n  c: 2\n"),
        (
            "/a/0/c",
            "a:\n  -   b: 1\n      c:\n      - 2\nd: 1\n",
            "a:\n  -   b: 1\n      c:\n      - 2\n      new: x\nd: 1\n",
        ),
        ("/a/0/b", "a:\n- {b: 1}\n", "a:\n- {b: 1}\n"),
    ],
)
def test_add_key_inside(pointer, before, after):
    assert edited(before, lambda card: yaml_edits.add_key(card, pointer, "new", "x")) == after


def test_swap_pairs():
    assert edited("a:\n  no way: 0 # c\n  yes: 1\n", lambda card: yaml_edits.swap_pairs(card, "/a")) == (
        'a:\n  "0": no way # c\n  "1": yes\n'
    )


def test_replace_value():
    flat = edited("a:\n  cola:\n  - x\nb: 1\n", lambda card: yaml_edits.replace_value(card, "/a", "[x]"))
    assert flat == "a: [x]\nb: 1\n"


def test_replace_value_refuses_to_lose_a_comment():
    yaml = "a:\n  # mine\n  cola:\n  - x\n"
    assert edited(yaml, lambda card: yaml_edits.replace_value(card, "/a", "[x]")) == yaml


def test_line_ends_of_the_author_are_used():
    card = parse_card("---\r\na: 1\r\nb: 2\r\n---\r\n")
    assert (
        apply_edits(card.source.text, yaml_edits.add_key(card, "/a", "c", "3"))
        == "---\r\na: 1\r\nc: 3\r\nb: 2\r\n---\r\n"
    )
    assert apply_edits(card.source.text, yaml_edits.remove_entry(card, "/a")) == "---\r\nb: 2\r\n---\r\n"


def test_edits_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abc", [Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")])
