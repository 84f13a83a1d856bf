"""The chore `tools/firing_rates.py`: what it counts, and what it writes down."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cardcheck.engine.linter import Linter

TOOL = Path(__file__).parents[2] / "tools" / "firing_rates.py"
ROOT = TOOL.parent.parent
BAD = "---\nlicense: apache2\nlanguage: [english, german]\n---\n# Harbour logs\n\nRead by two people, by hand, twice.\n"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus" / "cards"
    folder.mkdir(parents=True)
    (folder / "by-hand.md").write_text(BAD, encoding="utf-8")
    (folder / "by-bot.md").write_text("# Made by a bot\n", encoding="utf-8")
    (folder.parent / "cards.tsv").write_text("file\tfamily\nby-hand.md\t\nby-bot.md\tbot\n", encoding="utf-8")
    return folder.parent


def run(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOL), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)


@pytest.mark.parametrize(("numbers", "p95"), [([], 0), ([4], 4), (list(range(1, 101)), 95), ([1] * 19 + [9], 1)])
def test_percentile(tool, numbers, p95):
    assert tool.percentile(numbers, 95) == p95


def test_findings_with_one_cause_are_one_entry(tool):
    report = Linter.of(tool.Config(select=("language/unknown-code",))).check(BAD)
    assert (len(report.shown), tool.entries_of(report.shown)) == (2, 1)


def test_machine_made_cards_are_counted_apart(tool, corpus):
    everywhere, others = tool.counted(tool.judged_by(tool.Config(), corpus, 1), tool.machine_made(corpus))
    assert (len(everywhere.entries), len(others.entries)) == (2, 1)
    assert others.cards["front-matter/missing"] == 0 < everywhere.cards["front-matter/missing"]


def test_the_table_holds_figures_and_no_text_of_a_card(corpus, tmp_path):
    table = tmp_path / "rates.md"
    done = run("--corpus", corpus, "--table", table)
    assert done.returncode == 0, done.stderr
    assert "entries in the default text, 2 cards: median " in done.stdout
    text = table.read_text(encoding="utf-8")
    assert "| license/unknown-id | error | high | minimal | 1 | 1 | 50.0 % | 100.0 % |" in text
    assert "Harbour" not in text
    assert "by-hand" not in text
    assert "`cards` (2)" in text


def test_a_report_that_was_kept_gives_the_same(tool, corpus, tmp_path):
    kept = tmp_path / "kept.jsonl"
    command = [sys.executable, "-m", "cardcheck", "check", str(corpus / "cards" / "*.md"), "--isolated", "--no-data"]
    done = subprocess.run([*command, "--format", "jsonl"], capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    kept.write_text(done.stdout, encoding="utf-8")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2
    from_report = tool.counted(tool.judged_from(kept), set())[0]
    linted = tool.counted(tool.judged_by(tool.Config(), corpus, 1), set())[0]
    assert (sorted(from_report.entries), from_report.cards) == (sorted(linted.entries), linted.cards)


def test_too_much_text_fails(tool):
    assert tool.is_humane(tool.Cards(entries=[6] * 20))
    assert not tool.is_humane(tool.Cards(entries=[7] * 20))
    assert not tool.is_humane(tool.Cards(entries=[1] * 18 + [13] * 2))
