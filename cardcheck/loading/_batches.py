"""What readers hand to the writer: batches of rows, and the reason why there are no more.

In and out: plain data. Nothing here knows a format.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from cardcheck.loading.casting import casts
from cardcheck.loading.columns import is_stored_alike
from cardcheck.model.facts import Column, Table, Values
from cardcheck.model.load import LoadError

GENERATION = "DatasetGenerationError"
CAST = "DatasetGenerationCastError"
EARLY = "UnexpectedError"
"""What the viewer calls an exception that it does not know."""


class StopReadingError(Exception):
    """Loading ends here."""

    def __init__(self, error: LoadError) -> None:
        self.error = error
        super().__init__(error.message)


class UnknownError(Exception):
    """What happens here is not known."""


class Batch(NamedTuple):
    """Rows that are read at once, as the reader hands them on.

    `is_hollow` tells that there are none, in a form that cannot be cast.
    """

    columns: tuple[Column, ...]
    rows: int | None
    values: Mapping[str, Values]
    file: str
    is_hollow: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The names of the columns."""
        return frozenset(column.name for column in self.columns)


def stop(
    kind: str, message: str, file: str | None, pointer: str | None = None, *, exception: str = GENERATION
) -> StopReadingError:
    """Make an error of reading data; what is no error of generation reaches the caller as it is."""
    viewer = exception if exception in {GENERATION, CAST} else EARLY
    return StopReadingError(LoadError("data", kind, exception, message, viewer, pointer, file))


def batches(table: Table, file: str) -> Iterator[Batch]:
    """Yield the parts of a file that have columns of their own."""
    for part in (table, *table.later):
        yield Batch(part.columns, part.rows, part.values, file)


def quoted(names: frozenset[str] | set[str]) -> str:
    """Return names for a message, the first of them where there are many."""
    first = sorted(names)[:5]
    more = f" and {len(names) - len(first)} more" if len(names) > len(first) else ""
    return ", ".join(f"`{name}`" for name in first) + more


def check_casts(
    batch: Batch, schema: Mapping[str, Column], pointer: str | None, check: Callable[..., bool | None] = casts
) -> None:
    """Stop at the first column whose values are not those that the schema asks for."""
    if check is casts and is_stored_alike(batch.columns, tuple(schema.values())):
        return
    for column in batch.columns:
        want = schema.get(column.name)
        if want is None or column == want:
            continue
        if check(column, want, batch.values) is False:
            have, needed = words(column), words(want)
            said = f"`{column.name}` holds {have} in `{batch.file}`, which cannot be read as {needed}"
            raise stop("cast", said, batch.file, pointer)


def words(column: Column) -> str:
    """Return a column's type in words."""
    if column.type == "class_label":
        return f"a class label of {len(column.labels)} names"
    return {"struct": "a struct", "list": "a list", "null": "nothing"}.get(column.type, f"`{column.type}`")
