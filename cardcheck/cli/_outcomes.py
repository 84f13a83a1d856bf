"""What an audit adds up to for whoever called the program: records in, faults by name and an exit code out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardcheck.cli._options import say

if TYPE_CHECKING:
    from cardcheck.model.audit import AuditRecord
    from cardcheck.model.config import FailOn

_CRASHED = "cardcheck/crashed"
_MOST_TOLD = 20


class Outcomes:
    """What the exit code depends on, counted while records come."""

    def __init__(self, fail_on: FailOn) -> None:
        from cardcheck.model.finding import SEVERITIES

        self._grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
        self._faults: dict[str, str] = {}
        self._has_failed = self._has_erred = False

    def count(self, record: AuditRecord) -> None:
        """Remember what matters of a record."""
        from cardcheck.audit.record import is_settled

        findings = record.findings
        self._has_failed |= any(
            finding["severity"] in self._grave and not finding.get("preview") for finding in findings
        )
        self._has_erred |= any(finding["rule"] == _CRASHED for finding in findings)
        if not is_settled(record):
            outcome = "" if record.card is not None else f" ({record.outcome})"
            self._faults[record.key] = f"{record.key}{outcome}: {record.reason}"
        elif missed := _missed(record):
            self._faults[record.key] = f"{record.key}: mandatory and without a fact to judge by: {', '.join(missed)}"

    def tell_faults(self) -> None:
        """Name each repository of which something asked for could not be had."""
        for key in sorted(self._faults)[:_MOST_TOLD]:
            say(self._faults[key])
        more = len(self._faults) - _MOST_TOLD
        if more > 0:
            say(f"and {more:,} more; the reports name all")

    @property
    def exit_code(self) -> int:
        """The contract's exit code: what cardcheck could not do weighs more than what it found."""
        if self._has_erred:
            return 2
        return 3 if self._faults else int(self._has_failed)


def _missed(record: AuditRecord) -> list[str]:
    """Return the mandatory rules that could not judge a repository, for want of a fact."""
    skipped = [] if record.card is None else record.card["skipped"]
    return [skip["rule"] for skip in skipped if skip.get("mandatory")]
