"""What stands where in a body, by example."""

import pytest

from cardcheck.model.card import Body
from cardcheck.model.text import SourceText
from cardcheck.parsing.markdown.body import read_markdown


def read(text: str) -> Body:
    return read_markdown(SourceText.of(text), 0)


def cut(text: str, spans) -> list[str]:
    source = SourceText.of(text)
    return [source.slice(span) for span in spans]


def links(text: str) -> list[tuple[str, str, str]]:
    """Return form, target as resolved, and the destination as its span has it in the source."""
    source = SourceText.of(text)
    return [
        (link.form, link.target, source.slice(link.target_span) if link.target_span else "-")
        for link in read(text).links
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b)", ("inline", "b", "b")),
        ("[a]( b 'title' )", ("inline", "b", "b")),
        ('[a](<b c> "title")', ("inline", "b%20c", "b c")),
        ("[a](b(c)d)", ("inline", "b(c)d", "b(c)d")),
        ("[a](b\\)c)", ("inline", "b)c", "b\\)c")),
        ("[a](b&amp;c)", ("inline", "b&c", "b&amp;c")),
        ("[a]()", ("inline", "", "")),
        ("[a](ü)", ("inline", "%C3%BC", "ü")),
        ("[a](file:///home/me)", ("inline", "file:///home/me", "file:///home/me")),
        ("![a](b)", ("inline", "b", "b")),
        ("x <https://a.b/c>", ("autolink", "https://a.b/c", "https://a.b/c")),
        ("x <me@a.b>", ("autolink", "mailto:me@a.b", "me@a.b")),
        ("x <a href='b&amp;c'>d</a>", ("html", "b&c", "b&amp;c")),
        ("<p><IMG alt=x SRC = b.png></p>", ("html", "b.png", "b.png")),
    ],
)
def test_a_link_knows_its_target_and_where_it_is_written(text, expected):
    assert links(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "> - a\n>   [b](c)\n",
        "> quoted\nlazy [b](c)\n",
        "-\ta\n\n\t[b](c)\n",
        ">\t[b](c)\n",
        "a\r\nb [b](c)\r\n",
        "a\rb [b](c)\r",
        "a\u2028\x85\x0b😀 [b](c)",
        "a\0\n[b](c)",
        "## 😀 [b](c) ##",
        "one\n  [b](c)\n===\n",
        "> > 1. # [b](c)\n",
        "a | b\n-|-\n\\| x | [b](c)\n",
        "\u3000\n[b](c)  \n\u3000",
    ],
)
def test_a_link_is_found_at_its_place_in_any_container(text):
    (link,) = read(text).links
    assert cut(text, [link.span, link.target_span]) == ["[b](c)", "c"]


def test_references_lead_to_their_definition_which_is_a_link_of_its_own():
    text = "[One]: http://x.y 'T'\n[two]:\n  <a b>\n\n[one], [x][two], [two][] and [none]"
    assert links(text) == [
        ("definition", "http://x.y", "http://x.y"),
        ("definition", "a%20b", "a b"),
        ("reference", "http://x.y", "-"),
        ("reference", "a%20b", "-"),
        ("reference", "a%20b", "-"),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[*a* `b` ~~c~~ &amp; \\*](d)", "a b c & *"),
        ("[a\nb](c)", "a b"),
        ("[![badge](x.svg)](y)", ""),
        ("![an *image*](x)", "an image"),
        ("<p><a href=x>so <b>bold</b></a></p>", "so bold"),
        ("x <img src=y alt='a &lt; b'>", "a < b"),
    ],
)
def test_a_link_is_shown_as_text(text, shown):
    assert shown in {link.text for link in read(text).links}


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b)`",
        "    [a](b)",
        "```\n[a](b)\n```",
        "\\[a](b)",
        "<!-- [a](b) -->",
        "<!-- <a href=b>c</a> -->",
        "[a](b c)",
        "[a] (b)",
    ],
)
def test_what_only_looks_like_a_link_is_none(text):
    assert read(text).links == ()


def test_links_hold_no_links_and_images_describe_in_plain_text():
    assert [link.target for link in read("[a [b](c) d](e)").links] == ["c"]
    assert [link.target for link in read("[![a](b)](c)").links] == ["c", "b"]
    assert [link.target for link in read("![a [b](c)](d)").links] == ["d"]


def test_code_spans_are_found_with_their_backticks():
    text = "`a` and ``b ` c`` and `not\n\n| `d` | \\`e` |\n|-|-|\n> `f\n> g`\n"
    assert cut(text, read(text).code_spans) == ["`a`", "``b ` c``", "`d`", "`f\n> g`"]


