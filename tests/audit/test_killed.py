"""`kill -9` at any point of an audit: the same command goes on, and reports to the byte as an undisturbed one."""

from __future__ import annotations

import random
import signal
import threading
from importlib.util import find_spec

import pytest
from small_repositories import files_of

from cardcheck.observatory import formats

REPOSITORIES = 40
KILLS = 10
FORMATS = [name for name in formats() if name != "parquet" or find_spec("pyarrow")]


@pytest.fixture
def org(own_hub):
    """An owner with datasets of many kinds, some of which cannot be had."""
    for number in range(REPOSITORIES):
        own_hub.add(f"org/set-{number:02}", files_of(f"set{number}", ["mit", "apache2", "no"][number % 3]))
    own_hub.add("org/empty", {"data.csv": "a\n1\n"})
    own_hub.add("org/gated", files_of("gated"), gated="auto", downloads=5)
    own_hub.fail("/org/set-07/raw/", "500", times=float("inf"))
    yield own_hub
    own_hub.heal()


def wanted(folder, name: str) -> list[str]:
    args = ["hf://datasets/org", "--journal", str(folder / f"{name}.journal"), "--jobs", "4"]
    for format_ in FORMATS:
        args += ["--output", f"{format_}={folder / name}.{format_}"]
    return args


def reports(folder, name: str) -> dict[str, bytes]:
    return {format_: (folder / f"{name}.{format_}").read_bytes() for format_ in FORMATS}


def finished(process) -> None:
    _, errors = process.communicate()
    assert process.returncode == 3, errors
    assert b"org/set-07 (unreachable)" in errors


def killed(process, org, after: int) -> None:
    """Kill a program when it has asked for so many cards; the last of them is not answered before."""
    is_time, is_dead = threading.Event(), threading.Event()

    def hold(_: object) -> None:
        is_time.set()
        is_dead.wait()

    # What fails by order is answered before anybody waits.
    org.before("/org/(?!set-07/).*/raw/", hold, skip=after - 1)
    while not is_time.wait(0.05) and process.poll() is None:
        pass
    process.send_signal(signal.SIGKILL)
    is_dead.set()
    _, errors = process.communicate()
    assert process.returncode == -signal.SIGKILL, errors


def done(journal) -> int:
    """How many repositories a journal holds."""
    return journal.read_bytes().count(b'\n{"key": ') if journal.exists() else 0


def test_ten_times(folder, org, started):
    finished(started(*wanted(folder, "whole"), **org.env))
    whole = len(org.log)
    seed = random.Random(20261122)
    for _ in range(KILLS):
        left = REPOSITORIES - done(folder / "killed.journal")
        killed(started(*wanted(folder, "killed"), **org.env), org, seed.randrange(1, max(2, left // 2)))
    assert done(folder / "killed.journal") > 0
    org.log.clear()
    finished(started(*wanted(folder, "killed"), **org.env))
    assert reports(folder, "killed") == reports(folder, "whole")
    # What was done before a kill was not asked again.
    assert len(org.log) < whole


def test_cut_at_any_byte(folder, org, started):
    """A kill may leave any beginning of the journal; each is gone on from."""
    finished(started(*wanted(folder, "whole"), **org.env))
    journal = (folder / "whole.journal").read_bytes()
    for size in sorted(random.Random(8).sample(range(len(journal)), 3)):
        (folder / "cut.journal").write_bytes(journal[:size])
        finished(started(*wanted(folder, "cut"), **org.env))
        assert reports(folder, "cut") == reports(folder, "whole")
