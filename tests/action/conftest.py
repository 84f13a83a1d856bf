"""A pull request to a repository with a card, and a runner that checks it with this checkout's action."""

from __future__ import annotations

import json
import site
import sys
import venv

import pytest
from composite_runner import Runner
from fake_github import TOKEN, FakeGitHub
from pull_requests import ENVIRONMENT, PullRequest

from cardcheck import resources


@pytest.fixture(scope="session")
def python(tmp_path_factory) -> str:
    """A Python of an environment of its own that sees this checkout and the packages of the tests, with `-I` too."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=sys.platform != "win32")
    (packages,) = folder.glob("[Ll]ib/**/site-packages")
    (packages / "seen.pth").write_text("\n".join([str(resources.root()), *site.getsitepackages()]))
    return str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


@pytest.fixture
def pull(tmp_path, monkeypatch) -> PullRequest:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "work space"
    folder.mkdir()
    return PullRequest(folder)


@pytest.fixture
def github():
    server = FakeGitHub()
    yield server
    server.close()


@pytest.fixture
def runner(pull, github, tmp_path) -> Runner:
    temp = tmp_path / "runner temp"
    temp.mkdir()
    event = temp / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7, "base": {"sha": pull.base}}}))
    environment = {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": github.url,
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_REPOSITORY": "acme/logs",
        "GITHUB_RUN_ID": "11",
        "GITHUB_SHA": "0" * 40,
        "GITHUB_SERVER_URL": "https://github.example",
    }
    return Runner(resources.root(), pull.folder, temp, environment, token=TOKEN)


@pytest.fixture
def act(runner, python):
    """Run the action but for its installation."""

    def act(**inputs: str):
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        return runner.run(given, {"install": {"python": python}})

    return act
