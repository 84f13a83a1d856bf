"""Cards on the disk: a file, a folder or a glob in, documents and what was passed over out.

A file that is named is always read, whatever its name, unless only cards are wanted. What a folder holds is for `_walk`
to find.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cardcheck.model.document import Document, Passed, SourceOptions, TargetNotFoundError
from cardcheck.sources._read import display_name, read_card, reason_of

_MAGIC = frozenset("*?[")


def documents(target: str, options: SourceOptions) -> Iterator[Document | Passed]:
    """Yield the cards of a path; one where nothing lies is a `TargetNotFoundError`."""
    path = Path(target)
    try:
        path.lstat()
    except PermissionError as error:
        fault = f"the file cannot be read ({reason_of(error)})"
        yield Document(source=display_name(path), data=None, path=path, fault=fault)
    except (OSError, ValueError):
        yield from _globbed(target, options)
    else:
        if os.path.isdir(path):  # noqa: PTH112  # `Path.is_dir` raises on loops of links in some versions
            from cardcheck.sources._walk import below

            yield from below(path, options)
        else:
            yield _named(path, options)


def _named(path: Path, options: SourceOptions) -> Document | Passed:
    if options.takes_only_cards:
        from cardcheck.sources._walk import why_no_card

        if (reason := why_no_card(path, options)) is not None:
            return Passed(display_name(path), reason)
    return read_card(path, options)


def _globbed(target: str, options: SourceOptions) -> Iterator[Document | Passed]:
    if not _MAGIC.intersection(target) or "\0" in target:
        raise TargetNotFoundError(f"`{target}` is not there: no such file or folder")
    from cardcheck.sources._glob import files_matching

    is_empty = True
    for path in files_matching(target):
        is_empty = False
        yield _named(path, options)
    if is_empty:
        raise TargetNotFoundError(f"`{target}` is not there: no file matches it")
