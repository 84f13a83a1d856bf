"""In which order findings are told, and the text their offsets count in."""

from __future__ import annotations

from collections.abc import Iterable

from cardcheck.model.finding import Finding
from cardcheck.model.report import CardReport
from cardcheck.model.text import SourceText

_NO_TEXT = SourceText.of("")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by place, then rule."""
    return sorted(findings, key=lambda finding: (finding.span.start, finding.rule))


def text_of(report: CardReport) -> SourceText:
    """Return the card's text; an empty one where there was none to read."""
    return report.text or _NO_TEXT
