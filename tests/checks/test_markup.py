"""Rules about links, HTML, tables and headings on cards that are hostile, foreign or odd."""

import sys

import pytest
from unscored import unscored

from cardcheck.editing.apply import apply_edits
from cardcheck.model.facts import FileList, RepoFacts, RepoFile

SECTIONS = (
    *("bold-as-heading", "duplicate-heading", "heading-space", "label-without-value", "level-skipped"),
    *("no-title", "several-titles", "stale-toc", "title-unfilled"),
)
RULES = ("links", *(f"sections/{slug}" for slug in SECTIONS))
LINTER = unscored(select=RULES, min_confidence="low")
FACTS = RepoFacts(files=FileList((RepoFile("README.md", 1), RepoFile("a b/ü(1).png", 1))))


def found(text, rule=None, facts=None):
    report = LINTER.check(text, facts=facts)
    return [finding for finding in report.findings if rule in {None, finding.rule}]


def fixed(text, rule, facts=None):
    edits = {edit for finding in found(text, rule, facts) if finding.fix for edit in finding.fix.edits}
    return apply_edits(text, edits)


# One unit of each; the sizes are n and 2n of them.
HOSTILE = {
    "brackets": "[",
    "links": "[a](#x)",
    "entries on one line": "- [a](#x) ",
    "entries": "- [a](#x)\n",
    "spaced": "[ab] (http://a.b) ",
    "spaced, never opened": "a] (http://a.b) ",
    "reversed": "(ab)[http://a.b] ",
    "reversed, never opened": "a)[http://a.b] ",
    "images": "![](a.png) ",
    "bars": "|",
    "rows": "| a | b |\n",
    "rows and paragraphs": "| a | b |\n| c | d |\n\n",
    "lines of dashes": "|---|\n",
    "table rows": "| a |\n|---|\n| b | c |\n\n",
    "backticks": "`",
    "fences": "```\n\n",
    "angle brackets": "<",
    "words in angle brackets": "<unk>",
    "never closed": "<div>\n",
    "closed without opening": "</b></e1>",
    "handlers": "<a onclick=x href='javascript:a'>",
    "number signs": "#a\n",
    "levels": "# a\n#### b\n###### c\n",
    "headings alike": "# a\n\n",
    "bold lines": "**Ab**\n\na\n\n",
    "labels": "- **Paper:**\n",
    "labels far from their lines": "- **Paper:**" + " " * 90,
    "blanks": "a \n",
    "many blanks": " " * 40,
    "blanks in front of text": "a" + " " * 40 + "b",
    "emphasis": "**a:** ",
    "mail": "[a](mailto:a@b,",
    "hosts": "[a](a.b.c.d.e.f.g.h) ",
}


def work(text):
    """Return how many Python calls and lines judging a text takes."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        del frame, arg
        count += event in {"call", "c_call"}

    sys.setprofile(trace)
    try:
        LINTER.check(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_is_twice_the_work(name):
    unit = HOSTILE[name]
    LINTER.check(unit * 10)
    sizes = [max(1, 6_000 // len(unit)) * factor for factor in (1, 2)]
    once, twice = (work(unit * size) for size in sizes)
    assert twice < 2.4 * once + 2_000


@pytest.mark.parametrize("name", HOSTILE)
def test_no_check_fails_and_every_fix_applies(name):
    text = HOSTILE[name] * 40
    assert found(text, "cardcheck/crashed") == []
    for finding in found(text):
        if finding.fix:
            apply_edits(text, finding.fix.edits)


FOREIGN = {
    "zh": "# 海港评论\n\n## 数据字段\n\n- **论文：** https://example.org\n- `文本`：评论\n\n"
    "| 字段 | 说明 |\n|---|---|\n| 文本 | 评论 |\n\n## 引用\n\n请见[论文](#数据字段)。\n",
    "ar": "# تعليقات الميناء\n\n## الحقول\n\n- **الورقة:** https://example.org\n\nانظر [الحقول](#الحقول).\n",
    "es": "# Comentarios del puerto\n\n## ¿Qué es?\n\nVéase [los campos](#campos).\n\n"
    "## Campos\n\n- **Artículo:** ninguno\n",
    "de": "# Hafennotizen\n\n## Überblick\n\nSiehe [Überblick](#überblick).\n\n## Felder\n\nText.\n",
    "ja": "# 港のコメント\n\n## フィールド\n\n[フィールド](#フィールド)を参照。\n\n## 引用\n\nなし。\n",
    "hi": "# बंदरगाह टिप्पणियाँ\n\n## फ़ील्ड\n\n[फ़ील्ड](#फ़ील्ड) देखें।\n\n## उद्धरण\n\nकोई नहीं।\n",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_card_in_another_language_has_no_flaw(language):
    assert [(finding.rule, finding.message) for finding in found(FOREIGN[language])] == []


def test_columns_of_wide_and_right_to_left_text_are_exact():
    text = "# 港\n\nانظر [هنا]() ثم 参照 <unk> です\n"
    places = {finding.rule: text[slice(*finding.span)] for finding in found(text)}
    assert places == {"links/empty-link": "[هنا]()", "links/angle-word": "<unk>"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# T\n\n![a](A_b/Ü(1).png)\n", "# T\n\n![a](a%20b/%C3%BC%281%29.png)\n"),
        ("# T\n\n![a](<a b/ü(2).png>)\n", "# T\n\n![a](<a b/ü(2).png>)\n"),
        ("# T\n\n<img src='a b/u(1).png' alt='a'>\n", "# T\n\n<img src='a%20b/%C3%BC%281%29.png' alt='a'>\n"),
    ],
)
def test_a_path_is_written_so_that_it_stays_a_link(text, expected):
    after = fixed(text, "links/missing-file", FACTS)
    assert after == expected
    if after != text:
        assert found(after, "links/missing-file", FACTS) == []


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n```\n[a] (http://b.c) <unk> ##x\n- **Paper:**\n| a | b |\n| c | d |\n```\n",
        "# T\n\nText.\n\n<!--\n##x <unk>\n- **Paper:**\n[a]()\n-->\n",
        "# T\n\n`[ab] (http://b.c)` `<unk>` `(a)[http://b.c]`\n",
    ],
)
def test_code_and_comments_are_left_alone(text):
    assert found(text) == []


def test_hard_breaks_stay():
    text = "# T\n\nOne  \ntwo \nthree  \n\n- a  \n  b\n"
    assert fixed(text, "links/trailing-blanks") == "# T\n\nOne  \ntwo\nthree\n\n- a  \n  b\n"
