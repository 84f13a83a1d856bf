"""By which of its suffixes a file is read: a path in, a suffix out."""

from __future__ import annotations

import functools

from cardcheck import resources

ZIP = ".zip"


def suffix_of(path: str) -> str | None:
    """Return the last suffix of a name that some builder of the loader reads, or `.zip`; None where there is none.

    The loader looks at every part between dots, whatever its case: `a.CSV.gz` is read as `.csv`.
    """
    # A name that is no UTF-8 cannot be told, so its file cannot be opened.
    name = "" if "\ufffd" in path else path.rpartition("/")[2]
    for part in reversed(name.split(".")[1:]):
        suffix = f".{part.lower()}"
        if suffix in _known():
            return suffix
    return None


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(suffix.lower() for suffix in resources.vocabulary("data-formats")) | {ZIP}
