"""Small changes to Markdown, and when they are refused."""

import pytest

from cardcheck.editing import markdown_edits
from cardcheck.editing.apply import apply_edits
from cardcheck.model.text import SourceText
from cardcheck.parsing.markdown.body import read_markdown


def headings(text):
    source = SourceText.of(text)
    return source, [section.heading for section in read_markdown(source, 0).sections if section.heading]


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("# T", 2, "## T"),
        ("### T ###", 1, "# T ###"),
        ("##\tT", 3, "###\tT"),
        ("  ## T", 1, "  # T"),
        ("T\n===", 2, "T\n==="),
        ("# T", 7, "# T"),
        ("<h1>T</h1>", 2, "<h1>T</h1>"),
    ],
)
def test_a_heading_gets_another_level(text, level, expected):
    source, (heading,) = headings(text)
    assert apply_edits(text, markdown_edits.set_level(source, heading, level)) == expected


def test_levels_shift_together_or_not_at_all():
    text = "# A\n\n## B\n\n###### C\n"
    source, found = headings(text)
    assert apply_edits(text, markdown_edits.shift_levels(source, found[:2], 1)) == "## A\n\n### B\n\n###### C\n"
    assert markdown_edits.shift_levels(source, found, 1) == ()


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [("a\nb\nc\n", 2, "a\nc\n"), ("a\r\nb\r\nc", 3, "a\r\nc"), ("a\nb", 2, "a\n"), ("a", 0, "")],
)
def test_a_line_goes_with_its_end(text, offset, expected):
    assert apply_edits(text, [markdown_edits.drop_line(SourceText.of(text), offset)]) == expected


def test_plain_text_stays_plain():
    written = markdown_edits.escaped("a_b *c*  [d] <e>\nf")
    assert written == r"a\_b \*c\* \[d\] \<e\> f"
    _, (heading,) = headings(f"# {written}")
    assert heading.title == "a_b *c* [d] <e> f"
