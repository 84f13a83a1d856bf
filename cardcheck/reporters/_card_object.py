"""A report as plain data: what `schemas/report.schema.json` calls a card. In: a report; out: dicts, lists, strings.

Every key is always there. Suppressed and waived findings stay, marked. Nothing is shortened or cleaned: JSON holds
what the card holds, and whoever prints it cleans it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cardcheck.model.coverage import Coverage
from cardcheck.model.finding import Finding, Fix
from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan, SplitPlan
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.text import SourceText, Span
from cardcheck.model.totals import Totals
from cardcheck.reporters._places import in_order, text_of
from cardcheck.reporters._score_object import score_object
from cardcheck.reporters._viewer import viewer_object


def card_object(report: CardReport, run: Run) -> dict[str, Any]:
    """Return one card of the JSON report."""
    text = text_of(report)
    return {
        "source": report.source,
        "repo": report.repo,
        "revision": report.revision,
        "sha256": report.sha256,
        "status": report.status,
        "reason": report.reason,
        "score": None
        if report.score is None
        else score_object(report.score, lambda span: _location_object(span, text)),
        "earlier_score": None if report.earlier_score is None else report.earlier_score.points,
        "known": report.known,
        "findings": [_finding_object(finding, text, run) for finding in in_order(report.findings)],
        "skipped": [
            {"rule": skip.rule, "needs": skip.needs, "reason": skip.reason, "mandatory": skip.is_missed}
            for skip in report.skipped
        ],
        "facts": dict(report.facts),
        "load": None if report.load is None else _load_object(report.load, report.disagreements),
        "viewer": viewer_object(report.viewer),
        "coverage": [_coverage_object(coverage, text) for coverage in report.coverage],
    }


def summary_object(totals: Totals) -> dict[str, Any]:
    """Return the end of the JSON report."""
    return {
        "cards": totals.cards,
        "findings": totals.findings,
        "previews": totals.previews,
        "waived": totals.waived,
        "incomplete": totals.incomplete,
    }


def _finding_object(finding: Finding, text: SourceText, run: Run) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "case": finding.case,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "category": finding.category,
        "message": finding.message,
        "why": finding.why,
        "consumers": list(finding.consumers),
        "pointer": finding.pointer,
        "section": finding.section,
        "location": _location_object(finding.span, text),
        "related": [
            {"message": related.message, "location": _location_object(related.span, text)}
            for related in finding.related
        ],
        "fix": None if finding.fix is None else _fix_object(finding.fix),
        "suppressed": finding.suppressed,
        "suppression_reason": finding.suppression_reason,
        "waived": None if finding.waived is None else finding.waived._asdict(),
        "preview": finding.preview,
        "mandatory": finding.mandatory,
        "fingerprint": finding.fingerprint,
        "docs": run.docs(finding.rule),
    }


def _location_object(span: Span, text: SourceText) -> dict[str, Any]:
    return {"start": _position_object(span.start, text), "end": _position_object(span.end, text)}


def _position_object(offset: int, text: SourceText) -> Mapping[str, int]:
    position = text.position(offset)
    return {"line": position.line, "column": position.column, "offset": offset}


def _fix_object(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": fix.applicability,
        "title": fix.title,
        "edits": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits],
        "pointers": list(fix.pointers),
    }


def _coverage_object(coverage: Coverage, text: SourceText) -> dict[str, Any]:
    return {
        "form": coverage.form,
        "of": coverage.asked,
        "answered": coverage.count("full"),
        "partly": coverage.count("part"),
        "questions": [
            {
                "rule": answer.rule,
                "name": answer.question.name or None,
                "part": answer.question.part or None,
                "asks": answer.question.asks,
                "state": answer.state,
                "location": None if answer.span is None else _location_object(answer.span, text),
                "words": answer.words or None,
            }
            for answer in coverage.answers
        ],
    }


def _load_object(plan: LoadPlan, disagreements: Sequence[str]) -> dict[str, Any]:
    return {
        "outcome": plan.outcome,
        "error": _load_error_object(plan.error),
        "unnamed": _load_error_object(plan.unnamed),
        "viewer": _load_error_object(plan.viewer),
        "builder": plan.builder,
        "spec": plan.spec,
        "disagreements": list(disagreements),
        "configs": [_config_object(config) for config in plan.configs],
    }


def _config_object(config: ConfigPlan) -> dict[str, Any]:
    return {
        "name": config.name,
        "default": config.is_default,
        "outcome": config.outcome,
        "error": _load_error_object(config.error),
        "viewer": _load_error_object(config.viewer),
        "splits": [_split_object(split) for split in config.splits],
    }


def _split_object(split: SplitPlan) -> dict[str, Any]:
    rows = split.rows if split.are_rows_stored else None
    return {"name": split.name, "files": sorted(split.files), "rows": rows}


def _load_error_object(error: LoadError | None) -> dict[str, Any] | None:
    if error is None:
        return None
    return {
        "exception": error.exception,
        "viewer": error.viewer,
        "message": error.message,
        "pointer": error.pointer,
    }
