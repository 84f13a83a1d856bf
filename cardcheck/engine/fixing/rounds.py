"""Fixes applied until none is left: a linter and one card in, the fixed card out.

Each round applies the fixes that do not get in each other's way and judges the card anew. A fix that does harm is
left out and named; nothing is written anywhere.
"""

import hashlib
from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import NamedTuple

from cardcheck.editing.apply import apply_edits
from cardcheck.engine.fixing.harm import harm_done
from cardcheck.engine.fixing.version import Version
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task, check_one, crashed, unjudged
from cardcheck.model.card import Card
from cardcheck.model.finding import SEVERITIES, Edit, Finding
from cardcheck.model.fixed import FixResult, Refused
from cardcheck.model.hub import HubRepo
from cardcheck.model.report import CardReport
from cardcheck.model.text import BOM, SourceText
from cardcheck.parsing.card import decode, parse_card

_MOST_ROUNDS = 10
# Looking for the one fix of many that does harm judges the card again and again.
_MOST_TRIALS = 200


class Wanted(NamedTuple):
    """Which fixes to apply: safe ones, and unsafe or cosmetic ones (worth no points) where they are asked for.

    What is suppressed or waived is left as it is, and so is what only a later edition of the rules counts.
    """

    unsafe: bool = False
    cosmetic: bool = False

    def takes(self, finding: Finding) -> bool:
        """Whether a finding's fix is one of these."""
        if finding.fix is None or not finding.counts:
            return False
        is_cosmetic = finding.points == 0 and not finding.rule.startswith("cardcheck/")
        return (self.unsafe or finding.fix.applicability == "safe") and (self.cosmetic or not is_cosmetic)


def fix_card(
    linter: Linter, task: Task, wanted: Wanted | None = None, judged: tuple[Card, CardReport] | None = None
) -> FixResult:
    """Fix one card that could be read; `judged` is what it was read and judged as, where that is done already."""
    assert task.data is not None
    return _Fixing(linter, task, wanted or Wanted()).result(task.data, judged)


def fix_one(linter: Linter, task: Task, wanted: Wanted, judged: tuple[Card, CardReport] | None = None) -> FixResult:
    """Fix one card, or report why it could not be read, judged or fixed; there is no text where it was not read."""
    if task.data is None:
        report = unjudged(task, task.fault)
        return FixResult("", report, report)
    # As in judging: those after it are still fixed.
    try:
        result = fix_card(linter, task, wanted, judged)
    except Exception as error:  # noqa: BLE001
        report = crashed(task, error)
        return FixResult("", report, report)
    if result.fault is None:
        return result
    # What could not be fixed is judged from its bytes: the text does not say all that is wrong with them.
    report = check_one(linter, task)
    return result._replace(report=report, before=report)


class _Fixing:
    """One card on its way: which fixes went in and which were refused."""

    def __init__(self, linter: Linter, task: Task, wanted: Wanted) -> None:
        self.linter, self.task, self.wanted = linter, task, wanted
        self.applied: list[Finding] = []
        self.refused: dict[str, Refused] = {}
        self.trials = 0

    def result(self, data: bytes | str, judged: tuple[Card, CardReport] | None) -> FixResult:
        source = decode(data) if isinstance(data, bytes) else SourceText.of(data)
        first = version = self._version(source) if judged is None else Version(source, *judged)
        unfixed = FixResult(first.text, first.report, first.report)
        if not _is_whole(first.text, data):
            return unfixed._replace(fault="the card is not UTF-8, and only a person can tell what it should say")
        self.task = _without_verdict(self.task)
        for _ in range(_MOST_ROUNDS):
            chosen = self._chosen(version.report)
            if not chosen:
                return FixResult(
                    version.text, version.report, first.report, tuple(self.applied), tuple(self.refused.values())
                )
            version = self._apply(version, chosen)
        fault = f"after {_MOST_ROUNDS} rounds there are still fixes to apply; please report it"
        return unfixed._replace(fault=fault, is_our_fault=True)

    def _version(self, source: SourceText) -> Version:
        text, task = BOM * source.has_bom + source.text, self.task
        card = parse_card(text)
        report = self.linter.check_parsed(card, task.source, task.facts, task.repo, task.revision)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return Version(source, card, report._replace(sha256=digest))

    def _chosen(self, report: CardReport) -> list[Finding]:
        """Return the findings whose fixes go together, the graver first; the others wait a round."""
        candidates = [
            finding
            for finding in report.findings
            if self.wanted.takes(finding) and finding.fingerprint not in self.refused
        ]
        candidates.sort(key=lambda finding: (SEVERITIES.index(finding.severity), finding.span, finding.rule))
        taken: list[Edit] = []
        chosen = []
        for finding in candidates:
            edits = finding.fix.edits if finding.fix else ()
            if not any(_touches_one(edit, taken) for edit in edits):
                for edit in edits:
                    insort(taken, edit)
                chosen.append(finding)
        return chosen

    def _apply(self, version: Version, findings: Sequence[Finding]) -> Version:
        """Return the card with as many of some fixes as do no harm: with all of them, or half by half."""
        good: list[Finding] = []
        best, waiting = version, [findings]
        while waiting:
            part = waiting.pop()
            self.trials += 1
            trial = self._version(_edited(version.source, [*good, *part]))
            harm = harm_done(self.linter, version, trial, [*good, *part])
            if harm is None:
                good += part
                best = trial
            elif len(part) > 1 and self.trials <= _MOST_TRIALS:
                waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
            # What does harm beside others may do none after them, so it waits a round.
            elif not good or self.trials > _MOST_TRIALS:
                self.refused |= {finding.fingerprint: Refused(finding, harm) for finding in part}
        self.applied += good
        return best


def _without_verdict(task: Task) -> Task:
    """Leave out what the Hub says of the card as it stands there: of another one it has not said anything yet."""
    hub = task.facts.hub
    if not isinstance(hub, HubRepo) or hub.card_error is None:
        return task
    return task._replace(facts=task.facts._replace(hub=hub._replace(card_error=None)))


def _edited(source: SourceText, findings: Sequence[Finding]) -> SourceText:
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    return SourceText.of(BOM * source.has_bom + apply_edits(source.text, edits))


def _touches_one(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether an edit overlaps one of some that are sorted, or both put something at one place."""
    index = bisect_left(taken, edit)
    return any(_touch(edit, taken[near]) for near in (index - 1, index) if 0 <= near < len(taken))


def _touch(edit: Edit, other: Edit) -> bool:
    (start, end), (other_start, other_end) = edit.span, other.span
    if start == end or other_start == other_end:
        return start <= other_end and other_start <= end
    return start < other_end and other_start < end


def _is_whole(text: str, data: bytes | str) -> bool:
    """Whether a card's text says all that its bytes do, so that it can be written back."""
    return isinstance(data, str) or text.encode("utf-8", "surrogatepass") == data
