"""A reader of JUnit files, such as build servers have, sees our report as we mean it."""

from __future__ import annotations

import pytest
from sample_reports import license_finding, make_report, missing, shown

junitparser = pytest.importorskip("junitparser")


def test_a_reader_counts_what_failed_and_names_it():
    reports = [
        make_report(license_finding(), *missing("citation")),
        make_report(source="clean/README.md"),
        make_report(source="gone/README.md", status="unreadable", reason="it is a folder"),
    ]

    bad, clean, gone = junitparser.JUnitXml.fromstring(shown(reports, "junit").encode())

    assert (bad.name, bad.tests, bad.failures, bad.errors) == ("README.md", 2, 1, 0)
    (failure,) = [result for case in bad for result in case.result]
    assert isinstance(failure, junitparser.Failure)
    assert failure.message.startswith("`apache2` is not a license id")
    assert (clean.tests, clean.failures, clean.errors) == (1, 0, 0)
    (error,) = [result for case in gone for result in case.result]
    assert isinstance(error, junitparser.Error)
    assert error.message == "it is a folder"
