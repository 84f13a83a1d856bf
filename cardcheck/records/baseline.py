"""The baseline: the findings of today in a file, so that from now on only new ones are told.

A file in, known findings by card out, and back; one finding a line, in order, so that its changes read well in a pull
request. Cards go by their path from the file's folder. What is wrong with a file is a `BaselineError`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cardcheck.model.known import Known

_FORMAT = 1
_LIMIT_BYTES = 64 * 1024 * 1024


class BaselineError(Exception):
    """A baseline that cannot be used; the text is one sentence for people."""


Baseline = Mapping[str, tuple[Known, ...]]


def name_in(path: Path, source: str) -> str:
    """Return how a baseline calls a card: by its path from the baseline's folder, or by its address on the Hub."""
    if "://" in source:
        return source
    return Path(os.path.relpath(source, path.parent)).as_posix()


def read_baseline(path: Path) -> Baseline:
    """Read a baseline."""
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(_LIMIT_BYTES))
    except FileNotFoundError:
        raise BaselineError(f"`{path}` is not there: no such baseline; `--write-baseline` makes it") from None
    except OSError as error:
        raise BaselineError(f"`{path}` cannot be read ({(error.strerror or str(error)).lower()})") from None
    except (ValueError, RecursionError):
        raise BaselineError(f"`{path}` is no baseline: it is not JSON") from None
    if not isinstance(told, dict) or told.get("format") != _FORMAT or not isinstance(told.get("cards"), dict):
        raise BaselineError(f"`{path}` is no baseline that this release reads; `--write-baseline` makes a new one")
    if not all(isinstance(entries, list) for entries in told["cards"].values()):
        raise BaselineError(f"`{path}` is no baseline: what is known of a card is not a list")
    return {name: tuple(_known(entry, path) for entry in entries) for name, entries in told["cards"].items()}


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline in one step: whoever reads it meanwhile finds the old one or the new one."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_text(baseline_text(baseline), encoding="utf-8", newline="\n")
        fresh.replace(path)
    except OSError as error:
        raise BaselineError(f"`{path}` cannot be written ({(error.strerror or str(error)).lower()})") from None


def baseline_text(baseline: Baseline) -> str:
    """Write a baseline as text; cards without findings are left out."""
    cards = [f"  {json.dumps(name)}: {_list_text(found)}" for name, found in sorted(baseline.items()) if found]
    return f'{{\n "format": {_FORMAT},\n "cards": {{\n' + ",\n".join(cards) + "\n }\n}\n"


def _list_text(found: Iterable[Known]) -> str:
    lines = ",\n".join(f"   {json.dumps(list(known))}" for known in sorted(found))
    return f"[\n{lines}\n  ]"


def _known(entry: Any, path: Path) -> Known:
    if not isinstance(entry, list) or len(entry) != 3 or not all(isinstance(part, str) for part in entry):
        raise BaselineError(f"`{path}` is no baseline: an entry is not a rule with two hashes")
    return Known(*entry)
