"""The report for people on many cards: a few lines each, written as they come."""

from __future__ import annotations

import io

from sample_reports import (
    license_finding,
    make_report,
    make_run,
    placeholder_findings,
    realistic_report,
    shown,
)

from cardcheck.reporters import writer


def test_many_cards_are_a_few_lines_each():
    reports = [
        realistic_report(),
        make_report(source="clean.md"),
        make_report(source="gone.md", status="unreadable", reason="this is a folder, not a file"),
        make_report(license_finding(), source="other/README.md"),
    ]

    assert (
        shown(reports)
        == """\
README.md
  ✗ 2:10   `apache2` is not a license id the Hub knows; did you mean
           `apache-2.0`?                                      license/unknown-id
  ✗ 13:12  `dev-clean` is no split name that `datasets` takes: a dash is not
           allowed; write `dev_clean`                         configs/split-name
  ! 7:3    `conversational` is no task of the Hub any more; the c…  task/retired
  ! 9:3    `5k` is no size the Hub knows; for 5,000 rows…  metadata/size-unknown
  ! 20:1   `[More Information Needed]` is what th… (3 places)  prose/placeholder
  ! 28:17  `#data-felds` leads nowhere; the nearest hea…  sections/broken-anchor
  ! 32:1   this BibTeX entry stands outside a code bl…  citation/bibtex-unfenced
  ○ 4:3    `english` is no language code; did you mean `…  language/unknown-code
  also absent: takedown, contact, limitations (+2; --all lists them)

gone.md could not be read: this is a folder, not a file

other/README.md
  ✗ 2:10  `apache2` is not a license id the Hub knows; did you mean
          `apache-2.0`?                                       license/unknown-id

4 cards (1 clean, 1 not read): 3 errors, 7 warnings, 6 infos
7 safe and 1 unsafe fixes known · not asked: files (2 rules)
"""
    )


def test_statistics_are_a_table_in_place_of_the_findings():
    reports = [make_report(license_finding(), *placeholder_findings()), make_report(license_finding())]

    assert (
        shown(reports, statistics=True)
        == """\
findings  cards  severity  rule
       3      1  warning   prose/placeholder
       2      2  error     license/unknown-id

2 cards: 2 errors, 3 warnings · 2 safe fixes known
"""
    )


def test_a_card_is_written_before_the_one_after_the_next_is_asked_for():
    out = io.StringIO()

    def reports():
        yield make_report(license_finding(), source="first.md")
        yield make_report(license_finding(), source="second.md")
        assert "first.md" in out.getvalue()
        yield make_report(license_finding(), source="third.md")

    writer("text")(reports(), make_run(), out)


def test_when_many_are_certain_the_first_does_not_wait():
    out = io.StringIO()

    def reports():
        yield make_report(license_finding(), source="first.md")
        assert "first.md" in out.getvalue()
        yield make_report(license_finding(), source="second.md")

    writer("text")(reports(), make_run(many=True), out)


def test_no_card_at_all_is_not_called_clean():
    assert shown([]) == ""
