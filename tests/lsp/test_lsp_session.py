"""The real server over a real client: what an editor gets to see of a card."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")
pytest.importorskip("pytest_lsp")

from lsp_cards import edited
from lsp_editor import Editor
from lsprotocol import types
from pytest_lsp import client_capabilities

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


def test_texts_that_are_no_dataset_cards_are_left_alone(editor, tmp_path):
    texts = (
        ("README.md", "# A library\n\n![](a.png)\n"),
        ("README.md", "---\nlibrary_name: x\nlicense: apache2\n---\n"),
        ("notes.md", CARD),
    )
    for index, (name, text) in enumerate(texts):
        folder = tmp_path / str(index)
        folder.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
        uri = editor.open(folder / name)
        assert not editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, of(types.DocumentSymbolParams, uri))
        assert uri not in {params.uri for params in editor.published}


def of(params, uri, *more):
    return params(types.TextDocumentIdentifier(uri), *more)


def test_a_text_becomes_a_card_when_it_gets_a_key_of_one(editor, tmp_path):
    uri = editor.open(tmp_path / "README.md", "# Tides\n")
    editor.change(uri, "---\nlicense: apache2\npretty_name: Tides\n---\n# Tides\n", 2)
    assert "license/unknown-id" in rules(editor.found(uri, 2))


def test_a_card_by_its_name(editor, tmp_path):
    assert rules(editor.found(editor.open(tmp_path / "my_dataset_card.md", "# Tides\n")))


def test_facts_of_the_folder(editor, card):
    text = CARD.replace("---\n#", "configs:\n- config_name: a\n  data_files: gone.csv\n---\n#")
    (card.parent / "data.csv").write_text("a,b\n1,2\n")
    uri = editor.open(card, text)
    editor.wait_for(uri, lambda found: "repository/missing-data-file" in found)
    line = text[: text.index("gone")].count("\n")
    params = of(types.CompletionParams, uri, types.Position(line, len("  data_files: ")))
    assert "data.csv" in {item.label for item in editor.ask(types.TEXT_DOCUMENT_COMPLETION, params).items}


def test_facts_are_looked_at_again_after_saving(editor, card):
    text = CARD.replace("---\n#", "configs:\n- config_name: a\n  data_files: late.csv\n---\n#")
    uri = editor.open(card, text)
    editor.wait_for(uri, lambda found: "repository/missing-data-file" in found)
    (card.parent / "late.csv").write_text("a,b\n1,2\n")
    editor.client.text_document_did_save(of(types.DidSaveTextDocumentParams, uri))
    editor.wait_for(uri, lambda found: found and "repository/missing-data-file" not in found)


def test_settings_are_those_of_the_folder(editor, card):
    (card.parent / "cardcheck.toml").write_text('ignore = ["license/*"]\n')
    uri = editor.open(card)
    assert "license/unknown-id" not in rules(editor.found(uri))


def test_settings_that_cannot_be_used_are_told_and_forgotten_when_they_can(editor, card):
    settings = card.parent / "cardcheck.toml"
    settings.write_text("profil = 1\n")
    uri = editor.open(card)
    (told,) = editor.found(uri)
    assert "did you mean `profile`?" in told.message
    settings.unlink()
    event = types.FileEvent(uri.replace("README.md", "cardcheck.toml"), types.FileChangeType.Deleted)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    editor.wait_for(uri, lambda found: "license/unknown-id" in found)


def test_a_quick_fix_is_applied(editor, card):
    uri = editor.open(card)
    found = the(editor.found(uri), "license/unknown-id")
    params = of(types.CodeActionParams, uri, found.range, types.CodeActionContext([found]))
    actions = {action.title: action for action in editor.ask(types.TEXT_DOCUMENT_CODE_ACTION, params)}
    (change,) = actions["Use `apache-2.0`"].edit.document_changes
    assert edited(CARD, list(change.edits)) == CARD.replace("apache2", "apache-2.0")
    ignore = editor.ask(types.CODE_ACTION_RESOLVE, actions["Ignore license/unknown-id here"])
    (change,) = ignore.edit.document_changes
    assert "cardcheck: ignore[license/unknown-id]" in edited(CARD, list(change.edits))


def test_hover_outline_and_lens(editor, card):
    uri = editor.open(card)
    editor.found(uri)
    told = editor.ask(types.TEXT_DOCUMENT_HOVER, of(types.HoverParams, uri, types.Position(1, 2)))
    assert "License of the data" in told.contents.value
    outline = editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, of(types.DocumentSymbolParams, uri))
    assert [one.name for one in outline] == ["Metadata", "Tides \U0001f30a"]
    (lens,) = editor.ask(types.TEXT_DOCUMENT_CODE_LENS, of(types.CodeLensParams, uri))
    assert lens.command.title.startswith("cardcheck: ")
    command = types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
    editor.ask(types.WORKSPACE_EXECUTE_COMMAND, command)
    assert "of 100 points" in editor.messages[-1]


def test_a_closed_card_shows_nothing(editor, card):
    uri = editor.open(card)
    assert editor.found(uri)
    editor.client.text_document_did_close(of(types.DidCloseTextDocumentParams, uri))
    assert not editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, of(types.DocumentSymbolParams, uri))
    assert not editor.published[-1].diagnostics


HOSTILE = {
    "nothing": "",
    "fences": "---\n" * 2_000,
    "brackets": "---\npretty_name: " + "[" * 20_000 + "\n---\n",
    "dashes": "---\npretty_name:\n" + "- " * 20_000 + "\n---\n",
    "aliases": "---\npretty_name: &a [1]\nb: &b [*a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n---\n",
    "quotes": '---\npretty_name: "' + "\\" * 20_001 + "\n---\n",
    "controls": "---\npretty_name: \x00\x1b]8;;x\x07\x85\u2028\u202e\n---\n# \x00\n",
    "surrogates": "---\npretty_name: \ud83d\n---\n# \udc00\ud83d\n",
    "one long line": "---\npretty_name: x\n---\n" + "\U0001f30a[a](b)" * 5_000,
    "old line ends": "\ufeff---\rpretty_name: x\r---\r# T\r",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_cards_are_answered(editor, tmp_path, name):
    text = HOSTILE[name]
    uri = editor.open(tmp_path / "dataset_card.md", text)
    lines = text.replace("\r", "\n").split("\n")
    for line in (0, 1, len(lines) - 1, 10**6):
        for character in (0, 14, 10**6):
            place = types.Position(line, character)
            editor.ask(types.TEXT_DOCUMENT_COMPLETION, of(types.CompletionParams, uri, place))
            editor.ask(types.TEXT_DOCUMENT_HOVER, of(types.HoverParams, uri, place))
    whole = types.Range(types.Position(0, 0), types.Position(10**6, 0))
    context = types.CodeActionContext([], only=["source.fixAll"])
    for action in editor.ask(types.TEXT_DOCUMENT_CODE_ACTION, of(types.CodeActionParams, uri, whole, context)):
        editor.ask(types.CODE_ACTION_RESOLVE, action)
    assert len(editor.found(uri)) <= 1_000
    editor.client.text_document_did_close(of(types.DidCloseTextDocumentParams, uri))


def test_typing_faster_than_judging_ends_at_the_last_text(editor, card):
    uri = editor.open(card)
    for version in range(2, 40):
        editor.change(uri, CARD + "The water rises.\n" * version, version)
    editor.change(uri, CARD.replace("apache2", "mit"), 40)
    assert "license/unknown-id" not in rules(editor.found(uri, 40))
    assert editor.published[-1].version == 40


@pytest.mark.parametrize(("encoding", "end"), [("utf-8", 15), ("utf-16", 13), ("utf-32", 12)])
def test_places_are_counted_as_the_editor_wants(tmp_path, encoding, end):
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding)])
    )
    text = "---\ntags: [\U0001f30a, x]\npretty_name: A\nviewer: \U0001f30aoff\n---\n# T\n"
    other = Editor(capabilities=capabilities)
    try:
        assert other.result.capabilities.position_encoding == encoding
        found = other.found(other.open(tmp_path / "README.md", text))
        assert the(found, "metadata/viewer-value").range.end.character == end
    finally:
        other.close()


@pytest.mark.parametrize("name", ["neovim", "emacs"])
def test_editors_that_can_do_less_are_served(card, name):
    other = Editor(capabilities=client_capabilities(name))
    try:
        uri = other.open(card)
        found = the(other.found(uri), "license/unknown-id")
        params = of(types.CodeActionParams, uri, found.range, types.CodeActionContext([found]))
        for action in other.ask(types.TEXT_DOCUMENT_CODE_ACTION, params):
            change = action.edit or other.ask(types.CODE_ACTION_RESOLVE, action).edit
            assert change.changes or change.document_changes
        place = types.Position(2, 3)
        assert other.ask(types.TEXT_DOCUMENT_COMPLETION, of(types.CompletionParams, uri, place)) is not None
        assert other.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, of(types.DocumentSymbolParams, uri))
    finally:
        other.close()
