"""Where cards come from: a target in, documents out; one module a scheme.

`-` is standard input, `scheme:…` the module of that name, everything else a path. Modules whose names begin
with an underscore are no schemes. Nothing is imported but the module that is asked.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, cast

from cardcheck.model.config import Override
from cardcheck.model.document import Document, Passed, SourceOptions, UnknownSchemeError
from cardcheck.regex import expression

# Two letters at least: `C:` is a drive.
_SCHEME = expression(r"([A-Za-z][A-Za-z0-9+-]+):")
# The page of a dataset, as people copy it from the address bar.
_PAGE = expression(r"https?://[^/]+/datasets/([\w.-]+/[\w.-]+)/?")
_WITHOUT_SCHEME = frozenset({"paths", "stdin"})


class Source(Protocol):
    """What each module of this package offers."""

    def documents(self, target: str, options: SourceOptions) -> Iterator[Document | Passed]:
        """Yield the documents of a target, and what was passed over."""


def schemes() -> frozenset[str]:
    """Return the schemes that a target may begin with."""
    names = {module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")}
    return frozenset(names - _WITHOUT_SCHEME)


def source_for(target: str) -> Source:
    """Return the module that reads a target; an unknown scheme is an `UnknownSchemeError`."""
    return cast("Source", importlib.import_module(f"{__name__}.{_module_for(target)}"))


def documents(target: str, options: SourceOptions) -> Iterator[Document | Passed]:
    """Yield the documents of a target, whatever its scheme."""
    return source_for(target).documents(target, options)


def is_card(path: Path, head: bytes, options: SourceOptions) -> bool:
    """Whether a file that begins with these bytes would be taken for a dataset card where nobody names it."""
    from cardcheck.sources import _walk

    return _walk.is_card(path, head, options)


def overrides_about(overrides: Iterable[Override], root: Path) -> Callable[[Path | None, str | None], tuple[int, ...]]:
    """Return who tells which overrides are about a card, by its path (None: it does not lie here) and its id."""
    from cardcheck.sources._overriding import Overriding

    return Overriding(overrides, root).about


def _module_for(target: str) -> str:
    if target == "-":
        return "stdin"
    match = _SCHEME.match(target)
    if match is None or os.path.lexists(target):
        return "paths"
    scheme = match[1].lower()
    if scheme in schemes():
        return scheme
    page = _PAGE.fullmatch(target)
    hint = f"; write `hf://datasets/{page[1]}`" if page else ""
    raise UnknownSchemeError(f"`{target}`: cards are read from paths, `-` and `hf:`, not from `{scheme}:`{hint}")
