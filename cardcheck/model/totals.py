"""What a run adds up to: reports in, one by one, counts out. Only findings that can fail a run count by severity."""

from typing import NamedTuple

from cardcheck.model.finding import Applicability, Finding, Severity
from cardcheck.model.report import CardReport


def is_incomplete(report: CardReport) -> bool:
    """Whether something that was asked for could not be done: the card not read, a fact not had."""
    if report.status in {"unreadable", "crashed"} or any(skip.is_missed for skip in report.skipped):
        return True
    return any(state.startswith("unavailable") for state in report.facts.values())


def _fixable(findings: tuple[Finding, ...], applicability: Applicability) -> int:
    return sum(finding.fix is not None and finding.fix.applicability == applicability for finding in findings)


class Totals(NamedTuple):
    """The sums over all reports so far; `clean` counts cards that were checked and have no finding."""

    cards: int = 0
    clean: int = 0
    incomplete: int = 0
    error: int = 0
    warning: int = 0
    info: int = 0
    suppressed: int = 0
    waived: int = 0
    previews: int = 0
    known: int = 0
    fixable_safe: int = 0
    fixable_unsafe: int = 0

    def plus(self, report: CardReport) -> "Totals":
        """Return the totals with one more report."""
        shown = report.shown
        severities = [finding.severity for finding in report.counted]
        suppressed = sum(finding.suppressed for finding in report.findings)
        return Totals(
            cards=self.cards + 1,
            clean=self.clean + (report.status == "checked" and not shown),
            incomplete=self.incomplete + is_incomplete(report),
            error=self.error + severities.count("error"),
            warning=self.warning + severities.count("warning"),
            info=self.info + severities.count("info"),
            suppressed=self.suppressed + suppressed,
            waived=self.waived + len(report.findings) - len(shown) - suppressed,
            previews=self.previews + len(shown) - len(severities),
            known=self.known + report.known,
            fixable_safe=self.fixable_safe + _fixable(report.counted, "safe"),
            fixable_unsafe=self.fixable_unsafe + _fixable(report.counted, "unsafe"),
        )

    @property
    def findings(self) -> dict[Severity, int]:
        """How many findings of each severity, gravest first."""
        return {"error": self.error, "warning": self.warning, "info": self.info}
