"""The Parquet of an audit in the real Spotlight, which is started as the guide says and asked for its table."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import venv
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from made_audit import RUN, made_audit

from cardcheck.observatory._flat import COLUMNS

# Installing it takes many minutes, so that this is a job of its own.
pytestmark = [
    pytest.mark.registry,
    pytest.mark.skipif("CARDCHECK_SPOTLIGHT" not in os.environ, reason="CARDCHECK_SPOTLIGHT is not set"),
]

NUMBER = 40
RUNNING = "Spotlight running on "


@pytest.fixture(scope="module")
def spotlight(tmp_path_factory) -> Path:
    """Install the program where nothing else is."""
    folder = tmp_path_factory.mktemp("spotlight")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    installed = subprocess.run(
        [programs / "python", "-m", "pip", "install", "-q", "renumics-spotlight"], capture_output=True, text=True
    )
    if installed.returncode:
        pytest.skip(f"renumics-spotlight cannot be installed: {installed.stderr[-300:]}")
    return programs / "spotlight"


def address_of(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the program says where it listens."""
    for _ in range(600):
        told = log.read_text(encoding="utf-8", errors="replace")
        if RUNNING in told:
            return told.partition(RUNNING)[2].split()[0].rstrip("/")
        assert process.poll() is None, told
        time.sleep(0.2)
    raise AssertionError(told)


def table_at(address: str) -> dict[str, object]:
    for _ in range(50):
        try:
            with urlopen(f"{address}/api/table/", timeout=30) as answer:
                return json.load(answer)
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(address)


def test_it_shows_every_repository_and_column(spotlight, tmp_path):
    pytest.importorskip("pyarrow")
    from cardcheck.observatory.parquet import write

    file, log = tmp_path / "audit.parquet", tmp_path / "log"
    with file.open("wb") as out:
        write(made_audit(NUMBER), out, RUN)
    with log.open("wb") as told:
        command = [spotlight, file, "--no-browser", "--host", "127.0.0.1"]
        process = subprocess.Popen(command, stdout=told, stderr=told, start_new_session=True)
    try:
        columns = table_at(address_of(log, process))["columns"]
    finally:
        # It serves from a process of its own, which outlives it.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert {column["name"] for column in columns} >= {*COLUMNS, "findings", "opening", "diff"}
    assert {len(column["values"]) for column in columns} == {NUMBER}
