"""The configuration file: a place to start from in, Config out.

Finds, reads and validates; whether a rule or a profile exists is for the rulebook to say. What is wrong is one
`ConfigError` with one sentence that names the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cardcheck.model.config import Config, RuleSetting

_LIMIT_BYTES = 1024 * 1024
_OWN_FILE = "cardcheck.toml"
_SHARED_FILE = "pyproject.toml"
_OWN_TABLE = re.compile(
    rb"""^[ \t]*\[+[ \t]*["']?tool["']?[ \t]*\.[ \t]*["']?cardcheck["']?[ \t]*[.\]]""", re.MULTILINE
)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class ConfigError(Exception):
    """A configuration that cannot be used; the text is one sentence for people, safe to print."""

    def __init__(self, sentence: str) -> None:
        super().__init__("".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in sentence))


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file, from a file or folder upwards to the root of its repository."""
    absolute = Path(os.path.abspath(start))  # noqa: PTH100  # a linked folder belongs to where it is linked
    folder = absolute if absolute.is_dir() else absolute.parent
    home = Path.home()
    for at in (folder, *folder.parents):
        if (at / _OWN_FILE).is_file():
            return at / _OWN_FILE
        if _has_table(at / _SHARED_FILE):
            return at / _SHARED_FILE
        if at == home or os.path.lexists(at / ".git"):
            break
    return None


def read_config(path: Path) -> Config:
    """Read a configuration file; what is wrong with it is a `ConfigError`."""
    table = _table(path)
    _require_shape(path, table)
    given = {key.replace("-", "_"): value for key, value in table.items()}
    for name in ("select", "extend_select", "ignore", "cards", "exclude"):
        if name in given:
            given[name] = tuple(given[name])
    if "complete" in given:
        given["is_complete"] = given.pop("complete")
    if "rule" in given:
        given["rules"] = {rule: _setting(setting) for rule, setting in given.pop("rule").items()}
    if "rule_files" in given:
        given["rule_files"] = tuple(file for pattern in given["rule_files"] for file in _rule_files(path, pattern))
    if "packs" in given:
        given["packs"] = tuple(_pack(path, name) for name in given["packs"])
    return Config(**given, origin=str(path))


def _setting(setting: Mapping[str, Any]) -> RuleSetting:
    return RuleSetting(severity=setting.get("severity"), options=setting.get("with", {}))


def _has_table(path: Path) -> bool:
    try:
        return path.is_file() and _OWN_TABLE.search(_bytes(path)) is not None
    except OSError:
        return False


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LIMIT_BYTES + 1)


def _table(path: Path) -> dict[str, Any]:
    """Return the table with our settings."""
    data = _toml(path)
    if path.name != _SHARED_FILE:
        return data
    table: Any = data
    for key in ("tool", "cardcheck"):
        table = table.get(key) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        raise ConfigError(f"{_name(path)}: there is no table `[tool.cardcheck]` in it")
    return table


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        data = _bytes(path)
        if len(data) > _LIMIT_BYTES:
            raise ConfigError(f"{_name(path)}: the file is larger than 1 MiB")
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            f"{_name(path)}: the file cannot be read ({(error.strerror or str(error)).lower()})"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{_name(path)}: the file is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax_error(path, str(error))) from error
    except RecursionError as error:
        raise ConfigError(f"{_name(path)}: tables or lists are nested too deeply") from error


def _syntax_error(path: Path, message: str) -> str:
    place = _TOML_PLACE.search(message)
    if place is None:
        return f"{_name(path)}: this is not TOML: {message}"
    where = f"{place[1]}:{place[2]}" if place[1] else "end of file"
    return f"{_name(path)}:{where}: this is not TOML: {message[: place.start()]}"


def _require_shape(path: Path, table: Mapping[str, Any]) -> None:
    from cardcheck.schemas import shape_errors

    errors = shape_errors("config", table)
    if not errors:
        return
    error = errors[0]
    parents, key = _parts(error.pointer)
    shown = ".".join(
        _quoted(part) for part in (*(("tool", "cardcheck") if path.name == _SHARED_FILE else ()), *parents, key)
    )
    if error.is_key:
        hint = _hint(key, parents)
        raise ConfigError(f"{_name(path)}: `{shown}` is not a setting cardcheck knows{hint}")
    raise ConfigError(f"{_name(path)}: `{shown}` is {_shown(error.value)}; it takes {error.expected}")


def _parts(pointer: str) -> tuple[tuple[str, ...], str]:
    parts = tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
    return parts[:-1], parts[-1]


def _quoted(key: str) -> str:
    """Return a key as TOML wants it."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else '"' + key.replace('"', '\\"') + '"'


def _shown(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value[:60]}"'
        case dict():
            return "a table"
        case list():
            return "a list"
        case _:
            return str(value)[:60]


def _hint(key: str, parents: tuple[str, ...]) -> str:
    import difflib

    known = ("severity", "with") if parents else tuple(_known_keys())
    near = difflib.get_close_matches(key.lower().replace("_", "-"), known, n=1)
    return f"; did you mean `{near[0]}`?" if near else f"; it knows {', '.join(known)}"


def _known_keys() -> Mapping[str, Any]:
    from cardcheck import resources

    properties: Mapping[str, Any] = resources.schema("config")["properties"]
    return properties


def _rule_files(path: Path, pattern: str) -> list[str]:
    """Return the files that a path or glob names, from the configuration's folder."""
    import glob

    folder = path.parent
    if os.path.isfile(folder / pattern):  # noqa: PTH113  # raises nothing
        return [str(folder / pattern)]
    found = sorted(glob.glob(pattern, root_dir=folder, recursive=True))  # noqa: PTH207  # `Path.glob` refuses absolute
    files = [str(folder / name) for name in found if os.path.isfile(folder / name)]  # noqa: PTH113  # as above
    if not files:
        raise ConfigError(f"{_name(path)}: `rule-files` names `{pattern}`, and no such file is there")
    return files


def _pack(path: Path, name: str) -> str:
    """Return the folder of a pack, from the configuration's folder."""
    folder = path.parent / name
    if not os.path.isdir(folder):  # noqa: PTH112  # raises nothing
        raise ConfigError(f"{_name(path)}: `packs` names `{name}`, and no such folder is there")
    return str(folder)


def _name(path: Path) -> str:
    """Return a path for people: from the working folder where it lies below."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return path.as_posix()
