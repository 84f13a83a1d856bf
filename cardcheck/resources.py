"""Where `rules/` and `schemas/` lie, in a wheel or in a checkout: the only file that knows.

A wheel carries both under `_data/` beside this file, with the rules compiled to one JSON. A checkout (an
editable install too) has them at its top and is read live.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

SPEC = "2026-08"
"""The month of the Hub's lists and limits that this release carries."""

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_data"


@functools.cache
def root() -> Path:
    """Return the folder that holds `rules/` and `schemas/`."""
    return _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent


def rules_dir() -> Path:
    """Return the folder of the built-in rules."""
    return root() / "rules"


def compiled_rules() -> Path | None:
    """Return the compiled rules of a wheel; None in a checkout, where the YAML files are the truth."""
    path = _SHIPPED / "rules.json"
    return path if path.is_file() else None


def compiled_gate(name: str) -> Path | None:
    """Return the compiled yes/no module of a schema in a wheel; None in a checkout."""
    path = _SHIPPED / "gates" / f"{name.replace('-', '_')}.py"
    return path if path.is_file() else None


def schema_path(name: str) -> Path:
    """Return the file of a schema, such as `dataset-card`."""
    return root() / "schemas" / f"{name}.schema.json"


@functools.cache
def schema(name: str) -> dict[str, Any]:
    """Read a schema."""
    data: dict[str, Any] = json.loads(schema_path(name).read_text(encoding="utf-8"))
    return data


def vocabulary_names() -> list[str]:
    """Return the names of all lists in `schemas/vocabulary/`."""
    return sorted(path.stem for path in (root() / "schemas" / "vocabulary").glob("*.json"))


@functools.cache
def vocabulary_file(name: str) -> dict[str, Any]:
    """Read one of the lists in `schemas/vocabulary/` whole: `values`, `source`, `date` and what else it holds."""
    data: dict[str, Any] = json.loads((root() / "schemas" / "vocabulary" / f"{name}.json").read_text(encoding="utf-8"))
    return data


@functools.cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return the values of a list: each value's name or facts by the value itself, in the list's order."""
    values: dict[str, Any] = vocabulary_file(name)["values"]
    return values


@functools.cache
def crosswalk(name: str) -> dict[str, Any]:
    """Read which topics and keys of a card answer the questions of another form: `croissant-rai`, `datasheet`."""
    data: dict[str, Any] = json.loads(crosswalk_path(name).read_text(encoding="utf-8"))
    return data


def crosswalk_path(name: str) -> Path:
    """Return the file of a crosswalk."""
    return root() / "schemas" / "crosswalks" / f"{name}.json"


@functools.cache
def score_file(version: str) -> dict[str, Any]:
    """Read what the score of a version counts."""
    path = root() / "schemas" / "score" / f"{version}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def crosswalk_names() -> list[str]:
    """Return the names of all crosswalks."""
    return sorted(path.stem for path in crosswalk_path("*").parent.glob("*.json"))
