"""How the command line is tried: in this process for what it says, in its own for exit codes and tracebacks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardcheck import resources
from cardcheck.cli import cli

# What the machine that runs the tests says about terminals is not what they test.
_TERMINAL = ("NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS", "TERM", "CARDCHECK_DEBUG")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty working folder, with nothing said about terminals."""
    monkeypatch.chdir(tmp_path)
    for name in _TERMINAL:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def write(folder):
    """Write files into the working folder."""

    def write(name: str, text: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def invoke(folder):
    """Run the command line in this process."""

    def invoke(*args: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
        assert Path.cwd() == folder
        result = CliRunner().invoke(cli, args, input=stdin, env=env)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


@pytest.fixture
def spawn(folder):
    """Run the command line as a process of its own."""

    def spawn(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        process = subprocess.run(
            [sys.executable, "-m", "cardcheck", *args],
            input=stdin,
            capture_output=True,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(resources.root())} | env,
            check=False,
        )
        assert b"Traceback" not in process.stderr
        return process

    return spawn
