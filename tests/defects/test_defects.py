"""Thirty-eight defects, each alone in a small repository: found at their line, and the clean repository is silent."""

import pytest
from defects_clean import CARD, CLEAN
from defects_repositories import DEFECTS

from cardcheck.model.config import Config
from cardcheck.run import check

CONFIG = Config(is_complete=True)


def report_of(files, top, config=CONFIG):
    # A script counts where it has the folder's name.
    folder = top / "remarks"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text.encode())
    return check(folder, config)


@pytest.mark.parametrize("is_complete", [True, False])
def test_the_clean_repository_is_silent(tmp_path, is_complete):
    report = report_of(CLEAN, tmp_path, Config(is_complete=is_complete))
    assert [f"{finding.rule}: {finding.message}" for finding in report.findings] == []
    assert [name for name, state in report.facts.items() if state == "available"] == ["files", "heads", "parquet"]
    assert (report.load.outcome, report.load.default) == ("ok", "ferries")


def test_there_are_thirty_eight():
    assert [defect.number for defect in DEFECTS] == list(range(1, 39))


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.number:02} {defect.name}")
def test_a_defect_is_found_at_its_line(defect, tmp_path):
    files = defect.repository()
    assert files != CLEAN
    report = report_of(files, tmp_path)
    found = [(finding.rule, report.text.position(finding.span.start).line) for finding in report.findings]
    text = files["README.md"].removeprefix("\ufeff")
    line = text[: text.index(defect.at)].count("\n") + 1 if defect.at else 1
    assert (defect.rule, line) in found


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.number:02} {defect.name}")
def test_a_defect_makes_no_noise(defect, tmp_path):
    # One gap, one finding: nothing but the defect is worth a warning.
    report = report_of(defect.repository(), tmp_path)
    assert {finding.rule for finding in report.findings if finding.severity != "info"} <= {defect.rule}


def test_the_clean_card_is_as_long_as_a_good_card():
    assert len(CARD.split()) > 300
