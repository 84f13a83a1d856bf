"""What every test keeps to: no network, no stop-watch, and a cache of rules and schemas of its own."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["again"]

# The same code gets the same answer: laws are tried on the same examples in every run. To look for new ones:
# `pytest --hypothesis-profile search`.
# How long drawing takes says something of the machine only.
_UNTIMED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("cardcheck", derandomize=True, **_UNTIMED)
settings.register_profile("search", max_examples=400, **_UNTIMED)
settings.load_profile("cardcheck")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(connect: Any) -> Any:
    def refuse(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):
            raise AssertionError(f"a test wants to reach {address[0]}")
        return connect(self, address)

    return refuse


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if "CARDCHECK_CACHE_DIR" not in os.environ:
            patch.setenv("CARDCHECK_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield
