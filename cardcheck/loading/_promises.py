"""Whether the splits and rows that were read are those that `dataset_info` promises.

In: rows by split, and the entry of `dataset_info`. Out: nothing, or the error of the check, which the viewer spares.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cardcheck.loading._batches import StopReadingError, quoted
from cardcheck.loading.subsets import Part
from cardcheck.model.load import LoadError


def check_splits(rows: Mapping[str, int | None], info: Part | None) -> None:
    """Stop where a promised split or row is missing, or one is too many."""
    listed = info.value.get("splits") if info is not None else None
    if isinstance(listed, dict):
        listed = list(listed.values())
    if info is None or not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        return
    at = f"{info.pointer}/splits"
    # An entry that lacks a key is used with what it has.
    promised = {str(entry.get("name", "")): (index, entry) for index, entry in enumerate(listed)}
    missing = promised.keys() - rows.keys()
    if missing:
        index = min(promised[name][0] for name in missing)
        said = f"`dataset_info` promises the splits {quoted(missing)}, for which there are no files"
        raise _error("split-missing", "ExpectedMoreSplitsError", said, f"{at}/{index}")
    extra = rows.keys() - promised.keys()
    if extra:
        said = f"the files give the splits {quoted(extra)}, which `dataset_info` does not have"
        raise _error("split-unexpected", "UnexpectedSplitsError", said, at)
    for name, (index, entry) in promised.items():
        said_rows: Any = entry.get("num_examples", 0)
        if rows[name] is not None and rows[name] != said_rows:
            said = f"the split `{name}` has {rows[name]:,} rows, and `dataset_info` promises `{said_rows}`"
            where = f"{at}/{index}/num_examples" if "num_examples" in entry else f"{at}/{index}"
            raise _error("rows-differ", "NonMatchingSplitsSizesError", said, where)


def _error(kind: str, exception: str, said: str, pointer: str) -> StopReadingError:
    return StopReadingError(LoadError("check", kind, exception, said, None, pointer))
