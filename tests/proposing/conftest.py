"""The command against a Hub on loopback."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from fakehub import TOKEN, FakeHub, Repo
from fakehub.fixtures import hub  # noqa: F401
from proposals import CARD, NAME, Run, Said

from cardcheck.cli import cli
from cardcheck.hub import session
from cardcheck.hub.patience import Patience


@pytest.fixture
def run(hub: FakeHub, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: F811
    """Run the command line in this process, with a token unless told otherwise; waiting takes no time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr(session, "patience", Patience(300, sleep=lambda _: None))

    def run(*args: str, token: str | None = TOKEN) -> Said:
        result = CliRunner().invoke(cli, args, env=hub.env | {"HF_TOKEN": token or ""})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def repo(hub: FakeHub) -> Repo:  # noqa: F811
    """A dataset whose card has two things to fix."""
    return hub.add(NAME, {"README.md": CARD, "data.csv": "a,b\n1,2\n"})
