"""The server: messages of the protocol in, answers out; each feature is a module beside this one.

The text is sent whole with each change: editors and the protocol's library do not agree on what ends a line, so pieces
of it could end up in the wrong place.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from cardcheck import __version__
from cardcheck.lsp import lens
from cardcheck.lsp.actions import KINDS, Asked, actions, resolved
from cardcheck.lsp.completion import complete
from cardcheck.lsp.desk import Desk, OpenCard
from cardcheck.lsp.diagnostics import diagnostics
from cardcheck.lsp.hover import hover
from cardcheck.lsp.judging import ConfigFor, Judgement
from cardcheck.lsp.symbols import symbols
from cardcheck.rulebook.load import builtin_rules

_SETTINGS_FILES = "**/{cardcheck,pyproject}.toml"


class CardServer(LanguageServer):
    """The language server of one editor."""

    def __init__(self, config_for: ConfigFor, docs_url: str | None = None) -> None:
        super().__init__("cardcheck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.docs_url = docs_url
        self.desk = Desk(config_for, self._publish)

    def can(self, capability: str) -> bool:
        """Whether the editor says that it can do something."""
        return bool(get_capability(self.client_capabilities, capability, False))  # noqa: FBT003

    @functools.cached_property
    def resolves_actions(self) -> bool:
        """Whether the editor asks for the edits of an action when it is chosen."""
        support = get_capability(self.client_capabilities, "text_document.code_action.resolve_support")
        return support is not None and "edit" in support.properties

    def version_of(self, judged: Judgement) -> int | None:
        """Return the version that edits are made for, where the editor minds it."""
        return judged.state.version if self.can("workspace.workspace_edit.document_changes") else None

    def _publish(self, card: OpenCard, judged: Judgement | None) -> None:
        """Show what was found in a card."""
        found = [] if judged is None else diagnostics(judged.places, card.uri, judged.report, self.docs_url)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(card.uri, found, judged.state.version if judged else card.version)
        )
        score = judged.report.score if judged else None
        if self.can("workspace.code_lens.refresh_support") and score != card.shown_score:
            self.workspace_code_lens_refresh(None)
        card.shown_score = score


def make_server(config_for: ConfigFor, docs_url: str | None = None) -> CardServer:
    """Return a server that answers; it judges each card by the settings that hold where it lies."""
    server = CardServer(config_for, docs_url)
    _add_start_and_end(server)
    _add_texts(server)
    _add_actions(server)
    _add_help(server)
    return server


def _add_start_and_end(server: CardServer) -> None:
    """Agree with the editor, and leave."""

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        agreed = server.server_capabilities.position_encoding
        server.desk.encoding = types.PositionEncodingKind(agreed or "utf-16").value
        if server.can("workspace.did_change_watched_files.dynamic_registration"):
            watcher = types.FileSystemWatcher(_SETTINGS_FILES)
            options = types.DidChangeWatchedFilesRegistrationOptions([watcher])
            name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            server.client_register_capability(
                types.RegistrationParams([types.Registration("cardcheck-settings", name, options)])
            )

    @server.feature(types.SHUTDOWN)
    def stopped(_: None) -> None:
        server.desk.stop()


def _add_texts(server: CardServer) -> None:
    """Follow what happens to texts."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        path = to_fs_path(document.uri)
        if path is not None and path.lower().endswith((".md", ".markdown")):
            server.desk.open(OpenCard(document.uri, Path(path), document.text, document.version))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        if uri in server.desk.cards:
            text = server.workspace.get_text_document(uri).source
            server.desk.change(uri, text, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveTextDocumentParams) -> None:
        server.desk.look_again()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(_: types.DidChangeWatchedFilesParams) -> None:
        server.desk.look_again()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if uri in server.desk.cards:
            server.desk.close(uri)
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def _add_actions(server: CardServer) -> None:
    """Offer what can be done about findings."""

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=list(KINDS), resolve_provider=True)
    )
    async def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        judged = await server.desk.judged(params.text_document.uri)
        if judged is None:
            return []
        span = judged.places.span(params.range)
        asked = Asked(params.text_document.uri, span, params.context.only, server.resolves_actions)
        version = server.version_of(judged)
        if asked.is_lazy:
            return actions(judged, asked, version)
        return await server.desk.aside(lambda: actions(judged, asked, version))

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve_action(action: types.CodeAction) -> types.CodeAction:
        data: Any = action.data
        judged = await server.desk.judged(str(data.get("uri"))) if isinstance(data, dict) else None
        if judged is None:
            return action
        return await server.desk.aside(lambda: resolved(judged, action, server.version_of(judged)))

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def code_lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        judged = await server.desk.judged(params.text_document.uri)
        return lens.lenses(judged.report.score, params.text_document.uri) if judged else []

    @server.command(lens.SHOW_SCORE)
    async def show_score(uri: str) -> None:
        judged = await server.desk.judged(uri)
        if judged is not None and judged.report.score is not None:
            told = lens.in_full(judged.report.score)
            server.window_show_message(types.ShowMessageParams(types.MessageType.Info, told))


def _add_help(server: CardServer) -> None:
    """Tell what can stand in a card and what it means."""

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "-", "[", ",", '"', "'", "/"])
    )
    def completion(params: types.CompletionParams) -> types.CompletionList | None:
        card = server.desk.cards.get(params.text_document.uri)
        if card is None or not card.is_card:
            return None
        return complete(card.places(server.desk.encoding), params.position, card.known, _titles())

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> types.Hover | None:
        card = server.desk.cards.get(params.text_document.uri)
        if card is None or not card.is_card:
            return None
        judged = card.judged
        findings = judged.report.shown if judged is not None and judged.state.text == card.text else ()
        return hover(card.places(server.desk.encoding), params.position, findings)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def document_symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        judged = await server.desk.judged(params.text_document.uri)
        return symbols(judged.places, judged.card) if judged else []


@functools.cache
def _titles() -> Mapping[str, str]:
    """Return what each rule is about."""
    return {rule.id: rule.title for rule in builtin_rules()}
