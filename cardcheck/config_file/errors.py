"""What people are told of a configuration: files, places and faults in, printable text out."""

from __future__ import annotations

from pathlib import Path

from cardcheck.model.config import COMMAND_LINE, Layer


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


def place_of(layer: Layer) -> str:
    """Return where settings come from, for people."""
    if layer.origin == COMMAND_LINE:
        return COMMAND_LINE
    name = name_of(Path(layer.origin))
    return name if layer.override is None else f"{name}: override.{layer.override}"
