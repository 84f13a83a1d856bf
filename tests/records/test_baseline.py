"""A baseline is read as it was written, in an order that no run changes."""

from __future__ import annotations

import pytest

from cardcheck.model.known import Known
from cardcheck.records.baseline import BaselineError, baseline_text, name_in, read_baseline

FIRST, SECOND = Known("a/b", "01", "02"), Known("c/d", "03", "04")


def test_it_comes_back(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text({"b.md": (SECOND, FIRST, FIRST), "a.md": (FIRST,), "clean.md": ()}))
    assert read_baseline(path) == {"a.md": (FIRST,), "b.md": (FIRST, FIRST, SECOND)}


def test_one_finding_is_one_line():
    text = baseline_text({"a.md": (FIRST, SECOND)})
    assert text.count("\n") == 9
    assert '   ["a/b", "01", "02"],\n   ["c/d", "03", "04"]\n' in text


def test_none_at_all_is_a_baseline_too(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text({}))
    assert read_baseline(path) == {}


def test_cards_go_by_their_path_from_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert name_in(tmp_path / "ci" / "baseline.json", "sets/README.md") == "../sets/README.md"
    assert name_in(tmp_path / "baseline.json", str(tmp_path / "sets" / "README.md")) == "sets/README.md"
    assert name_in(tmp_path / "baseline.json", "hf://datasets/org/name") == "hf://datasets/org/name"


WRONG = {
    "empty": "",
    "a list": "[]",
    "cut": "{",
    "deep": "[" * 100_000,
    "another format": '{"format": 2, "cards": {}}',
    "no cards": '{"format": 1}',
    "an entry of another form": '{"format": 1, "cards": {"a": ["x"]}}',
    "no list": '{"format": 1, "cards": {"a": 1}}',
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_is_no_baseline_is_said_in_a_sentence(tmp_path, text):
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(BaselineError, match="is no baseline"):
        read_baseline(path)


def test_a_baseline_that_is_not_there(tmp_path):
    with pytest.raises(BaselineError, match="--write-baseline"):
        read_baseline(tmp_path / "baseline.json")
