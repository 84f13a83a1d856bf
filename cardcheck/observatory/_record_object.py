"""A record as plain data: what `json` and `jsonl` hold of a repository. In: a record; out: dicts, lists, strings.

The card is the very object of a card in the JSON report (docs: `schemas/report.schema.json`). Nothing is shortened or
cleaned: JSON holds what is known, and whoever prints it cleans it. The sketch is no more than a tool and is left out.
"""

from __future__ import annotations

from typing import Any

from cardcheck.model.audit import AuditRecord, AuditSummary


def record_object(record: AuditRecord) -> dict[str, Any]:
    """Return one repository of the JSON report."""
    hub = record.hub
    return {
        "key": record.key,
        "target": record.target,
        "outcome": record.outcome,
        "reason": record.reason,
        "state": record.state,
        "title": record.title,
        "opening": record.opening,
        "diff": record.diff,
        "hub": None if hub is None else {name: value for name, value in hub._asdict().items() if name != "paths"},
        "card": record.card,
    }


def summary_object(summary: AuditSummary) -> dict[str, Any]:
    """Return what the JSON report says of all of them."""
    return {
        **summary._asdict(),
        "shares": [share._asdict() for share in summary.shares],
        "rules": [rule._asdict() for rule in summary.rules],
        "defects": [defect._asdict() for defect in summary.defects],
        "duplicates": [
            group._asdict() | {"copied": [{"key": key, "of": other} for key, other in group.copied]}
            for group in summary.duplicates
        ],
        "first": [task._asdict() for task in summary.first],
        "disagreements": [{"key": key, "says": says} for key, says in summary.disagreements],
    }
