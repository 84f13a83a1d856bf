"""What the builder of WebDataset archives makes of files: members that share a name up to its first dot are a row.

In: the splits with their archives, and the members of these. Out: rows of each split, or the error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cardcheck.loading._batches import stop
from cardcheck.loading._tables import Job
from cardcheck.loading.formats import suffixes
from cardcheck.model.facts import Table
from cardcheck.regex import expression

_MEMBER = expression(r"((?:.*/|)[^.]+)[.]([^/]*)")
_LOOKED_AT = 5


def check_archives(job: Job, *, is_stated: bool) -> None:
    """Stop before anything is read; `is_stated` tells that `dataset_info` has features, so that none are looked for."""
    if job.splits and not is_stated:
        _check_first(job, job.splits[-1][1])


def read_archives(job: Job) -> list[int | None]:
    """Return the rows of archives."""
    return [_rows(job, files) for _, files in job.splits]


def _check_first(job: Job, files: Sequence[str]) -> None:
    """Stop where the first samples have different fields; the builder looks into the last split alone."""
    if not files:
        raise stop("empty-split", "the last split has no archive", None, exception="IndexError")
    if _is_foreign(files[0], job.tables.get(files[0])):
        raise stop("unreadable", f"`{files[0]}` is no tar archive", files[0], exception="ReadError")
    table = _archive(job, files[0])
    if table is None:
        return
    if table.fault is not None and table.fault.is_early:
        said = f"`{files[0]}` cannot be read: {table.fault.reason}"
        raise stop("unreadable", said, files[0], exception=table.fault.exception)
    samples = _samples(table.names)
    if not samples and table.is_whole:
        raise stop("empty-split", f"`{files[0]}` holds no sample", files[0], exception="ArrowInvalid")
    if any(fields != samples[0] for fields in samples):
        said = f"the first samples of `{files[0]}` have different fields"
        raise stop("samples-differ", said, files[0], exception="ValueError")


def _archive(job: Job, path: str) -> Table | None:
    """Return what is known of an archive, also of one that is called Parquet."""
    table = job.tables.get(path)
    return table.readings["tar"][0] if table is not None and "tar" in table.readings else table


def _is_foreign(path: str, table: Table | None) -> bool:
    """Whether a file is neither a tar nor a zip, by its suffixes and what else was found in it."""
    if table is not None and table.names:
        return False
    parts = {suffix.lower() for suffix in suffixes(path)}
    return parts.isdisjoint({".tar", ".tgz", ".zip"}) and not path.endswith(".eval")


def _samples(names: Iterable[str]) -> list[set[str]]:
    """Return the fields of the first samples."""
    samples: list[tuple[str, set[str]]] = []
    for match in filter(None, map(_MEMBER.fullmatch, names)):
        if not samples or samples[-1][0] != match[1]:
            samples.append((match[1], set()))
        if len(samples) > _LOOKED_AT:
            break
        samples[-1][1].add(match[2])
    return [fields for _, fields in samples[:_LOOKED_AT]]


def _rows(job: Job, files: Sequence[str]) -> int | None:
    counts = [_count(_archive(job, path), path) for path in files]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _count(table: Table | None, path: str) -> int | None:
    if _is_foreign(path, table):
        raise stop("unreadable", f"`{path}` is no tar archive", path)
    if table is not None and table.fault is not None:
        raise stop("unreadable", f"`{path}` cannot be read: {table.fault.reason}", path)
    return table.rows if table is not None else None
