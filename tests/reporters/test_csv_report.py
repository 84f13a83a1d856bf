"""Findings as CSV: read back by those who read such files, and no formula for a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_reports import odd_reports
from sample_reports import license_finding, make_finding, make_report, shown

from cardcheck.reporters.csv import COLUMNS


def rows_of(*reports):
    return list(csv.DictReader(io.StringIO(shown(reports, "csv"), newline="")))


def test_a_finding_is_a_row():
    text = shown(make_report(license_finding()), "csv")
    assert text.startswith("source,repo,revision,status,line,column,")
    assert text.count("\r\n") == 2
    (row,) = rows_of(make_report(license_finding()))
    assert {name: row[name] for name in ("source", "line", "column", "end_line", "end_column", "severity", "rule")} == {
        "source": "README.md",
        "line": "2",
        "column": "10",
        "end_line": "2",
        "end_column": "17",
        "severity": "error",
        "rule": "license/unknown-id",
    }
    assert (row["fix"], row["applicability"], row["suppressed"]) == ("Write `apache-2.0`", "safe", "no")
    assert row["fingerprint"] == "license/unknown-id:1"


def test_what_is_about_the_card_stands_on_no_line():
    (row,) = rows_of(make_report(make_finding("a/b", "so short")))
    assert (row["line"], row["column"]) == ("", "")


def test_a_card_that_could_not_be_judged_has_a_row():
    (row,) = rows_of(make_report(status="unreadable", reason="it is a folder"))
    assert (row["status"], row["message"], row["rule"]) == ("unreadable", "it is a folder", "")


def test_what_is_suppressed_says_so():
    (row,) = rows_of(make_report(license_finding(suppressed=True)))
    assert row["suppressed"] == "yes"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝"])
def test_no_text_is_a_formula(sign):
    evil = f'{sign}HYPERLINK("https://evil.example","x")'
    (row,) = rows_of(make_report(make_finding("a/b", evil), source=evil))
    assert not any(value.lstrip().startswith(("=", "+", "-", "@", "＝", "\t", "\r")) for value in row.values())
    assert "HYPERLINK" in row["message"]


@settings(max_examples=50)
@given(st.lists(odd_reports, max_size=3))
def test_every_finding_and_fault_is_a_row_of_as_many_cells(reports):
    text = shown(reports, "csv")
    text.encode("utf-8")
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(table) == 1 + sum(len(report.findings) + (report.status != "checked") for report in reports)
    assert all(len(row) == len(COLUMNS) for row in table)
    assert all(cell.isprintable() for row in table for cell in row)


HARD = make_report(
    make_finding("a/b", 'one\ntwo, "three"\r\n=1'),
    license_finding(),
    source='a,"b".md',
    repo="org/名前",
    revision="1e5",
)


def test_pandas_reads_it():
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(io.StringIO(shown(HARD, "csv"), newline=""), dtype={"revision": str})
    assert list(frame.columns) == list(COLUMNS)
    assert set(frame["source"]) == {'a,"b".md'}
    assert set(frame["repo"]) == {"org/名前"}
    assert frame["line"].dropna().tolist() == [2]


def test_polars_reads_it():
    polars = pytest.importorskip("polars")
    frame = polars.read_csv(shown(HARD, "csv").encode(), schema_overrides={"revision": polars.String})
    assert frame.columns == list(COLUMNS)
    assert frame["source"].unique().to_list() == ['a,"b".md']
    assert frame["message"].str.contains("two").sum() == 1
