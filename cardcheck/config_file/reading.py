"""The settings of a configuration file: its path in, Config out, with those it extends below it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cardcheck.clock import today
from cardcheck.config_file.errors import ConfigError, name_of
from cardcheck.config_file.extending import sources_of
from cardcheck.config_file.globs import from_root, root_of, start_of
from cardcheck.model.config import Config, Layer, Override, RuleSetting, Waiver, laid_over


class _Place(NamedTuple):
    """A file with settings; `start` is the folder that its globs over cards start from, `root` that of all files."""

    path: Path
    start: Path
    root: Path


def read_config(path: Path) -> Config:
    """Read a configuration file and all that it extends; what is wrong with one is a `ConfigError`."""
    sources = sources_of(path)
    root = root_of((source.path for source in sources), path)
    config = Config(origin=str(path), root=str(root), today=today())
    for source in sources:
        place = _Place(source.path, start_of(source.path, path), root)
        given = dict(_field(place, key, value) for key, value in source.table.items())
        config = laid_over(config, Layer(str(source.path), given, beside=source.beside))
    return config


def field_of(key: str) -> str:
    """Return the field of `Config` that a setting fills."""
    return _READERS[key][0] if key in _READERS else key.replace("-", "_")


def _field(place: _Place, key: str, value: Any) -> tuple[str, Any]:
    """Return the field of `Config` that a setting fills, and what it fills it with."""
    if key in _READERS:
        return field_of(key), _READERS[key][1](place, value)
    return field_of(key), tuple(value) if isinstance(value, list) else value


def _globs(place: _Place, globs: list[str]) -> tuple[str, ...]:
    return from_root(globs, place.start, place.root)


def _rules(place: _Place, table: Mapping[str, Mapping[str, Any]]) -> dict[str, RuleSetting]:
    del place
    return {
        rule: RuleSetting(severity=setting.get("severity"), options=setting.get("with", {}))
        for rule, setting in table.items()
    }


def _waivers(place: _Place, tables: list[Mapping[str, Any]]) -> tuple[Waiver, ...]:
    return tuple(Waiver(**table, origin=str(place.path)) for table in tables)


def _overrides(place: _Place, tables: list[Mapping[str, Any]]) -> tuple[Override, ...]:
    return tuple(_override(place, number, dict(table)) for number, table in enumerate(tables))


def _override(place: _Place, number: int, table: dict[str, Any]) -> Override:
    files, repositories = _globs(place, table.pop("files", [])), tuple(table.pop("repositories", ()))
    given = dict(_field(place, key, value) for key, value in table.items())
    return Override(files, repositories, Layer(str(place.path), given, number))


def _rule_files(place: _Place, patterns: list[str]) -> tuple[str, ...]:
    return tuple(file for pattern in patterns for file in _files_of(place.path, pattern))


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


def _packs(place: _Place, names: list[str]) -> tuple[str, ...]:
    return tuple(_pack(place.path, name) for name in names)


def _pack(path: Path, name: str) -> str:
    """Return the folder of a pack, from the configuration's folder."""
    folder = path.parent / name
    if not os.path.isdir(folder):  # noqa: PTH112  # raises nothing
        raise ConfigError(f"{name_of(path)}: `packs` names `{name}`, and no such folder is there")
    return str(folder)


def _as_it_is(place: _Place, value: Any) -> Any:
    del place
    return value


# Settings whose field has another name, or that are more than a value or a list of texts.
_READERS: Mapping[str, tuple[str, Callable[[_Place, Any], Any]]] = {
    "complete": ("is_complete", _as_it_is),
    "rules": ("edition", _as_it_is),
    "rule": ("rules", _rules),
    "cards": ("cards", _globs),
    "exclude": ("exclude", _globs),
    "waiver": ("waivers", _waivers),
    "override": ("overrides", _overrides),
    "rule-files": ("rule_files", _rule_files),
    "packs": ("packs", _packs),
}
