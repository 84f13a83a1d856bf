"""Names that the repository itself knows: its facts and load plan in, files, columns, splits and subsets out.

For completion inside of `configs` and `dataset_info`, whose values are in no list of the Hub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cardcheck.lsp.meanings import Value
from cardcheck.lsp.spots import Route
from cardcheck.model.facts import Column, FileList, Footers, Heads, RepoFacts, Table
from cardcheck.model.load import LoadPlan

_MOST = 2_000
_SPLITS = ("train", "validation", "test")
_FILES = re.compile(r"/configs/\d+/data_files(?:/\d+)?(?:/path)?(?:/\d+)?")
_FOLDERS = re.compile(r"/configs/\d+/data_dir")
_SPLIT = re.compile(r"/configs/\d+/data_files/\d+/split|/dataset_info(?:/\d+)?/splits/\d+/name")
_SUBSET = re.compile(r"/(?:configs|dataset_info)/\d+/config_name|/dataset_info/config_name|/config_names/\d+")
_COLUMN = re.compile(r"/(?:configs/\d+|dataset_info(?:/\d+)?)/features/\d+/name")
_LICENSE = re.compile(r"/license_link")


class Known(NamedTuple):
    """What is known of the repository that a card lies in."""

    facts: RepoFacts = RepoFacts()
    load: LoadPlan | None = None


def names(route: Route, known: Known) -> list[Value]:
    """Return the names that fit a place, at most some thousands."""
    at = "".join(f"/{part}" for part in route)
    for pattern, find in _FINDERS:
        if pattern.fullmatch(at):
            return list(islice({value.text: value for value in find(known)}.values(), _MOST))
    return []


def _files(known: Known) -> Iterator[Value]:
    """Yield the data files, and before them a glob for each folder and suffix that several have."""
    paths = [path for path in _paths(known) if not _is_about(path)]
    kinds: dict[str, int] = {}
    for path in paths:
        folder, slash, name = path.rpartition("/")
        suffix = name.partition(".")[2]
        if suffix:
            glob = f"{folder}{slash}*.{suffix}"
            kinds[glob] = kinds.get(glob, 0) + 1
    yield from (Value(glob, f"{count:,} files") for glob, count in kinds.items() if count > 1)
    yield from (Value(path, "") for path in paths)


def _folders(known: Known) -> Iterator[Value]:
    for path in _paths(known):
        parts = path.split("/")[:-1]
        yield from (Value("/".join(parts[:end]), "") for end in range(1, len(parts) + 1))


def _licenses(known: Known) -> Iterator[Value]:
    files = known.facts.files
    if isinstance(files, FileList):
        yield from (Value(path, "") for path in files.license_texts)


def _splits(known: Known) -> Iterator[Value]:
    for config in known.load.configs if known.load else ():
        for split in config.splits:
            yield Value(split.name, "" if split.rows is None else f"{split.rows:,} rows")
    yield from (Value(name, "") for name in _SPLITS)


def _subsets(known: Known) -> Iterator[Value]:
    yield from (Value(config.name, "") for config in (known.load.configs if known.load else ()))
    yield Value("default", "")


def _columns(known: Known) -> Iterator[Value]:
    for table in _tables(known.facts):
        yield from (Value(column.name, _type(column)) for column in table.columns)


def _tables(facts: RepoFacts) -> Iterator[Table]:
    if isinstance(facts.parquet, Footers):
        yield from (footer.table for footer in facts.parquet.footers.values())
    if isinstance(facts.heads, Heads):
        yield from facts.heads.tables.values()


def _type(column: Column) -> str:
    inner = f" of {column.children[0].type}" if column.type.endswith("list") and column.children else ""
    return column.type + inner


def _paths(known: Known) -> list[str]:
    files = known.facts.files
    return [file.path for file in files.files] if isinstance(files, FileList) else []


def _is_about(path: str) -> bool:
    """Whether a file tells about the repository and holds no data."""
    name = path.rpartition("/")[2]
    return name.startswith(".") or name.upper().startswith(("README", "LICENSE", "LICENCE"))


_FINDERS = (
    (_FILES, _files),
    (_FOLDERS, _folders),
    (_SPLIT, _splits),
    (_SUBSET, _subsets),
    (_COLUMN, _columns),
    (_LICENSE, _licenses),
)
