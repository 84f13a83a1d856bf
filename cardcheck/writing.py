"""Cards written to the disk: bytes and a path in; a file that holds all of them, or a `WriteError` and nothing changed.

New bytes go into a file of their own beside the card, which then takes the card's name in one step: whoever looks, or
cuts the power, finds the old card or the new one and never a part. Other names of the same file (hard links) keep the
old text, for they may lie in other trees.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cardcheck.links import leads_out

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES}


class WriteError(Exception):
    """A file that could not be written, and is as it was; the text is one sentence for people."""


def destination(path: Path) -> Path:
    """Return the file that holds a card: where a link leads, if that lies in the same repository or folder."""
    if leads_out(path, path.parent):
        raise WriteError(f"`{path}` is a link that leads out of its repository or folder, where nothing is written")
    real = Path(os.path.realpath(path))
    if ".git" in real.parts and ".git" not in Path(os.path.realpath(path.parent)).parts:
        raise WriteError(f"`{path}` is a link into the files of git itself, where nothing is written")
    return real


def replace_file(path: Path, expected: bytes, data: bytes) -> str | None:
    """Put a new card in the place of one that still holds the expected bytes; return what is worth telling of it.

    Mode and owner stay as they were, the owner as far as the system allows it.
    """
    with _explained(path):
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise WriteError(f"`{path}` is no regular file, so nothing can be written back to it")
        real = destination(path)
        if not _is_writable(real, before):
            raise WriteError(f"`{path}` is read-only, so it was left alone")
        with _beside(real, data, mode=0o600, like=before) as fresh:
            with real.open("rb") as file:
                is_same = file.read(len(expected) + 1) == expected
            if not is_same:
                raise WriteError(f"`{path}` was changed meanwhile, so it was left alone; run again")
            fresh.replace(real)
    if before.st_nlink > 1:
        return f"`{path}` had other names (hard links), which keep the old text"
    return None


def write_new(path: Path, data: bytes) -> None:
    """Write a file where there is none; whatever lies there already is left alone."""
    with _explained(path), _beside(path, data, mode=0o666) as fresh:
        try:
            os.link(fresh, path)
        except FileExistsError:
            raise
        except OSError as error:
            # Some file systems know no hard links; there a file that appears at this very moment is lost.
            if error.errno not in _NO_HARD_LINKS or os.path.lexists(path):
                raise
            fresh.rename(path)


def open_journal(path: Path) -> BinaryIO:
    """Open a file that is only added to, for this program alone until it is closed or the program ends."""
    with _explained(path):
        file = path.open("a+b", buffering=0)
    try:
        lock(file)
    except OSError:
        file.close()
        raise WriteError(f"`{path}` is in use by another run of cardcheck") from None
    return file


def add_line(file: BinaryIO, path: Path, line: bytes) -> None:
    """Add a line to a journal, safely on the disk."""
    left = memoryview(line)
    with _explained(path):
        while left:
            left = left[file.write(left) or 0 :]
        os.fsync(file.fileno())


def lock(file: BinaryIO) -> None:
    """Make an open file this program's own until it is closed; an `OSError` where it is another's."""
    if os.name == "nt":  # pragma: no cover
        import msvcrt

        # Far behind the end, for what is locked cannot be read there.
        file.seek(1 << 40)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_writable(path: Path, about: os.stat_result) -> bool:
    """Whether a file may be written: renaming over it would work even where this is forbidden."""
    # Nothing is forbidden to an administrator, but a file that nobody may write is meant to stay.
    has_bits = bool(about.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return has_bits and os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


@contextmanager
def _beside(path: Path, data: bytes, *, mode: int, like: os.stat_result | None = None) -> Iterator[Path]:
    """Offer a file with these bytes in the folder of a path, safely on the disk; what is left of it then goes."""
    fresh = path.with_name(f".cardcheck-{os.urandom(8).hex()}.tmp")
    # The name is nobody else's, so it may go even where a signal comes before the file is known to be there.
    try:
        with os.fdopen(os.open(fresh, _NEW_FILE, mode), "wb") as file:
            file.write(data)
            file.flush()
            if like is not None:
                _become_like(file.fileno(), like)
            os.fsync(file.fileno())
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink()


def _become_like(fd: int, like: os.stat_result) -> None:
    """Give a file the owner and the mode of another one, where the system has such things."""
    if hasattr(os, "fchown"):
        about = os.fstat(fd)
        for owner, group in ((like.st_uid, like.st_gid), (-1, like.st_gid)):
            if (about.st_uid, about.st_gid) != (like.st_uid, like.st_gid):
                with suppress(OSError):
                    os.fchown(fd, owner, group)
                    break
    # After the owner: giving a file away takes bits from its mode.
    if hasattr(os, "fchmod"):
        os.fchmod(fd, stat.S_IMODE(like.st_mode))


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence."""
    try:
        yield
    except FileExistsError:
        raise WriteError(f"`{path}` is there already, so it was left alone") from None
    except OSError as error:
        raise WriteError(f"`{path}` could not be written: {_reason(error, path)}") from None


def _reason(error: OSError, path: Path) -> str:
    if error.errno in _NO_SPACE:
        return "there is no space left for the new text"
    is_folder_shut = error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
    if is_folder_shut and error.filename is not None and str(error.filename) != str(path):
        return f"nothing can be written into its folder ({(error.strerror or 'no access').lower()})"
    return (error.strerror or str(error)).lower()
