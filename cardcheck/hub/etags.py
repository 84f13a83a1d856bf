"""Files of the Hub that were read before: an address in, its last content with its ETag out.

Kept in the user's cache folder and asked after every time, so that nobody reads what the Hub would not show any more.
What cannot be read or written only costs time. The folder has a bound.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from cardcheck import cache

LARGEST_BYTES = 512 * 1024
# For each of 256 folders.
_MOST_FILES = 64
_MOST_BYTES = 1024 * 1024
_LONGEST_ETAG = 200


class Kept(NamedTuple):
    """A file as it was when its ETag was this."""

    etag: str
    data: bytes


def kept(address: str) -> Kept | None:
    """Return what is kept of an address; None where it is nothing, or broken."""
    try:
        head, _, data = _file(address).read_bytes().partition(b"\n")
        about = json.loads(head)
        is_whole = about["address"] == address and about["sha256"] == hashlib.sha256(data).hexdigest()
        return Kept(str(about["etag"]), data) if is_whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(address: str, etag: str, data: bytes) -> None:
    """Keep a file for the next time."""
    if not etag or len(etag) > _LONGEST_ETAG or not etag.isascii() or not etag.isprintable():
        return
    if len(data) > LARGEST_BYTES:
        return
    about = {"address": address, "etag": etag, "sha256": hashlib.sha256(data).hexdigest()}
    with contextlib.suppress(OSError):
        path = _file(address)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, json.dumps(about).encode() + b"\n" + data)
        _make_room(path)


def _file(address: str) -> Path:
    name = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    return cache.folder() / "hub" / name[:2] / name[2:]


def _write(path: Path, data: bytes) -> None:
    import tempfile

    # Threads and other runs may write the same file; nobody sees half of one. What `mkstemp` makes is its owner's only.
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)


def _make_room(kept_now: Path) -> None:
    """Drop the oldest files of a folder beyond its bounds."""
    files = []
    for path in kept_now.parent.iterdir():
        with contextlib.suppress(OSError):
            about = path.stat()
            files.append((path != kept_now, -about.st_mtime_ns, about.st_size, path))
    total = 0
    for place, (_, _, size, path) in enumerate(sorted(files)):
        total += size
        if place and (place >= _MOST_FILES or total > _MOST_BYTES):
            path.unlink(missing_ok=True)
