"""pytest fixtures: a running fake Hub that the client of this process talks to, and a host that is none of the Hub's.

A `conftest.py` offers them with `from fakehub.fixtures import foreign_host, hub  # noqa: F401`. A test adds
repositories while it runs: `hub.add("org/name", {"README.md": "…"}, downloads=7)`. Programs in a process of their own
get `env=os.environ | hub.env`.
"""

from __future__ import annotations

import ssl
import sys
from collections.abc import Iterator
from pathlib import Path

import huggingface_hub.constants
import huggingface_hub.file_download
import huggingface_hub.hf_api
import huggingface_hub.utils
import pytest

from .hub import FakeHub


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeHub]:
    with FakeHub() as made:
        point_client_at(made, monkeypatch, tmp_path_factory.mktemp("hf-home"))
        yield made
        close_sessions()


@pytest.fixture
def foreign_host() -> Iterator[FakeHub]:
    """A server that is not the Hub: nothing with a token may come to it."""
    with FakeHub() as made:
        yield made
        close_sessions()


def point_client_at(hub: FakeHub, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Make the client of this process, which reads its environment when it is imported, talk to this Hub alone.

    `home` stands for `HF_HOME`: no token and no cached file of the person who runs the tests is seen.
    """
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**hub.env, "HF_HOME": str(home)}.items():
        monkeypatch.setenv(name, value)
    constants: dict[str, str | bool] = {
        "ENDPOINT": hub.endpoint,
        "HUGGINGFACE_CO_URL_TEMPLATE": hub.endpoint + "/{repo_id}/resolve/{revision}/{filename}",
        "HF_HOME": str(home),
        "HF_HUB_CACHE": str(home / "hub"),
        "HF_TOKEN_PATH": str(home / "token"),
        "HF_STORED_TOKENS_PATH": str(home / "stored_tokens"),
        "HF_HUB_DISABLE_XET": True,
        "HF_HUB_DISABLE_TELEMETRY": True,
        "HF_HUB_DISABLE_PROGRESS_BARS": True,
        "HF_HUB_OFFLINE": False,
    }
    # Some modules of the client hold constants under names of their own.
    modules = [held for name, held in sys.modules.items() if name.partition(".")[0] == "huggingface_hub"]
    # Each session reads all authorities of the web, which takes longer than most tests; loopback has no use for any.
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", lambda *_, **__: None)
    for name, constant in constants.items():
        for module in modules:
            if name in vars(module):
                monkeypatch.setattr(module, name, constant)


def close_sessions() -> None:
    """Close the connections that the client keeps, in either major version."""
    close = getattr(huggingface_hub.utils, "close_session", None) or huggingface_hub.utils.reset_sessions
    close()
