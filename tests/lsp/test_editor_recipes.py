"""The recipes in docs/editors.md: as far as no editor is needed, they are what they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from cardcheck.cli import cli

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```(\w+)[^\n]*\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def texts(kind: str) -> list[str]:
    return [text for name, text in FENCES if name == kind]


def test_json_and_toml_can_be_read():
    assert len([json.loads(text) for text in texts("json")]) == 3
    (helix,) = map(tomllib.loads, texts("toml"))
    assert helix["language-server"]["cardcheck"] == {"command": "cardcheck", "args": ["lsp"]}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_extension_is_a_program(tmp_path):
    (script,) = texts("js")
    (tmp_path / "extension.js").write_text(script)
    subprocess.run(["node", "--check", "extension.js"], cwd=tmp_path, check=True)


def test_every_option_that_is_named_is_there():
    options = {option for parameter in cli.get_command(None, "lsp").params for option in parameter.opts}
    assert set(re.findall(r"`(?:cardcheck lsp )?(--[a-z-]+)", PAGE)) - {"--verbose"} <= options


def test_every_editor_starts_the_same_command():
    for kind in ("lua", "toml", "js", "lisp"):
        assert re.search(r'"cardcheck",?\s*(?:"lsp"|args)|"cardcheck"\nargs = \["lsp"\]', texts(kind)[0]), kind