@pytest.mark.parametrize(
    ("text", "level", "title", "slug"),
    [
        ("# A *b* `c_d` ![i](j) <b>e</b> &amp; [f](g) #", 1, "A b c_d e & f", "a-b-c_d--e--f"),
        ("Two\nlines\n---", 2, "Two lines", "twolines"),
        ("<h2 align=center>\n  Hi <b>there</b>\n</h2>", 2, "Hi there", "hi-there"),
        ("###", 3, "", ""),
        ("# 🤗 Data", 1, "🤗 Data", "-data"),
    ],
)
def test_headings_have_title_and_anchor(text, level, title, slug):
    (section,) = read(text).sections
    assert section.heading is not None
    assert (section.heading.level, section.heading.title, section.heading.slug) == (level, title, slug)
    assert section.heading.span == (0, len(text))
    assert slug in read(text).anchors


def test_sections_nest_by_level():
    text = "lead\n# A\none\n### B\ntwo\n## C\nthree\n# A\n> # no section\n"
    sections = read(text).sections
    assert [section.path for section in sections] == [(), ("A",), ("A", "B"), ("A", "C"), ("A",)]
    assert [section.children for section in sections] == [0, 2, 0, 0, 0]
    assert cut(text, [section.own for section in sections]) == [
        "lead\n",
        "\none\n",
        "\ntwo\n",
        "\nthree\n",
        "\n> # no section\n",
    ]
    assert cut(text, [sections[1].span]) == ["# A\none\n### B\ntwo\n## C\nthree\n"]
    assert [section.heading.slug for section in sections if section.heading] == ["a", "b", "c", "a-1"]


def test_blank_lines_before_the_first_heading_are_no_section():
    assert [section.path for section in read("\n \n# A\n").sections] == [("A",)]
    assert read(" \n\n").sections == ()


def test_anchors_are_headings_ids_and_names():
    text = "# A\n\n<div id=top></div>\n\nx <a name='here'></a> <b data-id=no name=no>\n\n- # In a list\n"
    assert read(text).anchors == {"a", "top", "here", "in-a-list"}


def test_blocks_have_kind_depth_and_place_without_blank_lines_after_them():
    text = "> - a\n>\n>   b\n>\n\n1. c\n   ```\n   d\n\n2. - e\n\n\n    f\n\n\n***\n<p>\n"
    body = read(text)
    assert [(block.kind, block.depth, text[slice(*block.span)]) for block in body.blocks] == [
        ("quote", 0, "> - a\n>\n>   b"),
        ("list", 1, "- a\n>\n>   b"),
        ("list_item", 2, "- a\n>\n>   b"),
        ("paragraph", 3, "a"),
        ("paragraph", 3, "b"),
        ("list", 0, "1. c\n   ```\n   d\n\n2. - e\n\n\n    f"),
        ("list_item", 1, "1. c\n   ```\n   d"),
        ("paragraph", 2, "c"),
        ("fence", 2, "```\n   d"),
        ("list_item", 1, "2. - e\n\n\n    f"),
        ("list", 2, "- e"),
        ("list_item", 3, "- e"),
        ("paragraph", 4, "e"),
        ("paragraph", 2, "f"),
        ("rule", 0, "***"),
        ("html", 0, "<p>"),
    ]


