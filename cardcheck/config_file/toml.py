"""The text of a configuration file: its path in, the table with our settings out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from cardcheck.config_file.errors import ConfigError, name_of

OWN_FILE = "cardcheck.toml"
SHARED_FILE = "pyproject.toml"

_LIMIT_BYTES = 1024 * 1024
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

    try:
        data = bytes_of(path)
        if len(data) > _LIMIT_BYTES:
            raise ConfigError(f"{name_of(path)}: the file is larger than 1 MiB")
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            f"{name_of(path)}: the file cannot be read ({(error.strerror or str(error)).lower()})"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name_of(path)}: the file is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax_error(path, str(error))) from error
    except RecursionError as error:
        raise ConfigError(f"{name_of(path)}: tables or lists are nested too deeply") from error


def _syntax_error(path: Path, message: str) -> str:
    place = _PLACE.search(message)
    if place is None:
        return f"{name_of(path)}: this is not TOML: {message}"
    where = f"{place[1]}:{place[2]}" if place[1] else "end of file"
    return f"{name_of(path)}:{where}: this is not TOML: {message[: place.start()]}"
