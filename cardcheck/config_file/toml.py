"""The text of a configuration file: its path in, the table with our settings out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from cardcheck.config_file.errors import ConfigError, name_of

OWN_FILE = "cardcheck.toml"
SHARED_FILE = "pyproject.toml"

_LIMIT_BYTES = 1024 * 1024
_DEEPEST = 50
_MOST_BITS = 64
_TOO_DEEP = "tables or lists are nested too deeply"
_TOO_LARGE = "a whole number is larger than TOML allows"
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def table_of(path: Path) -> dict[str, Any]:
    """Return the table with our settings, of a shared file only that."""
    data = _toml(path)
    if path.name != SHARED_FILE:
        return data
    table: Any = data
    for key in ("tool", "cardcheck"):
        table = table.get(key) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        raise ConfigError(f"{name_of(path)}: there is no table `[tool.cardcheck]` in it")
    return table


def bytes_of(path: Path) -> bytes:
    """Return what a file holds, up to just more than is allowed."""
    with path.open("rb") as file:
        return file.read(_LIMIT_BYTES + 1)


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    data = _data(path)
    if len(data) > _LIMIT_BYTES:
        raise ConfigError(f"{name_of(path)}: the file is larger than 1 MiB")
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name_of(path)}: the file is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax_error(path, str(error))) from error
    except RecursionError as error:
        raise ConfigError(f"{name_of(path)}: {_TOO_DEEP}") from error
    except ValueError as error:  # Python's own limit of digits
        raise ConfigError(f"{name_of(path)}: {_TOO_LARGE}") from error
    _require_bounds(path, table)
    return table


def _data(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except OSError as error:
        reason = error.strerror or str(error)
    except ValueError as error:  # no file system has such a name
        reason = str(error)
    raise ConfigError(f"{name_of(path)}: the file cannot be read ({reason.lower()})")


def _require_bounds(path: Path, table: dict[str, Any]) -> None:
    """Raise where values are nested, or numbers large, beyond what everybody who works with them can bear."""
    waiting: list[tuple[Any, int]] = [(table, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            raise ConfigError(f"{name_of(path)}: {_TOO_DEEP}")
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            raise ConfigError(f"{name_of(path)}: {_TOO_LARGE}")
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(each, depth + 1) for each in inside]


def _syntax_error(path: Path, message: str) -> str:
    place = _PLACE.search(message)
    if place is None:
        return f"{name_of(path)}: this is not TOML: {message}"
    where = f"{place[1]}:{place[2]}" if place[1] else "end of file"
    return f"{name_of(path)}:{where}: this is not TOML: {message[: place.start()]}"
