"""The report for people: what it looks like, and what no card can make it do."""

from __future__ import annotations

import pytest
from harmless import SGR
from sample_reports import (
    at,
    fix,
    license_finding,
    make_finding,
    make_report,
    missing,
    placeholder_findings,
    realistic_report,
    shown,
)

from cardcheck.model.finding import Related
from cardcheck.model.report import Skipped


def test_one_card_is_one_screen():
    assert (
        shown(realistic_report())
        == """\
✗ Stops people
  2:10   `apache2` is not a license id the Hub knows; did you mean `apache-2.0`?
         The Hub refuses the commit. → Write `apache-2.0`     license/unknown-id
  13:12  `dev-clean` is no split name that `datasets` takes: a dash is not
         allowed; write `dev_clean`
         `load_dataset` stops with a ValueError and the viewer shows nothing.
         → Write `dev_clean` (unsafe)                         configs/split-name

! Misleads people
  7:3    `conversational` is no task of the Hub any more; the closest is
         `text-generation`                                          task/retired
  9:3    `5k` is no size the Hub knows; for 5,000 rows it
         is `1K<n<10K`                                     metadata/size-unknown
  20:1   `[More Information Needed]` is what the… (3 places)   prose/placeholder
  28:17  `#data-felds` leads nowhere; the nearest headi…  sections/broken-anchor
  32:1   this BibTeX entry stands outside a code bloc…  citation/bibtex-unfenced

○ Left out
  4:3    `english` is no language code; did you mean `en…  language/unknown-code
  also absent: takedown, contact, limitations (+2; --all lists them)

README.md: 2 errors, 7 warnings, 6 infos · 6 safe and 1 unsafe fixes known
not asked: files (2 rules)
"""
    )


def test_a_lone_finding_is_told_in_full():
    assert (
        shown(make_report(*placeholder_findings()))
        == """\
! Misleads people
  20:1  `[More Information Needed]` is what the template says, not what this
        data set is
        also 24:1, 28:62
        Readers take it that nobody ever looked at this
        section.                                               prose/placeholder

README.md: 3 warnings
"""
    )


def test_frames_show_the_place():
    wide = make_finding("prose/x", "`時刻` stands here", span=at("時刻"), names="text", severity="error")

    assert (
        shown(make_report(license_finding(), wide), frames=True)
        == """\
✗ Stops people
  2:10   `apache2` is not a license id the Hub knows; did you mean `apache-2.0`?
         2 | license: apache2 # keep
           |          ^^^^^^^
         The Hub refuses the commit. → Write `apache-2.0`     license/unknown-id
  28:48  `時刻` stands here                                              prose/x
         28 | …#data-felds); in 日本語の航海日誌 the `時刻` column is [More Inf…
            |                                         ^^^^

README.md: 2 errors · 1 safe fix known
"""
    )


@pytest.mark.parametrize(
    ("text", "quoted", "frame"),
    [
        ("\ta\tb", "b", ["1 |     a   b", "  |         ^"]),
        ("a\x1b[2Jb", "b", ["1 | a\\x1b[2Jb", "  |         ^"]),
        ("one\ntwo\nthree", "wo\nth", ["2 | two", "  |  ^^ to line 3"]),
        ("end", "", ["1 | end", "  | ^"]),
    ],
)
def test_a_frame_underlines_the_span(text: str, quoted: str, frame: list[str]):
    finding = make_finding("a/b", "message", span=at(quoted, text=text), names="text")

    lines = shown(make_report(finding, text=text), frames=True).splitlines()

    assert [line.removeprefix(" " * 7) for line in lines[2:4]] == frame


def test_a_clean_card_is_one_pleasant_line():
    assert shown(make_report()) == "✓ README.md: nothing to mend\n"


def test_a_clean_card_says_what_was_not_asked():
    skipped = (Skipped("links/missing-file", "files", "README only"), Skipped("license/case", "card", "blocked"))
    report = make_report(skipped=skipped, facts={"files": "not asked"})

    text = shown(report)

    assert text.splitlines()[1] == "not asked: files (1 rule); blocked by another finding (1 rule)"


def test_what_was_not_asked_is_told_in_one_go():
    skipped = [Skipped(f"links/{need}", need, "x") for need in ("hub", "card", "viewer")]
    text = shown(make_report(skipped=(*skipped, Skipped("links/b", "hub", "x"))))
    assert text.splitlines()[1] == "not asked: hub, viewer (3 rules); blocked by another finding (1 rule)"


