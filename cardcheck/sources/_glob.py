"""Files that a glob names: `DIR/**/*.md` in, paths out, in order.

Own code because `glob` follows links to folders and knows no bound. Hidden names match only a part that begins with
a dot; links to folders are followed only where the pattern spells their name.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator
from pathlib import Path

from cardcheck.sources._folders import entries, is_walked

_MAGIC = frozenset("*?[")
# Below this nobody keeps cards; a deeper tree would exhaust the recursion.
_MAX_DEPTH = 200


def files_matching(pattern: str) -> Iterator[Path]:
    """Yield the files that a glob pattern names, each once."""
    path = Path(pattern)
    parts = path.parts[1:] if path.anchor else path.parts
    seen = set()
    for match in _expand(Path(path.anchor), _without_repeats(parts)):
        if match not in seen and not os.path.isdir(match):  # noqa: PTH112  # raises nothing
            seen.add(match)
            yield match


def _without_repeats(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Drop each `**` that follows another: it adds no match and doubles the work."""
    return tuple(part for index, part in enumerate(parts) if part != "**" or parts[index - 1 : index] != ("**",))


def _expand(folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    part, rest = parts[0], parts[1:]
    if part == "**":
        yield from _expand(folder, rest or ("*",))
        # Below a `**` the same parts are wanted again, one folder deeper.
        names = [entry.name for entry in entries(folder) if is_walked(entry)] if len(folder.parts) < _MAX_DEPTH else []
        rest = parts
    elif _MAGIC.intersection(part):
        names = [entry.name for entry in entries(folder) if _fits(entry.name, part) and (is_walked(entry) or not rest)]
    else:
        names = [part] if os.path.lexists(folder / part) else []
    for name in names:
        if rest:
            yield from _expand(folder / name, rest)
        else:
            yield folder / name


def _fits(name: str, part: str) -> bool:
    return fnmatch.fnmatchcase(name, part) and (part.startswith(".") or not name.startswith("."))
