"""Tables of cards: a Parquet or JSON-lines file in, one entry a row out.

The column that holds cards and the one that names them are told by their names. Rows are read a few at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cardcheck.audit.entry import Entry, Fault
from cardcheck.hub.faults import HubError
from cardcheck.hub.repos import count_of
from cardcheck.model.document import Document
from cardcheck.model.hub import HubRepo

if TYPE_CHECKING:
    from cardcheck.hub.address import HubAddress

TABLES = (".parquet", ".jsonl", ".ndjson")
"""How files of tables are called."""

_CARDS = ("card", "readme", "card_text", "dataset_card", "datasetcard", "content", "text", "markdown")
_IDS = ("datasetid", "dataset_id", "repo_id", "id", "repo", "dataset", "name")
_ROWS_AT_ONCE = 64
_LONGEST_LINE = 64 * 1024 * 1024
_LONGEST_CARD = 16 * 1024 * 1024


class _NoCardsError(Exception):
    """A table that cannot be read, or holds no column of cards; the text is one sentence for people."""


def cards_in(target: str, path: Path, column: str | None) -> Iterator[Entry]:
    """Yield the cards of a table on the disk."""
    try:
        with path.open("rb") as file:
            yield from _cards(target, path.name, file, column)
    except OSError as error:
        reason = f"the table cannot be read ({(error.strerror or str(error)).lower()})"
        yield Entry(target, target, fault=Fault("unreadable", reason))


def cards_on_hub(target: str, address: HubAddress) -> Iterator[Entry]:
    """Yield the cards of a table on the Hub; of a Parquet file only what is wanted is fetched."""
    from cardcheck.hub.files import RangeFile, list_tree
    from cardcheck.hub.repos import repo_info

    path, _, column = (address.path or "").partition(":")
    assert address.repo is not None
    try:
        revision = repo_info(address.repo, address.revision).sha or address.revision or "main"
        size = next((file.size_bytes for file in list_tree(address.repo, revision) if file.path == path), None)
        if size is None or not path.lower().endswith(TABLES):
            what = "there is no such file" if size is None else "this is no table of cards (.parquet, .jsonl)"
            yield Entry(target, target, fault=Fault("missing", f"{what} in `{address.repo}`"))
            return
        with RangeFile(address.repo, revision, path, size) as file:
            yield from _cards(target, Path(path).name, file, column or None)
    except HubError as error:
        yield Entry(target, target, fault=Fault.of(error))


def _cards(target: str, name: str, file: BinaryIO, column: str | None) -> Iterator[Entry]:
    rows = _parquet_rows(file, column) if name.lower().endswith(".parquet") else _json_rows(file, column)
    given: set[str] = set()
    try:
        for number, row in enumerate(rows, start=1):
            entry = _entry(target, f"{name}:{number}", row)
            if entry.key in given:
                entry = entry._replace(key=f"{entry.key} (row {number})")
            given.add(entry.key)
            yield entry
    except _NoCardsError as error:
        yield Entry(target, target, fault=Fault("unreadable", str(error)))


def _entry(target: str, place: str, row: Mapping[str, Any] | str) -> Entry:
    """Make an entry of a row: its card, its name, and what else it tells; or of a sentence that says what is wrong."""
    if isinstance(row, str):
        return Entry(place, target, fault=Fault("unreadable", row))
    named, card = row.get("id"), row["card"]
    key = named.strip() if isinstance(named, str) and named.strip() else place
    hub = HubRepo(
        key,
        downloads=count_of(row.get("downloads")),
        likes=count_of(row.get("likes")),
        last_modified=_date(row.get("last_modified", row.get("lastmodified"))),
    )
    hub_or_none = hub if hub != HubRepo(key) else None
    if card is None:
        return Entry(key, target, hub=hub_or_none, fault=Fault("no-card", f"the table holds no card in {place}"))
    data = card if isinstance(card, bytes) else str(card).encode("utf-8", "surrogatepass")
    if len(data) > _LONGEST_CARD:
        return Entry(key, target, hub=hub_or_none, fault=Fault("unreadable", "the card is larger than 16 MiB"))
    repo = key if key.count("/") == 1 else None
    return Entry(key, target, hub=hub_or_none, document=Document(source=key, data=data, repo=repo))


def _parquet_rows(file: BinaryIO, column: str | None) -> Iterator[dict[str, Any]]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise _NoCardsError("Parquet files are read with pyarrow: `pip install 'cardcheck[parquet]'`") from None
    try:
        table = pq.ParquetFile(file)
        names = _columns(table.schema_arrow.names, column)
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE, columns=list(names)):
            for row in batch.to_pylist():
                yield {ours: row[theirs] for theirs, ours in names.items()}
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _NoCardsError(f"the table cannot be read ({type(error).__name__})") from None


def _json_rows(file: BinaryIO, column: str | None) -> Iterator[dict[str, Any] | str]:
    """Yield the rows of JSON lines; a line that is no object is a sentence about it."""
    names: dict[str, str] | None = None
    while line := file.readline(_LONGEST_LINE):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            yield "this line of the table is no JSON object"
            continue
        names = names or _columns(row, column)
        yield {"card": None, **{ours: row.get(theirs) for theirs, ours in names.items()}}


def _columns(names: Iterable[str], column: str | None) -> dict[str, str]:
    """Return which columns are read, and as what."""
    folded = {name.lower(): name for name in names}
    card = column if column in folded.values() else folded.get(column.lower()) if column else None
    if column and card is None:
        raise _NoCardsError(f"the table has no column `{column}`; it has {_listed(folded.values())}")
    card = card or next((folded[name] for name in _CARDS if name in folded), None)
    if card is None:
        raise _NoCardsError(f"no column is called as one of cards; name one of {_listed(folded.values())} after a `:`")
    read = {card: "card"}
    id_ = next((folded[name] for name in _IDS if name in folded and folded[name] != card), None)
    if id_ is not None:
        read[id_] = "id"
    return read | {
        folded[name]: name for name in ("downloads", "likes", "last_modified", "lastmodified") if name in folded
    }


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in list(names)[:8])


def _date(value: Any) -> str | None:
    return value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else None
