from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.model.text import SourceText

pytest.importorskip("pygls")

from cardcheck.lsp.spots import MOST_LINES, spot_at


def spot(card: str):
    """Return the spot at the mark `|` of a card, and the text it stands on."""
    offset = card.index("¦")
    source = SourceText.of(card.replace("¦", ""))
    found = spot_at(source, offset)
    return found and (found.route, source.slice(found.span))


def fenced(lines: str) -> str:
    return f"---\n{lines}\n---\n# T\n"


@pytest.mark.parametrize(
    ("lines", "route", "text"),
    [
        ("lic¦", (), "lic"),
        ("lic¦ense: mit", ("license",), "license"),
        ("license: m¦", ("license",), "m"),
        ("license: ¦", ("license",), ""),
        ("license:\n- ¦", ("license", 0), ""),
        ("license:\n- mit\n- ap¦", ("license", 1), "ap"),
        ("license:\n  - mit\n  - ap¦ache", ("license", 1), "apache"),
        ("license: [mit, ap¦", ("license", 1), "ap"),
        ("license: [mit, ap¦, x]", ("license", 1), "ap"),
        ("license: [mit,\n  ap¦]", ("license", 1), "ap"),
        ('license: ["mi¦t"]', ("license", 0), "mit"),
        ('license: "mi¦t"', ("license",), "mit"),
        ('license: "mi¦', ("license",), "mi"),
        ("a: 1\nlicense: mit\nlang¦", (), "lang"),
        ("configs:\n- config_name: a\n  data¦", ("configs", 0), "data"),
        ("configs:\n- config_name: a\n- con¦", ("configs", 1), "con"),
        (
            "configs:\n- config_name: a\n  data_files:\n  - split: train\n    path: x¦",
            ("configs", 0, "data_files", 0, "path"),
            "x",
        ),
        (
            "configs:\n- config_name: a\n  data_files:\n  - split: train\n    path:\n    - x\n    - y¦",
            ("configs", 0, "data_files", 0, "path", 1),
            "y",
        ),
        ("configs:\n- data_files: a\n\n  ¦", ("configs", 0), ""),
        ("configs: [{config_name: a, data_files: ¦", ("configs", 0, "data_files"), ""),
        ("configs: [{config_name: a, da¦", ("configs", 0), "da"),
        ("configs: [{con¦fig_name: a}]", ("configs", 0, "config_name"), "config_name"),
        ("dataset_info:\n  features:\n  - name: a\n    dtype: in¦", ("dataset_info", "features", 0, "dtype"), "in"),
        (
            "dataset_info:\n  features:\n  - name: a\n    dtype: int64\n  splits:\n  - na¦",
            ("dataset_info", "splits", 0),
            "na",
        ),
        ("x: |\n  license: no\nlicense: ¦", ("license",), ""),
        ("x: [a, b]\nlicense: ¦", ("license",), ""),
        ("license: mit¦ # why", ("license",), "mit"),
    ],
)
def test_the_keys_that_lead_to_what_is_being_written(lines, route, text):
    assert spot(fenced(lines)) == (route, text)


@pytest.mark.parametrize(
    "card",
    [
        fenced("license: mit # wh¦y"),
        fenced("x: |\n  license: ¦"),
        fenced("x: [a # b¦"),
        "---\nlicense: mit\n---\n# T\n\nlicense: ¦",
        "# T\n\nlicense: ¦",
        "---¦\nlicense: mit\n---\n",
        "¦",
    ],
)
def test_comments_texts_and_the_body_are_no_metadata(card):
    assert spot(card) is None


def test_metadata_need_not_be_closed_yet():
    assert spot("---\nlicense: ¦") == (("license",), "")


def test_an_answer_costs_no_more_than_so_many_lines():
    lines = "- en\n" * (MOST_LINES + 10)
    assert spot(f"---\nlanguage:\n{lines}- ¦\n---\n") is None


def test_line_ends_of_windows():
    assert spot("---\r\nconfigs:\r\n- config_name: ¦\r\n---\r\n") == (("configs", 0, "config_name"), "")


@given(st.text(st.sampled_from("---\n\r [{]},:#'\"a|>\U0001f30a"), max_size=60), st.data())
def test_every_offset_of_every_text_gets_an_answer_that_lies_in_it(text, data):
    source = SourceText.of("---\n" + text)
    offset = data.draw(st.integers(0, len(source.text)))
    found = spot_at(source, offset)
    if found is not None:
        assert 0 <= found.span.start <= found.span.end <= len(source.text)
        assert found.span.start <= offset <= found.span.end
