"""Files with the suffix of a data format that no subset reads: what an author may believe to be part of the data.

In: a plan and all paths. Out: the paths that are left out. Files that no loader takes for data (the card, hidden
files, `dataset_infos.json`) are none of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from cardcheck import resources
from cardcheck.loading.formats import suffixes
from cardcheck.model.load import LoadPlan

# Notes and settings; as data they are read for Harbor tasks alone.
_NOT_DATA = "harbor"


def left_out(plan: LoadPlan, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the files that no subset reads; none where an error keeps some subset from telling its files."""
    if plan.error is not None or any(not config.splits for config in plan.configs):
        return ()
    read = {path for config in plan.configs for split in config.splits for path in split.files}
    return tuple(sorted(path for path in paths if path not in read and _is_data(path)))


def _is_data(path: str) -> bool:
    name = path.rpartition("/")[2]
    if name in resources.vocabulary_file("data-formats")["never_data"]:
        return False
    if any(part.startswith((".", "__")) for part in path.split("/")):
        return False
    builders = resources.vocabulary("data-formats")
    return any(suffix in builders and builders[suffix]["builder"] != _NOT_DATA for suffix in suffixes(path))
