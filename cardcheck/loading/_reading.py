"""What the readers of tables make of files: csv, json, text, parquet and arrow.

In: a file of a split and what is known of it. Out: batches as each builder of `datasets` yields them, or its error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from cardcheck.loading._batches import (
    Batch,
    StopReadingError,
    batches,
    check_casts,
    quoted,
    stop,
)
from cardcheck.loading._tables import Job, tables_of
from cardcheck.loading._writing import extra_columns, is_all_null
from cardcheck.loading.casting import typed_read
from cardcheck.loading.columns import MEDIA, has_storage_cast
from cardcheck.model.facts import Column, Table, Unreadable, Values

Reader = Callable[[Job, str, tuple[Column, ...] | None], Iterator[Batch]]


def _fault(fault: Unreadable, file: str) -> StopReadingError:
    return stop("unreadable", f"`{file}` cannot be read: {fault.reason}", file)


def read_csv(job: Job, file: str, features: tuple[Column, ...] | None) -> Iterator[Batch]:
    """Yield what the csv builder reads; features of the subset's own entry choose columns and types."""
    del features
    for table in tables_of(job, file):
        if table.fault is not None:
            raise _fault(table.fault, file)
        for batch in _single(job, batches(table, file)):
            yield _large(batch) if job.asked is None else _csv_cast(batch, job.asked, job.asked_at)


def _single(job: Job, found: Iterable[Batch]) -> Iterator[Batch]:
    """Yield batches, of one row each where the subset asks for it."""
    for batch in found:
        yield batch._replace(rows=1) if job.options.get("chunksize") == 1 and batch.rows else batch


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
    return column._replace(type=want.type if plain else "large_string" if want.type in MEDIA else "string")


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
    for table in tables_of(job, file):
        if table.fault is not None:
            raise _fault(table.fault, file)
        if table.columns or table.form or table.rows:
            yield from _json_batches(job, table, file, features)


def _json_batches(job: Job, table: Table, file: str, features: tuple[Column, ...] | None) -> Iterator[Batch]:
    for batch in _single(job, batches(table, file)):
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
    # Of a text in the place of a list of JSON the builder writes each letter.
    is_json_list = want.type in {"list", "large_list"} and any(item.type == "json" for item in want.children)
    if want.type == "json" or (is_json_list and column.type == "string"):
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
    (table,) = tables_of(job, file)
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
    for table in tables_of(job, file):
        if table.fault is not None:
            raise _fault(table.fault, file)
        for batch in _single(job, batches(table, file) if table.rows != 0 else ()):
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
