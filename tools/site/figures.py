"""The repository's own records in, figures out: what was measured, by which program, when, and how to measure it again.

Nothing is measured here, and nothing is known that no file of the repository holds.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
_FIRING = re.compile(r"^\| ([a-z-]+/[a-z0-9-]+) \|(?:[^|]*\|){3} ([\d,]+) \| ([\d,]+) \| ([\d.]+ %) \|", re.MULTILINE)


class Read(NamedTuple):
    """How many findings of a rule were read beside their cards, and how they were."""

    right: int
    wrong: int

    @property
    def total(self) -> int:
        """All that were read."""
        return self.right + self.wrong


class Firing(NamedTuple):
    """How often a rule fires on real cards, as the table tells it."""

    findings: str
    cards: str
    share: str


def read_findings() -> dict[str, Read]:
    """Count the verdicts of the precision book by rule."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in (ROOT / "tools" / "precision.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        rule, _, _, _, verdict, _ = row.split("\t")
        counts[rule, verdict] += 1
    return {rule: Read(counts[rule, "right"], counts[rule, "wrong"]) for rule in sorted({rule for rule, _ in counts})}


def firing_rates() -> dict[str, Firing]:
    """Read the table of firing rates."""
    text = (ROOT / "docs" / "firing-rates.md").read_text(encoding="utf-8")
    return {found[1]: Firing(found[2], found[3], found[4]) for found in _FIRING.finditer(text)}
