"""An audit as Parquet: the columns that are promised, in every program that reads it, and the SQL of the shares."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from made_audit import RUN, MadeAudit, made_audit

from cardcheck.model.audit import AuditRecord
from cardcheck.model.hub import HubRepo
from cardcheck.observatory._flat import COLUMNS
from cardcheck.observatory.parquet import write

parquet = pytest.importorskip("pyarrow.parquet")

GUIDE = Path(__file__).parents[2] / "docs" / "audit.md"
NUMBER = 1203


@pytest.fixture(scope="module")
def audit() -> MadeAudit:
    return made_audit(NUMBER)


@pytest.fixture(scope="module")
def file(audit, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("audit") / "audit.parquet"
    with path.open("wb") as out:
        write(audit, out, RUN)
    return path


def stored(*records: AuditRecord) -> list[dict[str, object]]:
    out = io.BytesIO()
    write(MadeAudit(list(records), has_history=False), out, RUN)
    return parquet.read_table(io.BytesIO(out.getvalue())).to_pylist()


def test_columns_are_those_that_are_promised(file):
    assert parquet.read_schema(file).names == [*COLUMNS, "findings", "opening", "diff"]


def test_every_column_is_described_in_the_guide():
    guide = GUIDE.read_text(encoding="utf-8")
    assert not [name for name in (*COLUMNS, "findings", "opening", "diff") if f"`{name}`" not in guide]


def test_rows_are_written_some_at_a_time(file):
    told = parquet.ParquetFile(file).metadata
    assert (told.num_rows, told.num_row_groups) == (NUMBER, 3)


def test_a_row_tells_what_the_record_does(file, audit):
    rows = parquet.read_table(file).to_pylist()
    for row, record in zip(rows, audit.records(), strict=True):
        if record.key.isascii():
            assert (row["repo"], row["outcome"], row["score"]) == (record.key, record.outcome, record.points)
            assert (row["answered"], row["load"]) == (record.answered, record.load_outcome)
            assert len(row["findings"] or ()) == len(record.findings)


def test_a_finding_tells_its_place_and_its_fix(file, audit):
    rows = {row["repo"]: row for row in parquet.read_table(file).to_pylist()}
    record = next(record for record in audit.records() if any(one["fix"] for one in record.findings))
    at, finding = next((at, one) for at, one in enumerate(record.findings) if one["fix"])
    told = rows[record.key]["findings"][at]
    assert (told["rule"], told["line"]) == (finding["rule"], finding["location"]["start"]["line"])
    assert (told["fix"], told["applicability"]) == (finding["fix"]["title"], finding["fix"]["applicability"])


def test_lone_surrogates_become_replacement_characters_and_all_else_stays():
    record = AuditRecord("a/\ud800", "x", "gated", "\x1b[31m\u202e😀", title="=1+1", hub=HubRepo("a", downloads=2**80))
    (row,) = stored(record)
    assert (row["repo"], row["reason"], row["title"]) == ("a/\ufffd", "\x1b[31m\u202e😀", "=1+1")
    assert row["downloads"] == 2**53


def test_no_repository_at_all_still_has_the_columns():
    assert stored() == []


def test_the_same_audit_is_written_the_same(file, audit):
    out = io.BytesIO()
    write(audit, out, RUN)
    assert out.getvalue() == file.read_bytes()


def test_the_sql_of_the_shares_recounts_them(file, audit, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(file.parent)
    with duckdb.connect() as base:
        counted = {share.name: base.execute(share.sql).fetchone() for share in audit.summary.shares}
    assert counted == {share.name: (share.yes, share.of) for share in audit.summary.shares}
    assert all(0 < share.yes < share.of for share in audit.summary.shares)
    assert all(share.sql in GUIDE.read_text(encoding="utf-8") for share in audit.summary.shares)


def test_the_sql_of_the_guide_runs(file, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    guide = GUIDE.read_text(encoding="utf-8")
    statements = [block.partition("```")[0] for block in guide.split("```sql\n")[1:]]
    monkeypatch.chdir(file.parent)
    with duckdb.connect() as base:
        for statement in statements:
            assert base.execute(statement).fetchall()
    assert len(statements) >= 5


def test_pandas_and_polars_read_it(file):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    assert pandas.read_parquet(file).shape == polars.read_parquet(file).shape == (NUMBER, len(COLUMNS) + 3)


def test_datasets_reads_it(file, tmp_path):
    datasets = pytest.importorskip("datasets")
    loaded = datasets.Dataset.from_parquet(str(file), cache_dir=str(tmp_path))
    assert loaded.num_rows == NUMBER
    assert any(row["findings"] for row in loaded)
