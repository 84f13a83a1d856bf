"""Bodies made to be slow or deep are read to a bounded extent, and nothing is raised."""

import pytest

from cardcheck.model.text import SourceText
from cardcheck.parsing.markdown.body import read_markdown
from cardcheck.parsing.markdown.inline import find_marks
from cardcheck.parsing.markdown.text import PlainText

SIZE = 60_000
UNITS = [
    *("[", "![", "](", "[](", "[](<", '[](a "', "[**a](b)", "*a **a ", "_a_ ", "`", "``a`", "\\", "&amp;"),
    *("<!--", "<!-- -->", "<a ", "<a x='\"", "<?", "<![CDATA[", "<h1>", "<h1>a</h1>\n\n", "<script>"),
    *("<a href=x></a>", "<div><a href='x'>", "# [[[[\n", "# *a **b\n", "~~~\n", "a\n=\n", "|", "|a", "|a|b\n|-|-\n"),
    *(">", "> ", "- ", "- a\n", "> - ", "1. ", "[a]: b\n", '[a]: b "\n', "[a\n", "[a]: (\n"),
    *("\0", "\t", "\r", "  ", "😀", "İ"),
]
WHOLE = [
    "".join("`" * length + " " for length in range(1, 400)),
    "".join("  " * depth + "- a\n" for depth in range(300)),
    "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b\n" * 50,
    "[a]: " + "b" * 100_000,
    "[](" + "(" * 50_000,
    "[](" + "\\(" * 50_000,
    "[a]: b\n\n" + "[" * 20_000 + "a" + "]" * 20_000,
    "<" + "a" * 100_000,
    "# " + "*a_" * 30_000,
]


@pytest.mark.parametrize(
    "text", [*(unit * (SIZE // len(unit)) for unit in UNITS), *WHOLE], ids=lambda text: repr(text[:12])
)
def test_hostile_bodies_are_read(text):
    body = read_markdown(SourceText.of(text), 0)
    assert len(body.prose) == len(SourceText.of(text).text)


def test_a_long_body_is_read_up_to_a_line_end():
    text = "word " * 1_000 + "\n"
    body = read_markdown(SourceText.of(text * 300), 0)
    assert body.truncated_at == 199 * len(text)
    assert body.prose[: len(text)] == text
    assert not body.prose[body.truncated_at :].strip()
    assert body.sections[-1].span.end == body.span.end == 300 * len(text)


def test_a_body_of_too_many_lines_is_read_in_part():
    body = read_markdown(SourceText.of("# a\n" * 16_000), 0)
    assert body.truncated_at == 4 * 15_000
    assert len(body.sections) == 15_000


def test_a_body_without_line_ends_is_cut_where_the_limit_falls():
    assert read_markdown(SourceText.of("a" * 1_000_001), 0).truncated_at == 1_000_000


def test_links_are_read_until_that_becomes_too_much_work():
    text = "[a](b)\n\n" * 4_000 + "[c](d) " * 20_000
    body = read_markdown(SourceText.of(text), 0)
    assert len(body.links) == 4_000
    assert body.truncated_at == 8 * 4_000


def test_deeply_nested_brackets_need_no_deep_recursion():
    text = "![" * 20_000 + "a" + "](b)" * 20_000
    assert len(find_marks(text, lambda _: False)) == 1


def test_long_titles_are_stripped_of_markers_without_being_parsed():
    assert PlainText({}).of("*a* `b` [c](d) " * 100) == "a b c " * 100
