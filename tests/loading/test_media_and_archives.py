"""Folders of media and archives of samples in, rows or the first error out."""

from __future__ import annotations

from typing import Any

import pytest

from cardcheck.loading.generation import Generated, generate
from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Column, Table, Unreadable

NUMBERED = (Column("file_name", "int64"),)
NAMED = (Column("file_name", "string"), Column("text", "string"))


def media(files: dict[str, Table | None], *, asked: list[dict[str, Any]] | None = None, **options: Any) -> Generated:
    """Read `split/…` files as a folder of images; a table is that of a metadata file."""
    splits: dict[str, list[str]] = {}
    for path in files:
        splits.setdefault(path.split("/")[0], []).append(path)
    pairs = [(split, tuple(paths)) for split, paths in splits.items()]
    tables = {path: table for path, table in files.items() if table is not None}
    config = Part("/configs/0", {"features": asked} if asked is not None else {})
    return generate("imagefolder", pairs, tables, config=config, options=options)


def cause(done: Generated) -> tuple[str, str] | None:
    return (done.error.kind, done.error.exception) if done.error else None


def test_without_metadata_each_file_is_a_row() -> None:
    assert media({"train/a.png": None, "train/notes.txt": None, "test/b.jpg": None}) == Generated((1, 1))


def test_with_metadata_its_rows_count() -> None:
    assert media({"train/a.png": None, "train/metadata.csv": Table(NAMED, rows=3)}) == Generated((3,))
    assert media({"train/a.png": None, "train/metadata.csv": Table(NAMED, rows=3)}, drop_metadata=True).rows == (1,)


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"train/metadata.csv": Table(NAMED[1:], rows=1)}, ("metadata-without-files", "ValueError")),
        ({"train/metadata.csv": Table(NUMBERED, rows=1)}, ("metadata-without-files", "ValueError")),
        ({"train/metadata.csv": Table(NAMED, rows=0)}, ("metadata-empty", "IndexError")),
        (
            {"train/metadata.csv": Table(NAMED, rows=1), "test/metadata.jsonl": Table(NAMED, rows=1)},
            ("metadata-mixed", "ValueError"),
        ),
        (
            {"train/metadata.csv": Table(NAMED, rows=1), "test/metadata.csv": Table(NAMED[:1], rows=1)},
            ("metadata-differs", "ValueError"),
        ),
        (
            {"train/metadata.csv": Table(fault=Unreadable("EmptyDataError", "it is empty"))},
            ("unreadable", "EmptyDataError"),
        ),
        ({"train/metadata.jsonl": Table((*NAMED, Column("x", "json")), rows=1)}, ("unreadable", "ArrowInvalid")),
        ({"train/metadata.csv": Table(NAMED, rows=1), "test/b.png": None}, ("empty-split", "ValueError")),
    ],
)  # fmt: skip
def test_metadata_that_stops_loading(tables: dict[str, Table | None], expected: tuple[str, str]) -> None:
    assert cause(media({"train/a.png": None, **tables})) == expected


def test_a_folder_that_is_no_label() -> None:
    label = {"name": "label", "dtype": {"class_label": {"names": ["cat"]}}}
    files: dict[str, Table | None] = {"train/cat/a.png": None, "train/dog/b.png": None}
    asked = [{"name": "image", "dtype": "image"}, label]
    assert cause(media(files, asked=asked)) == ("cast", "DatasetGenerationError")
    assert media(files, asked=asked, drop_labels=True) == Generated((2,))


def archives(**tables: Table) -> tuple[tuple[int | None, ...], tuple[str, str] | None]:
    """Read one archive a split."""
    paths = {f"{split}.tar": table for split, table in tables.items()}
    done = generate("webdataset", [(split, (f"{split}.tar",)) for split in tables], paths, options={})
    return done.rows, cause(done)


LATE = Unreadable("ValueError", "a field twice")
GOOD = Table(rows=2, names=("0.png", "0.cls", "1.png", "1.cls"))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (Table(rows=2, names=("0.png", "0.cls", "1.png")), ("samples-differ", "ValueError")),
        (Table(rows=0), ("empty-split", "ArrowInvalid")),
        (Table(fault=Unreadable("ReadError", "no tar", is_early=True)), ("unreadable", "ReadError")),
        (Table(fault=LATE, names=GOOD.names), ("unreadable", "DatasetGenerationError")),
    ],
)  # fmt: skip
def test_archives_that_stop_loading(table: Table, expected: tuple[str, str]) -> None:
    assert archives(train=GOOD, test=table)[1] == expected


def test_archives_that_load() -> None:
    assert archives(train=GOOD, test=GOOD) == ((2, 2), None)


def test_only_the_last_split_decides_the_fields() -> None:
    assert archives(train=Table(rows=2, names=("0.a", "1.b")), test=GOOD) == ((2, 2), None)
