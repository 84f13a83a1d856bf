"""Where a configuration lies: a place to start from in, the nearest configuration file out."""

from __future__ import annotations

import os
import re
from pathlib import Path

from cardcheck.config_file.toml import OWN_FILE, SHARED_FILE, bytes_of

_OWN_TABLE = re.compile(
    rb"""^[ \t]*\[+[ \t]*["']?tool["']?[ \t]*\.[ \t]*["']?cardcheck["']?[ \t]*[.\]]""", re.MULTILINE
)


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file, from a file or folder upwards to the root of its repository."""
    absolute = Path(os.path.abspath(start))  # noqa: PTH100  # a linked folder belongs to where it is linked
    folder = absolute if absolute.is_dir() else absolute.parent
    home = Path.home()
    for at in (folder, *folder.parents):
        if (at / OWN_FILE).is_file():
            return at / OWN_FILE
        if _has_table(at / SHARED_FILE):
            return at / SHARED_FILE
        if at == home or os.path.lexists(at / ".git"):
            break
    return None


def _has_table(path: Path) -> bool:
    try:
        return path.is_file() and _OWN_TABLE.search(bytes_of(path)) is not None
    except OSError:
        return False
