"""One run of an audit: targets, rules and a journal in; the journal filled, and what happened on the way out.

Repositories are read by threads and judged here, one after another. Nothing is printed and no report is made.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from cardcheck.audit.entries import Sought, entries
from cardcheck.audit.entry import Entry
from cardcheck.audit.gather import Gathering
from cardcheck.audit.journal import Journal
from cardcheck.audit.reading import Asking, Reading, read
from cardcheck.audit.record import is_settled, record_of
from cardcheck.model.audit import AuditRecord
from cardcheck.model.config import COMMAND_LINE
from cardcheck.model.document import Document
from cardcheck.model.facts import FILE_FACTS
from cardcheck.model.run import Run
from cardcheck.run import Linters


class Orders(NamedTuple):
    """What an audit is to do: targets, how they are looked through, what is asked of each repository, and by whom.

    `limit` is the most repositories to take, `jobs` how many are read at once.
    """

    targets: tuple[str, ...]
    sought: Sought
    asking: Asking
    limit: int | None = None
    jobs: int = 8


class Progress(NamedTuple):
    """How far an audit is.

    `record` is the repository that was just done, None where only time went by; `is_kept` tells that it was not asked
    again. `total` is None until all targets were gone through; `listed` counts what was found so far. `asked` counts
    what was read in this run. `waits_until` is the moment, by the clock of `time.monotonic`, to which the Hub asked to
    wait; 0 where it did not.
    """

    record: AuditRecord | None
    is_kept: bool
    done: int
    asked: int
    listed: int
    total: int | None
    faults: int
    waits_until: float


def asking_for(
    linters: Linters, *, is_data_wanted: bool, has_footers: bool, has_viewer: bool, is_complete: bool
) -> Asking:
    """Return what is asked of repositories: what the rules need, as far as it is cheap or was asked for."""
    remote = {"hub"}
    if is_data_wanted:
        remote |= {"files"}
    if has_footers:
        remote |= {"files", "parquet"}
    if has_viewer:
        remote |= {"viewer"}
    local = linters.needs.intersection(FILE_FACTS) if is_data_wanted else frozenset[str]()
    return Asking(frozenset(remote), local, is_complete)


def settings_hash(linters: Linters, asking: Asking, endpoint: str | None) -> str:
    """Return a hash of all that a record depends on beside the repository: rules, facts, and which Hub is asked."""
    said = [_plain(linters.plain), _plain(asking), endpoint, *_of_overrides(linters)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def audit(orders: Orders, linters: Linters, run: Run, journal: Journal) -> Iterator[Progress]:
    """Go through all targets and keep a record of each repository, those that stand already included.

    The run is over once its reports are written too: that is for the caller to note in the journal.
    """
    return _Auditing(orders, linters, run, journal).run()


class _Auditing:
    """An audit under way, and its counts."""

    def __init__(self, orders: Orders, linters: Linters, run: Run, journal: Journal) -> None:
        self._orders, self._linters, self._run, self._journal = orders, linters, run, journal
        self._done = self._asked = self._faults = 0
        self._gathering = Gathering(self._entries(), self._job, orders.jobs)

    def run(self) -> Iterator[Progress]:
        with waits_told_to(self._gathering.note_wait):
            for met in self._gathering:
                match met:
                    case Reading():
                        self._asked += not met.is_unchanged
                        yield self._progress(self._record(met), is_kept=met.is_unchanged)
                    case Entry():
                        yield self._progress(self._kept(met), is_kept=True)
                    case _:
                        yield self._progress(None, is_kept=False)

    def _entries(self) -> Iterator[Entry]:
        found = entries(self._orders.targets, self._orders.sought)
        return found if self._orders.limit is None else islice(found, self._orders.limit)

    def _job(self, entry: Entry) -> Callable[[], Reading] | None:
        """Return what a thread is to do for an entry; None for what stands by its record."""
        if self._journal.standing(entry) is not None:
            return None
        return functools.partial(read, entry, self._orders.asking, self._journal.known(entry))

    def _kept(self, entry: Entry) -> AuditRecord:
        record = self._journal.standing(entry)
        assert record is not None
        if entry.hub is None or record.hub == entry.hub._replace(paths=None):
            return record
        return self._journal.renew(entry.key, entry.hub)

    def _record(self, reading: Reading) -> AuditRecord:
        if reading.is_unchanged and reading.hub is not None:
            return self._journal.renew(reading.entry.key, reading.hub)
        record = record_of(reading, self._linters.of(_document_of(reading)), self._run)
        self._journal.add(record)
        return record

    def _progress(self, record: AuditRecord | None, *, is_kept: bool) -> Progress:
        if record is not None:
            self._done += 1
            self._faults += not is_settled(record)
        found = self._gathering
        total = found.listed if found.is_all_listed else None
        return Progress(record, is_kept, self._done, self._asked, found.listed, total, self._faults, found.waits_until)


@contextmanager
def waits_told_to(hear: Callable[[float], object]) -> Iterator[None]:
    """Let somebody hear of each pause that the Hub asks for."""
    from cardcheck.hub.session import patience

    before = patience.on_wait
    patience.on_wait = hear
    try:
        yield
    finally:
        patience.on_wait = before


def _document_of(reading: Reading) -> Document:
    """Return the card that was read, as far as it matters for what is asked of it."""
    entry, task = reading.entry, reading.task
    if entry.document is not None:
        return entry.document
    return Document(entry.key, None, repo=task.repo if task is not None else entry.repo, is_remote=True)


def _of_overrides(linters: Linters) -> Iterator[Any]:
    """Yield what tells which settings a card has that some overrides are about; nothing where there are none."""
    config = linters.config
    if not config.overrides:
        return
    yield [_plain(linter) for linter in linters.alone]
    yield [_plain([one.files, one.repositories, one.layer.given]) for one in config.overrides]
    yield [_plain(layer.given) for layer in config.layers if layer.origin == COMMAND_LINE]
    yield _plain([config.profile, config.select, config.extend_select, config.ignore, config.rules])
    # The same globs from another folder are about other cards.
    yield os.path.relpath(config.root or ".").replace(os.sep, "/")


def _plain(value: Any) -> Any:
    """Return data whose JSON is the same in every process: sets have no order of their own."""
    match value:
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case set() | frozenset():
            return sorted(map(str, value))
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case str() | int() | float() | None:
            return value
    return str(value)
