"""Which overrides of a configuration are about a card: where it lies and its id on the Hub in, their numbers out."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from cardcheck.model.config import Override
from cardcheck.sources._ignore import Globs


class Overriding:
    """The overrides of a configuration, ready to be asked; their globs over files start from one folder."""

    def __init__(self, overrides: Iterable[Override], root: Path) -> None:
        self._known = [(Globs(override.files, root), override.repositories) for override in overrides]

    def about(self, path: Path | None, repo: str | None) -> tuple[int, ...]:
        """Return which overrides are about a card, in their order; `path` None: it does not lie here."""
        return tuple(
            number
            for number, (files, repositories) in enumerate(self._known)
            if (path is not None and files.take(path))
            or (repo is not None and any(fnmatchcase(repo, glob) for glob in repositories))
        )
