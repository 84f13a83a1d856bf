"""A badge for shields.io: the JSON that its endpoint badge reads (https://shields.io/badges/endpoint-badge).

In: reports as they come; out: one object, of the card or of the middle one of several.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._badge_words import badge_of


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:  # noqa: ARG001 (what every format takes)
    """Write one object."""
    badge = badge_of(reports)
    told = {"schemaVersion": 1, "label": badge.label, "message": badge.message, "color": badge.color}
    out.write(json.dumps(told | ({"isError": True} if badge.is_error else {})) + "\n")
