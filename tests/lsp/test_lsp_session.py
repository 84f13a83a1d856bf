"""The real server over a real client: what an editor gets to see of a card."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")
pytest.importorskip("pytest_lsp")

from lsprotocol import types

CARD = "---\nlicense: apache2 # \U0001f30a\nlanguage:\n- en\npretty_name: Tides\n---\n# Tides \U0001f30a\n\n## Text\n"


@pytest.fixture
def card(tmp_path):
    path = tmp_path / "README.md"
    path.write_text(CARD, encoding="utf-8")
    return path


def rules(found):
    return {diagnostic.code for diagnostic in found}


def the(found, rule):
    return next(diagnostic for diagnostic in found if diagnostic.code == rule)


def test_what_is_wrong_is_shown_where_it_stands(editor, card):
    found = the(editor.found(editor.open(card)), "license/unknown-id")
    assert found.range == types.Range(types.Position(1, 9), types.Position(1, 16))
    assert found.severity == types.DiagnosticSeverity.Error
    assert "apache-2.0" in found.message


def test_a_change_is_judged(editor, card):
    uri = editor.open(card)
    editor.change(uri, CARD.replace("apache2", "apache-2.0"), 2)
    assert "license/unknown-id" not in rules(editor.found(uri, 2))
