"""What the readers of tables make of files: csv, json, text, parquet and arrow.

In: a file of a split and what is known of it. Out: batches as each builder of `datasets` yields them, or its error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.loading._batches import (
    Batch,
    StopReadingError,
    UnknownError,
    batches,
    check_casts,
    quoted,
    stop,
)
from cardcheck.loading._writing import extra_columns, is_all_null
from cardcheck.loading.casting import typed_read
from cardcheck.loading.columns import has_storage_cast
from cardcheck.loading.formats import suffixes
from cardcheck.model.facts import Column, Table, Unreadable, Values

Splits = list[tuple[str, tuple[str, ...]]]


class Job(NamedTuple):
    """One subset to be read.

    `asked` are the features of its entry in `configs`, which csv and text read by; `features` those that the writer
    and the other readers start with: an entry of `dataset_info` puts its own in their place, even if it states none.
    """

    builder: str
    splits: Splits
    tables: Mapping[str, Table]
    asked: tuple[Column, ...] | None = None
    asked_at: str | None = None
    features: tuple[Column, ...] | None = None
    pointer: str | None = None
    options: Mapping[str, Any] = {}


Reader = Callable[[Job, str, tuple[Column, ...] | None], Iterator[Batch]]


def table_of(job: Job, file: str) -> Table:
    """Return what a builder reads in a file, or stop: a file of another format may be nothing to it."""
    own, options = _format_of(file)
    table = job.tables.get(file)
    if own and own != job.builder:
        _foreign(job, file, own, table)
        raise UnknownError
    if own == "csv" and job.options.get("sep", ",") != options.get("sep", ","):
        raise UnknownError
    if table is None or (not table.columns and table.rows is None and table.fault is None):
        raise UnknownError
    return table


def _format_of(file: str) -> tuple[str, Mapping[str, Any]]:
    """Return the builder of a file's own suffix, and the options that come with it."""
    known = resources.vocabulary("data-formats")
    facts = next((known[suffix] for suffix in reversed(suffixes(file)) if suffix in known), None)
    return (facts["builder"], facts.get("options", {})) if facts is not None else ("", {})


def _foreign(job: Job, file: str, own: str, table: Table | None) -> None:
    """Stop where a builder cannot read the format of a file."""
    is_binary = own in {"parquet", "arrow"}
    said = f"`{file}` is read as {job.builder}, which it is not"
    if job.builder in {"parquet", "arrow"} or (job.builder in {"csv", "json", "text"} and is_binary):
        raise stop("unreadable", said, file)
    if job.builder == "json" and table is not None and (own == "csv" or not _looks_like_json(table)) and table.columns:
        raise stop("unreadable", said, file)


def _looks_like_json(table: Table) -> bool:
    """Whether the first line of a text file may be JSON."""
    return any(str(value).lstrip()[:1] in {"{", "["} for row in table.samples[:1] for value in row.values())


def _fault(fault: Unreadable, file: str) -> StopReadingError:
    return stop("unreadable", f"`{file}` cannot be read: {fault.reason}", file)


def read_csv(job: Job, file: str, features: tuple[Column, ...] | None) -> Iterator[Batch]:
    """Yield what the csv builder reads; features of the subset's own entry choose columns and types."""
    del features
    table = table_of(job, file)
    if table.fault is not None:
        raise _fault(table.fault, file)
    for batch in batches(table, file):
        yield _large(batch) if job.asked is None else _csv_cast(batch, job.asked, job.asked_at)


def _large(batch: Batch) -> Batch:
    """Name texts as pandas 3 hands them to pyarrow."""
    columns = (one._replace(type="large_string") if one.type == "string" else one for one in batch.columns)
    return batch._replace(columns=tuple(columns))


def _csv_cast(batch: Batch, asked: tuple[Column, ...], pointer: str | None) -> Batch:
    wanted = {column.name: column for column in asked}
    check_casts(batch, wanted, pointer, typed_read)
    texts = {column.name: _label_texts(column, batch.values.get(column.name)) for column in batch.columns}
    batch = batch._replace(
        columns=tuple(_as_read(column, wanted.get(column.name), batch) for column in batch.columns),
        values={name: values for name, values in texts.items() if values is not None},
    )
    if any(map(has_storage_cast, asked)):
        if batch.names - wanted.keys():
            raise extra_columns(batch, wanted, pointer)
    elif wanted.keys() - batch.names:
        missing = quoted(wanted.keys() - batch.names)
        raise stop(
            "missing-columns", f"`{batch.file}` has no {missing}, which `features` asks for", batch.file, pointer
        )
    else:
        _plain_columns(batch, wanted, pointer)
    check_casts(batch, wanted, pointer)
    return batch._replace(columns=asked, is_hollow=batch.rows == 0 and not any(map(has_storage_cast, asked)))


