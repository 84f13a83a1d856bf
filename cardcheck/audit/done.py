"""An audit that is done, as its reports read it: a journal and past runs in, records in the order of their keys out.

Records are read from the journal each time, so that as many as there may be take no memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cardcheck.audit.journal import Journal
from cardcheck.audit.summary import summarise
from cardcheck.model.audit import AuditRecord, PastRun


class DoneAudit:
    """An audit whose journal is complete (it implements the protocol `cardcheck.model.audit.Audit`)."""

    def __init__(self, journal: Journal, titles: Mapping[str, str], history: tuple[PastRun, ...] = ()) -> None:
        self._journal = journal
        self.targets = journal.head.targets
        self.date = journal.run.date
        self.version = journal.head.cardcheck
        self.spec = journal.head.spec
        self.summary = summarise(journal.records(), titles)
        self.history = history

    def records(self) -> Iterator[AuditRecord]:
        """Yield all records in the order of their keys."""
        return self._journal.records()
