"""How blocks of a page are found, and outputs compared: what runs the pages must not pass over anything."""

from __future__ import annotations

import pytest
from docs_blocks import blocks_of, commands, difference


def only(text: str):
    (block,) = blocks_of("page.md", text)
    return block


class TestBlocks:
    def test_a_block_has_its_language_text_and_line(self):
        block = only("# T\n\n```sh\ncardcheck check\n```\n")
        assert (block.language, block.text, block.line) == ("sh", "cardcheck check", 3)

    def test_an_indented_block_is_read_without_its_indent(self):
        assert only("- item\n\n  ```sh\n  a\n    b\n  ```\n").text == "a\n  b"

    def test_a_fence_inside_a_longer_one_is_text(self):
        assert only("````markdown\n```sh\nrm -r x\n```\n````\n").language == "markdown"

    def test_a_title_is_a_file(self):
        assert only('```toml title="cardcheck.toml"\nrules = "2026.1"\n```\n').title == "cardcheck.toml"

    @pytest.mark.parametrize("between", ["", "\n"])
    def test_comments_above_speak_of_the_block(self, between):
        text = f"Words.\n<!-- before: mkdir a &&\nmkdir b -->\n<!-- exits: 3 -->\n{between}```sh\nx\n```\n"
        assert only(text).said == {"before": "mkdir a &&\nmkdir b", "exits": "3"}

    def test_comments_further_up_do_not(self):
        assert only("<!-- not run: it asks -->\n\nWords.\n\n```sh\nx\n```\n").said == {}


class TestConsoles:
    def test_commands_are_told_from_what_they_print(self):
        assert commands("$ a \\\n  b\nc\n\nd\n$ e") == [("a \\\n  b", "c\n\nd"), ("e", "")]

    @pytest.mark.parametrize(
        ("shown", "said"),
        [
            ("a\nb", "a\nb\n"),
            ("a …", "a long line\n"),
            ("a\n…\nd", "a\nb\nc\nd\n"),
            ("a\n…\nd", "a\nd\n"),
            ("a\n\nb", "a  \n\nb\n"),
        ],
    )
    def test_an_output_as_shown_passes(self, shown, said):
        assert difference(shown, said) is None

    @pytest.mark.parametrize(
        ("shown", "said"), [("a", "b\n"), ("a", "a\nb\n"), ("a\nb", "a\n"), ("a.c", "abc\n"), ("a …", "a\n\nb\n")]
    )
    def test_an_output_that_differs_does_not(self, shown, said):
        assert "the program said" in difference(shown, said)
