"""`cardcheck audit` in every format: written from the journal, and refused at once where it cannot be."""

from __future__ import annotations

import json

import pytest

from cardcheck import observatory


@pytest.mark.parametrize("name", ["csv", "html", "json", "jsonl", "markdown", "text"])
def test_every_format_goes_to_standard_output(audit, repositories, name):
    result = audit(str(repositories("acme/tides", "acme/birds")), "--format", name)
    assert (result.exit_code, "tides" in result.output) == (0, True)


def test_several_files_at_once(audit, repositories, folder):
    pytest.importorskip("pyarrow")
    names = ["a.csv", "a.html", "a.json", "a.jsonl", "a.md", "a.parquet", "a.txt"]
    result = audit(str(repositories("acme/tides")), *(part for name in names for part in ("--output", name)))
    assert result.exit_code == 0
    assert json.loads((folder / "a.json").read_text())["summary"]["repositories"] == 1
    assert (folder / "a.parquet").read_bytes().startswith(b"PAR1")
    assert (folder / "a.md").read_text().startswith("# Audit of ")


def test_a_missing_package_is_told_before_anything_is_read(audit, repositories, folder, monkeypatch):
    monkeypatch.setattr(observatory.importlib.util, "find_spec", lambda _: None)
    result = audit(str(repositories("acme/tides")), "--output", "a.parquet")
    assert result.exit_code == 2
    assert "cardcheck[parquet]" in result.output
    assert not (folder / "journal").exists()
