"""The JSON report, format 1: one object with all cards, written card by card as they come.

Each card stands on a line of its own. Everything beyond ASCII is escaped, so that any stream can carry
it and a lone surrogate in a card breaks nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.totals import Totals
from cardcheck.reporters._card_object import card_object, summary_object

_FORMAT = 1


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write one JSON object that holds every card and finding."""
    head = {"format": _FORMAT, "cardcheck": run.version, "spec": run.spec}
    out.write(f'{json.dumps(head)[:-1]},\n "cards": [')
    totals = Totals()
    for report in reports:
        out.write(",\n  " if totals.cards else "\n  ")
        out.write(json.dumps(card_object(report, run)))
        totals = totals.plus(report)
    out.write(f'],\n "summary": {json.dumps(summary_object(totals))}}}\n')
