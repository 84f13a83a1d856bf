"""The audit as Parquet: one row a repository, with its findings as a list. Bytes, written some hundred rows at a time.

Columns are those of `_flat`, and `findings`, `opening` and `diff`. Needs pyarrow, an optional extra. A lone surrogate,
which UTF-8 cannot hold, becomes U+FFFD.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, BinaryIO

from cardcheck.model.audit import Audit, AuditRecord
from cardcheck.model.run import Run
from cardcheck.observatory._flat import COLUMNS, flat_row

IS_BINARY = True
REQUIRES = {"pyarrow": "parquet"}

_ROWS = 500
_FINDING = (
    "rule", "case", "severity", "confidence", "category", "message", "pointer", "section", "line", "column", "fix",
    "applicability", "fingerprint",
)  # fmt: skip
_NUMBERS = frozenset({"line", "column"})


def write(audit: Audit, out: BinaryIO, run: Run) -> None:
    """Write a table of all repositories."""
    import pyarrow
    import pyarrow.parquet

    schema = _schema(pyarrow, {"cardcheck": run.version, "date": audit.date, "spec": audit.spec})
    records = audit.records()
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as table:
        while block := list(itertools.islice(records, _ROWS)):
            table.write_batch(pyarrow.RecordBatch.from_pylist([_row(record) for record in block], schema=schema))


def _schema(pyarrow: Any, told: Mapping[str, str]) -> Any:
    text, number, points = pyarrow.string(), pyarrow.int64(), pyarrow.float64()
    types = {"text": text, "number": number, "points": points, "texts": pyarrow.list_(text)}
    finding = pyarrow.struct([(name, number if name in _NUMBERS else text) for name in _FINDING])
    columns = [(name, types[kind]) for name, kind in COLUMNS.items()]
    columns += [("findings", pyarrow.list_(finding)), ("opening", text), ("diff", text)]
    return pyarrow.schema(columns, metadata=dict(told))


def _row(record: AuditRecord) -> dict[str, Any]:
    findings = None if record.card is None else [_finding(finding) for finding in record.findings]
    row = flat_row(record) | {"findings": findings, "opening": record.opening or None, "diff": record.diff or None}
    return {name: _storable(value) for name, value in row.items()}


def _finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    start, fix = finding["location"]["start"], finding["fix"]
    return {
        **{name: finding[name] for name in _FINDING if name in finding and name != "fix"},
        "line": start["line"],
        "column": start["column"],
        "fix": None if fix is None else fix["title"],
        "applicability": None if fix is None else fix["applicability"],
    }


def _storable(value: Any) -> Any:
    """Return a value with only such texts in it as UTF-8 can hold."""
    match value:
        case str():
            return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [_storable(item) for item in value]
        case dict():
            return {name: _storable(item) for name, item in value.items()}
        case _:
            return value
