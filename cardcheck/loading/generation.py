"""What becomes of a subset's files when they are read: rows, or why reading, casting or counting them fails.

In: the builder, the files of each split, what is known of their content, and what the card promises. Out: rows and the
first error. What is not known is taken to be fine. Held against `datasets` 5.2.0.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from cardcheck.loading._batches import EARLY, StopReadingError, UnknownError, stop
from cardcheck.loading._first_features import first_features
from cardcheck.loading._options import is_modelled, limited
from cardcheck.loading._promises import check_splits
from cardcheck.loading._reading import READERS
from cardcheck.loading._row_builders import BUILDERS, read_rows
from cardcheck.loading._tables import Job, rows_of
from cardcheck.loading._writing import Writer
from cardcheck.loading.columns import columns_of
from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Column, Table
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
    sizes: Mapping[str, int] = MappingProxyType({}),
) -> Generated:
    """Tell what reading the files of a subset gives.

    `splits` are names with their files in the loader's order; `config` and `info` the subset's entries in `configs`
    and `dataset_info`; `options` those of the suffix and of the subset together; `sizes` those of all files of the
    repository.
    """
    rows: list[int | None] = [None] * len(splits)
    try:
        try:
            job = Job(builder, list(splits), tables, options=options, sizes=sizes)
            if builder in BUILDERS:
                _check_names(splits)
                rows = read_rows(job, config, info)
            else:
                rows = _read(_with_features(job, config, info))
        except UnknownError:
            _check_names(splits)
        check_splits({name: count for (name, _), count in zip(splits, rows, strict=True)}, info)
    except StopReadingError as stopped:
        return Generated(tuple(rows), stopped.error)
    counts = {name: count for (name, _), count in zip(splits, rows, strict=True)}
    # A name is read without the line break at its end.
    read = tuple(counts.get(name.removesuffix("\n"), counts[name]) for name, _ in splits)
    return Generated(read, _empty(splits, rows))


def _with_features(job: Job, config: Part | None, info: Part | None) -> Job:
    if job.builder not in READERS or not is_modelled(job.builder, job.options):
        raise UnknownError
    asked, asked_at = _features(config)
    features, pointer = _features(info) if info is not None else (asked, asked_at)
    if asked is not None and job.builder == "parquet" and job.options.get("columns") is not None:
        raise UnknownError
    features = limited(job.builder, job.options, features) if features is not None else None
    return job._replace(asked=asked, asked_at=asked_at, features=features, pointer=pointer)


def _features(part: Part | None) -> tuple[tuple[Column, ...] | None, str | None]:
    """Return the columns that an entry states, and where."""
    stated = part.value.get("features") if part is not None else None
    if part is None or stated is None:
        return None, None
    columns = columns_of(stated)
    if columns is None:
        raise UnknownError
    return columns, f"{part.pointer}/features"


def _read(job: Job) -> list[int | None]:
    """Read split after split; the first one decides the features of the others."""
    _check_unpacked(job)
    features = job.features if job.features is not None else first_features(job)
    reader = READERS[job.builder]
    rows: list[int | None] = []
    for name, files in job.splits:
        _check_names([(name, files)])
        writer = Writer(features, job.pointer)
        for file in files:
            for batch in reader(job, file, features):
                writer.write(batch)
        features = writer.close()
        is_empty = not features or (job.builder == "csv" and job.asked == ())
        rows.append(0 if is_empty else rows_of(job, files))
    return rows


def _check_unpacked(job: Job) -> None:
    """Stop at a tar that is cut off: all are unpacked before any is read."""
    for path in (path for _, files in job.splits for path in files if job.builder not in {"parquet", "arrow"}):
        table = job.tables.get(path, Table())
        fault = table.readings.get("tar", (table,))[0].fault
        if table.names and fault is not None and fault.exception == "ReadError":
            raise stop("unreadable", f"`{path}` cannot be read: {fault.reason}", path, exception=fault.exception)


def _check_names(splits: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    for name, _ in splits:
        if name.lower() == "all":
            said = f"`{name}` is no name for a split: it means all of them together"
            raise stop("split-all", said, None, exception="ValueError")


def _empty(splits: Sequence[tuple[str, tuple[str, ...]]], rows: Sequence[int | None]) -> LoadError | None:
    """Return the error of the first split without rows, which appears when everything is read."""
    names = {name for name, _ in splits}
    for (name, files), count in zip(splits, rows, strict=True):
        if count == 0:
            said = f"the split `{name}` has no rows"
            return LoadError("data", "empty-split", "ValueError", said, EARLY, None, files[0] if files else None)
        if name.endswith("\n") and name[:-1] not in names:
            said = f"the split `{name.rstrip()}` has a line break in its name"
            return LoadError("data", "split-line-break", "ValueError", said, EARLY)
    return None
