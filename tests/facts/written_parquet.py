"""Parquet files that pyarrow writes, and their footers read."""

from __future__ import annotations

import io
import json

import pytest

from cardcheck.facts.parquet import FooterReader
from cardcheck.model.facts import FileList, Footer, RepoFile

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def written(schema, rows: int = 3, **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{}] * rows, schema=schema), out, **options)
    return out.getvalue()


def read(data: bytes) -> Footer:
    return FooterReader().of_parquet(io.BytesIO(data))


def files(*paths: str) -> FileList:
    return FileList(tuple(RepoFile(path, 1) for path in sorted(paths)))


def stored(schema, **features):
    text = json.dumps({"info": {"features": features}})
    return schema.with_metadata({"huggingface": text})


def tried(call, data: bytes):
    try:
        return call(io.BytesIO(data))
    except Exception as error:  # noqa: BLE001
        return error


class Counting(io.BytesIO):
    """A file that counts the bytes read from it."""

    read_bytes = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.read_bytes += len(data)
        return data
