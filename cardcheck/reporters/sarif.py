"""SARIF 2.1.0, as GitHub code scanning and editors take it: rules with their help, findings with fixes.

In: reports; out: one JSON log with one run. All reports are held, for the list of rules stands with the results.
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO
from urllib.parse import quote

from cardcheck.model.finding import Confidence, Finding, Fix, Severity
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.text import SourceText, Span
from cardcheck.reporters._places import in_order, text_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PRECISIONS: dict[Confidence, str] = {"high": "very-high", "medium": "high", "low": "medium"}


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write one log; suppressed and waived findings stay in it, marked."""
    rules: dict[str, dict[str, Any]] = {}
    indexes: dict[str, int] = {}
    results: list[dict[str, Any]] = []
    faults: list[dict[str, Any]] = []
    for report in reports:
        if report.status not in {"checked", "skipped"}:
            faults.append(_fault(report))
        for finding in in_order(report.findings):
            if finding.rule not in rules:
                rules[finding.rule] = _rule(finding, run)
                indexes[finding.rule] = len(indexes)
            results.append(_result(finding, report, indexes[finding.rule]))
    driver = {
        "name": "cardcheck",
        "version": run.version,
        "semanticVersion": run.version,
        "rules": list(rules.values()),
    }
    invocation = {"executionSuccessful": not faults, "toolExecutionNotifications": faults}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [invocation],
                "results": results,
            }
        ],
    }
    json.dump(log, out, indent=1)
    out.write("\n")


def _rule(finding: Finding, run: Run) -> dict[str, Any]:
    """Describe a rule, by its own page where the run has it."""
    words = run.rules.get(finding.rule)
    title = words.title if words else finding.rule
    rule: dict[str, Any] = {
        "id": finding.rule,
        "shortDescription": {"text": title},
        "fullDescription": {"text": finding.why or title},
        "defaultConfiguration": {"level": _LEVELS[words.severity if words else finding.severity]},
        "properties": {
            "tags": [finding.category, *finding.consumers],
            "precision": _PRECISIONS[words.confidence if words else finding.confidence],
        },
    }
    docs = run.docs(finding.rule)
    if docs.startswith(("https://", "http://")):
        rule["helpUri"] = docs
    if words:
        rule["help"] = {"text": words.page, "markdown": words.page}
    return rule


def _result(finding: Finding, report: CardReport, index: int) -> dict[str, Any]:
    text = text_of(report)
    uri = _uri(report.source)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "note" if finding.preview else _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _place(uri, finding.span, text)}],
        "partialFingerprints": {"cardcheck/v1": finding.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": each.message}, "physicalLocation": _place(uri, each.span, text)}
            for number, each in enumerate(finding.related, start=1)
        ]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix, uri, text)]
    marks = {name: True for name in ("preview", "mandatory") if getattr(finding, name)}
    if marks:
        result["properties"] = marks
    suppressions = list(_suppressions(finding))
    if suppressions:
        result["suppressions"] = suppressions
    return result


def _suppressions(finding: Finding) -> Iterator[dict[str, str]]:
    """Yield who does not want a finding shown: the card by a comment, or the settings by a waiver."""
    if finding.suppressed:
        reason = finding.suppression_reason
        yield {"kind": "inSource"} | ({"justification": reason} if reason else {})
    if finding.waived is not None:
        told = f"{finding.waived.reason} (until {finding.waived.until}, {finding.waived.origin})"
        yield {"kind": "external", "status": "accepted", "justification": told}


def _fix(fix: Fix, uri: str, text: SourceText) -> dict[str, Any]:
    changes = [
        {"deletedRegion": _region(edit.span, text), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": changes}],
    }


def _place(uri: str, span: Span, text: SourceText) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri}, "region": _region(span, text)}


def _region(span: Span, text: SourceText) -> dict[str, int]:
    """Return a stretch by lines and columns; `charOffset` counts from the first character after a byte-order mark."""
    start, end = text.position(span.start), text.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _fault(report: CardReport) -> dict[str, Any]:
    told = f"{report.source}: {report.status}" + (f": {report.reason}" if report.reason else "")
    return {
        "level": "error",
        "message": {"text": told},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(report.source)}}}],
    }


def _uri(source: str) -> str:
    """Return a path as a URI reference; an absolute one gets its scheme."""
    is_address = "://" in source
    path = quote(source.removeprefix("./").encode("utf-8", "replace"), safe="/:@" if is_address else "/")
    return f"file://{path}" if path.startswith("/") else path
