"""What is wrong with a configuration: its file and what there is to say in, one printable sentence out."""

from __future__ import annotations

from pathlib import Path


class ConfigError(Exception):
    """A configuration that cannot be used; the text is one sentence for people, safe to print."""

    def __init__(self, sentence: str) -> None:
        super().__init__("".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in sentence))


def name_of(path: Path) -> str:
    """Return a path for people: from the working folder where it lies below."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return path.as_posix()
