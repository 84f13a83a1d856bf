"""Programs that are stopped while they write: by a limit of the system, or killed; every card is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from cardcheck import resources

OLD = b"\xef\xbb\xbfold\r\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits and signals")


def ours(code: str, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *args],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(resources.root())},
    )


def test_a_limit_of_the_system(tmp_path):
    card = tmp_path / "README.md"
    card.write_bytes(OLD)
    code = (
        "import resource, sys; from pathlib import Path; from cardcheck.writing import *\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "try: replace_file(Path(sys.argv[1]), Path(sys.argv[1]).read_bytes(), b'x' * 100_000)\n"
        "except WriteError as error: print(error)"
    )
    assert "no space left" in ours(code, str(card)).communicate()[0]
    assert card.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


# Writes thirty cards again and again, each the other way round.
WRITER = """\
import sys; from pathlib import Path; from cardcheck.writing import replace_file
paths, sides = sorted(Path(sys.argv[1]).glob("*.md")), (b"old\\n" * 50_000, b"new\\n" * 50_000)
print("begun", flush=True)
while True:
    for path in paths:
        now = path.read_bytes()
        replace_file(path, now, sides[now == sides[0]])
"""


def test_a_kill_at_any_moment_leaves_every_card_whole(tmp_path):
    sides = {b"old\n" * 50_000, b"new\n" * 50_000}
    paths = [tmp_path / f"{number:02}.md" for number in range(30)]
    for path in paths:
        path.write_bytes(b"old\n" * 50_000)
    chance = random.Random(6)
    for _ in range(25):
        process = ours(WRITER, str(tmp_path))
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert {path.read_bytes() for path in paths} <= sides
