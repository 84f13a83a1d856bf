"""The schema of the configuration serves editors: taplo, which is behind them, reads it and judges files as we do."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from cardcheck import resources
from cardcheck.config_file import ConfigError, read_config

pytestmark = pytest.mark.registry
PAGE = (resources.root() / "docs" / "configuration.md").read_text(encoding="utf-8")
# Those that name files say nothing about the schema.
GOOD = [
    text
    for text in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    if not re.match(r"(?:extends|rule-files|packs) = ", text)
]
BAD = [
    'profil = "strict"',
    "rules = 2026.1",
    'fail-on = "sometimes"',
    "[[override]]\nignore = ['links']",
    "[[waiver]]\nrepository = 'o/x'\nrule = 'license'\nuntil = 2027-01-31",
    "[[waiver]]\nrepository = 'o/x'\nrule = 'license'\nreason = ' '\nuntil = 2027-01-31",
    "[[waiver]]\nrepository = 'o/x'\nrule = 'license'\nreason = 'why'\nuntil = 12:00:00",
    "[rule.'a/b']\nseverity = 'bad'",
]


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """Let taplo check files that name our schema in their first line, and tell which it refuses, by number."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        pytest.skip("needs npm")
    folder = tmp_path_factory.mktemp("taplo")
    subprocess.run([npm, "install", "--silent", "--prefix", folder, "@taplo/cli@0.7"], check=True, capture_output=True)

    def refused(texts: list[str]) -> set[int]:
        paths = [folder / f"{number}.toml" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(f"#:schema {resources.schema_path('config').as_uri()}\n{text}")
        command = [node, folder / "node_modules/@taplo/cli/dist/cli.js", "check", *paths]
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        found = re.findall(r'schema validation failed.* path=".*/(\d+)\.toml"', done.stderr)
        assert done.returncode == bool(found), done.stderr
        return set(map(int, found))

    return refused


def test_what_the_page_shows_is_good(refused, tmp_path):
    for text in GOOD:
        (tmp_path / "cardcheck.toml").write_text(text)
        read_config(tmp_path / "cardcheck.toml")
    assert len(GOOD) > 10
    assert refused(GOOD) == set()


def test_what_we_refuse_is_bad(refused, tmp_path):
    for text in BAD:
        (tmp_path / "cardcheck.toml").write_text(text)
        with pytest.raises(ConfigError):
            read_config(tmp_path / "cardcheck.toml")
    assert refused(BAD) == set(range(len(BAD)))
