"""What no edit may do: write a mask, touch what aliases share, rename a key that is given twice."""

import pytest

from cardcheck.editing import yaml_edits
from cardcheck.editing.refusals import can_stand
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span
from cardcheck.parsing.card import parse_card

TOKEN = "hf_" + "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3x"
SHARED = "a: &x [1, 2]\nb: *x\nc: 3\nd:\n  <<: {p: 1}\n"


def can_set(yaml: str, pointer: str, text: str = "new") -> bool:
    card = parse_card(f"---\n{yaml}---\n# T\n")
    edits = yaml_edits.set_value(card.metadata.entries[pointer], text)
    return bool(edits) and can_stand(card, edits)


@pytest.mark.parametrize(
    ("yaml", "pointer", "stands"),
    [
        (SHARED, "/a/0", False),
        (SHARED, "/c", True),
        ("a: &x [1, 2]\nc: 3\n", "/a/0", True),
        ("a: &x {p: 1}\nb:\n  <<: *x\n  q: 2\n", "/a/p", False),
        ("a: &x {p: 1}\nb:\n  <<: *x\n  q: 2\n", "/b/q", True),
    ],
)
def test_what_aliases_share_stays(yaml, pointer, stands):
    assert can_set(yaml, pointer) is stands


def test_a_key_given_twice_keeps_its_name():
    card = parse_card("---\na: 1\na: 2\nb: 3\n---\n# T\n")
    assert not can_stand(card, yaml_edits.rename_key(card.metadata.entries["/a"], "c"))
    assert can_stand(card, yaml_edits.rename_key(card.metadata.entries["/b"], "c"))


def test_no_mask_is_written():
    card = parse_card(f"---\ntoken: {TOKEN}\nb: 3\n---\n# T\n")
    assert card.secrets
    assert not can_stand(card, yaml_edits.quote(card, card.metadata.entries["/token"]))
    assert not can_stand(card, (Edit(Span(0, 0), card.source.slice(card.metadata.entries["/token"].value)),))
    assert can_stand(card, yaml_edits.set_value(card.metadata.entries["/b"], "new"))


def test_text_may_change_whatever_the_front_matter_shares():
    card = parse_card(f"---\n{SHARED}---\n# T\n")
    at = card.body.span.start
    assert can_stand(card, (Edit(Span(at + 2, at + 3), "U"),))
