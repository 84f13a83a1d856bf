"""The load plan against the real `datasets`: recorded answers everywhere, fresh ones where it is installed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from answers import differences
from ask import our_answer
from recorded import read_case, read_golden

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent

GOLDEN = [one for path in sorted(FOLDER.glob("golden/*.jsonl.gz")) for one in read_golden(path)]
CASES = sorted(FOLDER.glob("cases/*.yaml"))
HAS_PYARROW = importlib.util.find_spec("pyarrow") is not None


# Of the recorded repositories those whose disagreement docs/loading.md names.
KNOWN: set[str] = set()


def is_readable(recorded):
    """Whether the facts behind the recorded answer can be had: what Parquet and Arrow files hold takes `pyarrow`."""
    return HAS_PYARROW or not any(path.endswith((".parquet", ".arrow")) for path in recorded.files)


def disagreements(recorded):
    return [str(difference) for difference in differences(recorded.real, our_answer(recorded))]


def test_recorded_repositories():
    assert len(GOLDEN) >= 300
    differ = {one.folder: (one.changes, found) for one in GOLDEN if is_readable(one) and (found := disagreements(one))}
    assert differ.keys() <= KNOWN, differ


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_named_cases(path):
    case = read_case(path)
    if not is_readable(case):
        pytest.skip("what the files hold takes pyarrow")
    assert disagreements(case) == []


@pytest.mark.registry
@pytest.mark.skipif(importlib.util.find_spec("datasets") is None, reason="needs the extra `oracle`")
def test_fresh_repositories_against_the_real_library():
    tool = ROOT / "tools" / "compare_loading.py"
    done = subprocess.run(
        [sys.executable, tool, "--seed", "4", "--count", "200"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
