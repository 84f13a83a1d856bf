"""Repositories with the library's answers, as files that any machine can hold us against.

A golden file is gzipped JSON lines made by `tools/compare_loading.py --record`; a case is one small YAML file about one
thing that was once read wrongly.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from answers import Answer


class Recorded(NamedTuple):
    """A repository as it was recorded; it has what writing and asking need."""

    folder: str
    card: str | None
    files: dict[str, bytes]
    changes: tuple[str, ...]
    real: Answer

    @property
    def everything(self) -> dict[str, bytes]:
        """All files, the card among them."""
        return self.files if self.card is None else {**self.files, "README.md": self.card.encode()}


def write_golden(path: Path, found: Iterable[tuple[Any, Answer]]) -> int:
    """Write repositories with their answers, and return how many bytes that takes."""
    lines = [json.dumps(_plain(repository, real), ensure_ascii=False) + "\n" for repository, real in found]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))
    return path.stat().st_size


def _plain(repository: Any, real: Answer) -> dict[str, Any]:
    return {
        "folder": repository.folder,
        "card": repository.card,
        "files": {name: base64.b64encode(data).decode() for name, data in repository.files.items()},
        "changes": repository.changes,
        "real": compared(real),
    }


def compared(real: Answer) -> dict[str, Any]:
    """Return what is compared of an answer; the library's words name folders of the machine that asked."""
    kept = {key: value for key, value in real.items() if key != "why"}
    configs = [{key: value for key, value in one.items() if key not in {"why", "columns"}} for one in real["configs"]]
    return {**kept, "configs": configs}


def read_golden(path: Path) -> Iterator[Recorded]:
    """Read what `write_golden` wrote."""
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        told = json.loads(line)
        files = {name: base64.b64decode(data) for name, data in told["files"].items()}
        yield Recorded(told["folder"], told["card"], files, tuple(told["changes"]), told["real"])


def write_case(path: Path, why: str, repository: Any, real: Answer) -> None:
    """Write one repository so that people can read it."""
    files = {name: _readable(data) for name, data in repository.files.items()}
    case = {"why": why, "folder": repository.folder, "card": repository.card, "files": files, "real": compared(real)}
    path.write_text(yaml.safe_dump(case, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")


def _readable(data: bytes) -> str | bytes:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    return text if "\0" not in text and "\r" not in text else data


def read_case(path: Path) -> Recorded:
    """Read what `write_case` wrote."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    files = {name: data.encode() if isinstance(data, str) else data for name, data in told["files"].items()}
    return Recorded(told["folder"], told["card"], files, (path.stem,), told["real"])
