"""Which features the builders find in the first file, before any split is written.

In: a subset whose card states no features. Out: columns, or None where the writer finds them; what cannot be read at
this time raises as it is.
"""

from __future__ import annotations

from cardcheck.loading._batches import EARLY, StopReadingError, UnknownError, stop
from cardcheck.loading._options import limited
from cardcheck.loading._tables import Job, found_in, tables_of
from cardcheck.model.facts import Column

# What programs that write code keep of their sessions; it is read by another package.
_TRACES = (
    frozenset(("type", "message")),
    frozenset(("type", "payload")),
    frozenset(("id", "source", "model", "system_prompt", "messages")),
    frozenset(("type", "id", "version", "cwd")),
)


def first_features(job: Job) -> tuple[Column, ...] | None:
    """Return the features that the builder finds before it reads all."""
    if job.builder == "json":
        return _of_json(job)
    return _of_stored(job) if job.builder in {"parquet", "arrow"} else None


def _of_json(job: Job) -> tuple[Column, ...] | None:
    name, files = job.splits[0] if job.splits else ("", ())
    if files and job.options.get("field") is not None:
        return None
    for file in files:
        for table in tables_of(job, file):
            if table.form == "list" or (table.fault is not None and not table.fault.is_early):
                return None
            if table.fault is not None:
                said = f"`{file}` cannot be read: {table.fault.reason}"
                raise stop("unreadable", said, file, exception=table.fault.exception)
            if not table.form:
                continue
            names = {column.name for column in table.columns}
            if any(names >= trace for trace in _TRACES):
                raise UnknownError
            return table.columns
    said = f"the files of the first split `{name}` are empty"
    raise stop("unreadable", said, files[0] if files else None, exception="StopIteration")


def _of_stored(job: Job) -> tuple[Column, ...] | None:
    for _, files in job.splits:
        if files:
            return _stored(job, files[0])
        if job.builder == "parquet":
            raise stop("empty-split", "the first split has no files", None, exception="ValueError")
    return None


def _stored(job: Job, file: str) -> tuple[Column, ...]:
    try:
        (table,) = found_in(job, file)
    except StopReadingError as stopped:
        raise StopReadingError(stopped.error._replace(exception="ArrowInvalid", viewer=EARLY)) from stopped
    if table.fault is not None:
        said = f"`{file}` cannot be read: {table.fault.reason}"
        raise stop("unreadable", said, file, exception=table.fault.exception)
    return limited(job.builder, job.options, table.columns)
