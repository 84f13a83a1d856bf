"""What builders give that make one row after another: folders of media, archives of samples, tasks.

In: the files of each split, what is known of their content, and what `dataset_info` states. Out: rows by split (None
where unknown), or the error that stops the reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cardcheck.loading._batches import stop
from cardcheck.loading._read_folders import read_media
from cardcheck.loading._reading import Job
from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Table

FOLDERS = frozenset({"audiofolder", "imagefolder", "meshfolder", "niftifolder", "pdffolder", "videofolder"})
BUILDERS = FOLDERS | {"eval", "harbor", "webdataset"}
_CHANGING = frozenset({"metadata_filenames", "filters"})
_FIRST_SAMPLES = 5
# The key of a sample is what stands before the first dot of its file's name.
_MEMBER = re.compile(r"^((?:.*/|)[^./]+)[.]([^/]*)$")

Splits = Sequence[tuple[str, tuple[str, ...]]]


def read_rows(job: Job, config: Part | None, info: Part | None) -> list[int | None]:
    """Return the rows of each split."""
    rows: list[int | None] = [None] * len(job.splits)
    if job.builder == "harbor":
        _check_tasks(job.splits, config)
    if job.builder in FOLDERS and not job.options.keys() & _CHANGING:
        rows = read_media(job, config)
    is_stated = info is not None and bool(info.value.get("features"))
    if job.builder == "eval" and not is_stated:
        _check_logs(job.splits)
    if job.builder == "webdataset":
        if not is_stated:
            _check_samples(job)
        rows = [_sum([_samples(job.tables.get(path)) for path in files]) for _, files in job.splits]
    _check_promised(job.splits, info)
    return rows


def _check_logs(splits: Splits) -> None:
    """Stop where the file that decides the columns is no log."""
    first = next(iter(splits[-1][1]), None) if splits else None
    if first is not None and not first.endswith((".eval", ".zip", ".gz", ".tar")):
        raise stop("no-log", f"`{first}` is no log with samples", first, exception="ArrowInvalid")


def _samples(table: Table | None) -> list[tuple[str, set[str]]] | None:
    """Return the samples of an archive with their fields; None where its members are not known."""
    if table is None or table.fault is not None or not table.is_whole or not table.names:
        return None
    samples: list[tuple[str, set[str]]] = []
    for member in table.names:
        match = _MEMBER.match(member)
        if match is not None and (not samples or samples[-1][0] != match[1]):
            samples.append((match[1], set()))
        if match is not None:
            samples[-1][1].add(match[2].lower())
    return samples


def _sum(samples: Sequence[list[tuple[str, set[str]]] | None]) -> int | None:
    known = [len(one) for one in samples if one is not None]
    return sum(known) if len(known) == len(samples) else None


def _check_samples(job: Job) -> None:
    """Stop where the first samples of the archive that decides the columns have different fields."""
    files = job.splits[-1][1] if job.splits else ()
    samples = _samples(job.tables.get(files[0])) if files else None
    if samples is None:
        return
    if any(fields != samples[0][1] for _, fields in samples[:_FIRST_SAMPLES]):
        said = f"the first samples of `{files[0]}` have different fields"
        raise stop("samples-differ", said, files[0], exception="ValueError")


def _check_tasks(splits: Splits, config: Part | None) -> None:
    for name, files in splits:
        if not any(path.rpartition("/")[2] == "task.toml" for path in files):
            said = f"the split `{name}` has no `task.toml`"
            raise stop("no-task", said, None, exception="DataFilesNotFoundError")
    if config is not None and config.value.get("data_files") is not None:
        return
    # Automatic splits hold every instruction there is.
    known = {path for _, files in splits for path in files}
    for path in sorted(known):
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
