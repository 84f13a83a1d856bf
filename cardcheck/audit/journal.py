"""The journal of an audit: records in, one line of JSON each; the same records out, in the order of their keys.

It is only ever added to, and each line goes to the system in one piece, so a program that is killed loses at most the
line it was writing. A journal holds one run after another; a repository that has not changed since an earlier run
stands by its record of then. Memory holds where records lie, not the records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, Self

from cardcheck.audit import record as records
from cardcheck.audit.entry import Entry
from cardcheck.audit.lines import Lines, LinesError
from cardcheck.audit.reading import unlike
from cardcheck.model.audit import AuditRecord
from cardcheck.model.document import Document
from cardcheck.model.hub import HubRepo

FORMAT = 1
_DECODER = json.JSONDecoder()
_LEAST_TO_TIDY = 1 << 20
_LONGEST_BREAK = timedelta(days=1)
_OPENING = b'{"journal": '
_RECORD, _SAME = '{"key": ', '{"same": '


class Head(NamedTuple):
    """What a journal is of: by whom, of which targets, and with which settings as a hash."""

    targets: tuple[str, ...]
    cardcheck: str
    spec: str
    settings: str

    def line(self) -> dict[str, Any]:
        """Return the first line of a journal."""
        return {"journal": FORMAT, **self._asdict(), "targets": list(self.targets)}


class Pass(NamedTuple):
    """One run through the targets: when it began, and how much of them it takes."""

    date: str
    since: str | None = None
    limit: int | None = None

    def is_resumed_by(self, other: Pass) -> bool:
        """Whether another run takes the same of the targets, and begins so soon that both may be one."""
        if self._replace(date=other.date) != other:
            return False
        try:
            between = datetime.fromisoformat(other.date) - datetime.fromisoformat(self.date)
        except (ValueError, TypeError):
            return False
        return timedelta() <= between <= _LONGEST_BREAK


class Journal:
    """A journal that is open, and this program's own until it is closed.

    `note` is one sentence where what it held was of no use; `is_resumed` tells that it goes on with a run that was cut
    off; `run` is the run under way.
    """

    def __init__(self, lines: Lines, head: Head) -> None:
        self.head = head
        self.note: str | None = None
        self.is_resumed = False
        self.run = Pass("")
        self._lines = lines
        # Where the newest record of a key lies, and the newest line that says it is the same still.
        self._at: dict[str, int] = {}
        self._same_at: dict[str, int] = {}
        self._seen: set[str] = set()
        self._is_over = True

    @classmethod
    def open(cls, path: Path, head: Head, run: Pass, *, is_fresh: bool = False) -> Self:
        """Open a journal for a run: to go on with the last one where it was cut off, else to begin another.

        A file that cannot be had, or is none of ours, is a `LinesError`.
        """
        lines = Lines(path)
        journal = cls(lines, head)
        try:
            journal._begin(run, is_fresh=is_fresh)
        except BaseException:
            lines.close()
            raise
        return journal

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._lines.path

    def close(self) -> None:
        """Let others have the journal."""
        self._lines.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._seen)

    def standing(self, entry: Entry) -> AuditRecord | None:
        """Return the record by which an entry needs no more work in this run."""
        if entry.key not in self._seen:
            return None
        record = self._record(entry.key)
        if not records.is_settled(record) or record.target != entry.target:
            return None
        if entry.document is not None:
            return record if _is_same(entry.document, record) else None
        if entry.repo is None or entry.hub is None:
            return record
        return None if record.hub is None or unlike(entry.hub, record.hub) else record

    def known(self, entry: Entry) -> HubRepo | None:
        """Return what an earlier run learned of a repository of the Hub, where its record may stand."""
        if entry.repo is None or entry.key not in self._at:
            return None
        record = self._record(entry.key)
        return record.hub if records.is_settled(record) and record.target == entry.target else None

    def add(self, record: AuditRecord) -> None:
        """Keep a record."""
        self._at[record.key] = self._lines.add(records.to_line(record))
        self._same_at.pop(record.key, None)
        self._seen.add(record.key)

    def renew(self, key: str, hub: HubRepo) -> AuditRecord:
        """Keep that a repository has not changed, and what the Hub tells of it now; return its record."""
        said = {"same": key, "hub": records.hub_object(hub._replace(paths=None))}
        self._same_at[key] = self._lines.add(_line(said))
        self._seen.add(key)
        return self._record(key)

    def finish(self) -> None:
        """Keep that the run went through all targets, and that its reports are written."""
        self._lines.add(_line({"end": True}))
        self._lines.settle()
        self._is_over = True

    def records(self) -> Iterator[AuditRecord]:
        """Yield the records of this run in the order of their keys."""
        return (self._record(key) for key in sorted(self._seen))

    def _begin(self, run: Pass, *, is_fresh: bool) -> None:
        first = self._lines.first()
        if first and not first.startswith(_OPENING[: len(first)]):
            raise LinesError(f"`{self.path}` is there already and is no journal of an audit, so it was left alone")
        said = None if is_fresh else _object(first)
        if said == self.head.line():
            self._read()
            if not self._is_over and self.run.is_resumed_by(run):
                self.is_resumed = True
                return
            self._tidy()
        else:
            self._start_anew(said)
        self.run, self._seen = run, set()
        self._lines.add(_line({"run": run._asdict()}))

    def _start_anew(self, said: dict[str, Any] | None) -> None:
        """Empty the journal; what another audit wrote is laid beside it."""
        if said is not None:
            kept = self.path.with_name(f"{self.path.name}.old")
            self._lines.copy_to(kept)
            made = _difference(said, self.head)
            self.note = f"`{self.path}` was made {made}: the audit starts anew, and the old journal is kept in `{kept}`"
        self._lines.cut(0)
        self._lines.add(_line(self.head.line()))

    def _read(self) -> None:
        """Find where everything lies, and cut off a last line that was not written to its end."""
        for at, line in self._lines.scan():
            if not self._take(line, at):
                break
        self._lines.cut(self._lines.end)

    def _take(self, line: bytes, at: int) -> bool:
        """Note one line; False for what no journal holds."""
        try:
            text = line.decode("ascii")
            if text.startswith(_RECORD):
                key = _key(text, _RECORD)
                self._at[key] = at
                self._same_at.pop(key, None)
                self._seen.add(key)
                return True
            if text.startswith(_SAME):
                key = _key(text, _SAME)
                self._same_at[key] = at
                self._seen.add(key)
                return key in self._at
            said = json.loads(text)
            if "run" in said:
                self.run, self._seen, self._is_over = Pass(**said["run"]), set(), False
            self._is_over |= "end" in said
        except (ValueError, TypeError, RecursionError):
            return False
        return True

    def _tidy(self) -> None:
        """Drop the records that newer ones have replaced, once they are the greater part."""
        live = sorted([*self._at.values(), *self._same_at.values()])
        size = sum(len(self._lines.line(at)) + 1 for at in live)
        if self._lines.end < _LEAST_TO_TIDY or self._lines.end < 2 * size:
            return
        kept = (self._lines.line(at) + b"\n" for at in live)
        self._lines.replace(chain([_line(self.head.line())], kept))
        self._at, self._same_at = {}, {}
        self._read()

    def _record(self, key: str) -> AuditRecord:
        try:
            record = records.from_object(json.loads(self._lines.line(self._at[key])))
            if key not in self._same_at:
                return record
            return record._replace(hub=records.hub_of(json.loads(self._lines.line(self._same_at[key]))["hub"]))
        except (ValueError, TypeError, LookupError, RecursionError):
            raise LinesError(
                f"`{self.path}` was changed by another hand: a line of it is no record; `--fresh` asks for all anew"
            ) from None


def _is_same(document: Document, record: AuditRecord) -> bool:
    """Whether a card that lies here is as it was; of files beside it nobody knows that."""
    if document.folder is not None or not isinstance(document.data, bytes):
        return False
    return hashlib.sha256(document.data).hexdigest() == record.state


def _key(line: str, opening: str) -> str:
    key, _ = _DECODER.raw_decode(line, len(opening))
    if not isinstance(key, str):
        raise TypeError
    return key


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode("ascii") + b"\n"


def _object(line: bytes) -> dict[str, Any] | None:
    """Read a line; None for one that was not written to its end."""
    try:
        said = json.loads(line) if line.endswith(b"\n") else None
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _difference(said: dict[str, Any], head: Head) -> str:
    if said.get("journal") != FORMAT or said.get("cardcheck") != head.cardcheck:
        return f"by cardcheck {str(said.get('cardcheck'))[:40]}"
    return "of other targets" if said.get("targets") != list(head.targets) else "with other settings"
