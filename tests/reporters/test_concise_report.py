"""One line a finding, for machines that read lines."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from odd_reports import odd_reports
from sample_reports import license_finding, make_finding, make_report, missing, shown


def test_a_finding_is_a_line():
    report = make_report(license_finding(), *missing("language"), source="data/README.md")

    assert shown(report, "concise") == (
        "data/README.md:1:1: info language/missing Nothing on it\n"
        "data/README.md:2:10: error license/unknown-id"
        " `apache2` is not a license id the Hub knows; did you mean `apache-2.0`?\n"
    )


def test_a_card_that_could_not_be_judged_is_a_line_too():
    reports = [make_report(source="a.md", status="unreadable", reason="it is\na folder"), make_report(source="b.md")]

    assert shown(reports, "concise") == "a.md: unreadable: it is\\na folder\n"


def test_colour_changes_nothing():
    assert "\x1b" not in shown(make_report(license_finding()), "concise", color=True)


def test_the_message_cannot_forge_a_line():
    forged = make_finding("a/b", "fine\nREADME.md:9:9: error x/y forged\r\x1b[2K")

    assert shown(make_report(forged), "concise").count("\n") == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(odd_reports, max_size=3))
def test_there_is_a_clean_line_for_each_finding_and_fault(reports):
    lines = shown(reports, "concise").split("\n")[:-1]

    assert all(line.isprintable() for line in lines)
    told = sum(len(report.shown) + (report.status != "checked") for report in reports)
    assert len(lines) == told
    assert all(re.search(r":\d+:\d+: (error|warning|info) |: (unreadable|crashed|skipped)", line) for line in lines)
