"""What builders give that make one row after another: folders of media, archives of samples, tasks.

In: the files of each split, what is known of their content, and what `dataset_info` states. Out: rows by split (None
where unknown), or the error that stops the reading.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from cardcheck.loading._batches import UnknownError, stop
from cardcheck.loading._read_archives import check_archives, read_archives
from cardcheck.loading._read_folders import read_media
from cardcheck.loading._tables import Job
from cardcheck.loading.formats import FOLDERS
from cardcheck.loading.subsets import Part

BUILDERS = FOLDERS | {"eval", "harbor", "webdataset"}
_ARCHIVES = (".eval", ".zip", ".tar", ".tar.gz", ".tgz")
_CHANGING = frozenset({"metadata_filenames", "filters"})
Splits = Sequence[tuple[str, tuple[str, ...]]]


def read_rows(job: Job, config: Part | None, info: Part | None) -> list[int | None]:
    """Return the rows of each split."""
    rows: list[int | None] = [None] * len(job.splits)
    if job.builder == "harbor":
        _check_tasks(job, config)
        rows = [sum(path.rpartition("/")[2] == "task.toml" for path in files) for _, files in job.splits]
    if job.builder in FOLDERS and not job.options.keys() & _CHANGING:
        # Archives may hide what media there are; the promised splits are looked up all the same.
        with contextlib.suppress(UnknownError):
            rows = read_media(job, config)
    is_stated = info is not None and bool(info.value.get("features"))
    if job.builder == "eval" and not is_stated:
        _check_logs(job)
    if job.builder == "eval":
        rows = [_samples(job, files) for _, files in job.splits]
    if job.builder == "webdataset":
        check_archives(job, is_stated=is_stated)
    _check_promised(job.splits, info)
    return read_archives(job) if job.builder == "webdataset" else rows


def _check_logs(job: Job) -> None:
    """Stop where the file that decides the columns is no log."""
    first = next(iter(job.splits[-1][1]), None) if job.splits else None
    if first is not None and _samples_of(job, first) == 0:
        raise stop("no-log", f"`{first}` is no log with samples", first, exception="ArrowInvalid")


def _samples(job: Job, files: Sequence[str]) -> int | None:
    """Return the samples of logs; what is no archive holds none."""
    counts = [_samples_of(job, path) for path in files]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _samples_of(job: Job, path: str) -> int | None:
    table = job.tables.get(path)
    if table is not None and table.names:
        return sum(name.rpartition("/")[0].rpartition("/")[2] == "samples" for name in table.names)
    is_sample = path.rpartition("/")[0].rpartition("/")[2] == "samples"
    return None if is_sample or path.endswith(_ARCHIVES) else 0


def _check_tasks(job: Job, config: Part | None) -> None:
    for name, files in job.splits:
        if not any(path.rpartition("/")[2] == "task.toml" for path in files):
            said = f"the split `{name}` has no `task.toml`"
            raise stop("no-task", said, None, exception="DataFilesNotFoundError")
    if not job.sizes and config is not None and config.value.get("data_files") is not None:
        return
    # Automatic splits hold every instruction there is.
    given = {path for _, files in job.splits for path in files}
    known = job.sizes.keys() or given
    for path in sorted(given):
        folder, _, name = path.rpartition("/")
        instruction = f"{folder}/instruction.md".lstrip("/")
        if name == "task.toml" and instruction not in known:
            said = f"`{path}` has no `instruction.md` beside it"
            raise stop("no-instruction", said, path, exception="FileNotFoundError")


def _check_promised(splits: Splits, info: Part | None) -> None:
    """Stop at the first split that `dataset_info` does not have: these builders look it up before they read."""
    listed = info.value.get("splits") if info is not None else None
    entries = list(listed.values()) if isinstance(listed, dict) else listed
    if info is None or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return
    promised = {str(entry.get("name", "")) for entry in entries}
    for name, _ in splits:
        if name not in promised:
            said = f"`dataset_info` does not have the split `{name}`"
            raise stop("split-unexpected", said, None, f"{info.pointer}/splits", exception="TypeError")
