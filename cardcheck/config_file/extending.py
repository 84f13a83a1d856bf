"""Configurations that a configuration extends: its path in, the tables of all of them out, the farthest first.

A shared configuration lies in a folder (a submodule, a pack) or in an installed package; of a package nothing is
imported. Nothing is read from the network.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cardcheck.config_file.errors import ConfigError, name_of
from cardcheck.config_file.shape import require_shape
from cardcheck.config_file.toml import OWN_FILE, SHARED_FILE, table_of

_MOST_FILES = 50
_DEEPEST = 10
_PACKAGE = re.compile(r"package:([A-Za-z_][A-Za-z0-9_]*)(?:/(.*))?", re.DOTALL)
_FORM = "`package:NAME/FILE`, with the name as Python imports it and a file inside of the package"


class Source(NamedTuple):
    """One file with settings, and the table it holds.

    `below` are the files that it builds on, by their real names, `beside` those farther away that it does not.
    """

    path: Path
    table: Mapping[str, Any]
    below: frozenset[str]
    beside: tuple[str, ...] = ()


def sources_of(path: Path) -> list[Source]:
    """Read a configuration and all that it extends, each file once; the one that is named comes last."""
    found: dict[str, Source] = {}
    _gather(path, (), found)
    return list(found.values())


def _gather(path: Path, above: tuple[Path, ...], found: dict[str, Source]) -> frozenset[str]:
    """Put a file behind all that it extends, and return these with itself; `above` are the files that lead to it."""
    key = _real(path)
    if key in found:
        return found[key].below | {key}
    way = ", ".join(map(name_of, above))
    if key in map(_real, above):
        raise ConfigError(f"{name_of(above[-1])}: `extends` leads round in a circle, by way of {way}")
    if len(above) > _DEEPEST:
        raise ConfigError(f"{name_of(above[0])}: `extends` leads through more than {_DEEPEST} files, {way}")
    if len(found) + len(above) >= _MOST_FILES:
        raise ConfigError(f"{name_of(above[0])}: `extends` leads to more than {_MOST_FILES} files")
    table = table_of(path)
    require_shape(path, table)
    names = table.pop("extends", ())
    gathered = [
        _gather(_file_of(path, name), (*above, path), found) for name in ([names] if isinstance(names, str) else names)
    ]
    below = frozenset[str]().union(*gathered)
    beside = tuple(str(source.path) for other, source in found.items() if other not in below)
    found[key] = Source(path, table, below, beside)
    return below | {key}


def _file_of(path: Path, name: str) -> Path:
    """Return the file that a configuration extends by a name."""
    if name.startswith("package:"):
        return _in_package(path, name)
    if "://" in name:
        raise ConfigError(
            f"{name_of(path)}: `extends` names `{name}`, and settings are not read from the network;"
            " put the file into a submodule or an installed package"
        )
    named = path.parent / name
    for file in _candidates(named):
        if os.path.isfile(file):  # noqa: PTH113  # raises nothing, and keeps pipes from hanging us
            return _plain(file)
    if os.path.isdir(named):  # noqa: PTH112  # raises nothing
        raise ConfigError(f"{name_of(path)}: `extends` names the folder `{name}`, and no `{OWN_FILE}` is in it")
    raise ConfigError(f"{name_of(path)}: `extends` names `{name}`, and no such file is there")


def _candidates(named: Path) -> Iterator[Path]:
    """Yield the files that a path may mean: itself, or what a folder holds."""
    return iter((named, named / OWN_FILE, named / SHARED_FILE))


def _in_package(path: Path, name: str) -> Path:
    """Return a file of an installed package, which is found and not imported."""
    from importlib.util import find_spec

    match = _PACKAGE.fullmatch(name)
    if match is None or ".." in Path(match[2] or "").parts or os.path.isabs(match[2] or ""):  # noqa: PTH117  # of text
        raise ConfigError(f"{name_of(path)}: `extends` names `{name}`; it takes {_FORM}")
    package, file = match[1], match[2] or OWN_FILE
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        spec = None
    if spec is None:
        raise ConfigError(
            f"{name_of(path)}: `extends` names `{name}`, and no package `{package}` is installed beside cardcheck"
        )
    for folder in spec.submodule_search_locations or ():
        for candidate in _candidates(Path(folder) / file):
            if os.path.isfile(candidate):  # noqa: PTH113  # as above
                return candidate
    raise ConfigError(f"{name_of(path)}: `extends` names `{name}`, and no such file is in the package `{package}`")


def _plain(path: Path) -> Path:
    """Return a path without the steps up in it, where it still leads to the same file."""
    plain = Path(os.path.normpath(path))
    return plain if _real(plain) == _real(path) else path


def _real(path: Path) -> str:
    """Return one name for a file, by whatever links it is reached."""
    try:
        return os.path.realpath(path)
    except ValueError:  # no file system has such a name
        return str(path)
