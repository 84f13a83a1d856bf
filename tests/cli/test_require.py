"""Facts that somebody requires are gathered, and their absence has an exit code of its own."""

from __future__ import annotations

import json
import sys

import pytest
from fakehub.fixtures import hub  # noqa: F401  # a fixture

CARD = "---\nlicense: mit\n---\n# T\n"


@pytest.fixture
def no_pyarrow(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.delitem(sys.modules, name)
    # None makes the import fail as if the package were not there.
    monkeypatch.setitem(sys.modules, "pyarrow", None)


def facts(invoke, *options: str) -> dict[str, str]:
    result = invoke("check", "README.md", "--isolated", "--fail-on", "never", "--format", "json", *options)
    return json.loads(result.stdout)["cards"][0]["facts"]


def test_what_is_required_is_gathered(write, invoke):
    write("README.md", CARD)
    write("a.csv", "x\n1\n")
    told = facts(invoke, "--select", "license/unknown-id", "--require", "heads", "--require", "parquet")
    assert [name for name, state in told.items() if state == "available"] == ["files", "heads", "parquet"]
    assert facts(invoke, "--select", "license/unknown-id")["heads"] == "not asked"


@pytest.mark.usefixtures("no_pyarrow")
def test_3_parquet_is_required_and_pyarrow_is_missing(write, invoke):
    write("README.md", CARD)
    write("a.parquet", "PAR1")
    options = ("check", "README.md", "--isolated", "--fail-on", "never")
    assert invoke(*options, "--require", "parquet").exit_code == 3
    assert invoke(*options, "--require", "heads").exit_code == 0
    told = "unavailable: pyarrow is not installed; `pip install 'cardcheck[parquet]'`"
    assert facts(invoke, "--require", "parquet")["parquet"] == told
    assert told in invoke(*options, "--require", "parquet").stderr
    assert facts(invoke, "--require", "heads")["parquet"] == "not asked"


@pytest.mark.usefixtures("no_pyarrow")
def test_0_without_parquet_nobody_misses_pyarrow(write, invoke):
    write("README.md", CARD)
    write("a.csv", "x\n1\n")
    assert invoke("check", "README.md", "--isolated", "--fail-on", "never", "--require", "parquet").exit_code == 0


def test_3_heads_of_a_readme_alone(write, invoke):
    write("other.md", CARD)
    assert invoke("check", "other.md", "--isolated", "--fail-on", "never", "--require", "heads").exit_code == 3


class TestViewer:
    """The viewer is asked of the Hub, and a folder has none."""

    def test_0_it_answers(self, invoke, hub):  # noqa: F811
        hub.add("ann/remarks", {"README.md": CARD, "a.csv": "x\n1\n"})
        options = ("--select", "license/unknown-id", "--require", "viewer", "--format", "json")
        result = invoke("check", "hf://datasets/ann/remarks", "--isolated", *options)
        assert result.exit_code == 0
        (card,) = json.loads(result.stdout)["cards"]
        assert card["facts"]["viewer"] == "available"
        assert card["viewer"]["splits"] == [{"config": "default", "split": "train", "rows": 1, "partial": False}]

    def test_3_it_does_not_answer(self, invoke, hub):  # noqa: F811
        hub.add("ann/remarks", {"README.md": CARD})
        hub.fail("is-valid", "not-json", times=9)
        options = ("--isolated", "--fail-on", "never", "--require", "viewer")
        result = invoke("check", "hf://datasets/ann/remarks", *options)
        assert result.exit_code == 3
        assert "viewer unavailable: " in result.stderr

    def test_3_a_folder_has_none(self, write, invoke):
        write("README.md", CARD)
        result = invoke("check", "README.md", "--isolated", "--fail-on", "never", "--require", "viewer")
        assert result.exit_code == 3
        assert "viewer unavailable: offline" in result.stderr