def _as_read(column: Column, want: Column | None, batch: Batch) -> Column:
    """Return a column as pandas reads it for a feature."""
    if want is None or column.type == "null":
        return column
    plain = want.type.removeprefix("u").rstrip("0123456789") in {"int", "float", "bool"}
    if not plain and is_all_null(batch, column):
        return column._replace(type="null")
    return column._replace(type=want.type if plain else "string")


def _label_texts(column: Column, values: Values | None) -> Values | None:
    """Return values with some of the texts that they were, for numbers that pandas is told to leave as texts."""
    if values is None or column.type == "string":
        return values
    if column.type == "bool":
        return values._replace(texts=frozenset(("True",)))
    if column.type == "int64":
        return values._replace(texts=frozenset((str(values.low), str(values.high))))
    return values if values.is_integral else values._replace(texts=frozenset(("0.5",)))


def _plain_columns(batch: Batch, wanted: Mapping[str, Column], pointer: str | None) -> None:
    for column in batch.columns:
        want = wanted.get(column.name)
        if want is not None and want.children and column.type != "null":
            said = f"`{column.name}` in `{batch.file}` is text, no {want.type}"
            raise stop("cast", said, batch.file, pointer)


def read_json(job: Job, file: str, features: tuple[Column, ...] | None) -> Iterator[Batch]:
    """Yield what the json builder reads; it fills missing columns and refuses others."""
    table = table_of(job, file)
    if table.fault is not None:
        raise _fault(table.fault, file)
    if not table.columns and table.form != "list" and not table.rows and not table.form:
        return
    for batch in batches(table, file):
        if features is None:
            yield batch
            continue
        wanted = {column.name: column for column in features}
        columns = tuple(_as_text(_unmixed(one, wanted.get(one.name)), wanted) for one in batch.columns)
        yield _table_cast(batch._replace(columns=columns), features, job.pointer)


def _as_text(column: Column, wanted: Mapping[str, Column]) -> Column:
    """Return a struct as the text of its JSON where a text is wanted."""
    want = wanted.get(column.name)
    return want if column.type == "struct" and want is not None and want.type == "string" else column


def _unmixed(column: Column, want: Column | None) -> Column:
    """Return a column as it is read when the features are known: only what they call `json` may vary in its keys."""
    if want is None:
        return column
    if want.type == "json":
        return want
    if column.type == "json":
        return column.children[0]._replace(name=column.name) if column.children else column._replace(type="string")
    inner = {field.name: field for field in want.children}
    if column.type == "struct" and want.type == "struct":
        return column._replace(children=tuple(_unmixed(field, inner.get(field.name)) for field in column.children))
    if column.type == "list" and want.children and column.children:
        return column._replace(children=(_unmixed(column.children[0], want.children[0]),))
    return column


def _table_cast(batch: Batch, features: tuple[Column, ...], pointer: str | None) -> Batch:
    wanted = {column.name: column for column in features}
    if batch.names - wanted.keys():
        raise extra_columns(batch, wanted, pointer)
    check_casts(batch, wanted, pointer)
    return batch._replace(columns=features)


def read_stored(job: Job, file: str, features: tuple[Column, ...] | None) -> Iterator[Batch]:
    """Yield what the parquet and arrow builders read."""
    table = table_of(job, file)
    if table.fault is not None:
        raise _fault(table.fault, file)
    if job.builder == "parquet" and table.rows == 0:
        # pyarrow writes a row group even for no rows, and the reader takes its size for that of its batches.
        raise stop("unreadable", f"`{file}` holds no rows, and the parquet reader fails over it", file)
    for batch in batches(table, file):
        yield batch if features is None else _table_cast(batch, features, job.pointer)


def read_text(job: Job, file: str, features: tuple[Column, ...] | None) -> Iterator[Batch]:
    """Yield what the text builder reads: one column, whatever its name."""
    del features
    table = table_of(job, file)
    if table.fault is not None:
        raise _fault(table.fault, file)
    if table.rows == 0:
        return
    for batch in batches(table, file):
        yield batch if job.asked is None else _text_cast(batch, job.asked, job.asked_at)


def _text_cast(batch: Batch, asked: tuple[Column, ...], pointer: str | None) -> Batch:
    if len(asked) != 1:
        said = f"`features` has {len(asked)} columns, and a text file is one"
        raise stop("cast", said, batch.file, pointer)
    name = asked[0].name
    values = dict(zip([name], batch.values.values(), strict=False))
    check_casts(batch._replace(columns=(Column(name, "string"),), values=values), {name: asked[0]}, pointer)
    return batch._replace(columns=asked, values=values)


READERS: Mapping[str, Reader] = {
    "csv": read_csv,
    "json": read_json,
    "parquet": read_stored,
    "arrow": read_stored,
    "text": read_text,
}
