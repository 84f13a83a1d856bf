"""An audit as CSV: what a spreadsheet makes of it."""

from __future__ import annotations

import csv
import io

import pytest
from made_audit import RUN, MadeAudit, made_audit

from cardcheck.model.audit import AuditRecord
from cardcheck.model.hub import HubRepo
from cardcheck.observatory.csv import write


def written(audit: MadeAudit) -> str:
    out = io.StringIO(newline="")
    write(audit, out, RUN)
    return out.getvalue()


def rows(audit: MadeAudit) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(audit), newline="")))


def one(**told: object) -> dict[str, str]:
    record = AuditRecord("acme/tides", "hf://datasets/acme", "checked")
    return rows(MadeAudit([record._replace(**told)], has_history=False))[0]


def test_a_row_a_repository_and_lines_end_as_the_standard_says():
    audit = made_audit(40)
    told = written(audit)
    assert told.count("\r\n") == told.count("\n") == 41
    assert [row["outcome"] for row in rows(audit)] == [record.outcome for record in audit.records()]


def test_what_a_row_tells():
    audit = made_audit(40)
    record = next(record for record in audit.records() if record.points)
    row = next(row for row in rows(audit) if row["repo"] == record.key)
    assert float(row["score"]) == record.points
    assert row["owner"] == record.owner
    assert int(row["downloads"]) == record.hub.downloads
    assert row["answered"].split() == record.answered
    assert row["load"] == record.load_outcome


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "\n@"])
def test_no_cell_is_a_formula(start):
    told = one(title=f"{start}HYPERLINK(0)", reason=f"{start}1+1", key=f"{start}cmd|' /C calc'!A0")
    for name in ("title", "reason", "repo"):
        assert not told[name].lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_negative_numbers_stay_numbers():
    assert one(hub=HubRepo("acme/tides", downloads=-3))["downloads"] == "-3"


def test_separators_quotes_and_line_ends_stay_in_their_cell():
    told = one(title='a,b;"c"\r\nd\x00\x1b[31m\u202e\ud800')
    assert told["title"] == 'a,b;"c"\\r\\nd\\x00\\x1b[31m\\u202e\\ud800'


def test_an_endless_text_is_cut():
    assert len(one(title="x" * 1_000_000)["title"]) < 5000


def test_what_is_not_known_is_empty():
    told = one()
    assert {told[name] for name in ("score", "errors", "load", "downloads", "answered", "title")} == {""}
