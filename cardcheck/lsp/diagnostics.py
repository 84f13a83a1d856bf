"""Diagnostics: the findings of one card in, what an editor underlines out."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from cardcheck.lsp.positions import Places
from cardcheck.model.finding import Finding, Severity
from cardcheck.model.report import CardReport
from cardcheck.model.text import Span

SOURCE = "cardcheck"

_SEVERITIES: dict[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
# What does nothing and can go, and what has another name now: editors fade the one and strike the other through.
_UNNECESSARY = frozenset(
    {
        "cardcheck/unused-suppression",
        "front-matter/empty-value-leftover",
        "front-matter/other-repo-key",
        "front-matter/template-comment",
        "front-matter/template-key",
        "links/trailing-blanks",
        "metadata/duplicate-item",
        "task/tag-computed",
        "task/tag-duplicate",
    }
)
_DEPRECATED = frozenset(
    {
        "front-matter/deprecated-key",
        "metadata/paperswithcode",
        "metadata/train-eval-index",
        "snippets/dead-argument",
        "task/retired",
    }
)
# Editors hold each of them against each line; who has more than this many has other worries.
MOST = 1_000


def diagnostics(places: Places, uri: str, report: CardReport, docs_url: str | None) -> list[types.Diagnostic]:
    """Return what to show of a card; what keeps it from being judged is one of them."""
    if report.status not in {"checked", "skipped"}:
        return [fault(report.reason or "this card cannot be read")]
    return [diagnostic(places, uri, finding, docs_url) for finding in _gravest(report)]


def diagnostic(places: Places, uri: str, finding: Finding, docs_url: str | None) -> types.Diagnostic:
    """Return one finding as editors take it."""
    related = [
        types.DiagnosticRelatedInformation(types.Location(uri, places.range(also.span)), also.message)
        for also in finding.related
    ]
    severity = _SEVERITIES[finding.severity]
    if finding.preview:
        severity = types.DiagnosticSeverity.Information
    if finding.confidence == "low":
        severity = types.DiagnosticSeverity.Hint
    return types.Diagnostic(
        range=_shown(places, finding),
        message=f"{finding.message}{finding.standing}",
        severity=severity,
        code=finding.rule,
        code_description=_docs(finding.rule, docs_url),
        source=SOURCE,
        tags=list(_tags(finding)) or None,
        related_information=related or None,
        data=finding.fingerprint,
    )


def fault(sentence: str) -> types.Diagnostic:
    """Return why nothing can be said of a card, at its first line."""
    start = types.Position(0, 0)
    return types.Diagnostic(types.Range(start, start), sentence, types.DiagnosticSeverity.Error, source=SOURCE)


def _gravest(report: CardReport) -> list[Finding]:
    """Return the findings to show in order of place; of too many the gravest."""
    shown = list(report.shown)
    if len(shown) > MOST:
        shown.sort(key=lambda finding: (_SEVERITIES[finding.severity], finding.span))
        shown = sorted(shown[:MOST], key=lambda finding: finding.span)
    return shown


def _shown(places: Places, finding: Finding) -> types.Range:
    """Return where to underline: a whole block only by its first line, or half of the card would be underlined."""
    span = finding.span
    if finding.names in {"block", "none"}:
        span = Span(span.start, min(span.end, places.source.line_span_at(span.start).end))
    return places.range(Span(span.start, max(span)))


def _docs(rule: str, docs_url: str | None) -> types.CodeDescription | None:
    family, _, slug = rule.rpartition("/")
    return types.CodeDescription(docs_url.format(rule=rule, family=family, slug=slug)) if docs_url else None


def _tags(finding: Finding) -> Iterator[types.DiagnosticTag]:
    if finding.rule in _UNNECESSARY:
        yield types.DiagnosticTag.Unnecessary
    if finding.rule in _DEPRECATED:
        yield types.DiagnosticTag.Deprecated
