"""Make a repository small while a fact about it stays true: drop files, rows, keys and list items one by one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from repositories import Repository

Holds = Callable[["Repository"], bool]


def smallest(repository: Repository, holds: Holds, asks: int = 150) -> Repository:
    """Return the smallest repository found for which the fact holds; ask so often at most."""
    found = True
    while found:
        found = False
        for smaller in _smaller(repository):
            asks -= 1
            if asks < 0:
                return repository
            if holds(smaller):
                repository, found = smaller, True
                break
    return repository


def _smaller(repository: Repository) -> Iterator[Repository]:
    for path in sorted(repository.files):
        yield repository._replace(files={name: data for name, data in repository.files.items() if name != path})
    if repository.card is not None:
        yield repository._replace(card=None)
        yield from (repository._replace(card=text) for text in _shorter_cards(repository.card))
    for path, data in sorted(repository.files.items()):
        lines = data.splitlines(keepends=True)
        if len(lines) > 2 and not path.endswith((".parquet", ".arrow", ".zip", ".tar", ".gz", ".png", ".wav")):
            yield repository._replace(files={**repository.files, path: b"".join(lines[:-1])})


def _shorter_cards(card: str) -> Iterator[str]:
    try:
        data = yaml.safe_load(card.split("---\n")[1])
    except (yaml.YAMLError, IndexError):
        return
    for path in _places(data):
        smaller = copy.deepcopy(data)
        inner = smaller
        for key in path[:-1]:
            inner = inner[key]
        del inner[path[-1]]
        yield f"---\n{yaml.safe_dump(smaller, sort_keys=False, allow_unicode=True)}---\n"


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the routes to everything inside a value, the largest pieces first."""
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    yield from ((*at, key) for key, _ in pairs)
    for key, inner in pairs:
        yield from _places(inner, (*at, key))
