"""An editor for tests: a real client and the real server in a process of its own, spoken to without `await`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.uris import from_fs_path
from pytest_lsp import LanguageClient, client_capabilities

PATIENCE_SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]


class Editor:
    """One editor with one server."""

    def __init__(self, *args: str, capabilities: types.ClientCapabilities | None = None) -> None:
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient()
        self.capabilities = capabilities or client_capabilities("visual-studio-code")
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.news = asyncio.Event()
        self.result = self.run(self._start(args))

    async def _start(self, args: tuple[str, ...]) -> types.InitializeResult:
        client = self.client

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.published.append(params)
            self.news.set()

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def told(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
        def refresh(_: Any) -> None:
            """Take that lenses have become others."""

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(_: Any) -> None:
            """Take that the server wants to hear of files."""

        server = [sys.executable, "-m", "cardcheck", "lsp", *args]
        await client.start_io(*server, env=os.environ | {"PYTHONPATH": str(ROOT)})
        return await client.initialize_session(
            types.InitializeParams(capabilities=self.capabilities, root_uri=None, workspace_folders=None)
        )

    def run(self, awaited: Any) -> Any:
        """Wait for an answer."""
        return self.loop.run_until_complete(asyncio.wait_for(awaited, PATIENCE_SECONDS))

    def ask(self, method: str, params: Any) -> Any:
        """Ask the server."""
        return self.run(self.client.protocol.send_request_async(method, params))

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, with a text that need not be the one on the disk, and return its address."""
        uri = from_fs_path(str(path))
        assert uri is not None
        text = path.read_bytes().decode() if text is None else text
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, text))
        )
        return uri

    @property
    def process(self) -> int:
        """The process of the server."""
        assert self.client._server is not None
        return self.client._server.pid

    def change(self, uri: str, text: str, version: int) -> None:
        """Change the whole text."""
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def found(self, uri: str, version: int = 1) -> list[types.Diagnostic]:
        """Wait for the diagnostics of a version; facts may have more to tell of it a little later."""
        self.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(types.TextDocumentIdentifier(uri)))
        return list(self.run(self.published_for(uri, version)))

    def wait_for(self, uri: str, claim: Callable[[set[Any]], bool]) -> None:
        """Wait until a claim holds for the rules that find something in a file."""
        self.run(self._wait_for(uri, claim))

    async def _wait_for(self, uri: str, claim: Callable[[set[Any]], bool]) -> None:
        while True:
            self.news.clear()
            last = next((params for params in reversed(self.published) if params.uri == uri), None)
            if last is not None and claim({diagnostic.code for diagnostic in last.diagnostics}):
                return
            await self.news.wait()

    async def published_for(self, uri: str, version: int) -> Any:
        """Wait for the diagnostics of a version."""
        while True:
            self.news.clear()
            for params in reversed(self.published):
                if params.uri == uri and params.version == version:
                    return params.diagnostics
            await self.news.wait()

    def close(self) -> None:
        """Leave as editors leave."""
        self.run(self.client.shutdown_session())
        self.run(self.client.stop())
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()
