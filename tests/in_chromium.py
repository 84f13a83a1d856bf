"""Pages in a real browser: a Chromium that says everything a page does beside being read; tests skip without one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
_FOUND = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(_FOUND is None, reason="Chromium is not there")

_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_PATIENCE_MS = 20_000


@contextmanager
def running_chromium() -> Iterator[Any]:
    """Start a browser, and end it."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_FOUND, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, address: str, **settings: Any) -> Iterator[Any]:
    """Open a file; whatever it logs, asks for or fetches elsewhere is a fault."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    file = address.partition("#")[0]
    page.on("request", lambda request: said.append(request.url) if request.url.partition("#")[0] != file else None)
    page.goto(address)
    yield page
    context.close()
    assert said == []
