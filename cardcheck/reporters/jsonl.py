"""JSON lines: each card of the JSON report on a line of its own, and nothing else; for audits and streams."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._card_object import card_object


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write one JSON object a card."""
    out.writelines(json.dumps(card_object(report, run)) + "\n" for report in reports)
