"""What the page knows of each repository: records in; short rows and details out, as JSON that is safe in HTML.

A sentence that stands in many records is written once, at the end, and numbers stand for it elsewhere; what is kept
in memory for that is bounded. Nothing is cleaned here, for the page shows texts as texts; what is endless is cut.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from cardcheck.model.audit import AuditRecord
from cardcheck.model.finding import SEVERITIES

COLUMNS = (
    "key", "outcome", "score", "level", *SEVERITIES, "downloads", "likes", "updated", "load", "rules", "title",
    "is_noted",
)  # fmt: skip

_MOST_MESSAGES = 50_000
_MOST_FINDINGS = 300
_MOST_STEPS = 3
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_DIFF = 300, 1_000, 20_000
_PAGE = "https://huggingface.co/datasets/"
# `<` and `>` end no element and begin no comment when they are escaped; `&` is plain in a script but not in XHTML.
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def as_json(data: Any) -> str:
    """Return data as JSON that may stand in a script element; a lone surrogate stays an escape."""
    return json.dumps(data, separators=(",", ":")).translate(_UNSAFE)


class Words:
    """The sentences and rules that records share, each with its number."""

    def __init__(self) -> None:
        self._rules: dict[str, int] = {}
        self._kinds: dict[tuple[str, ...], int] = {}
        self._messages: dict[str, int] = {}

    def rule(self, name: str) -> int:
        """Return the number of a rule."""
        return self._rules.setdefault(name, len(self._rules))

    def kind(self, finding: Mapping[str, Any]) -> int:
        """Return the number of what all findings of a rule's case have in common."""
        common = tuple(str(finding[name]) for name in ("rule", "severity", "confidence", "why", "docs"))
        return self._kinds.setdefault(common, len(self._kinds))

    def message(self, text: str) -> int | str:
        """Return the number of a message, or the message itself where there are too many to keep."""
        text = _cut(text, _LONGEST_TEXT)
        if text not in self._messages and len(self._messages) >= _MOST_MESSAGES:
            return text
        return self._messages.setdefault(text, len(self._messages))

    def as_object(self, titles: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        """Return all of them, with what else is known of each rule."""
        return {
            "rules": list(self._rules),
            "titles": {rule: titles[rule] for rule in self._rules if rule in titles},
            "kinds": list(self._kinds),
            "messages": list(self._messages),
        }


def name(key: str) -> str:
    """Return what a repository is called in the page: its key, which may be cut."""
    return _cut(key, _LONGEST_NAME)


def row(record: AuditRecord, words: Words) -> list[Any]:
    """Return the line of a record in the table: the values of `COLUMNS`."""
    score = _score(record)
    findings = record.findings
    severities = [finding["severity"] for finding in findings]
    load = None if record.card is None else record.card["load"]
    hub = record.hub
    return [
        name(record.key),
        record.outcome,
        None if score is None else score["total"],
        None if score is None else score["level"],
        *(severities.count(severity) for severity in SEVERITIES),
        None if hub is None else hub.downloads,
        None if hub is None else hub.likes,
        None if hub is None or hub.last_modified is None else hub.last_modified[:10],
        None if load is None else load["outcome"],
        sorted({words.rule(finding["rule"]) for finding in findings}),
        None if record.title is None else _cut(record.title, _LONGEST_NAME),
        int(record.reason is not None),
    ]


def detail(record: AuditRecord, words: Words) -> dict[str, Any]:
    """Return what stands behind the line of a record; what is empty is left out."""
    score = _score(record)
    findings = record.findings
    hub = record.hub
    told = {
        "reason": record.reason and _cut(record.reason, _LONGEST_TEXT),
        "opening": _cut(record.opening, _LONGEST_NAME),
        "state": record.state,
        "gated": hub and hub.gated,
        "page": hub and _PAGE + quote(_cut(hub.id, _LONGEST_NAME), safe="/", errors="replace"),
        "findings": [_finding(finding, words) for finding in findings[:_MOST_FINDINGS]],
        "more": max(0, len(findings) - _MOST_FINDINGS),
        "diff": record.diff[:_LONGEST_DIFF],
        "cut": len(record.diff) > _LONGEST_DIFF,
        "parts": score and {name: [part["points"], part["of"]] for name, part in score["categories"].items()},
        "next": score and [[step["action"], step["points"]] for step in score["next"][:_MOST_STEPS]],
    }
    return {name: value for name, value in told.items() if value}


def _finding(finding: Mapping[str, Any], words: Words) -> list[Any]:
    """Return a finding: its kind, message and line, the fix's title and whether that is safe."""
    fix = finding["fix"]
    # A finding about the card as a whole points to its very beginning and to nothing there.
    start, end = finding["location"]["start"], finding["location"]["end"]
    line = 0 if start["offset"] == end["offset"] == 0 else start["line"]
    short = [words.kind(finding), words.message(finding["message"]), line]
    if fix is not None:
        short += [_cut(fix["title"], _LONGEST_TEXT), int(fix["applicability"] == "safe")]
    return short


def _score(record: AuditRecord) -> Mapping[str, Any] | None:
    return None if record.card is None else record.card["score"]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
