from __future__ import annotations

import pytest

pytest.importorskip("pygls")

from lsp_cards import judged, marked

from cardcheck.lsp.hover import hover
from cardcheck.lsp.lens import in_full, lenses
from cardcheck.lsp.symbols import symbols


def told(card: str) -> str | None:
    text, position = marked(card)
    state = judged(text)
    found = hover(state.places, position, state.report.shown)
    return found and found.contents.value


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("lice¦nse: mit", "`license`: License of the data"),
        ("license: apache¦-2.0", "`apache-2.0`: Apache license 2.0"),
        ("language:\n- c¦y", "`cy`: Welsh"),
        ("size_categories: [1K<n¦<10K]", "`1K<n<10K`: 1,000 to 9,999 rows"),
        ("task_categories:\n- text-class¦ification", "Text Classification"),
        ("task_ids:\n- abstractive-¦qa", "(a subtask of `text-generation`)"),
        ("multilinguality: mono¦lingual", "one language"),
        ("configs:\n- config_name: a\n  data_fi¦les: b", "`data_files`: Files of the subset"),
        ("languages¦: en", "write `language`"),
        ("license: apach¦e2", "`cardcheck explain license/unknown-id`"),
    ],
)
def test_what_is_said_of_a_place(lines, words):
    assert words in told(f"---\n{lines}\n---\n# T\n")


@pytest.mark.parametrize(
    "card", ["---\nxyz: ¦1\n---\n# T\n\nWords.\n", "---\na: 1\n---\n# T\n\nHeights of ¦the sea.\n"]
)
def test_where_nothing_is_known_nothing_is_said(card):
    assert told(card) is None


def test_a_card_cannot_put_markup_into_what_is_said():
    assert "<img" not in (told("---\nlicense: '<img src=x>¦'\n---\n# T\n") or "").replace("`<img src=x>`", "")


def names(found):
    return [(one.name, names(one.children or [])) for one in found]


def test_the_outline_has_keys_subsets_and_sections():
    card = "---\nlicense: mit\nconfigs:\n- config_name: north\n- config_name: south\n---\n# A\n## B\n### C\n## D\n# \n"
    state = judged(card)
    assert names(symbols(state.places, state.card)) == [
        ("Metadata", [("license", []), ("configs", [("north", []), ("south", [])])]),
        ("A", [("B", [("C", [])]), ("D", [])]),
        ("(no name)", []),
    ]


def contains(outer, inner) -> bool:
    begins = (outer.start.line, outer.start.character) <= (inner.start.line, inner.start.character)
    return begins and (inner.end.line, inner.end.character) <= (outer.end.line, outer.end.character)


@pytest.mark.parametrize(
    "card", ["---\na:\nb: &x [1]\nconfigs:\n- \n- *x\n---\n# A", "\ufeff---\r\na: 1\r\n---\r\n# A\r\n"]
)
def test_what_is_chosen_lies_in_the_whole(card):
    state = judged(card)
    waiting = symbols(state.places, state.card)
    while waiting:
        one = waiting.pop()
        assert contains(one.range, one.selection_range)
        waiting += one.children or []


def test_the_lens_has_the_score_and_what_to_do_next():
    state = judged("---\nlicense: apache2\n---\n# T\n")
    (lens,) = lenses(state.report.score, "file:///README.md")
    assert lens.command.title.startswith(f"cardcheck: {state.report.score.whole} of 100")
    assert "next: " in lens.command.title
    assert "Load " in in_full(state.report.score)


def test_a_card_without_a_score_has_no_lens():
    assert lenses(None, "file:///README.md") == []
