"""Markdown for pull requests: short, and harmless whatever a card says."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from odd_reports import odd_reports
from sample_reports import license_finding, make_finding, make_report, missing, placeholder_findings, shown

GITHUB = MarkdownIt("gfm-like", {"linkify": False})


def test_a_card_with_findings():
    report = make_report(license_finding(), *placeholder_findings(), *missing("citation", "prose/contact"), known=3)
    lines = shown(report, "markdown", docs_url="docs/rules.md#{rule}").splitlines()
    assert lines[:6] == [
        "### `README.md`",
        "",
        "❌ **1** stops people · ⚠️ **1** misleads them · 💡 **2** leave them without · 3 known before",
        "",
        "| | Line | What |",
        "| --- | ---: | --- |",
    ]
    assert lines[6].startswith("| ❌ | 2 | `apache2` is not a license id the Hub knows;")
    assert lines[6].endswith("<br><sub>→ Write `apache-2.0` · `license/unknown-id`</sub> |")
    assert lines[7].startswith("| ⚠️ | 20, 24, 28 | ")
    assert lines[8] == "| 💡 | | Nothing is said about contact, citation |"


def test_the_safe_fixes_are_a_diff():
    text = shown(make_report(license_finding()), "markdown")
    assert "```diff\n--- a/README.md\n+++ b/README.md\n" in text
    assert "\n-license: apache2 # keep\n+license: apache-2.0 # keep\n" in text


def test_a_rule_with_an_address_is_a_link():
    assert "[`license/unknown-id`](<https://example.org/rules#license/unknown-id>)" in shown(
        make_report(license_finding()), "markdown"
    )


def test_nothing_to_say():
    assert shown([make_report(), make_report()], "markdown") == "✅ cardcheck: nothing to mend in 2 cards\n"
    assert shown([], "markdown") == "✅ cardcheck: nothing to mend in 0 cards\n"


def test_a_card_that_could_not_be_judged():
    report = make_report(source="a.md", status="unreadable", reason="it is a folder")
    assert shown(report, "markdown") == "### `a.md`\n\n❌ unreadable: it is a folder\n"


def test_text_of_a_card_does_nothing():
    evil = make_finding(
        "a/b", "<img src=x onerror=alert(1)> @everyone [x](https://evil.example) | x\n\n# title", severity="error"
    )
    html = GITHUB.render(shown(make_report(evil), "markdown", docs_url="x"))
    assert "<img" not in html
    assert "<a " not in html
    assert html.count("<h") == 1
    assert "@everyone" not in html
    assert html.count("<td") == 3


@settings(max_examples=50)
@given(st.lists(odd_reports, max_size=3))
def test_nothing_that_a_card_holds_becomes_markup(reports):
    text = shown(reports, "markdown", docs_url="x")
    told = re.sub(r"</?(details|summary|code|sub|br)>", "", text)
    tokens = [token for block in GITHUB.parse(told) for token in (block, *(block.children or ()))]
    kinds = {token.type for token in tokens}
    assert kinds.isdisjoint({"html_block", "html_inline", "link_open", "image", "code_block", "bullet_list_open"})
    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) <= len(reports)
