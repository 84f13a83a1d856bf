"""An audit as JSON and as JSON lines: everything that is known, as it is."""

from __future__ import annotations

import io
import json

import pytest
from made_audit import RUN, MadeAudit, hostile_record, made_audit

from cardcheck import schemas
from cardcheck.observatory import writer


def written(name: str, audit: MadeAudit) -> str:
    out = io.StringIO()
    writer(name)(audit, out, RUN)
    return out.getvalue()


@pytest.fixture(scope="module")
def audit() -> MadeAudit:
    return made_audit(200)


def test_the_whole_audit_is_one_object(audit):
    told = json.loads(written("json", audit))
    assert list(told) == ["format", "cardcheck", "spec", "date", "targets", "summary", "history", "repositories"]
    assert (told["format"], told["date"], told["targets"]) == (1, audit.date, list(audit.targets))
    assert len(told["repositories"]) == told["summary"]["repositories"] == 200
    assert told["history"][0]["shares"]["found"] == audit.history[0].shares["found"]


def test_it_is_what_its_schema_says(audit):
    told = json.loads(written("json", audit))
    assert schemas.explain("audit", told) == ()
    assert all(schemas.is_valid("report", report_of(one["card"])) for one in told["repositories"] if one["card"])


def report_of(card: dict[str, object]) -> dict[str, object]:
    counts = {"error": 0, "warning": 0, "info": 0}
    summary = {"cards": 1, "findings": counts, "previews": 0, "waived": 0, "incomplete": 0}
    return {"format": 1, "cardcheck": "", "spec": "", "cards": [card], "summary": summary}


def test_the_summary_has_names_for_everything(audit):
    told = json.loads(written("json", audit))["summary"]
    assert [share["name"] for share in told["shares"]] == ["loads", "found", "understood", "trusted", "reusable"]
    assert set(told["shares"][0]) == {"name", "asks", "yes", "of", "sql"}
    assert told["defects"][0]["keys"] == list(audit.summary.defects[0].keys)
    assert told["first"][0]["weight"] == audit.summary.first[0].weight
    assert set(told["duplicates"][0]) == {"keys", "similarity", "copied"}
    assert told["disagreements"][0] == dict(zip(("key", "says"), audit.summary.disagreements[0], strict=True))


def test_a_line_a_repository_and_the_same_objects(audit):
    lines = [json.loads(line) for line in written("jsonl", audit).splitlines()]
    assert lines == json.loads(written("json", audit))["repositories"]
    assert [line["key"] for line in lines] == [record.key for record in audit.records()]


def test_a_card_stands_there_whole_and_tools_do_not():
    line = json.loads(written("jsonl", MadeAudit([hostile_record()])))
    record = hostile_record()
    assert line["card"] == json.loads(json.dumps(record.card))
    assert (line["title"], line["reason"], line["diff"]) == (record.title, record.reason, record.diff)
    assert "sketch" not in line
    assert "paths" not in line["hub"]


def test_any_stream_can_carry_it(audit):
    assert written("json", audit).isascii()
    assert written("jsonl", audit).isascii()
