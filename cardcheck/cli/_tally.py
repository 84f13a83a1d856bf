"""What a run adds up to for whoever called the program: reports and faults in, an exit code out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cardcheck.cli._options import say

if TYPE_CHECKING:
    from cardcheck.model.config import Config, FailOn
    from cardcheck.model.finding import Severity
    from cardcheck.model.report import CardReport

_FEW_RULES = 3


class Tally:
    """What the exit code depends on, counted while reports stream by."""

    def __init__(self, config: Config, required: tuple[str, ...]) -> None:
        from cardcheck.model.config import fail_on_mandatory

        self._fail_on, self._fail_on_mandatory = config.fail_on, fail_on_mandatory(config)
        self._required = required
        self._has_failed = self._is_incomplete = self._has_erred = False

    def count(self, reports: Iterator[CardReport]) -> Iterator[CardReport]:
        """Pass reports on and remember what matters."""
        from cardcheck.model.totals import is_incomplete

        grave, grave_mandatory = _from(self._fail_on), _from(self._fail_on_mandatory)
        for report in reports:
            self._has_failed |= any(
                finding.severity in (grave_mandatory if finding.mandatory else grave) for finding in report.counted
            )
            self._has_erred |= report.status == "crashed"
            self._has_erred |= any(finding.rule == "cardcheck/crashed" for finding in report.findings)
            self._is_incomplete |= is_incomplete(report)
            _tell_missed(report)
            for fact in self._required:
                self._is_incomplete |= self._is_missing(report, fact)
            yield report

    @staticmethod
    def _is_missing(report: CardReport, fact: str) -> bool:
        """Whether a fact that is required is not there, which is told where nothing else tells it."""
        state = report.facts.get(fact)
        if state is not None and state != "available":
            say(f"{report.source}: {fact} {state}")
        return state != "available"

    def on_fault(self, error: Exception) -> None:
        """Tell of a target that gave no card; the run goes on with the others."""
        from cardcheck.run import NoCardError

        say(str(error))
        if isinstance(error, NoCardError):
            self._is_incomplete = True
        else:
            self._has_erred = True

    def add(self, *, has_failed: bool = False, is_incomplete: bool = False, has_erred: bool = False) -> None:
        """Remember what no report tells."""
        self._has_failed |= has_failed
        self._is_incomplete |= is_incomplete
        self._has_erred |= has_erred

    @property
    def exit_code(self) -> int:
        """The contract's exit code: what cardcheck could not do weighs more than what it found."""
        if self._has_erred:
            return 2
        if self._is_incomplete:
            return 3
        return int(self._has_failed)


def _tell_missed(report: CardReport) -> None:
    """Tell which mandatory rules could not judge a card, in one sentence for each reason."""
    missed: dict[str, list[str]] = {}
    for skip in report.skipped:
        if skip.is_missed:
            why = skip.reason if skip.needs == "card" else f"{skip.needs}, {skip.reason}"
            missed.setdefault(why, []).append(f"`{skip.rule}`")
    for why, rules in missed.items():
        more = f" and {len(rules) - _FEW_RULES} more" if len(rules) > _FEW_RULES else ""
        told = "is" if len(rules) == 1 else "are"
        say(f"{report.source}: {', '.join(rules[:_FEW_RULES])}{more} {told} mandatory and could not judge: {why}")


def _from(fail_on: FailOn) -> tuple[Severity, ...]:
    """Return the severities that fail."""
    from cardcheck.model.finding import SEVERITIES

    return SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
