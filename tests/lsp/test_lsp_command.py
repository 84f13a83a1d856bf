from __future__ import annotations

import importlib.util

import pytest
from click.testing import CliRunner

from cardcheck.cli import cli

WANTED = "cardcheck: the language server needs pygls; install it with `pip install 'cardcheck[lsp]'`\n"


def run(*args: str):
    return CliRunner().invoke(cli, ["lsp", *args])


def test_without_the_library_one_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    result = run()
    assert result.exit_code == 2
    assert result.stderr == WANTED


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--select", "no/such-rule"), "no/such-rule"),
        (("--config", "gone.toml"), "gone.toml"),
        (("--docs-url", "https://example.org/{page}"), "has places for"),
        (("--docs-url", "rules.md"), "begins with `https://`"),
    ],
)
def test_options_that_cannot_be_used_are_told_at_once(args, words):
    pytest.importorskip("pygls")
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
