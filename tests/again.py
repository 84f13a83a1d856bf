"""The tests that are worth another run once more packages are installed: `pytest --again=skipped --again=tests/facts`.

A plugin for pytest. Each run without the option writes down in pytest's cache what it skipped; `--again` lets pass what
was skipped then, what lies below a path, and what a marker names.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

_SKIPPED = "cardcheck/skipped"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--again",
        action="append",
        default=[],
        metavar="WHAT",
        help="run only `skipped` (what the last run without this option skipped), a path, or a marker; may be repeated",
    )


def pytest_configure(config: pytest.Config) -> None:
    # There is none with `-p no:cacheprovider`.
    cache: pytest.Cache | None = getattr(config, "cache", None)
    wanted: list[str] = config.getoption("again")
    if wanted:
        skipped = cache.get(_SKIPPED, []) if cache and "skipped" in wanted else []
        config.pluginmanager.register(_Again(wanted, skipped))
    elif cache and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_WritesDown(cache))


class _Again:
    """Lets only those tests pass that are wanted again."""

    def __init__(self, wanted: list[str], skipped: list[str]) -> None:
        self.wanted, self.skipped = wanted, set(skipped)
        self.files = {name.partition("::")[0] for name in self.skipped}

    def pytest_ignore_collect(self, collection_path: Path, config: pytest.Config) -> bool | None:
        """Pass by files that hold nothing of it: reading them all takes longer than running those few."""
        if not collection_path.match("test_*.py"):
            return None
        path = collection_path.relative_to(config.rootpath).as_posix()
        if path in self.files or self._is_below(path):
            return None
        text = collection_path.read_text(encoding="utf-8")
        return None if any(f"mark.{name}" in text for name in self.wanted) else True

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        config.hook.pytest_deselected(items=[item for item in items if not self._is_wanted(item)])
        # What installs packages takes longest: begun first, it is not waited for in the end.
        items[:] = sorted(filter(self._is_wanted, items), key=lambda item: not item.get_closest_marker("registry"))

    def _is_wanted(self, item: pytest.Item) -> bool:
        path = item.nodeid.partition("::")[0]
        if self._is_below(path) or not self.skipped.isdisjoint({item.nodeid, path}):
            return True
        return any(item.get_closest_marker(name) for name in self.wanted)

    def _is_below(self, path: str) -> bool:
        return any(path == name or path.startswith(f"{name}/") for name in self.wanted)


class _WritesDown:
    """Writes down the tests, and the files of tests, that a run skips."""

    def __init__(self, cache: pytest.Cache) -> None:
        self.cache = cache
        self.found: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.found.add(report.nodeid)

    def pytest_collectreport(self, report: Any) -> None:
        if report.skipped:
            self.found.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self.cache.set(_SKIPPED, sorted(self.found))
