"""Whether a configuration has the shape of its schema: a table in, nothing or one `ConfigError` out."""

from __future__ import annotations

import datetime
import functools
import operator
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cardcheck.config_file.errors import ConfigError, name_of
from cardcheck.config_file.toml import SHARED_FILE


def require_shape(path: Path, table: Mapping[str, Any]) -> None:
    """Raise the first thing that is wrong with a table of settings."""
    from cardcheck.schemas import shape_errors

    errors = shape_errors("config", _as_json(table))
    if errors:
        error = errors[0]
        parts = _parts(error.pointer)
        if error.is_key:
            hint = _hint(parts[-1], parts[:-1])
            raise ConfigError(f"{_setting(path, *parts)} is not a setting cardcheck knows{hint}")
        if error.keyword == "required":
            raise ConfigError(f"{_setting(path, *parts)}: {error.message}")
        raise ConfigError(f"{_setting(path, *parts)} is {_shown(error.value)}; it takes {error.expected}")
    _require_dates(path, table)


def _as_json(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return settings as the schema sees them: JSON has no dates, so there the last day of a waiver is a text."""
    waivers = table.get("waiver")
    if not isinstance(waivers, list):
        return table
    return {**table, "waiver": [_waiver_as_json(waiver) for waiver in waivers]}


def _waiver_as_json(waiver: Any) -> Any:
    if not isinstance(waiver, dict) or not _is_day(waiver.get("until")):
        return waiver
    return {**waiver, "until": waiver["until"].isoformat()}


def _is_day(value: Any) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def _require_dates(path: Path, table: Mapping[str, Any]) -> None:
    """Raise where the last day of a waiver is a text, which the schema cannot tell from a date."""
    for number, waiver in enumerate(table.get("waiver", ())):
        until = waiver["until"]
        if not _is_day(until):
            setting = _setting(path, "waiver", str(number), "until")
            raise ConfigError(
                f"{setting} is {_shown(until)}; it takes a date without quotes, such as `until = {_date_in(until)}`"
            )


def _date_in(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return "2027-01-31"


def _parts(pointer: str) -> tuple[str, ...]:
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def _setting(path: Path, *parts: str) -> str:
    """Return the file and the setting, as the file has it."""
    table = ("tool", "cardcheck") if path.name == SHARED_FILE else ()
    return f"{name_of(path)}: `{'.'.join(map(_quoted, (*table, *parts)))}`"


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

    known = tuple(_known_keys(parents))
    near = difflib.get_close_matches(key.lower().replace("_", "-"), known, n=1)
    return f"; did you mean `{near[0]}`?" if near else f"; it knows {', '.join(known)}"


def _known_keys(parents: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the settings that a table may hold."""
    from cardcheck import resources

    whole: Any = resources.schema("config")
    schema: Any = whole
    for parent in parents:
        schema = schema.get("properties", {}).get(parent) or schema.get("additionalProperties") or schema["items"]
        while "$ref" in schema:
            schema = functools.reduce(operator.getitem, schema["$ref"].split("/")[1:], whole)
    properties: Mapping[str, Any] = schema["properties"]
    return properties
