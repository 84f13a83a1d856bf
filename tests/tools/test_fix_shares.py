"""The chore `tools/fix_shares.py`: what it counts as fixed, and what it writes down."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "fix_shares.py"
ROOT = TOOL.parent.parent
CARD = """\
---
license: Apache 2.0
language: [english, klingonese]
task_categories: [structure-prediction]
pretty_name: Harbour logs
---
# Harbour logs

Read by two people, by hand, twice.
"""


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus" / "cards"
    folder.mkdir(parents=True)
    (folder / "logs.md").write_text(CARD, encoding="utf-8")
    repository = tmp_path / "corpus" / "repos" / "tides"
    repository.mkdir(parents=True)
    (repository / "README.md").write_text("---\nlicense: MIT\n---\n# Tides of Kiel\n", encoding="utf-8")
    (repository / "data.csv").write_text("height\n3\n", encoding="utf-8")
    return tmp_path / "corpus"


def test_findings_are_counted_by_what_became_of_them(tool, corpus):
    found = {(one.rule, one.outcome) for one in tool.met(corpus)}
    assert {
        ("license/unknown-id", "safe"),
        ("license/case", "safe"),
        ("language/unknown-code", "safe"),
        ("language/unknown-code", "none"),
        ("task/retired", "unsafe"),
    } <= found


def test_what_is_absent_and_what_is_wrong_are_two_sums(tool):
    found = [
        tool.Met("license/missing", "info", "none"),
        tool.Met("license/case", "error", "safe"),
        tool.Met("sections/no-title", "info", "safe"),
    ]
    sums = dict(tool.totals(found))
    assert sums["all findings about metadata"] == (2, 1, 0, 0)
    assert sums["metadata that says something wrong"] == (1, 1, 0, 0)
    assert sums["metadata that says something wrong"].share == "100.0 %"
    assert sums["– of these, warning"].share == "–"


def test_the_table_holds_figures_and_no_text_of_a_card(corpus, tmp_path):
    table = tmp_path / "fixes.md"
    command = [sys.executable, str(TOOL), "--corpus", str(corpus), "--table", str(table)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "metadata that says something wrong: " in done.stdout
    text = table.read_text(encoding="utf-8")
    assert "2 real cards" in text
    assert "| license/case | 1 | 1 | 100.0 % | 0 | 0 | 0 |  |" in text
    assert "Harbour" not in text


def test_a_rule_that_does_not_fix_all_says_why(tool):
    reasons = tool.reasons()
    assert reasons["license/missing"] == reasons["task/missing"] == "only a person knows"
    assert reasons["license/too-vague"] == "only a person knows the version"
