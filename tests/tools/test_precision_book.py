"""The chore `tools/precision.py`: what it draws, writes and reports."""

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).parents[2] / "tools" / "precision.py"


def seen(tool, card, number, confidence="high"):
    return tool.Seen("a/b", "-", card, f"{number:016}", confidence, "message", "context")


def test_cards_take_turns_in_a_sample(tool):
    found = [seen(tool, "one.md", number) for number in range(5)] + [seen(tool, "two.md", 9)]
    assert {drawn.card for drawn in tool.draw(found, set(), 2, 1)} == {"one.md", "two.md"}
    assert len(tool.draw(found, set(), 9, 1)) == 6


def test_what_was_read_is_not_drawn_again(tool):
    found = [seen(tool, "one.md", 1), seen(tool, "one.md", 2)]
    assert tool.draw(found, {found[0].key}, 9, 1) == [found[1]]


def test_the_book_is_sorted_and_the_latest_verdict_counts(tool, tmp_path, monkeypatch):
    monkeypatch.setattr(tool, "DESK", tmp_path / "desk")
    book = tmp_path / "book.tsv"
    tool.add_to_book([tool.Line("b/a", "-", "x.md", "1", "right"), tool.Line("a/b", "-", "x.md", "1", "right")], book)
    tool.add_to_book([tool.Line("b/a", "-", "x.md", "1", "wrong", "why")], book)
    assert book.read_text() == (
        "rule\tcase\tcard\tspan\tverdict\tnote\na/b\t-\tx.md\t1\tright\t\nb/a\t-\tx.md\t1\twrong\twhy\n"
    )


def test_a_hash_survives_moved_lines_and_knows_the_rule(tool):
    short, long = tool.SourceText.of("license: x\n"), tool.SourceText.of("\n\nlicense: x\n")
    first = tool.span_hash("a/b", "-", short, tool.Span(9, 10))
    assert first == tool.span_hash("a/b", "-", long, tool.Span(11, 12))
    assert first != tool.span_hash("a/c", "-", short, tool.Span(9, 10))


def test_the_share_counts_what_still_fires(tool):
    found = [seen(tool, "one.md", 1), seen(tool, "two.md", 2)]
    book = [tool.Line(*found[0].key, "right"), tool.Line("a/b", "-", "gone.md", "5", "wrong")]
    assert next(row for row in tool.summary(found, book) if row.startswith("a/b")).split() == (
        ["a/b", "-", "high", "2", "2", "1", "0", "100.0%", "few", "read"]
    )
    assert "1 read, 100.00% right" in tool.pooled(found, book)


def test_drawing_and_recording(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("---\nlicense: apache2\n---\n# T\n", encoding="utf-8")
    drawn = run(tmp_path, "sample", "license/unknown-id", "--corpus", str(corpus))
    assert "[1] a.md" in drawn.stdout
    assert r"---\nlicense: ⟦apache2⟧\n---" in drawn.stdout
    outside = run(tmp_path, "record", "license/unknown-id", "--wrong", "2")
    assert outside.returncode == 1
    assert "no list of numbers from 1 to 1" in outside.stderr
    told = run(tmp_path, "report", "license/unknown-id", "--corpus", str(corpus))
    assert told.returncode == 0
    assert "license/unknown-id" in told.stdout


def run(folder, *command):
    environment = {"TMPDIR": str(folder), "PYTHONPATH": str(TOOL.parent.parent), "PATH": ""}
    return subprocess.run(
        [sys.executable, str(TOOL), *command], env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def test_the_book_in_the_checkout_is_whole(tool):
    lines = tool.read_book()
    assert lines == sorted(lines)
    assert len({line.key for line in lines}) == len(lines)
    assert {line.verdict for line in lines} <= {"right", "wrong"}
