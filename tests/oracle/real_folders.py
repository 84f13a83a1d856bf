"""Folders of real data sets, made whole enough to load: a corpus in, folders or repositories as plain data out.

What a folder lacks stays away. A Git LFS pointer is replaced by a small file of its format, or left out, for the
library would read its three lines as data.
"""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from repositories import Repository

POINTER = b"version https://git-lfs.github.com/spec/v1\n"


def folders(corpus: Path) -> list[Path]:
    """Return the folders of a corpus; none where it has none."""
    top = corpus / "repos"
    return sorted(path for path in top.iterdir() if path.is_dir()) if top.is_dir() else []


def real_repositories(corpus: Path) -> Iterator[Repository]:
    """Read every folder of a corpus: with small files for its pointers, and without them where it has any."""
    from repositories import Repository

    for source in folders(corpus):
        for are_pointers_filled in (True, False):
            with tempfile.TemporaryDirectory(prefix="repos") as top:
                folder = copied(source, Path(top))
                if not settle_pointers(folder, are_filled=are_pointers_filled) and not are_pointers_filled:
                    continue
                paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
                files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
                card = files.pop("README.md").decode()
                yield Repository(folder.name, card, files, changes=(f"{source.name}, {are_pointers_filled=}",))


def copied(source: Path, top: Path) -> Path:
    """Copy a folder, named as its repository is."""
    target = top / source.name.partition("@")[0].rpartition("__")[2]
    shutil.copytree(source, target)
    return target


def settle_pointers(folder: Path, *, are_filled: bool) -> bool:
    """Replace pointers by small files, or remove them; whether there were any."""
    pointers = sorted(path for path in folder.rglob("*") if path.is_file() and path.read_bytes().startswith(POINTER))
    columns = columns_of(folder / "README.md") if pointers else {}
    for path in pointers:
        if are_filled:
            path.write_bytes(one_row(path.name, columns))
        else:
            path.unlink()
    return bool(pointers)


def columns_of(card: Path) -> dict[str, Any]:
    """Return the columns that the card promises, with a value for each; one where it promises none."""
    from huggingface_hub import DatasetCard

    info = DatasetCard(card.read_text(encoding="utf-8")).data.to_dict().get("dataset_info") or {}
    info = info[0] if isinstance(info, list) else info
    stated = {column["name"]: sample(column.get("dtype", "")) for column in info.get("features", ())}
    return stated or {"text": "a word"}


def sample(dtype: Any) -> Any:
    """Return a value of a type."""
    if isinstance(dtype, dict):
        return 0
    kinds = {"int": 0, "float": 0.5, "timestamp": datetime.datetime(2026, 5, 1)}  # noqa: DTZ001 - a file knows no zone
    return next((value for kind, value in kinds.items() if kind in dtype), "a word")


def one_row(name: str, row: Mapping[str, Any]) -> bytes:
    """Return a file of one row, in the format that its name promises."""
    if ".parquet" in name:
        import pyarrow as pa
        import pyarrow.parquet as pq

        made = io.BytesIO()
        pq.write_table(pa.Table.from_pylist([dict(row)]), made)
        return made.getvalue()
    if ".json" in name:
        data = (json.dumps(row, default=str) + "\n").encode()
        return gzip.compress(data, mtime=0) if name.endswith(".gz") else data
    assert name.endswith(".csv"), name
    text = io.StringIO()
    csv.writer(text).writerows([row.keys(), row.values()])
    return text.getvalue().encode()
