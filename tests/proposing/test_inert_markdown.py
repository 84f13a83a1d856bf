"""What a card says becomes Markdown that shows it and does nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cardcheck.inert_markdown import inert, inert_code

_HARMLESS = {"inline", "paragraph_open", "paragraph_close", "text", "text_special", "code_inline"}
_SIGNS = st.text(alphabet=st.sampled_from("`*_[]()<>!#@/:.\\|~-+=&$ \n\t1aw"), max_size=40)
_HOSTILE = [
    "@alice see `x`",
    "[click](https://evil.example)",
    "https://evil.example and www.evil.example or evil.example",
    "<script>alert(1)</script>",
    "`` ` ``` ```",
    "a `b\n```\n# title\n```",
    "<!-- cardcheck-propose 1 -->",
    "-->\n@alice",
    "![img](x)",
    "- list",
    "1. list",
    "====",
    "see #12 and ##[error]",
    "&lt;b&gt;",
    "`value` with `@bob` in it",
    "\u202egnp.exe",
]


def _tokens(markdown: str) -> set[str]:
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return {token.type for block in found for token in (block, *(block.children or ()))}


@pytest.mark.parametrize("text", _HOSTILE)
@pytest.mark.parametrize("make", [inert, inert_code])
def test_nothing_comes_to_life(make, text):
    shown = make(text)
    assert _tokens(shown) <= _HARMLESS
    assert re.search(r"@\w|<!--|-->|#\d|##\[", shown) is None
    assert "\n" not in shown
    assert all(char.isprintable() or char == "\u2060" for char in shown)


@given(_SIGNS)
def test_no_signs_come_to_life(text):
    assert _tokens(inert(text)) <= _HARMLESS
    assert _tokens(inert_code(text)) <= _HARMLESS


@pytest.mark.parametrize("text", _HOSTILE)
def test_words_become_no_address(text):
    assert re.search(r"://|www\.\w|\.example", re.sub(r"`[^`]*`", "", inert(text))) is None


def test_words_and_values_read_as_they_are():
    shown = inert("`apache2` is not a license id (see 2.1); it is written `apache-2.0`")
    assert shown == "`apache2` is not a license id (see 2.1); it is written `apache-2.0`"


def test_endless_text_is_cut_in_the_middle():
    assert len(inert("x" * 10_000)) < 700
    assert len(inert(f"`{'x' * 10_000}`")) < 200
