"""The comment on a pull request: short whatever there is, nothing where there is nothing, and harmless."""

from __future__ import annotations

import operator
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from odd_reports import odd_reports
from sample_reports import license_finding, make_finding, make_report, missing, placeholder_findings, shown

GITHUB = MarkdownIt("gfm-like", {"linkify": False})
NO_DOCS = {"docs_url": "docs/rules.md#{rule}"}


def test_a_card():
    report = make_report(*placeholder_findings(), *missing("citation", "prose/contact"), license_finding())
    lines = shown(report, "comment", **NO_DOCS).splitlines()
    assert lines[:2] == ["**cardcheck**: 3 things to mend in `README.md`", ""]
    assert lines[2].startswith("- ❌ line 2: `apache2` is not a license id the Hub knows;")
    assert lines[2].endswith(" <sub>`license/unknown-id`</sub>")
    assert lines[3].startswith("- ⚠️ line 20: ")
    assert " (and 2 times more) " in lines[3]
    assert lines[4:] == ["- 💡 Nothing is said about contact, citation"]


def test_the_gravest_of_all_cards_come_first():
    light, grave = make_report(*missing("citation"), source="a.md"), make_report(license_finding(), source="b.md")
    lines = shown([light, grave], "comment").splitlines()
    assert lines[0] == "**cardcheck**: 2 things to mend in 2 cards"
    assert [line.split()[1] for line in lines[2:]] == ["❌", "💡"]
    assert lines[2].startswith("- ❌ `b.md:2`: ")


def test_nothing_to_say_is_nothing():
    suppressed = license_finding(suppressed=True)
    assert shown([make_report(), make_report(suppressed), make_report(status="skipped")], "comment") == ""
    assert shown([], "comment") == ""


def test_a_card_that_could_not_be_judged():
    report = make_report(source="a.md", status="unreadable", reason="it is a folder")
    assert shown(report, "comment").splitlines()[2] == "- ❌ unreadable: it is a folder"


@settings(max_examples=50)
@given(st.builds(operator.mul, st.lists(odd_reports, max_size=4), st.sampled_from([1, 1, 5])))
def test_it_is_short_and_nothing_that_a_card_holds_becomes_markup(reports):
    text = shown(reports, "comment", docs_url="x")
    assert len(text.splitlines()) <= 10
    # GitHub takes 65,536 characters.
    assert len(text) < 20_000
    tokens = [
        token for block in GITHUB.parse(re.sub("</?sub>", "", text)) for token in (block, *(block.children or ()))
    ]
    kinds = {token.type for token in tokens}
    assert kinds.isdisjoint({"html_block", "html_inline", "link_open", "image", "code_block", "fence", "heading_open"})


def test_a_message_does_nothing():
    evil = make_finding("a/b", "@everyone <b> [x](https://evil.example)\n\n# title", severity="error")
    html = GITHUB.render(shown(make_report(evil, source="a`\n![x](y).md"), "comment", docs_url="x"))
    assert "@everyone" not in html
    assert all(tag not in html for tag in ("<b>", "<a ", "<h1", "<img"))
