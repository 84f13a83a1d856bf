from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def editor() -> Iterator[object]:
    pytest.importorskip("pygls")
    pytest.importorskip("pytest_lsp")
    from lsp_editor import Editor

    opened = Editor()
    yield opened
    opened.close()
