"""The fake Hub for the client, and a clock that does not run."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakehub.fixtures import foreign_host, hub  # noqa: F401

from cardcheck.hub import session
from cardcheck.hub.patience import Patience


class Clock:
    """Time that passes only by waiting; `pauses` are those that were waited."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.seconds = 1_000_000.0

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    def now(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Patience:
    """Pauses that take no time, for every test here."""
    made = Patience(300, sleep=clock.sleep, monotonic=clock.now, now=clock.now)
    monkeypatch.setattr(session, "patience", made)
    return made


@pytest.fixture(autouse=True)
def _own_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARDCHECK_CACHE_DIR", str(tmp_path))
