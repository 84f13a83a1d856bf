"""Cards as one HTML file: sound, referring to nothing, the same every time, and harmless whatever a card holds."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_reports import odd_reports
from sample_reports import (
    at,
    fix,
    license_finding,
    make_finding,
    make_report,
    make_run,
    missing,
    placeholder_findings,
    realistic_report,
    shown,
)
from sound_page import is_allowed_alone, parsed

from cardcheck.model.run import RuleWords
from cardcheck.model.text import Span
from cardcheck.reporters.html import write
from cardcheck.run import check_text
from cardcheck.webpage.shell import shell

WORDS = RuleWords(
    "The license id is not one the Hub knows",
    "error",
    "high",
    "# license/unknown-id\n\n**x**\n\nIt is no.\n\n- *meant*: `{value}`, see https://example.org/a.\n\n## Sources\n",
)
FOUND = re.compile(r'<a class="found is-(\w+)( caret)?" href="#(\w+)" tabindex="-1" data-told="([^"]*)"[^>]*>(.*?)</a>')


def page_of(*reports, **changes):
    return shown(reports, "html", **changes)


def found_in(page):
    return [(severity, told, text) for severity, _, _, told, text in FOUND.findall(page)]


class TestPage:
    def test_it_is_sound_and_refers_to_nothing(self):
        said = parsed(page_of(realistic_report())).attributes
        assert [value for _, name, value in said if name in {"src", "srcset", "data", "action", "background"}] == []
        assert all(value.startswith("#") for _, name, value in said if name == "href")
        assert [name for _, name, _ in said if name.startswith("on") or name == "style"] == []
        empty = shell("cardcheck.reporters._card_page")
        assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|import\(|WebSocket|https?:", "".join(empty))

    def test_the_policy_allows_its_script_and_its_styles_only(self):
        assert is_allowed_alone(page_of(realistic_report()))

    def test_the_same_card_gives_the_same_bytes(self):
        assert page_of(realistic_report()) == page_of(realistic_report())

    def test_a_stream_that_cannot_encode_everything_gets_references(self):
        raw = io.BytesIO()
        out = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
        write([realistic_report()], make_run(), out)
        out.flush()
        assert "&#26085;&#26412;" in raw.getvalue().decode("ascii")
        assert "".join(shell("cardcheck.reporters._card_page")).isascii()

    def test_no_card_and_several_cards_have_pages(self):
        assert "0 dataset cards" in page_of()
        page = page_of(make_report(license_finding()), make_report(status="unreadable", text="", reason="gone"))
        assert "2 dataset cards" in page
        assert "This card could not be read: gone" in page
        assert 'href="#c1-f1"' in page
        parsed(page)


class TestSource:
    def test_a_finding_is_marked_at_its_exact_span(self):
        assert found_in(page_of(make_report(license_finding()))) == [("error", "f1", "apache2")]

    def test_several_findings_of_a_line_have_a_number_each(self):
        line = "license: apache2 # keep"
        report = make_report(license_finding(), make_finding("a/b", "too long", span=at(line), names="line"))
        page = page_of(report)
        assert found_in(page) == [("info", "f2", "license: "), ("error", "f1 f2", "apache2"), ("info", "f2", " # keep")]
        (chips,) = re.findall(r'<span class="line front" id="L2" data-line="2">.*?</span>', page)
        assert re.findall(r'class="chip is-\w+" href="#(\w+)"', chips) == ["f1", "f2"]

    def test_where_something_is_to_be_put_in_there_is_a_caret(self):
        page = page_of(make_report(make_finding("a/b", "m", span=Span(13, 13), names="value")))
        assert found_in(page) == [("info", "f1", "")]
        assert 'class="found is-info caret"' in page

    def test_what_is_about_the_card_stands_above_it(self):
        page = page_of(make_report(make_finding("a/b", "so short"), license_finding()))
        above = page[page.index("About the card as a whole") : page.index('class="source"')]
        assert re.findall(r'href="#(f\d+)"', above) == ["f2"]

    def test_one_cause_has_one_number_at_each_of_its_places(self):
        page = page_of(make_report(*placeholder_findings()))
        assert [told for _, told, _ in found_in(page)] == ["f1"] * 3
        assert page.count('<li id="f') == 1
        assert page_of(make_report(*placeholder_findings()), show_all=True).count('<li id="f') == 3

    def test_a_span_of_many_lines_and_an_endless_line_are_cut(self):
        text = "x\n" * 5_000 + "y" * 100_000
        page = page_of(make_report(make_finding("a/b", "m", span=Span(0, 9_000), names="block"), text=text))
        assert len(found_in(page)) == 40
        assert "99,200 characters" in page

    def test_what_cannot_be_seen_is_written_out(self):
        page = page_of(make_report(text="\u202egpj \ud800 \x1b[0m\ta\u200b\n"))
        assert '<i class="unseen-sign">\\u202e</i>gpj <i class="unseen-sign">\\ud800</i>' in page
        assert "\\u001b</i>[0m\ta" in page
        page.encode("utf-8")


class TestFindings:
    def test_a_finding_tells_its_consequence_its_fix_and_its_rule(self):
        page = page_of(make_report(license_finding()), rules={"license/unknown-id": WORDS}, docs_url="docs#{rule}")
        entry = re.sub(r"<[^>]+>", "", page[page.index('<li id="f1"') : page.index("</ol>", page.index('<li id="f1"'))])
        for told in (
            "apache2 is not a license id the Hub knows",
            "The Hub refuses the commit.",
            "line 2, column 10",
            "acted on by the Hub",
            "-license: apache2 # keep",
            "+license: apache-2.0 # keep",
            "safe",
        ):
            assert told in entry
        assert 'href="#rule-license-unknown-id"' in page
        assert 'href="https://example.org/a"' in page
        assert "<em>meant</em>" in page

    def test_fixes_of_several_places_are_one_diff_of_these_lines(self):
        spans = [at("[More Information Needed]", place) for place in (2, 3)]
        mended = [
            make_finding("a/b", "m", span=span, names="text", fix=fix("Say it", span, "said\nand told", "unsafe"))
            for span in spans
        ]
        page = page_of(make_report(*mended))
        assert page.count("<del") == 2
        assert page.count("<ins") == 4
        assert "look at it first" in page

    def test_topics_that_are_absent_are_told_together(self):
        page = page_of(make_report(*missing("citation", "prose/contact")))
        assert "Nothing is said about 2 topics" in page
        assert page.index('<b><span dir="auto">contact') < page.index('<b><span dir="auto">citation')

    def test_what_is_suppressed_is_counted_and_not_told(self):
        page = page_of(make_report(license_finding(suppressed=True)))
        assert "1 suppressed" in page
        assert found_in(page) == []

    def test_a_secret_stays_masked(self):
        secret = "hf_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH"
        report = check_text(f"---\nlicense: apache2\nx: {secret}\n---\n# Title\n\nuse `{secret}`\n")
        page = page_of(report)
        assert report.findings
        assert secret not in page
        assert secret[3:20] not in page


@settings(max_examples=50)
@given(st.lists(odd_reports, max_size=2), st.booleans())
def test_whatever_a_card_holds_the_page_is_sound(reports, show_all):
    page = page_of(*reports, show_all=show_all, docs_url="x")
    page.encode("utf-8")
    body = page[page.index("<main") : page.index("</main>")] + "</main>"
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]", body)
    said = parsed(page).attributes
    ids = [value for _, name, value in said if name == "id"]
    assert len(ids) == len(set(ids))
    links = [value for _, name, value in said if name == "href"]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    tags = {tag for tag, _, _ in parsed(body).attributes}
    assert tags.isdisjoint({"script", "img", "iframe", "object", "form", "style", "link", "meta", "base"})


@pytest.mark.parametrize("text", ["", "\n", "---", "---\n---", "no end"])
def test_a_card_of_hardly_anything_has_a_page(text):
    parsed(page_of(make_report(license_finding(span=Span(0, 0)), text=text)))
