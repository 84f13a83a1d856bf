"""Which configuration file holds: the nearest one above a card, up to the root of its repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from lying_files import written

from cardcheck.config_file import find_config


class TestFind:
    TABLE = "[tool.cardcheck]\n"

    def test_nearest_wins(self, folder):
        written(folder / "cardcheck.toml", "")
        near = written(folder / "a/cardcheck.toml", "")
        (folder / "a/b").mkdir()
        assert find_config(folder / "a/b") == near

    def test_from_a_file(self, folder):
        near = written(folder / "cardcheck.toml", "")
        assert find_config(written(folder / "README.md", "")) == near

    def test_relative(self, folder):
        near = written(folder / "cardcheck.toml", "")
        assert find_config(Path("README.md")) == near

    def test_own_file_wins_over_pyproject_beside_it(self, folder):
        written(folder / "pyproject.toml", self.TABLE)
        own = written(folder / "cardcheck.toml", "")
        assert find_config(folder) == own

    @pytest.mark.parametrize(
        "text",
        ["[tool.cardcheck]\n", "[ tool . 'cardcheck' ]", '[tool.cardcheck.rule."a/b"]', "[tool.cardcheck]\n= broken"],
    )
    def test_pyproject_with_our_table(self, text, folder):
        path = written(folder / "pyproject.toml", text)
        assert find_config(folder) == path

    @pytest.mark.parametrize("text", ["", "[tool.other]\n", "[tool.cardchecker]\n", "# [tool.cardcheck]\n", "= broken"])
    def test_pyproject_of_somebody_else_is_passed(self, text, folder):
        above = written(folder / "cardcheck.toml", "")
        written(folder / "a/pyproject.toml", text)
        assert find_config(folder / "a") == above

    @pytest.mark.parametrize("is_file", [True, False])
    def test_stops_at_the_root_of_the_repository(self, is_file, folder):
        written(folder / "cardcheck.toml", "")
        (folder / "r/sub").mkdir(parents=True)
        (folder / "r/.git").touch() if is_file else (folder / "r/.git").mkdir()
        assert find_config(folder / "r/sub") is None
        inner = written(folder / "r/cardcheck.toml", "")
        assert find_config(folder / "r/sub") == inner

    def test_stops_at_home(self, folder, monkeypatch):
        written(folder / "cardcheck.toml", "")
        (folder / "home/x").mkdir(parents=True)
        monkeypatch.setattr(Path, "home", lambda: folder / "home")
        assert find_config(folder / "home/x") is None
