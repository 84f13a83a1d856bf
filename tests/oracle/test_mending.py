"""What `fix` does to loading: nothing that loaded stops, and most of what has a fix loads afterwards.

By our own plan everywhere; by the real library where it is installed.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from ask import our_answer
from mending import effect, mended
from repositories import repositories

from cardcheck.engine.fixing import Wanted
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config

ROOT = Path(__file__).parent.parent.parent
LINTER = Linter.of(Config(profile="strict"))
HAS_PYARROW = importlib.util.find_spec("pyarrow") is not None


@pytest.mark.skipif(not HAS_PYARROW, reason="repositories hold Parquet and Arrow files")
@pytest.mark.parametrize("unsafe", [False, True])
def test_by_our_plan_nothing_stops_loading_and_fixing_again_does_nothing(unsafe):
    wrong = []
    changed = 0
    for repository in repositories(seed=11, count=500 if not unsafe else 250):
        one = mended(repository, LINTER, Wanted(unsafe=unsafe))
        if one.result is None or not one.is_changed:
            continue
        changed += 1
        found = effect(one, our_answer(repository), our_answer(one.after))
        again = mended(one.after, LINTER, Wanted(unsafe=unsafe))
        if found.lost or found.changed or again.is_changed or one.result.fault:
            wrong.append((repository.folder, one.rules, found.lost, found.changed, one.result.fault, again.rules))
    assert not wrong
    assert changed > 50


@pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("datasets", "PIL")), reason="needs the extra `oracle`"
)
def test_by_the_real_library_nothing_stops_loading_and_what_has_a_fix_loads():
    tool = ROOT / "tools" / "compare_fixed.py"
    done = subprocess.run(
        [sys.executable, tool, "--seed", "5", "--count", "60"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
