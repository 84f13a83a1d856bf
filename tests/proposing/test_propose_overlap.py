"""Whether somebody else's pull request is in our way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.editing.unified_diff import unified_diff
from cardcheck.proposing.overlap import Stretch, stretches, stretches_of_diff, touch

_LINES = st.lists(st.sampled_from(["a", "b", "c", "---", "+x", "@@ -1 +1 @@", ""]), max_size=12)
OLD = "".join(f"line {number}\n" for number in range(1, 21))


def _git(diff: str, path: str = "README.md") -> str:
    return f"diff --git a/{path} b/{path}\nindex 1..2 100644\n{diff}"


def _changed(*numbers: int) -> str:
    return "".join(f"line {number}{'!' * (number in numbers)}\n" for number in range(1, 21))


def test_lines_of_a_change_are_counted_from_nought():
    assert stretches(OLD, _changed(3)) == [Stretch(2, 3)]


@pytest.mark.parametrize(
    ("ours", "theirs", "is_in_the_way"),
    [
        ((3,), (3,), True),
        ((3,), (4,), True),
        ((3,), (5,), False),
        ((3,), (1,), False),
        ((3, 18), (10, 18), True),
        ((3, 18), (10,), False),
    ],
)
def test_changes_need_a_line_between_them(ours, theirs, is_in_the_way):
    diff = _git(unified_diff(OLD, _changed(*theirs), "README.md"))
    theirs_here = stretches_of_diff(diff, OLD)
    assert theirs_here is not None
    assert touch(stretches(OLD, _changed(*ours)), theirs_here) is is_in_the_way


@given(_LINES, _LINES)
def test_a_diff_tells_what_two_texts_tell(old, new):
    before, after = ("".join(f"{line}\n" for line in lines) for lines in (old, new))
    diff = _git(unified_diff(before, after, "README.md"))
    assert stretches_of_diff(diff, before) == stretches(before, after)


def test_other_files_do_not_count():
    diff = _git(unified_diff(OLD, _changed(3), "docs/README.md"), "docs/README.md")
    assert stretches_of_diff(diff, OLD) == []


def test_other_files_before_and_behind_do_not_count():
    other = _git(unified_diff("x\n", "y\n", "data.csv"), "data.csv")
    card = _git(unified_diff(OLD, _changed(7), "README.md"))
    assert stretches_of_diff(other + card + other, OLD) == [Stretch(6, 7)]


def test_lines_that_moved_are_found():
    diff = _git(unified_diff(OLD, _changed(15), "README.md"))
    assert stretches_of_diff(diff, f"new\nlines\n{OLD}") == [Stretch(16, 17)]


def test_lines_that_are_gone_cannot_be_placed():
    diff = _git(unified_diff(OLD, _changed(15), "README.md"))
    assert stretches_of_diff(diff, _changed(14)) is None


def test_lines_that_stand_in_two_places_cannot_be_placed():
    diff = _git(unified_diff(OLD, _changed(15), "README.md"))
    assert stretches_of_diff(diff, f"x\n{OLD}{OLD}") is None


@pytest.mark.parametrize("said", ["deleted file mode 100644", "rename from README.md", "Binary files differ"])
def test_a_card_that_goes_is_changed_throughout(said):
    theirs = stretches_of_diff(f"diff --git a/README.md b/README.md\n{said}\n", OLD)
    assert theirs is not None
    assert touch([Stretch(19, 20)], theirs)


@pytest.mark.parametrize(
    "diff", ["", "@@", "diff --git a/README.md b/README.md\n@@ -1,999999999 +1,999999999 @@\n line 1"]
)
def test_a_strange_diff_is_borne(diff):
    stretches_of_diff(diff, OLD)
