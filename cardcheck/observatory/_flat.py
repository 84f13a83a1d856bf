"""One repository as one flat row: what tables (CSV, Parquet) hold of a record. In: a record; out: plain values.

The columns are a contract, described in docs/audit.md: some may be added, none is renamed. `answered` and `load` are
what the five shares are counted by.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from cardcheck.model.audit import AuditRecord
from cardcheck.model.finding import SEVERITIES
from cardcheck.model.hub import HubRepo
from cardcheck.model.score import QUESTIONS

Kind = Literal["text", "number", "points", "texts"]

COLUMNS: dict[str, Kind] = {
    "repo": "text",
    "owner": "text",
    "outcome": "text",
    "reason": "text",
    "score": "points",
    "level": "text",
    **{f"{name}_points": "points" for name in QUESTIONS},
    **{f"{severity}s": "number" for severity in SEVERITIES},
    "safe_fixes": "number",
    "load": "text",
    "downloads": "number",
    "likes": "number",
    "gated": "text",
    "last_modified": "text",
    "next_step": "text",
    "next_points": "points",
    "title": "text",
    "revision": "text",
    "answered": "texts",
    "rules": "texts",
}

_MOST = 2**53
_NOWHERE = HubRepo("")


def flat_row(record: AuditRecord) -> dict[str, Any]:
    """Return what tables hold of a repository, by column; what is not known is None."""
    hub = record.hub or _NOWHERE
    return {
        "repo": record.key,
        "owner": record.owner or None,
        "outcome": record.outcome,
        "reason": record.reason,
        "load": record.load_outcome,
        "downloads": _bounded(hub.downloads),
        "likes": _bounded(hub.likes),
        "gated": hub.gated,
        "last_modified": hub.last_modified,
        "title": record.title,
        "revision": record.state,
        "answered": record.answered,
        **_score(record),
        **_counts(record),
    }


def _score(record: AuditRecord) -> dict[str, Any]:
    score = None if record.card is None else record.card["score"]
    if score is None:
        return dict.fromkeys(["score", "level", *(f"{name}_points" for name in QUESTIONS), "next_step", "next_points"])
    step = next(iter(score["next"]), None)
    parts = score["categories"]
    return {
        "score": score["total"],
        "level": score["level"],
        **{f"{name}_points": parts[name]["points"] if name in parts else None for name in QUESTIONS},
        "next_step": None if step is None else step["action"],
        "next_points": None if step is None else step["points"],
    }


def _counts(record: AuditRecord) -> dict[str, Any]:
    """Count what was found; where no card could be judged, nothing is known of that."""
    if record.card is None:
        return dict.fromkeys([*(f"{severity}s" for severity in SEVERITIES), "safe_fixes", "rules"])
    findings = record.findings
    counts = Counter(finding["severity"] for finding in findings)
    return {
        **{f"{severity}s": counts[severity] for severity in SEVERITIES},
        "safe_fixes": sum(is_safe(finding["fix"]) for finding in findings),
        "rules": sorted({finding["rule"] for finding in findings}),
    }


def is_safe(fix: Any) -> bool:
    """Whether a finding's fix is there, and safe."""
    return fix is not None and fix["applicability"] == "safe"


def _bounded(count: int | None) -> int | None:
    """Return a count of the Hub's as one that every program can hold."""
    return None if count is None else max(-_MOST, min(count, _MOST))
