"""`cardcheck fix` and the files it writes to: links, modes, changes from elsewhere, and ends at any moment."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cardcheck import resources, run

BAD = "---\nlicense: apache2\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nText.\n"
GOOD = BAD.replace("apache2", "apache-2.0")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes, links or signals")


def test_the_mode_stays(write, invoke):
    path = write("README.md", BAD)
    path.chmod(0o640)
    invoke("fix")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (GOOD, 0o640)


def test_a_link_stays_a_link(write, invoke, folder):
    path = write("cards/one.md", BAD)
    (folder / "README.md").symlink_to("cards/one.md")
    invoke("fix", "README.md")
    assert (folder / "README.md").is_symlink()
    assert path.read_text() == GOOD


@pytest.mark.parametrize("is_repository", [True, False])
def test_no_link_is_followed_out(folder, invoke, is_repository):
    other = folder.parent / "other.md"
    other.write_text(BAD)
    (folder / "README.md").symlink_to(other)
    if is_repository:
        (folder / ".git").mkdir()
    result = invoke("fix", "README.md")
    assert (other.read_text(), result.exit_code) == (BAD, 3)
    assert "leads out" in result.output


def test_a_hard_link_is_told(write, invoke, folder):
    path = write("README.md", BAD)
    os.link(path, folder / "same.txt")
    assert "`README.md` had other names (hard links), which keep the old text" in invoke("fix").stderr
    assert (path.read_text(), (folder / "same.txt").read_text()) == (GOOD, BAD)


def test_what_was_changed_meanwhile_is_left_alone(write, invoke, monkeypatch):
    path = write("README.md", BAD)
    real = run.task_of

    def task(*args):
        made = real(*args)
        path.write_text("by an editor")
        return made

    monkeypatch.setattr(run, "task_of", task)
    result = invoke("fix", "--format", "concise")
    assert "`README.md` was changed meanwhile, so it was left alone; run again" in result.stderr
    assert (path.read_text(), result.exit_code) == ("by an editor", 3)


def test_a_pipe_that_is_named_cannot_be_fixed(write, folder):
    write("card.md", BAD)
    script = f"{sys.executable} -m cardcheck fix <(cat card.md)"
    env = os.environ | {"PYTHONPATH": str(resources.root())}
    process = subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True)
    assert process.returncode == 3
    assert "is no regular file, so nothing can be written back to it" in process.stderr


def cards(folder: Path) -> list[Path]:
    """Thirty cards that take a while to write."""
    paths = [folder / f"{number:02}" / "README.md" for number in range(30)]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text(BAD + "Some words of it.\n\n" * 200)
    return paths


def begin(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "cardcheck", "fix", "--verbose", "--no-data", "--select", "license", "."],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(resources.root())},
    )


def assert_whole(paths: list[Path]) -> int:
    """Every card is the old or the new one; return how many are new."""
    texts = [path.read_text().removesuffix("Some words of it.\n\n" * 200) for path in paths]
    assert set(texts) <= {BAD, GOOD}
    return texts.count(GOOD)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_request_to_end_leaves_nothing_half_written(folder, number, code):
    paths = cards(folder)
    process = begin(folder)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(b"fixed 03"):
            break
    process.send_signal(number)
    process.communicate()
    assert process.returncode == code
    assert 3 <= assert_whole(paths) < 30
    assert [path.name for path in folder.rglob("*") if path.is_file() and path.name != "README.md"] == []


def test_a_kill_at_any_moment_leaves_every_card_whole(folder):
    chance = random.Random(4)
    done = []
    for _ in range(20):
        paths = cards(folder)
        process = begin(folder)
        assert process.stderr is not None
        for _ in range(chance.randrange(1, 25)):
            process.stderr.readline()
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.communicate()
        done.append(assert_whole(paths))
    assert len(set(done)) > 3
