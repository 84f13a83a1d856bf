"""What a builder finds in a file: its own table, another than its suffix tells, or one for each member of an archive.

In: a subset to be read and a path. Out: tables as the builder reads them with the options of the subset.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.loading._batches import UnknownError, stop
from cardcheck.loading._csv_options import cut_by, separator_of
from cardcheck.loading._options import changed
from cardcheck.loading.formats import suffixes
from cardcheck.model.facts import Column, Table

Splits = list[tuple[str, tuple[str, ...]]]

_TEXTS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".txt")


class Job(NamedTuple):
    """One subset to be read.

    `asked` are the features of its entry in `configs`, which csv and text read by; `features` those that the writer
    and the other readers start with: an entry of `dataset_info` puts its own in their place, even if it states none.
    `sizes` are those of all files of the repository, none where they are not told.
    """

    builder: str
    splits: Splits
    tables: Mapping[str, Table]
    asked: tuple[Column, ...] | None = None
    asked_at: str | None = None
    features: tuple[Column, ...] | None = None
    pointer: str | None = None
    options: Mapping[str, Any] = {}
    sizes: Mapping[str, int] = {}


def tables_of(job: Job, file: str) -> tuple[Table, ...]:
    """Return what a builder finds in a file, or in each member of an archive."""
    found = found_in(job, file)
    if not job.options:
        return found
    # What is packed is of another size when it is read.
    size_bytes = job.sizes.get(file) if file.endswith(_TEXTS) and len(found) == 1 else None
    return tuple(changed(job.builder, job.options, table, size_bytes) for table in found)


def found_in(job: Job, file: str) -> tuple[Table, ...]:
    """Return what a builder finds where no options change it but the separator of cells."""
    own, options = _format_of(file)
    table = job.tables.get(file)
    if job.builder in {"parquet", "arrow"}:
        return (_stored(job, file, own, table),)
    separator = separator_of(job.options) if job.builder == "csv" else ""
    reader = {",": "csv", "\t": "tsv"}.get(separator, "") if job.builder == "csv" else job.builder
    if table is not None and reader in table.readings:
        return table.readings[reader]
    if own and own != job.builder:
        _foreign(job, file, own, table)
        raise UnknownError
    if not own and table is not None and table.fault is not None:
        return (table,)
    if not own or table is None or _is_unknown(table) or table.names:
        raise UnknownError
    return (table if own != "csv" else cut_by(separator, options.get("sep", ","), table),)


def _stored(job: Job, file: str, own: str, table: Table | None) -> Table:
    """Return the table of a Parquet or Arrow file; whatever else there is cannot be read as one."""
    if own != job.builder:
        raise stop("unreadable", f"`{file}` is read as {job.builder}, which it is not", file)
    if table is None or _is_unknown(table):
        raise UnknownError
    return table


def _is_unknown(table: Table) -> bool:
    return not table.columns and table.rows is None and table.fault is None


def rows_of(job: Job, files: tuple[str, ...]) -> int | None:
    """Return how many rows a builder reads in files; None where one is not known."""
    counts = [table.rows for file in files for table in tables_of(job, file)]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _format_of(file: str) -> tuple[str, Mapping[str, Any]]:
    """Return the builder of a file's own suffix, and the options that come with it."""
    known = resources.vocabulary("data-formats")
    found = [suffix if suffix in known else suffix.lower() for suffix in reversed(suffixes(file))]
    facts = next((known.get(suffix) for suffix in found if suffix in known or suffix == ".zip"), None)
    return (facts["builder"], facts.get("options", {})) if facts is not None else ("", {})


def _foreign(job: Job, file: str, own: str, table: Table | None) -> None:
    """Stop where a builder cannot read the format of a file."""
    said = f"`{file}` is read as {job.builder}, which it is not"
    if own in {"parquet", "arrow"} and table is not None and table.fault is not None:
        raise UnknownError
    if own in {"parquet", "arrow"} or (job.builder == "json" and own == "csv" and table is not None and table.columns):
        raise stop("unreadable", said, file)
