"""Real cards in one run: nothing crashes, the report fits its schema, and every finding points at what it names.

The cards are not part of the project: CARDCHECK_CORPUS names a folder that holds `*.md` and repositories anywhere.
"""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from cardcheck.model.config import Config
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters import writer
from cardcheck.run import Linters, Wishes, run
from cardcheck.schemas import shape_errors
from cardcheck.testing import misplaced

CORPUS = os.environ.get("CARDCHECK_CORPUS")

pytestmark = pytest.mark.skipif(CORPUS is None, reason="CARDCHECK_CORPUS names no folder")


def targets() -> list[str]:
    root = Path(CORPUS or ".")
    cards = [*root.glob("cards-2023/*.md"), *root.glob("modern/*.md"), *root.glob("repos/*/README.md")]
    return sorted(map(str, cards))


@pytest.fixture(scope="module")
def reports() -> list[CardReport]:
    config = Config(profile="strict", min_confidence="low")
    return list(run(targets(), Linters(config), Wishes()))


def test_every_card_is_judged(reports):
    assert len(reports) == len(targets()) > 0
    assert Counter(report.status for report in reports) == {"checked": len(reports)}


def test_no_check_fails(reports):
    crashes = [f for report in reports for f in report.findings if f.rule == "cardcheck/crashed"]
    assert [f.message for f in crashes] == []


def test_every_finding_points_at_what_it_names(reports):
    wrong = [
        f"{report.source}: {finding.rule} {finding.case}: {sentence}"
        for report in reports
        for finding in report.findings
        for sentence in misplaced(report.text, finding)
    ]
    assert wrong[:20] == []


def test_fingerprints_tell_findings_of_a_card_apart(reports):
    for report in reports:
        found = [finding.fingerprint for finding in report.findings]
        assert len(found) == len(set(found)), report.source


def test_the_report_fits_its_schema(reports):
    out = io.StringIO()
    writer("json")(reports, Run(version="0", spec="2026-08", docs_url="{rule}"), out)
    report = json.loads(out.getvalue())
    assert shape_errors("report", report) == ()
    assert report["summary"]["cards"] == len(reports)
