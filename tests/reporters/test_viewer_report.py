"""The viewer's word beside our prediction, told to people."""

from __future__ import annotations

from harmless import assert_harmless
from hypothesis import given, settings
from odd_reports import odd_reports
from sample_plans import lone, one_fails, one_split, plan
from sample_reports import license_finding, make_report, shown

from cardcheck.model.hub import Viewer, ViewerError, ViewerSplit
from cardcheck.model.load import LoadError

SHOWN = Viewer(frozenset({"viewer"}), (ViewerSplit("default", "train", 1234), ViewerSplit("default", "test", 66)))
PLAN = plan(lone(one_split("train", "train.csv"), one_split("test", "test.csv")))


def told(*, explain_load=False, **changes):
    return shown(make_report(**{"load": PLAN, "viewer": SHOWN, **changes}), explain_load=explain_load)


def test_both_agree():
    assert (
        told()
        == """\
✓ README.md: nothing to mend

What loads · predicted beside the viewer's word
✓ Predicted: 2 splits, read as CSV
✓ The viewer shows 2 splits, 1,300 rows
"""
    )


def test_both_stop():
    said = Viewer(error=ViewerError("DataFilesNotFoundError", "No (supported) data files found"))
    assert (
        told(load=one_fails(), viewer=said)
        == """\
✓ README.md: nothing to mend

What loads · predicted beside the viewer's word
✗ Predicted: DataFilesNotFoundError, `de/train.parquet` is not in the repository
✗ The viewer says DataFilesNotFoundError: it finds no data file of a format that
  it reads; name files that are there in `configs`, or store the data as Parquet
"""
    )


def test_they_differ():
    said = Viewer(frozenset(), (ViewerSplit("default", "train", 9, is_partial=True),), ViewerError("Odd", "why", "b"))
    assert (
        told(viewer=said, disagreements=("We expect a subset `x`, which the viewer does not show",))
        == """\
✓ README.md: nothing to mend

What loads · predicted beside the viewer's word
✓ Predicted: 2 splits, read as CSV
✗ The viewer says Odd of `b`: why
✓ The viewer shows 1 split, 9 rows, of which it has read a part
! We expect a subset `x`, which the viewer does not show
"""
    )


def test_loading_fails_where_the_viewer_goes_on():
    error = LoadError("check", "rows-differ", "NonMatchingSplitsSizesError", "`num_examples` says 4")
    config = lone(one_split("train", "train.csv"), outcome="error", error=error)
    lines = told(load=plan(config, outcome="error")).splitlines()
    assert lines[3:6] == [
        "✗ Predicted: `load_dataset` raises NonMatchingSplitsSizesError, and the viewer",
        "  goes on: `num_examples` says 4",
        "✓ The viewer shows 2 splits, 1,300 rows",
    ]


def test_what_is_explained_is_not_told_twice():
    lines = told(explain_load=True).splitlines()
    assert lines[-2:] == ["What the viewer says · asked of the Hub", "✓ The viewer shows 2 splits, 1,300 rows"]


def test_beside_findings_everything_fits_a_screen():
    lines = shown(make_report(license_finding(), load=PLAN, viewer=SHOWN)).splitlines()
    assert "✓ The viewer shows 2 splits, 1,300 rows" in lines
    assert len(lines) < 24


def test_of_many_differences_some_are_shown():
    text = told(disagreements=tuple(f"Difference {number}" for number in range(9)))
    assert text.splitlines()[-1] == "! 3 more differences like these"


def test_long_differences_leave_room_for_findings():
    long = tuple(f"Difference {number} {'goes on ' * 30}" for number in range(9))
    report = make_report(license_finding(), load=PLAN, viewer=SHOWN, disagreements=long)

    lines = shown(report, width=40).splitlines()

    assert "! 6 more differences like these" in lines
    assert "2:10" in lines[1]
    assert len(lines) < 24


def test_a_viewer_that_is_still_at_work():
    assert "○ The viewer says nothing of any split" in told(viewer=Viewer())


@settings(deadline=None)
@given(odd_reports)
def test_it_smuggles_nothing(report):
    assert_harmless(shown(report._replace(coverage=(), status="checked", viewer=SHOWN), width=40), 40)