def test_an_unavailable_fact_says_why():
    skipped = (Skipped("links/missing-file", "files", "the folder is gone"),)
    report = make_report(skipped=skipped, facts={"files": "unavailable: the folder is gone"})

    assert "files unavailable: the folder is gone (1 rule)" in shown(report)


def test_verbose_names_each_rule_that_did_not_run_and_each_clean_card():
    report = make_report(skipped=(Skipped("links/missing-file", "files", "README only"),))

    text = shown([report, make_report(license_finding())], verbose=True)

    assert "did not run: links/missing-file, files: README only" in text
    assert "✓ README.md" in text


def test_quiet_says_nothing_of_a_clean_card():
    assert shown(make_report(), quiet=True) == ""
    assert "README.md:" not in shown(realistic_report(), quiet=True)


def test_an_unreadable_card_is_one_sentence():
    report = make_report(status="unreadable", reason="the file is not there any more")

    assert shown(report) == "README.md could not be read: the file is not there any more\n"


def test_a_lone_absent_topic_is_told_like_anything_else():
    text = shown(make_report(*missing("license")))

    assert "Nothing on it" in text
    assert "license/missing" in text


def test_absent_topics_are_one_line_with_the_most_valuable_first():
    text = shown(make_report(*missing("summary", "contact", "license", "language")))

    assert text.startswith("○ Left out\n  absent: language, license, contact (+1; --all lists them)\n")


def test_what_is_absent_and_no_topic_is_an_entry():
    text = shown(make_report(make_finding("a/missing", "Nothing here"), *missing("license", "language")))

    assert "Nothing here" in text
    assert "also absent: language, license" in text


def test_many_topics_take_two_lines_at_most():
    words = " of ".join(["what nobody ever says"] * 5)

    text = shown(make_report(*missing(f"a {words}", f"b {words}", f"c {words}")))

    assert len(text.splitlines()) == 5


def test_equal_problems_with_other_values_name_them():
    codes = [
        make_finding("language/unknown-code", f"`{code}` is no code", span=at(word), names="value")
        for code, word in (("apache2", "apache2"), ("english", "english"), ("conv", "conversational"))
    ]

    text = shown(make_report(*codes))

    assert "`apache2` is no code" in text
    assert "also `english` at 4:3, `conv` at 7:3" in text


def test_all_lists_each_finding_and_its_consequence_once():
    text = shown(make_report(*placeholder_findings(), *missing("license", "a", "b", "c")), show_all=True)

    assert text.count("`[More Information Needed]`") == 3
    assert text.count("Readers take it") == 1
    assert "license/missing" in text


def test_what_does_not_fit_is_counted():
    errors = [
        make_finding(f"a/{letter}", f"message {letter}", severity="error") for letter in "abcdefghijklmnopqrstuvwxyz"
    ]

    text = shown(make_report(*errors, *missing("license", "language", "summary", "task")))

    assert text.count("\n") == 23
    assert "… and 11 more kinds (--all shows each)" in text


def test_related_places_are_named():
    finding = license_finding()._replace(related=(Related("it is `mit` here", at("english")),))

    assert "4:3: it is `mit` here" in shown(make_report(finding))


def test_what_is_suppressed_in_a_clean_card_takes_no_second_line():
    suppressed = license_finding()._replace(suppressed=True)

    text = shown(make_report(suppressed, source="tides/of/hull.md"), width=40)

    assert text.splitlines()[0] == "✓ tides/of/hull.md: nothing to mend (1…"


def test_suppressed_findings_are_counted_and_not_told():
    suppressed = license_finding()._replace(suppressed=True)

    text = shown(make_report(suppressed, *missing("language")))

    assert "license/unknown-id" not in text
    assert "README.md: 1 info (1 suppressed)" in text


def test_long_values_are_cropped_in_the_middle():
    finding = make_finding("a/b", f"`{'x' * 500}end` is long", span=at("apache2"), names="value")

    assert "x…" in shown(make_report(finding))
    assert "xend` is long" in shown(make_report(finding))


def test_fixes_with_other_words_are_counted():
    first, second = at("apache2"), at("english")
    findings = [
        make_finding("a/b", "`x` is odd", span=first, names="value", fix=fix("Write `y`", first, "y", "unsafe")),
        make_finding("a/b", "`z` is odd", span=second, names="value", fix=fix("Write `w`", second, "w", "unsafe")),
    ]

    assert "→ Write `y` and 1 more (unsafe)" in shown(make_report(*findings))


def test_colour_is_asked_for():
    assert "\x1b" not in shown(realistic_report())
    coloured = shown(realistic_report(), color=True)
    assert "\x1b[1;31m" in coloured
    assert SGR.sub("", coloured) == shown(realistic_report())
