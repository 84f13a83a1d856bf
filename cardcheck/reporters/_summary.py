"""The end of a report for people: counts, what can be fixed, what was not asked, and which rule fires how often.

In: reports one by one; out: lines. It keeps sums, never reports, so an audit of any length fits in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cardcheck.model.finding import SEVERITIES, Severity
from cardcheck.model.report import CardReport
from cardcheck.model.totals import Totals
from cardcheck.terminal.cells import cells, crop_end, crop_middle
from cardcheck.terminal.stream import SEVERITY_STYLES, Line, Piece, Terminal, emphasised

_UNASKED = "not asked: "
_STATES = {"unreadable": "not read", "crashed": "not checked, cardcheck failed", "skipped": "passed over"}


@dataclass(slots=True)
class Ledger:
    """What all reports so far add up to."""

    totals: Totals = field(default_factory=Totals)
    states: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, set[str]] = field(default_factory=dict)
    rules: Counter[tuple[Severity, str]] = field(default_factory=Counter)
    cards_by_rule: Counter[tuple[Severity, str]] = field(default_factory=Counter)
    scores: Counter[int] = field(default_factory=Counter)

    def add(self, report: CardReport) -> None:
        """Take one more report."""
        self.totals = self.totals.plus(report)
        self.states[report.status] += 1
        if report.score is not None:
            self.scores[report.score.tenths] += 1
        for skip in report.skipped:
            self.skipped.setdefault(_why_skipped(skip.needs, report.facts), set()).add(skip.rule)
        found = [(finding.severity, finding.rule) for finding in report.shown]
        self.rules.update(found)
        self.cards_by_rule.update(set(found))

    def closing(self, subject: str, terminal: Terminal) -> list[Line]:
        """Return the last lines: what was found, what can be fixed, what was not asked."""
        counts, fixes = f"{subject}: {_counts(self.totals)}", _fixes(self.totals)
        parts = [counts, _known(self.totals), fixes, self._scores(), self._not_asked(terminal)]
        return _packed([part for part in parts if part], terminal)

    def not_asked(self, terminal: Terminal) -> list[Line]:
        """Say in one line which rules did not run, and why."""
        return _packed([part for part in [self._not_asked(terminal)] if part], terminal)

    def _not_asked(self, terminal: Terminal) -> str:
        told: dict[str, set[str]] = {}
        unasked = [why.removeprefix(_UNASKED) for why in self.skipped if why.startswith(_UNASKED)]
        for why, rules in self.skipped.items():
            told.setdefault(_UNASKED + ", ".join(unasked) if why.startswith(_UNASKED) else why, set()).update(rules)
        return terminal.clean("; ".join(f"{why} ({_number(len(rules), 'rule')})" for why, rules in told.items()))

    def _scores(self) -> str:
        """Tell the middle score of many cards and how far they range; one card's is told by itself."""
        if self.scores.total() < 2:
            return ""
        ordered = sorted(self.scores.elements())
        low, middle, high = ordered[0], ordered[(len(ordered) - 1) // 2], ordered[-1]
        if len(ordered) == 2:
            return f"scores {low // 10} and {high // 10}"
        return f"scores {low // 10} to {high // 10}, median {middle // 10}"

    def cards(self) -> str:
        """Count the cards by how they fared."""
        totals = self.totals
        parts = [f"{totals.clean} clean" if totals.clean else ""]
        parts += [f"{self.states[state]} {words}" for state, words in _STATES.items() if self.states[state]]
        told = ", ".join(part for part in parts if part)
        return _number(totals.cards, "card") + (f" ({told})" if told else "")

    def statistics(self, terminal: Terminal) -> list[Line]:
        """Return a table of rules: how many findings, on how many cards."""
        if not self.rules:
            return []
        order = sorted(self.rules, key=lambda key: (-self.rules[key], SEVERITIES.index(key[0]), key[1]))
        rows = [(str(self.rules[key]), str(self.cards_by_rule[key]), *key) for key in order]
        heads = ("findings", "cards")
        widths = [max(cells(head), *(cells(row[at]) for row in rows)) for at, head in enumerate(heads)]
        room = terminal.width - sum(widths) - 2 * 2 - len("warning") - 2
        lines: list[Line] = [(Piece(f"{heads[0]:>{widths[0]}}  {heads[1]:>{widths[1]}}  severity  rule", "dim"),)]
        for count, cards, severity, rule in rows:
            name = crop_middle(terminal.clean(rule), room - 1, terminal.glyphs.ellipsis)
            numbers = f"{count:>{widths[0]}}  {cards:>{widths[1]}}  "
            lines.append((Piece(numbers), Piece(f"{severity:<10}", SEVERITY_STYLES[severity]), Piece(name)))
        return lines


def hidden_told(totals: Totals) -> str:
    """Count in brackets what is not shown because a comment or a waiver says so; nothing where there is none."""
    hidden = [("suppressed", totals.suppressed), ("waived", totals.waived)]
    told = ", ".join(f"{count:,} {word}" for word, count in hidden if count)
    return f" ({told})" if told else ""


def _packed(parts: list[str], terminal: Terminal) -> list[Line]:
    """Put parts on as few lines as hold them; one that is too long is cropped."""
    dot = f" {terminal.glyphs.dot} "
    lines: list[str] = []
    for part in parts:
        if lines and cells(lines[-1] + dot + part) <= terminal.width:
            lines[-1] += dot + part
        else:
            lines.append(crop_end(part, terminal.width, terminal.glyphs.ellipsis))
    return emphasised(lines)


def _why_skipped(needs: str, facts: Mapping[str, str]) -> str:
    if needs == "card":
        return "blocked by another finding"
    state = facts.get(needs, "not asked")
    if state.startswith("unavailable"):
        return f"{needs} {state}"
    return f"{_UNASKED}{needs}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _counts(totals: Totals) -> str:
    parts = [_number(count, severity) for severity, count in totals.findings.items() if count]
    parts += [_number(totals.previews, "preview")] * bool(totals.previews)
    return (", ".join(parts) or "no findings") + hidden_told(totals)


def _known(totals: Totals) -> str:
    return f"{totals.known:,} known before" if totals.known else ""


def _fixes(totals: Totals) -> str:
    safe, unsafe = totals.fixable_safe, totals.fixable_unsafe
    kinds = [f"{count:,} {kind}" for count, kind in ((safe, "safe"), (unsafe, "unsafe")) if count]
    if not kinds:
        return ""
    return f"{' and '.join(kinds)} {'fix' if safe + unsafe == 1 else 'fixes'} known"
