"""What the writer of `datasets` makes of batches: it takes the features it is given, or those of the first batch.

In: batches of one split. Out: the features it ends with, or the error. A batch of one row waits for a larger one.
"""

from __future__ import annotations

from collections.abc import Mapping

from cardcheck.loading._batches import CAST, GENERATION, Batch, check_casts, quoted, stop
from cardcheck.model.facts import Column


class Writer:
    """The writer of one split; `pointer` leads to the features in the card that it was given."""

    def __init__(self, schema: tuple[Column, ...] | None, pointer: str | None) -> None:
        self.schema = schema
        self._pointer = pointer
        self._waiting: list[Batch] = []
        self._is_written = False
        self._by_name: Mapping[str, Column] = {column.name: column for column in schema or ()}

    def write(self, batch: Batch) -> None:
        """Take a batch, or stop at what does not fit."""
        if batch.rows == 1:
            self._waiting.append(batch)
            return
        self._flush()
        self._write(batch, CAST)

    def close(self) -> tuple[Column, ...]:
        """Write what waits and return the features."""
        self._flush()
        if self.schema is None or not (self.schema or self._is_written):
            raise stop("empty-split", "the files hold no rows to infer features from", None)
        return self.schema

    def _is_other_text(self, column: Column) -> bool:
        return column.type.endswith("string") and self._by_name[column.name].type != column.type

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        first = waiting[0]
        for batch in waiting[1:]:
            if batch.columns != first.columns:
                said = f"`{batch.file}` has other columns or types than `{first.file}`, each with one row"
                raise stop("different-columns", said, batch.file)
        for batch in waiting:
            # What waits is tried once more when the writer closes, and that second error is the one that is seen.
            self._write(batch, GENERATION)

    def _write(self, batch: Batch, exception: str) -> None:
        self._is_written = True
        if self.schema is None:
            self.schema = batch.columns
            self._by_name = {column.name: column for column in batch.columns}
            return
        for column in batch.columns:
            want = self._by_name.get(column.name)
            if want is not None and want.type == "null" and column.type != "null" and not is_all_null(batch, column):
                said = f"`{column.name}` has no values in the first file, so none in `{batch.file}` can be written"
                raise stop("cast", said, batch.file, self._pointer)
        extra = batch.names - self._by_name.keys()
        if extra:
            raise extra_columns(batch, self._by_name, self._pointer, exception)
        if batch.is_hollow and any(map(self._is_other_text, batch.columns)):
            said = f"`{batch.file}` holds no rows, and its columns are asked for in two ways"
            raise stop("cast", said, batch.file, self._pointer)
        check_casts(batch, self._by_name, self._pointer)


def is_all_null(batch: Batch, column: Column) -> bool:
    """Whether a column is one of numbers because it holds none."""
    known = batch.values.get(column.name)
    return column.type == "float64" and known is not None and known.high is None


def extra_columns(
    batch: Batch, schema: Mapping[str, Column], pointer: str | None, exception: str = GENERATION
) -> Exception:
    """Make the error of columns that the features do not have."""
    extra, missing = batch.names - schema.keys(), schema.keys() - batch.names
    where = "the card's `features` do not" if pointer else "the first file does not"
    more = f", and lacks {quoted(missing)}" if missing else ""
    said = f"`{batch.file}` has {quoted(extra)}, which {where} have{more}"
    return stop("extra-columns" if pointer else "different-columns", said, batch.file, pointer, exception=exception)
