"""The user's cache: what a checkout compiles once and later runs take. A wheel carries all of it and needs none.

Names and texts in and out; a cache that cannot be read or written only costs time.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path


def folder() -> Path:
    """Return the user's cache folder for cardcheck, by the platform's custom or as `CARDCHECK_CACHE_DIR` says."""
    own = os.environ.get("CARDCHECK_CACHE_DIR")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "cardcheck"


def text_of(kind: str, key: str, suffix: str, make: Callable[[], str]) -> tuple[Path | None, str]:
    """Return a cached text and its file, made and kept if it is not there; the file is None if it cannot be kept.

    There is one text of a `kind` at a time: a new `key` replaces the old.
    """
    path = folder() / f"{kind}-{key}{suffix}"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path, path.read_text(encoding="utf-8")
    text = make()
    try:
        _keep(path, f"{kind}-*{suffix}", text)
    except OSError:
        return None, text
    return path, text


def _keep(path: Path, siblings: str, text: str) -> None:
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in path.parent.glob(siblings):
        old.unlink(missing_ok=True)
    # Two runs may compile at once: each writes its own file, the rename is atomic.
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)
