"""Files that tests lay somewhere: a path and what it holds in, the path out."""

from __future__ import annotations

from pathlib import Path


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
