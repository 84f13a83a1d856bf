"""The audit's records as JSON lines: a repository a line, in the order of keys. All beyond ASCII is escaped."""

from __future__ import annotations

import json
from typing import TextIO

from cardcheck.model.audit import Audit
from cardcheck.model.run import Run
from cardcheck.observatory._record_object import record_object


def write(audit: Audit, out: TextIO, run: Run) -> None:  # noqa: ARG001 (what every format takes)
    """Write a line for each repository."""
    out.writelines(json.dumps(record_object(record)) + "\n" for record in audit.records())
