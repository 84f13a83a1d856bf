"""What a pull request says of itself."""

from __future__ import annotations

import re

import pytest

from cardcheck.proposing.description import TITLE_START, words
from cardcheck.proposing.marker import marker_in
from cardcheck.proposing.origins import origins_of
from cardcheck.run import fix_text

CARD = "---\nlicense: apache2\nlanguage:\n- English\n- German\ntask_categories:\n- text_classification\n---\n# Films\n"


def said(card, *, docs_url=None, unsafe=False):
    result = fix_text(card, unsafe=unsafe)
    assert result.applied
    return words(result, origins_of({}, result.applied, docs_url), "0.1.0")


def test_each_change_is_explained_with_its_rule_and_source():
    text = said(CARD).description
    assert "- Line 2: `apache2` is not a license id the Hub knows; it is written `apache-2.0`." in text
    assert "**Change:** Use `apache-2.0`" in text
    assert "**`license/unknown-id`** The license id is not one the Hub knows" in text
    assert "The Hub refuses the commit and lists every id it takes. (Who acts on it: the Hub.)" in text
    assert "Source: " in text


def test_changes_of_a_rule_stand_together_and_the_gravest_first():
    text = said(CARD).description
    assert text.count("`language/unknown-code`") == 1
    assert text.index("What stops people") < text.index("`license/unknown-id`") < text.index("What misleads people")
    assert text.index("What misleads people") < text.index("`task/unknown-category`")


def test_it_says_that_it_is_a_bot_and_how_to_be_rid_of_it():
    text = said(CARD).description
    assert text.startswith("**I am a bot.**")
    assert "Close it" in text
    assert "cardcheck: ignore-file[" in text


def test_the_title_is_one_line_that_says_bot():
    title = said(CARD).title
    assert title.startswith(TITLE_START)
    assert "bot" in title
    assert 3 <= len(title) <= 200
    assert title.isprintable()
    assert title.endswith("(and 3 more)")


def test_one_change_needs_no_count():
    assert "more)" not in said("---\nlicense: apache2\n---\n# Films\n").title


def test_rules_link_to_their_pages_where_there_are_any():
    text = said(CARD, docs_url="https://docs.example/{family}#{slug}").description
    assert "[`license/unknown-id`](https://docs.example/license#unknown-id)" in text
    assert "](" not in said(CARD).description


def test_a_guess_is_marked():
    card = "---\nlicense: apach-2.0\n---\n# Films\n"
    assert "*(a guess)*" in said(card, unsafe=True).description
    assert "*(a guess)*" not in said(CARD).description


@pytest.mark.parametrize(
    "value", ["@Alice/en-US", "English <!-- x -->", "[English](http://evil.example)", "`English`", "English\u202e"]
)
def test_a_card_smuggles_nothing_in(value):
    quoted = value.replace('"', "")
    card = f'---\nlanguage:\n- "{quoted}"\nlicense: apache2\ntags:\n- "@alice https://evil.example"\n---\n# Films\n'
    text = said(card).description
    assert re.search(r"@\w", text) is None
    assert "](http" not in text
    assert marker_in(text) is None
    assert text.count("<!--") == 1, "the one that tells how to silence a rule"


def test_a_thousand_changes_fit_into_a_comment():
    keys = "".join(f"- English{number}\n- {'x' * 200}_{number}\n" for number in range(30))
    card = f"---\nlicense: apache2\nlanguage:\n- English\n- German\n{keys}---\n# Films\n" + "<br/>\n" * 3000
    assert len(said(card).description) < 60_000
