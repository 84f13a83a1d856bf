"""The whole audit as one JSON object: what it adds up to, past runs, and every record, each on a line of its own.

`format` 1 is described by `schemas/audit.schema.json`. Everything beyond ASCII is escaped, so that any stream can carry
it and a lone surrogate in a card breaks nothing.
"""

from __future__ import annotations

import json
from typing import TextIO

from cardcheck.model.audit import Audit
from cardcheck.model.run import Run
from cardcheck.observatory._record_object import record_object, summary_object

_FORMAT = 1


def write(audit: Audit, out: TextIO, run: Run) -> None:  # noqa: ARG001 (what every format takes)
    """Write one JSON object that holds everything."""
    head = {
        "format": _FORMAT,
        "cardcheck": audit.version,
        "spec": audit.spec,
        "date": audit.date,
        "targets": list(audit.targets),
        "summary": summary_object(audit.summary),
        "history": [past._asdict() for past in audit.history],
    }
    out.write(f'{json.dumps(head)[:-1]},\n "repositories": [')
    separator = "\n  "
    for record in audit.records():
        out.write(separator + json.dumps(record_object(record)))
        separator = ",\n  "
    out.write("]}\n")
