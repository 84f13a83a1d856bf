"""How audits are tried: the command line in this process or in its own, against folders and against a Hub on loopback.

Nothing here depends on how fast anything is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fakehub import FakeHub
from fakehub.fixtures import close_sessions, hub  # noqa: F401  # a fixture
from small_repositories import DATE, EPOCH, HEAD, files_of

from cardcheck import resources
from cardcheck.audit.journal import Journal, Pass
from cardcheck.cli import cli
from cardcheck.hub import session
from cardcheck.hub.patience import Patience


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty working folder with a cache of its own, and a date that does not pass."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("CARDCHECK_HUB_PATIENCE", "0")
    monkeypatch.setattr(session, "patience", Patience(0.0))
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS", "TERM", "CARDCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def repositories(folder):
    """Write repositories below the working folder."""

    def write(*names: str, root: str = "repos", license_: str = "mit") -> Path:
        for name in names:
            for path, text in files_of(name.rpartition("/")[2], license_).items():
                file = folder / root / name / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        return folder / root

    return write


@pytest.fixture
def audit(folder):
    """Run `cardcheck audit` in this process, with its journal in the working folder."""

    def audit(*args: str) -> Result:
        given = ("audit", *args) if "--journal" in args else ("audit", *args, "--journal", str(folder / "journal"))
        result = CliRunner().invoke(cli, given)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return audit


@pytest.fixture
def started(folder):
    """Start `cardcheck audit` as a process of its own; whatever is left of it ends with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*args: str, **env: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "cardcheck", "audit", *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(resources.root()), "CARDCHECK_DEBUG": "1"} | env,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def journal(folder) -> Iterator[Journal]:
    """A new journal."""
    with Journal.open(folder / "journal", HEAD, Pass(DATE)) as opened:
        yield opened


@pytest.fixture(scope="module")
def own_hub() -> Iterator[FakeHub]:
    """A Hub for programs in processes of their own; the client of this process is left alone."""
    with FakeHub() as made:
        yield made
    close_sessions()
