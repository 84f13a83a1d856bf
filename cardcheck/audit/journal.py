"""The journal of an audit: records in, one line of JSON each; the same records out, in the order of their keys.

It is only ever added to, and each line goes to the system in one piece, so a program that is killed loses at most the
line it was writing. A journal holds one run after another; a repository that has not changed since an earlier run
stands by its record of then. Memory holds where records lie, not the records.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self

from cardcheck.audit import record as records
from cardcheck.audit.entries import Entry
from cardcheck.audit.reading import unlike
from cardcheck.model.audit import AuditRecord
from cardcheck.model.hub import HubRepo

FORMAT = 1
_DECODER = json.JSONDecoder()
_RECORD, _SAME = '{"key": ', '{"same": '


class JournalError(Exception):
    """A journal that cannot be used; the text is one sentence for people."""


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


class Journal:
    """A journal that is open, and this program's own until it is closed."""

    def __init__(self, path: Path, file: BinaryIO, head: Head) -> None:
        self.path, self.head = path, head
        self.note: str | None = None
        self.is_resumed = False
        self.run = Pass("")
        self._file = file
        self._end = 0
        # Where the newest record of a key lies, and the newest line that says it is the same still.
        self._at: dict[str, int] = {}
        self._same_at: dict[str, int] = {}
        self._seen: set[str] = set()
        self._is_over = True

    @classmethod
    def open(cls, path: Path, head: Head, run: Pass, *, is_fresh: bool = False) -> Self:
        """Open a journal for a run: to go on with the last one where it was cut off, else to begin another."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = path.open("a+b", buffering=0)
        except OSError as error:
            raise JournalError(f"`{path}` cannot be written ({(error.strerror or str(error)).lower()})") from None
        journal = cls(path, file, head)
        try:
            _lock(file, path)
            journal._begin(run, is_fresh=is_fresh)
        except BaseException:
            file.close()
            raise
        return journal

    def close(self) -> None:
        """Let others have the journal."""
        self._file.close()

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
        self._at[record.key] = self._write(records.to_line(record))
        self._same_at.pop(record.key, None)
        self._seen.add(record.key)

    def renew(self, key: str, hub: HubRepo) -> AuditRecord:
        """Keep that a repository has not changed, and what the Hub tells of it now; return its record."""
        hub = hub._replace(paths=None)
        line = {"same": key, "hub": records.hub_object(hub)}
        self._same_at[key] = self._write(json.dumps(line).encode("ascii") + b"\n")
        self._seen.add(key)
        return self._record(key)

    def finish(self) -> None:
        """Keep that the run went through all targets."""
        self._write(b'{"end": true}\n')
        self._is_over = True
        os.fsync(self._file.fileno())

    def records(self) -> Iterator[AuditRecord]:
        """Yield the records of this run in the order of their keys."""
        return (self._record(key) for key in sorted(self._seen))

    def _begin(self, run: Pass, *, is_fresh: bool) -> None:
        said = None if is_fresh else self._head()
        if said is not None and said != self.head.line():
            self.note = f"`{self.path}` was made {_difference(said, self.head)}, so the audit starts anew"
            said = None
        if said is None:
            self._start_anew(is_kept=self.note is not None)
        else:
            self._read()
        if said is not None and not self._is_over and self.run._replace(date="") == run._replace(date=""):
            self.is_resumed = True
            return
        self.run, self._seen = run, set()
        self._write(_line({"run": run._asdict()}))

    def _start_anew(self, *, is_kept: bool) -> None:
        """Empty the journal; what another audit wrote is laid beside it."""
        if is_kept:
            kept = self.path.with_name(f"{self.path.name}.old")
            try:
                kept.write_bytes(b"")
                self._file.seek(0)
                with kept.open("wb") as file:
                    while part := self._file.read(1 << 20):
                        file.write(part)
            except OSError as error:
                raise JournalError(f"`{kept}` cannot be written ({(error.strerror or str(error)).lower()})") from None
        self._file.truncate(0)
        self._end = 0
        self._write(_line(self.head.line()))

    def _head(self) -> dict[str, Any] | None:
        """Return the first line; None where there is none, or none that was written to its end."""
        self._file.seek(0)
        start = self._file.read(len(b'{"journal": '))
        if start and not b'{"journal": '.startswith(start):
            raise JournalError(f"`{self.path}` is there already and is no journal of an audit, so it was left alone")
        self._file.seek(0)
        with os.fdopen(os.dup(self._file.fileno()), "rb") as lines:
            first = lines.readline(1 << 20)
        try:
            said = json.loads(first) if first.endswith(b"\n") else None
        except ValueError:
            said = None
        return said if isinstance(said, dict) else None

    def _read(self) -> None:
        """Find where everything lies, and cut off a last line that was not written to its end."""
        self._file.seek(0)
        with os.fdopen(os.dup(self._file.fileno()), "rb") as lines:
            for line in lines:
                if not line.endswith(b"}\n") or not self._take(line, self._end):
                    break
                self._end += len(line)
        self._file.truncate(self._end)

    def _take(self, line: bytes, at: int) -> bool:
        """Note one line; False for what no journal holds."""
        try:
            text = line.decode("ascii")
            if text.startswith(_RECORD):
                key, _ = _DECODER.raw_decode(text, len(_RECORD))
                self._at[key] = at
                self._same_at.pop(key, None)
                self._seen.add(key)
                return True
            if text.startswith(_SAME):
                key, _ = _DECODER.raw_decode(text, len(_SAME))
                self._same_at[key] = at
                self._seen.add(key)
                return key in self._at
            said = json.loads(text)
            if "run" in said:
                self.run, self._seen, self._is_over = Pass(**said["run"]), set(), False
            self._is_over |= "end" in said
        except (ValueError, TypeError):
            return False
        return True

    def _record(self, key: str) -> AuditRecord:
        record = records.from_object(self._object(self._at[key]))
        if key not in self._same_at:
            return record
        return record._replace(hub=records.hub_of(self._object(self._same_at[key])["hub"]))

    def _object(self, at: int) -> dict[str, Any]:
        self._file.seek(at)
        pieces = []
        while not (pieces and pieces[-1].endswith(b"\n")):
            piece = self._file.read(1 << 16)
            end = piece.find(b"\n") + 1
            pieces.append(piece[:end] if end else piece)
            if not piece:
                break
        said: dict[str, Any] = json.loads(b"".join(pieces))
        return said

    def _write(self, line: bytes) -> int:
        """Add a line, and return where it begins."""
        at = self._end
        left = memoryview(line)
        try:
            while left:
                left = left[self._file.write(left) or 0 :]
        except OSError as error:
            raise JournalError(f"`{self.path}` cannot be written ({(error.strerror or str(error)).lower()})") from None
        self._end += len(line)
        return at


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode("ascii") + b"\n"


def _difference(said: dict[str, Any], head: Head) -> str:
    if said.get("journal") != FORMAT or said.get("cardcheck") != head.cardcheck:
        return f"by cardcheck {str(said.get('cardcheck'))[:40]}"
    return "of other targets" if said.get("targets") != list(head.targets) else "with other settings"


def _lock(file: BinaryIO, path: Path) -> None:
    """Take a file for this program alone; the system gives it back whatever happens to the program."""
    try:
        if os.name == "nt":  # pragma: no cover
            import msvcrt

            file.seek(1 << 40)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise JournalError(f"`{path}` is in use: another audit of the same targets is under way") from None
