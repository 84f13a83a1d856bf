"""An audit as people see it while it goes: what happens in; a line a repository and a bar that tells the rest out.

Both only in a terminal: what is written to a file is the reports alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cardcheck.cli._audit_settings import run_of
from cardcheck.cli._options import terminal_width, wants_color
from cardcheck.model.finding import SEVERITIES, Severity
from cardcheck.terminal.cells import crop_end
from cardcheck.terminal.stream import SEVERITY_STYLES, Piece, Terminal

if TYPE_CHECKING:
    from cardcheck.audit.auditing import Progress
    from cardcheck.model.audit import AuditRecord

_REDRAWN_SECONDS = 0.1
_BAR_CELLS = 20
_WIDEST_KEY = 48


def shown(progress: Iterator[Progress], given: dict[str, Any]) -> Iterator[Progress]:
    """Pass on what happens, and show it."""
    has_lines = sys.stdout.isatty() and given["format_"] == "text" and not given["outputs"] and not given["quiet"]
    has_bar = sys.stderr.isatty() and not given["quiet"]
    lines = _terminal(given, sys.stdout) if has_lines else None
    bar = _Bar(_terminal(given, sys.stderr)) if has_bar else None
    try:
        for step in progress:
            if lines is not None and step.record is not None and not step.is_kept:
                if bar is not None:
                    bar.clear()
                sys.stdout.write(line_of(step.record, lines) + "\n")
                sys.stdout.flush()
            if bar is not None:
                bar.draw(step)
            yield step
    finally:
        if bar is not None:
            bar.clear()


def line_of(record: AuditRecord, terminal: Terminal) -> str:
    """Return one repository as a line: its points, how much was found, or why it could not be judged."""
    width = max(24, min(_WIDEST_KEY, terminal.width // 2))
    key = terminal.value(terminal.clean(record.key))
    key = key if len(key) <= width else f"…{key[1 - width :]}"
    if record.card is None:
        is_fault = record.outcome not in {"no-card", "disabled"}
        sign = terminal.sign("error" if is_fault else "info")
        told = crop_end(terminal.sentence(record.reason or record.outcome), terminal.width - width - 4, "…")
        return terminal.paint((sign, Piece(f" {key:<{width}} "), Piece(told, "dim")))
    counts = dict.fromkeys(SEVERITIES, 0)
    for finding in record.findings:
        counts[finding["severity"]] += 1
    worst = next((severity for severity in SEVERITIES if counts[severity]), None)
    sign = terminal.sign(worst) if worst is not None else Piece(terminal.glyphs.clean, "green")
    pieces = [sign, Piece(f" {key:<{width}} "), *_points(record), *_counts(counts)]
    if record.reason is not None:
        pieces.append(Piece(f"  {terminal.sentence(record.reason)}", "yellow"))
    return terminal.paint(tuple(pieces))


def _points(record: AuditRecord) -> tuple[Piece, ...]:
    score = record.card["score"] if record.card is not None else None
    if score is None:
        return (Piece(f"{'':>3} {'':<10}"),)
    return (Piece(f"{int(score['total']):>3}", "bold"), Piece(f" {score['level']:<10}"))


def _counts(counts: dict[Severity, int]) -> Iterator[Piece]:
    for severity in SEVERITIES:
        noun = severity if severity == "info" or counts[severity] == 1 else f"{severity}s"
        said = f"{counts[severity]:>3} {noun:<8}"
        yield Piece(said, SEVERITY_STYLES[severity].removeprefix("bold ") if counts[severity] else "dim")


class _Bar:
    """One line at the bottom: how much is done, how fast, how long it takes still, how many faults."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._begun = time.monotonic()
        self._drawn_at = 0.0
        self._is_drawn = False

    def draw(self, step: Progress) -> None:
        """Show how far it is, ten times a second at most."""
        now = time.monotonic()
        if now - self._drawn_at < _REDRAWN_SECONDS:
            return
        said = self._said(step, now)
        width = self._terminal.width - 1
        sys.stderr.write(f"\r\x1b[K{said if len(said) <= width else said[: width - 1] + '…'}")
        sys.stderr.flush()
        self._drawn_at, self._is_drawn = now, True

    def clear(self) -> None:
        """Take the line away."""
        if self._is_drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_drawn, self._drawn_at = False, 0.0

    def _said(self, step: Progress, now: float) -> str:
        dot = f" {self._terminal.glyphs.dot} "
        seconds = max(now - self._begun, 0.001)
        parts = [self._share(step)]
        if step.asked:
            parts.append(f"{step.asked / seconds:,.1f} a second")
        if step.waits_until > now:
            parts.append(f"waiting {_duration(step.waits_until - now)} for the Hub")
        elif step.total is not None and step.asked:
            parts.append(f"{_duration((step.total - step.done) * seconds / step.asked)} left")
        parts.append(f"{step.faults:,} {'fault' if step.faults == 1 else 'faults'}")
        return dot.join(parts)

    def _share(self, step: Progress) -> str:
        if step.total is None:
            return f"{step.done:,} of {step.listed:,} or more"
        share = step.done / step.total if step.total else 1.0
        cells = round(share * _BAR_CELLS)
        full, empty = ("━", "─") if self._terminal.glyphs.arrow == "→" else ("#", "-")
        return f"{full * cells}{empty * (_BAR_CELLS - cells)} {share:4.0%} {step.done:,} of {step.total:,}"


def _terminal(given: dict[str, Any], out: Any) -> Terminal:
    return Terminal.of(run_of(given, width=terminal_width(), color=wants_color(given["color"], out)), out)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {whole % 60:02} s"
