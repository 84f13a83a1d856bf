"""What the builders of media folders make of files: rows, or why their metadata stops them.

In: the splits with their files, and metadata tables. Out: rows of each split, or the error. Whether the files are there
that a metadata file names is not looked at: the loader looks when a row is asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cardcheck import resources
from cardcheck.loading._batches import UnknownError, stop
from cardcheck.loading._tables import Job
from cardcheck.loading.casting import is_label
from cardcheck.loading.columns import columns_of
from cardcheck.loading.formats import metadata_names_of, suffixes
from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Column, Table


class _Split(NamedTuple):
    """The files of one split: media and metadata, and whether the builder takes its rows from metadata.

    `packed` counts the files in its archives: all of them become rows.
    """

    name: str
    media: tuple[str, ...]
    metadata: tuple[str, ...]
    is_described: bool
    has_labels: bool
    packed: int = 0


def read_media(job: Job, config: Part | None) -> list[int | None]:
    """Return the rows of a folder of media."""
    splits = _sorted_files(job)
    stated = config.value.get("features") if config is not None else None
    if splits and splits[-1].is_described:
        if stated:
            raise UnknownError
        _check_metadata(job, [split for split in splits if split.metadata])
    elif stated is not None and config is not None:
        _check_labels(splits, columns_of(stated) or (), f"{config.pointer}/features")
    return [_rows(job, split) for split in splits]


def _sorted_files(job: Job) -> list[_Split]:
    """Sort files as the builder does: what it found in a split holds for all that follow."""
    without_labels, without_metadata = job.options.get("drop_labels"), job.options.get("drop_metadata")
    labels: set[str] = set()
    depths: set[int] = set()
    splits: list[_Split] = []
    has_metadata = False
    names = metadata_names_of(job.builder)
    for name, files in job.splits:
        media = tuple(path for path in files if _is_media(path, job.builder))
        metadata = tuple(path for path in files if path.rpartition("/")[2] in names)
        packed = [member for path in files if path not in media for member in _members(job, path)]
        if not without_labels or not without_metadata:
            has_metadata = has_metadata or bool(metadata)
            found = [*media, *(member for member in packed if _is_media(member, job.builder))]
            labels.update(_folder(path) for path in found)
            depths.update(path.count("/") for path in found)
        is_sorted = len(labels) > 1 and len(depths) == 1 if without_labels is None else not without_labels
        has_labels = is_sorted and not has_metadata
        is_described = has_metadata and not without_metadata
        if packed and (has_labels or any(path.rpartition("/")[2] in names for path in packed)):
            raise UnknownError
        splits.append(_Split(name, media, metadata, is_described, has_labels, len(packed)))
    return splits


def _members(job: Job, path: str) -> list[str]:
    """Return the files in an archive that the builder sees."""
    if not path.lower().endswith(".zip"):
        return []
    table = job.tables.get(path)
    if table is None or table.fault is not None or not table.names:
        raise UnknownError
    return [name for name in table.names if not any(part.startswith((".", "__")) for part in name.split("/"))]


def _is_media(path: str, builder: str) -> bool:
    known = resources.vocabulary("data-formats")
    own = [suffix.lower() for suffix in suffixes(path)[-2:]]
    return any(suffix in known and known[suffix]["builder"] == builder for suffix in own)


def _folder(path: str) -> str:
    return path.rpartition("/")[0].rpartition("/")[2]


def _check_metadata(job: Job, splits: Sequence[_Split]) -> None:
    """Stop where metadata files differ in their form or columns, or name no file."""
    paths = [path for split in splits for path in split.metadata]
    endings = {path.rpartition(".")[2] for path in paths}
    if len(endings) > 1:
        said = f"the metadata files have different suffixes ({', '.join(sorted(endings))})"
        raise stop("metadata-mixed", said, paths[-1], exception="ValueError")
    found = [first for split in splits if (first := _first(job, split)) is not None]
    if not found:
        raise stop("metadata-empty", f"`{paths[0]}` has no rows", paths[0], exception="IndexError")
    at, columns = found[0]
    for path, others in found[1:]:
        if {column.name: column for column in others} != {column.name: column for column in columns}:
            said = f"`{path}` has other columns or types than `{at}`"
            raise stop("metadata-differs", said, path, exception="ValueError")
    if not any(map(_names_file, _nested(columns))):
        raise stop("metadata-without-files", f"`{at}` has no column `file_name`", at, exception="ValueError")


def _first(job: Job, split: _Split) -> tuple[str, tuple[Column, ...]] | None:
    """Return the first metadata file of a split that has rows, with its columns."""
    found = [(path, _columns(table)) for path in split.metadata if (table := _table(job, path)).rows != 0]
    for path, columns in found:
        if any(column.type == "json" for column in _nested(columns)):
            said = f"a column of `{path}` holds values of several types"
            raise stop("unreadable", said, path, exception="ArrowInvalid")
    if any(columns != found[0][1] for _, columns in found):
        # Which of them is read first is left to chance.
        raise UnknownError
    return found[0] if found else None


def _columns(table: Table) -> tuple[Column, ...]:
    """Return columns as the metadata is read: structs may vary in their keys."""
    return tuple(
        column.children[0]._replace(name=column.name) if column.type == "json" and column.children else column
        for column in table.columns
    )


def _table(job: Job, path: str) -> Table:
    table = job.tables.get(path)
    if table is None or (table.fault is None and not table.columns and table.rows != 0):
        raise UnknownError
    if table.fault is not None:
        said = f"`{path}` cannot be read: {table.fault.reason}"
        raise stop("unreadable", said, path, exception=table.fault.exception)
    return table


def _nested(columns: Iterable[Column]) -> Iterator[Column]:
    for column in columns:
        yield column
        yield from _nested(column.children)


def _names_file(column: Column) -> bool:
    if column.type.endswith("string"):
        return column.name == "file_name" or column.name.endswith("_file_name")
    is_texts = column.type == "list" and bool(column.children) and column.children[0].type.endswith("string")
    return is_texts and (column.name == "file_names" or column.name.endswith("_file_names"))


def _check_labels(splits: Sequence[_Split], columns: Sequence[Column], pointer: str) -> None:
    """Stop at a folder that is none of the labels that the features state."""
    label = next((column for column in columns if column.name == "label" and column.labels), None)
    for split in splits:
        for path in split.media if label is not None and split.has_labels else ():
            if label is not None and "/" in path and not is_label(_folder(path), label.labels):
                said = f"the folder of `{path}` is none of the labels of `label`"
                raise stop("cast", said, path, pointer)


def _rows(job: Job, split: _Split) -> int | None:
    if not split.is_described:
        return len(split.media) + split.packed
    counts = [_table(job, path).rows for path in split.metadata]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
