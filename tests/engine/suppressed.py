"""Cards with suppressions, judged by some rules and those about suppressions themselves."""

from __future__ import annotations

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.model.finding import Finding

OWN = ("cardcheck/unused-suppression", "cardcheck/unknown-rule")


def findings(card: str, *rules: str) -> list[Finding]:
    report = Linter.of(Config(select=(*rules, *OWN))).check(card)
    return [finding for finding in report.findings if not finding.suppressed]
