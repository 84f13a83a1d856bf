"""`--min-score` and `--explain-score`."""

from __future__ import annotations

import pytest

CARD = "---\nlicense: mit\n---\n\n# Harbour\n\nShort remarks from the log books of a harbour, by masters of ships.\n"


@pytest.mark.parametrize(("least", "code"), [("1", 0), ("20", 0), ("90", 1)])
def test_a_score_that_is_too_low_fails(write, invoke, least, code):
    write("README.md", CARD)
    result = invoke("check", "README.md", "--no-data", "--min-score", least)
    assert result.exit_code == code
    assert ("is below 90" in result.stderr) == bool(code)


def test_what_is_suppressed_or_not_selected_changes_nothing(write, invoke):
    write("README.md", CARD)
    assert invoke("check", "README.md", "--no-data", "--select", "license", "--min-score", "90").exit_code == 1


@pytest.mark.parametrize("least", ["-1", "101", "half"])
def test_it_is_a_number_of_points(write, invoke, least):
    write("README.md", CARD)
    assert invoke("check", "README.md", "--min-score", least).exit_code == 2


def test_every_point_is_told(write, invoke):
    write("README.md", CARD)
    told = invoke("check", "README.md", "--no-data", "--explain-score").output
    assert "Load 8.0 of 8.0" in told
    assert "what the columns mean" in told