@pytest.mark.parametrize(
    ("text", "info", "content", "is_closed"),
    [
        ("```python\nx = 1\n\ny\n```\n", "python", "x = 1\n\ny", True),
        ("~~~ a b \n```\n~~~~", "a b", "```", True),
        ("```\n```", "", "", True),
        ("```", "", "", False),
        ("```\nx\n\n", "", "x", False),
        ("> ```\n> x\n\nafter", "", "> x", False),
        ("- ```\n  x\n  ```\n", "", "  x", True),
        ("```\r\nx\r\n```\r\n", "", "x", True),
        ("```\n    ```\n", "", "    ```", False),
    ],
)
def test_fences_know_what_they_hold_and_whether_they_are_closed(text, info, content, is_closed):
    (fence,) = read(text).fences
    assert (fence.info, text[slice(*fence.content)], fence.is_closed) == (info, content, is_closed)


def test_cells_are_as_written_and_stand_where_they_say():
    text = "> | a | b\\|c |\n> |:-|-:|\n> | `x` | |  \n> 1 | 2 | 3\n"
    (table,) = read(text).tables
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "b\\|c"], ["`x`", ""], ["1", "2", "3"]]
    assert all(text[slice(*cell.span)] == cell.text for row in table.rows for cell in row)


def test_comments_have_a_place_each_wherever_they_stand():
    text = "<!-- a --> <!-- b -->\n\nx <!-- c\nd --> <b>\n\n<div>\n<!-- e --></div>\n\n> <!-- f\n> -->\n\n"
    text += "<!-- open\n\nto the end\n"
    html = read(text).html
    assert [(piece.form, text[slice(*piece.span)]) for piece in html] == [
        ("comment", "<!-- a -->"),
        ("comment", "<!-- b -->"),
        ("comment", "<!-- c\nd -->"),
        ("inline", "<b>"),
        ("block", "<div>\n<!-- e --></div>"),
        ("comment", "<!-- e -->"),
        ("comment", "<!-- f\n> -->"),
        ("comment", "<!-- open\n\nto the end"),
    ]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Some `Code` here", "some        here"),
        ("See [The Docs](http://X.Y 'T') <https://x.y>", "see [the docs](           't')              "),
        ("```\nCode\n```\nText", "   \n    \n   \ntext"),
        ("<b>Bold</b> <!-- No --> & On", "   bold" + " " * 17 + "& on"),
        ("<div>\nIn HTML\n<script>x()</script></div>", "     \nin html\n" + " " * 26),
        ("[a]: b 'c'\n[A] [x][a]", "          \n[a] [x]   "),
        ("A | `B`\n--|--\r\nC | D", "a |    \n--|--\r\nc | d"),
        ("İSTANBUL ΣΑΣ", "İstanbul σας"),
    ],
)
def test_prose_is_lower_case_and_blank_where_the_body_is_no_prose(text, prose):
    assert read(text).prose == prose


def test_a_body_may_begin_anywhere():
    text = "---\na: b\n---\n# T\n[a](b)"
    body = read_markdown(SourceText.of(text), 13)
    assert body.span == (13, len(text))
    assert cut(text, [body.links[0].span, body.sections[0].heading.span]) == ["[a](b)", "# T"]
    assert read_markdown(SourceText.of(text), len(text)).blocks == ()


def test_tags_of_blocks_and_text_stand_in_order_without_those_of_comments_and_code():
    text = "a <unk> `<b>` <!-- <i> -->\n\n<div align=center>\n<img src=x alt=''>\n</div>\n\n| <br/> |\n|-|\n"
    body = read(text)
    assert [(tag.name, tag.is_closing) for tag in body.tags] == [
        ("unk", False),
        ("div", False),
        ("img", False),
        ("div", True),
        ("br", False),
    ]
    assert cut(text, [tag.span for tag in body.tags][:3]) == ["<unk>", "<div align=center>", "<img src=x alt=''>"]
    assert body.tags[2].attributes["alt"][0] == ""
