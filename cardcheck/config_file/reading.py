"""The settings of a configuration file: its path in, Config out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cardcheck.config_file.errors import ConfigError, name_of
from cardcheck.config_file.shape import require_shape
from cardcheck.config_file.toml import table_of
from cardcheck.model.config import Config, Layer, Override, RuleSetting, Waiver, laid_over


def read_config(path: Path) -> Config:
    """Read a configuration file; what is wrong with it is a `ConfigError`."""
    table = table_of(path)
    require_shape(path, table)
    layer = Layer(str(path), dict(_field(path, key, value) for key, value in table.items()))
    return laid_over(Config(origin=str(path), root=str(path.parent)), layer)


def _field(path: Path, key: str, value: Any) -> tuple[str, Any]:
    """Return the field of `Config` that a setting fills, and what it fills it with."""
    if key in _READERS:
        field, read = _READERS[key]
        return field, read(path, value)
    return key.replace("-", "_"), tuple(value) if isinstance(value, list) else value


def _rules(path: Path, table: Mapping[str, Mapping[str, Any]]) -> dict[str, RuleSetting]:
    del path
    return {
        rule: RuleSetting(severity=setting.get("severity"), options=setting.get("with", {}))
        for rule, setting in table.items()
    }


def _waivers(path: Path, tables: list[Mapping[str, Any]]) -> tuple[Waiver, ...]:
    return tuple(Waiver(**table, origin=str(path)) for table in tables)


def _overrides(path: Path, tables: list[Mapping[str, Any]]) -> tuple[Override, ...]:
    return tuple(_override(path, number, dict(table)) for number, table in enumerate(tables))


def _override(path: Path, number: int, table: dict[str, Any]) -> Override:
    files, repositories = (tuple(table.pop(key, ())) for key in ("files", "repositories"))
    given = dict(_field(path, key, value) for key, value in table.items())
    return Override(files, repositories, Layer(str(path), given, number))


def _rule_files(path: Path, patterns: list[str]) -> tuple[str, ...]:
    return tuple(file for pattern in patterns for file in _files_of(path, pattern))


def _files_of(path: Path, pattern: str) -> list[str]:
    """Return the files that a path or glob names, from the configuration's folder."""
    import glob

    folder = path.parent
    if os.path.isfile(folder / pattern):  # noqa: PTH113  # raises nothing
        return [str(folder / pattern)]
    found = sorted(glob.glob(pattern, root_dir=folder, recursive=True))  # noqa: PTH207  # `Path.glob` refuses absolute
    files = [str(folder / name) for name in found if os.path.isfile(folder / name)]  # noqa: PTH113  # as above
    if not files:
        raise ConfigError(f"{name_of(path)}: `rule-files` names `{pattern}`, and no such file is there")
    return files


def _packs(path: Path, names: list[str]) -> tuple[str, ...]:
    return tuple(_pack(path, name) for name in names)


def _pack(path: Path, name: str) -> str:
    """Return the folder of a pack, from the configuration's folder."""
    folder = path.parent / name
    if not os.path.isdir(folder):  # noqa: PTH112  # raises nothing
        raise ConfigError(f"{name_of(path)}: `packs` names `{name}`, and no such folder is there")
    return str(folder)


def _as_it_is(path: Path, value: Any) -> Any:
    del path
    return value


# Settings whose field has another name, or that are more than a value or a list of texts.
_READERS: Mapping[str, tuple[str, Callable[[Path, Any], Any]]] = {
    "complete": ("is_complete", _as_it_is),
    "rules": ("edition", _as_it_is),
    "rule": ("rules", _rules),
    "waiver": ("waivers", _waivers),
    "override": ("overrides", _overrides),
    "rule-files": ("rule_files", _rule_files),
    "packs": ("packs", _packs),
}
