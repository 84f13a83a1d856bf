"""Bytes of one local card: a path in, a Document out, with a fault where it cannot be read.

Raises nothing for what lies on the disk; reads a bounded amount; follows no link out of the repository.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cardcheck.links import leads_out
from cardcheck.model.document import Document, SourceOptions

LIMIT_BYTES = 16 * 1024 * 1024
_HEAD_BYTES = 8192
# Bytes that text does not hold: control characters but tab, line feed, form feed, carriage return and escape.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


def read_card(
    path: Path, options: SourceOptions, *, walked_from: Path | None = None, asked_for: bool = True
) -> Document:
    """Read a card; one that was found by walking may not be a link out of the folder walked."""
    data, fault = _read(path, walked_from)
    folder = options.repo_dir
    if folder is None and path.name == "README.md":
        folder = path.parent
    return Document(
        source=display_name(path),
        data=data,
        path=path,
        folder=folder,
        repo=options.repo,
        fault=fault,
        asked_for=asked_for,
    )


def display_name(path: Path) -> str:
    """Return a path as people see it, printable even where its bytes are not UTF-8."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def reason_of(error: OSError) -> str:
    """Return what the system says, in lower case and without the path."""
    return (error.strerror or str(error)).lower()


def fault_of(data: bytes) -> str | None:
    """Say why bytes are no card to be read, or None."""
    if len(data) > LIMIT_BYTES:
        return "the file is larger than 16 MiB; the Hub refuses a README over 10 MiB"
    if _is_binary(data[:_HEAD_BYTES]):
        return "this is a binary file, not a card"
    return None


def _read(path: Path, walked_from: Path | None) -> tuple[bytes | None, str | None]:
    try:
        fault = _fault_before_reading(path, walked_from)
        if fault is not None:
            return None, fault
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        return None, f"the file cannot be read ({reason_of(error)})"
    fault = fault_of(data)
    return (data, None) if fault is None else (None, fault)


def _fault_before_reading(path: Path, walked_from: Path | None) -> str | None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "the link leads to no file" if path.is_symlink() else "the file is not there any more"
    if stat.S_ISDIR(mode):
        return "this is a folder, not a file"
    # A pipe is a file when somebody names it, as `<(…)` does; a pipe met while walking would hang the run.
    is_named_pipe = stat.S_ISFIFO(mode) and walked_from is None
    if not stat.S_ISREG(mode) and not is_named_pipe:
        return "this is not a regular file"
    if leads_out(path, _own_tree(walked_from)):
        return "the link leads out of the repository, where nothing is read"
    return None


def _own_tree(walked_from: Path | None) -> Path | None:
    """Return the folder that links may lead into: a snapshot in the Hub's cache shares `blobs` with its siblings."""
    if walked_from is None:
        return None
    absolute = Path(os.path.abspath(walked_from))  # noqa: PTH100  # `resolve` would leave the tree by a link
    return absolute.parents[1] if absolute.parent.name == "snapshots" else absolute


def _is_binary(head: bytes) -> bool:
    """Whether this is no text at all.

    A stray NUL in text is for the card's own rules to report, so NULs alone decide nothing.
    """
    if b"\0" not in head or head.startswith(_UTF16_BOMS) or _is_bare_utf16(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 > len(head):
        return True
    try:
        # The cut may have halved a character of up to four bytes.
        head[:-3].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start < len(head) - 6
    return False


def _is_bare_utf16(head: bytes) -> bool:
    """Whether every other byte is NUL, as in Latin text in UTF-16 without its mark."""
    even, odd = head[::2], head[1::2]
    return (even.count(0) * 10 > len(even) * 9 and 0 not in odd) or (odd.count(0) * 10 > len(odd) * 9 and 0 not in even)
