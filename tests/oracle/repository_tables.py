"""Small data files of every format: columns and a number of rows in, bytes out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import wave
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

Columns = dict[str, str]
"""A kind for each column: int, float, str, bool, date, list or struct."""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
FLAT = ("csv", "tsv")
NESTED = ("json", "jsonl", "parquet", "arrow")
TABULAR = (*FLAT, *NESTED)

FEATURES: Mapping[str, dict[str, Any]] = {
    "int": {"dtype": "int64"},
    "float": {"dtype": "float64"},
    "str": {"dtype": "string"},
    "bool": {"dtype": "bool"},
    "date": {"dtype": "string"},
    "list": {"list": "int64"},
    "struct": {"struct": [{"name": "x", "dtype": "int64"}, {"name": "y", "dtype": "string"}]},
}
ARROW = {"int": "int64", "float": "float64", "str": "string", "bool": "bool_", "date": "string"}


def features(columns: Columns) -> list[dict[str, Any]]:
    """Return the features of a card that fit the columns."""
    return [{"name": name, **FEATURES[kind]} for name, kind in columns.items()]


def value(kind: str, row: int) -> Any:
    """Return what stands in a row of a column."""
    made: dict[str, Any] = {
        "int": row * 3,
        "float": row + 0.5,
        "str": f"w{row}",
        "bool": row % 2 == 0,
        "date": f"2024-01-0{row % 9 + 1}",
        "list": [row, row + 1],
        "struct": {"x": row, "y": f"y{row}"},
    }
    return made[kind]


def rows_of(columns: Columns, count: int) -> list[dict[str, Any]]:
    return [{name: value(kind, row) for name, kind in columns.items()} for row in range(count)]


def encode(suffix: str, columns: Columns, count: int) -> bytes:
    """Return a file of a format with so many rows."""
    rows = rows_of(columns, count)
    if suffix.endswith(".gz"):
        return gzip.compress(encode(suffix.removesuffix(".gz"), columns, count), mtime=0)
    if suffix == "zip":
        return zipped({"inside.csv": encode("csv", columns, count)})
    if suffix in NESTED[2:]:
        return _arrow(suffix, columns, rows)
    if suffix in FLAT:
        return _separated(rows, list(columns), "," if suffix == "csv" else "\t")
    lines = [f"line {row}" for row in range(count)] if suffix == "txt" else [json.dumps(row) for row in rows]
    return (json.dumps(rows) if suffix == "json" else "".join(f"{line}\n" for line in lines)).encode()


def _separated(rows: Sequence[Mapping[str, Any]], names: list[str], separator: str) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, names, delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _arrow(suffix: str, columns: Columns, rows: list[dict[str, Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[str, Any] = {kind: getattr(pa, name)() for kind, name in ARROW.items()}
    types |= {"list": pa.list_(pa.int64()), "struct": pa.struct([("x", pa.int64()), ("y", pa.string())])}
    table = pa.Table.from_pylist(rows, schema=pa.schema([(name, types[kind]) for name, kind in columns.items()]))
    out = io.BytesIO()
    if suffix == "parquet":
        pq.write_table(table, out)
    else:
        with pa.ipc.new_stream(out, table.schema) as writer:
            writer.write_table(table)
    return out.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 8)
    return out.getvalue()
