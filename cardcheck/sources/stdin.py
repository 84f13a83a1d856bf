"""A card from standard input: `-` in, one document out. It has no folder unless `--repo-dir` gives one."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from cardcheck.model.document import Document, Passed, SourceOptions
from cardcheck.sources._read import LIMIT_BYTES, fault_of


def documents(target: str, options: SourceOptions) -> Iterator[Document | Passed]:
    """Yield the card that is piped in."""
    del target
    name = options.stdin_filename or "<stdin>"
    try:
        data = sys.stdin.buffer.read(LIMIT_BYTES + 1)
    except OSError as error:
        fault: str | None = f"standard input cannot be read ({error.strerror or error})"
        data = b""
    else:
        fault = fault_of(data)
    yield Document(
        source=name,
        data=None if fault else data,
        folder=options.repo_dir,
        repo=options.repo,
        fault=fault,
    )
