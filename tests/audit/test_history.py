"""Runs that are kept: those that compare come back, and nothing that lies there stops an audit."""

from __future__ import annotations

import json

import pytest
from small_repositories import DATE

from cardcheck.audit.history import Comparable, HistoryError, keep, past_runs
from cardcheck.model.audit import PastRun, Share

ONE = Comparable(("org",), ("files",), "2026.1")
LATER = "2026-11-23T10:00:00Z"


@pytest.fixture
def summary(done):
    """What an audit of two repositories came to."""
    return done.summary._replace(
        repositories=2,
        median=50.0,
        shares=(Share("loads", "?", 1, 2, ""), Share("found", "?", 0, 0, "")),
        findings={"error": 3},
    )


@pytest.fixture
def done(journal):
    from cardcheck.audit.done import DoneAudit

    return DoneAudit(journal, {})


def test_what_is_kept_comes_back(tmp_path, summary):
    keep(tmp_path / "runs", ONE, DATE, summary)
    assert past_runs(tmp_path / "runs", ONE, LATER) == (PastRun(DATE, 2, 50.0, {"loads": 0.5}, {"error": 3}),)


def test_the_same_run_is_kept_once(tmp_path, summary):
    for _ in range(2):
        keep(tmp_path, ONE, DATE, summary)
    assert len(list(tmp_path.glob("*.json"))) == 1
    assert past_runs(tmp_path, ONE, DATE) == ()


def test_only_what_compares(tmp_path, summary):
    for other in (ONE._replace(targets=("b",)), ONE._replace(asked=("files", "viewer")), ONE._replace(score="2027.1")):
        keep(tmp_path, other, DATE, summary)
    assert past_runs(tmp_path, ONE, LATER) == ()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cardcheck_run": 1}', "null", "\x80", '{"cardcheck_run": 9}'])
def test_what_is_none_of_ours_is_passed_over(tmp_path, summary, text):
    keep(tmp_path, ONE, DATE, summary)
    (tmp_path / f"x-{ONE.key()}.json").write_text(text, encoding="latin-1")
    assert len(past_runs(tmp_path, ONE, LATER)) == 1


@pytest.mark.parametrize("change", [{"shares": [1]}, {"repositories": "x"}, {"median": {}}, {"date": None}])
def test_nor_what_somebody_changed(tmp_path, summary, change):
    path = keep(tmp_path, ONE, DATE, summary)
    said = json.loads(path.read_text())
    said["run"] |= change
    path.write_text(json.dumps(said))
    assert past_runs(tmp_path, ONE, LATER) == ()


def test_a_folder_that_cannot_be_written(tmp_path, summary):
    (tmp_path / "file").write_text("")
    with pytest.raises(HistoryError, match="cannot be written"):
        keep(tmp_path / "file" / "runs", ONE, DATE, summary)
