"""JSON and JSON lines keep the contract, whatever a card holds."""

from __future__ import annotations

import copy
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from odd_reports import odd_reports
from sample_plans import shards, two_subsets
from sample_reports import license_finding, make_report, make_run, missing, realistic_report, shown

from cardcheck import resources
from cardcheck.model.hub import Viewer, ViewerError, ViewerSplit
from cardcheck.model.load import LoadError
from cardcheck.reporters import writer

SCHEMA = resources.schema("report")


def closed(schema: Any) -> Any:
    """The schema leaves room for keys to come; what this release writes is exactly what it names."""
    if isinstance(schema, dict):
        schema = {key: closed(value) for key, value in schema.items()}
        if "properties" in schema:
            schema["additionalProperties"] = False
    elif isinstance(schema, list):
        schema = [closed(item) for item in schema]
    return schema


STRICT = Draft202012Validator(closed(copy.deepcopy(SCHEMA)))
STRICT_CARD = Draft202012Validator({"$defs": STRICT.schema["$defs"], "$ref": "#/$defs/card"})


def test_the_schema_is_sound():
    Draft202012Validator.check_schema(SCHEMA)


def test_every_key_the_schema_names_is_required():
    def objects(schema: Any) -> Any:
        if isinstance(schema, dict):
            if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
                yield schema
            for value in schema.values():
                yield from objects(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from objects(value)

    for found in objects(SCHEMA):
        assert set(found["required"]) == set(found["properties"])


def test_the_contracts_own_example_fits_the_schema():
    load_error = {"exception": "ValueError", "viewer": "ConfigNamesError", "message": "…", "pointer": "/configs/0"}
    split = {"name": "train", "files": ["data/train.csv"], "rows": None}
    config = {"name": "default", "default": True, "outcome": "ok", "error": load_error, "viewer": None}
    config["splits"] = [split]
    points = {"points": 20.0, "of": 20.0}
    card = json.loads(shown(realistic_report(), "jsonl"))
    card["load"] = {"outcome": "ok", "error": None, "viewer": None, "builder": "csv", "configs": [config]}
    card["load"] |= {"spec": "datasets 5.2.0", "unnamed": None, "disagreements": []}
    card["score"] = {
        "total": 71.4,
        "level": "useful",
        "version": "2026.1",
        "basis": ["readme", "files"],
        "percentile": None,
        "categories": dict.fromkeys(("loads", "findable", "understandable", "responsible", "reusable"), points),
        "next": [{"rule": "license/missing", "points": 6.0, "action": "Add a license id", "total": 77.4}],
    }
    card["score"] |= {"next_level": "thorough", "items": [], "faults": [], "not_asked": []}

    STRICT_CARD.validate(card)


def test_a_finding_says_everything():
    card = json.loads(shown(make_report(license_finding()), "json"))["cards"][0]

    assert card["findings"] == [
        {
            "rule": "license/unknown-id",
            "case": None,
            "severity": "error",
            "confidence": "high",
            "category": "findable",
            "message": "`apache2` is not a license id the Hub knows; did you mean `apache-2.0`?",
            "why": "The Hub refuses the commit. Filters never show the data set.",
            "consumers": ["hub"],
            "pointer": "/license",
            "section": None,
            "location": {
                "start": {"line": 2, "column": 10, "offset": 13},
                "end": {"line": 2, "column": 17, "offset": 20},
            },
            "related": [],
            "fix": {
                "applicability": "safe",
                "title": "Write `apache-2.0`",
                "edits": [{"start": 13, "end": 20, "text": "apache-2.0"}],
                "pointers": ["/license"],
            },
            "suppressed": False,
            "suppression_reason": None,
            "waived": None,
            "preview": False,
            "mandatory": False,
            "fingerprint": "license/unknown-id:1",
            "docs": "https://example.org/rules#license/unknown-id",
        }
    ]


def test_a_load_plan_is_told_as_the_contract_says():
    broken = LoadError("files", "missing-file", "FileNotFoundError", "gone", "ConfigNamesError", "/configs/1", "a.csv")
    plan = two_subsets()
    plan = plan._replace(
        outcome="partial", configs=(plan.configs[0], plan.configs[1]._replace(outcome="error", error=broken))
    )

    load = json.loads(shown(make_report(load=plan), "jsonl"))["load"]

    assert load == {
        "outcome": "partial",
        "error": None,
        "unnamed": None,
        "viewer": None,
        "builder": "parquet",
        "spec": "datasets 5.2.0",
        "disagreements": [],
        "configs": [
            {
                "name": "en",
                "default": True,
                "outcome": "ok",
                "error": None,
                "viewer": None,
                "splits": [
                    {"name": "train", "files": ["en/train-0.parquet", "en/train-1.parquet"], "rows": 12000},
                    {"name": "test", "files": ["en/test.parquet"], "rows": 400},
                ],
            },
            {
                "name": "de",
                "default": False,
                "outcome": "error",
                "error": {
                    "exception": "FileNotFoundError",
                    "viewer": "ConfigNamesError",
                    "message": "gone",
                    "pointer": "/configs/1",
                },
                "viewer": None,
                "splits": [{"name": "train", "files": ["de/train.parquet"], "rows": None}],
            },
        ],
    }


def test_the_viewers_word_and_where_it_differs():
    said = Viewer(
        frozenset({"viewer", "preview"}),
        (ViewerSplit("en", "train", 12000), ViewerSplit("en", "test", 500, is_partial=True)),
        ViewerError("FileNotFoundError", "gone", "de"),
    )

    card = json.loads(shown(make_report(load=two_subsets(), viewer=said, disagreements=("They differ",)), "jsonl"))

    STRICT_CARD.validate(card)
    assert card["load"]["disagreements"] == ["They differ"]
    assert card["viewer"] == {
        "abilities": ["preview", "viewer"],
        "error": {"code": "FileNotFoundError", "message": "gone", "config": "de"},
        "splits": [
            {"config": "en", "split": "train", "rows": 12000, "partial": False},
            {"config": "en", "split": "test", "rows": 500, "partial": True},
        ],
    }


def test_rows_that_were_counted_by_reading_lines_are_not_told():
    plan = shards()
    counted = plan.configs[0].splits[0]._replace(rows=7, are_rows_stored=False)
    plan = plan._replace(configs=(plan.configs[0]._replace(splits=(counted,)),))

    load = json.loads(shown(make_report(load=plan), "jsonl"))["load"]

    assert load["configs"][0]["splits"][0]["rows"] is None


def test_without_the_files_there_is_no_load_plan():
    assert json.loads(shown(make_report(), "jsonl"))["load"] is None


def test_findings_are_ordered_by_offset_then_rule():
    findings = (license_finding(), *missing("language", "citation"))

    rules = [finding["rule"] for finding in json.loads(shown(make_report(*findings), "jsonl"))["findings"]]

    assert rules == ["citation/missing", "language/missing", "license/unknown-id"]


def test_the_summary_counts_what_nobody_suppressed():
    suppressed = license_finding()._replace(suppressed=True)
    reports = [
        make_report(license_finding(), suppressed, *missing("language")),
        make_report(status="unreadable", reason="it is a folder", text="", sha256=None),
        make_report(facts={"files": "unavailable: the folder is gone"}),
        make_report(facts={"files": "not asked"}),
    ]

    summary = json.loads(shown(reports, "json"))["summary"]

    assert summary == {
        "cards": 4,
        "findings": {"error": 1, "warning": 0, "info": 1},
        "previews": 0,
        "waived": 0,
        "incomplete": 2,
    }


def test_no_card_at_all_is_a_report_too():
    report = json.loads(shown([], "json"))

    STRICT.validate(report)
    assert report["cards"] == []


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_a_card_is_written_before_the_next_one_is_asked_for(format_name: str):
    out = io.StringIO()

    def reports():
        yield make_report(source="first.md")
        assert "first.md" in out.getvalue()
        yield make_report(source="second.md")

    writer(format_name)(reports(), make_run(), out)


@settings(max_examples=60, deadline=None)
@given(st.lists(odd_reports, max_size=3))
def test_any_report_is_valid_ascii_json(reports):
    text = shown(reports, "json")
    lines = shown(reports, "jsonl")

    assert text.isascii()
    assert lines.isascii()
    whole = json.loads(text)
    STRICT.validate(whole)
    assert whole["cards"] == [json.loads(line) for line in lines.splitlines()]
