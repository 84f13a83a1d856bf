"""Where metadata stands that nobody reads: cards in, flaws of their front matter out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.model.text import SourceText
from cardcheck.parsing.front_matter import find_front_matter


def flaws(text: str) -> list[tuple[str, str]]:
    source = SourceText.of(text)
    return [(flaw.kind, source.slice(flaw.span)) for flaw in find_front_matter(source).flaws]


class TestMisplaced:
    def test_a_block_below_the_title(self):
        assert flaws("# T\n\n---\nlicense: mit\n---\nText.\n") == [("misplaced", "---\nlicense: mit\n---")]

    def test_a_block_that_the_end_closes(self):
        assert flaws("Text.\n\n---\nlicense: mit\n") == [("misplaced", "---\nlicense: mit")]

    def test_an_open_block_with_text_below_is_a_rule(self):
        assert flaws("Text.\n\n---\nlicense: mit\n\nMore.\n") == []

    def test_code_shows_how_a_card_is_written(self):
        assert flaws("# T\n\n~~~\n---\nlicense: mit\n---\n~~~\n") == []

    def test_unknown_keys_are_prose(self):
        assert flaws("# T\n\n---\nNote: this\n---\n") == []

    def test_a_block_far_down_is_not_looked_for(self):
        assert flaws("Text.\n" * 500 + "\n---\nlicense: mit\n---\n") == []


class TestUnfenced:
    @pytest.mark.parametrize("start", ["", "\n", "  \n\n"])
    def test_keys_at_the_top(self, start):
        assert flaws(f"{start}license: mit\ntags:\n- a\n\n# T\n") == [("unfenced", "license: mit\ntags:\n- a")]

    def test_blank_lines_between_known_keys(self):
        assert flaws("tags:\n- a\n\nlicense: mit\n\nnote: x\n") == [("unfenced", "tags:\n- a\n\nlicense: mit")]

    def test_an_item_without_a_blank_is_none(self):
        assert flaws("languages:\n-English\nAll data\n") == [("unfenced", "languages:")]

    def test_two_known_keys_below_the_title(self):
        assert flaws("# T\n\nlicense: mit\nlanguage: en\n\nText.\n") == [("unfenced", "license: mit\nlanguage: en")]

    @pytest.mark.parametrize("text", ["# T\n\nlicense: mit\n", "# T\n\ntitle: a\nauthor: b\n", "title: a\nauthor: b\n"])
    def test_a_single_known_key_is_a_remark(self, text):
        assert flaws(text) == []


class TestDoubled:
    def test_a_second_block(self):
        assert flaws("---\na: b\n---\n\n---\ntags: []\n---\n") == [("doubled", "---\ntags: []\n---")]

    def test_keys_below_the_fence(self):
        assert flaws("---\na: b\n---\ntags:\n- x\nlicense: mit\n\nText.\n") == [("doubled", "tags:\n- x\nlicense: mit")]

    def test_what_a_template_left(self):
        assert flaws("---\na: b\n---\n---\n# Doc\n{}\n---\n") == [("doubled", "---\n# Doc\n{}\n---")]

    @pytest.mark.parametrize(
        "below", ["---\n\n# T\n", "Note: x\n", "license: see below\n", "# T\n", "", "---\n# Doc\n---\n"]
    )
    def test_a_rule_or_a_remark_is_no_second_block(self, below):
        assert flaws(f"---\na: b\n---\n{below}") == []


class TestUnclosed:
    def test_runs_to_the_last_key(self):
        assert flaws("---\n\nlicense: mit\n\ntags:\n  - a\n\n# T\n") == [
            ("unclosed", "---\n\nlicense: mit\n\ntags:\n  - a"),
        ]

    def test_is_the_fence_alone_where_no_key_follows(self):
        assert flaws("---\n\n# T\n") == [("unclosed", "---")]


LINES = st.sampled_from(
    [
        "---",
        "--- ",
        "...",
        "license: mit",
        "tags:",
        "- a",
        "  - b",
        "-x",
        "# T",
        "",
        "Text.",
        "```",
        "{}",
        "TODO: x",
        "x: y",
        "\t",
    ]
)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_flaw_lies_in_the_card(lines, newline):
    source = SourceText.of(newline.join(lines))
    for flaw in find_front_matter(source).flaws:
        assert 0 <= flaw.span.start <= flaw.span.end <= len(source.text)
