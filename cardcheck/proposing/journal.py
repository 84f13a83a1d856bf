"""The journal of a campaign: what is about to be done and what became of it, one line of JSON each.

It is only ever added to; a last line that was not written to its end is dropped. That a pull request is about to be
opened is written before: whoever is killed in between finds it by its marker, and knows that it was counted.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, BinaryIO, Self

from cardcheck.proposing.settle import WAITING, Outcome
from cardcheck.writing import WriteError, add_line, open_journal

_HEAD = {"proposals": 1}
# Outcomes by which the pull request that we set out to open is there.
_STANDING = frozenset({"opened", "updated", "unchanged"})


class Journal:
    """A journal that is open, and this program's own until it is closed.

    `settled` are the repositories that need no further look, `opened` those that got a pull request by this campaign,
    or were about to.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self.settled: set[str] = set()
        self.opened: set[str] = set()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a journal to go on with, or begin one."""
        file = open_journal(path)
        journal = cls(path, file)
        try:
            journal._read()
        except BaseException:
            file.close()
            raise
        return journal

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def opening(self, repo: str) -> None:
        """Keep that a pull request is about to be opened."""
        self._write({"repo": repo, "opening": True})

    def add(self, repo: str, outcome: Outcome) -> None:
        """Keep what became of a repository, by the name it was asked for."""
        said = {"repo": repo, "outcome": outcome.name}
        known = {"id": outcome.repo, "number": outcome.number, "reason": outcome.reason}
        self._write(said | {name: value for name, value in known.items() if value is not None})

    def _read(self) -> None:
        self._file.seek(0)
        data = self._file.read()
        whole = data[: data.rfind(b"\n") + 1]
        lines = [_object(line) for line in whole.splitlines()]
        is_ours = lines[0] == _HEAD if lines else (json.dumps(_HEAD).encode() + b"\n").startswith(data)
        if not is_ours:
            raise WriteError(f"`{self._path}` is there already and is no journal of proposals, so it was left alone")
        self._file.truncate(len(whole))
        if not lines:
            self._write(_HEAD)
        for said in lines[1:]:
            self._note(said)

    def _note(self, said: dict[str, Any]) -> None:
        repo, name = said.get("repo"), said.get("outcome")
        if not isinstance(repo, str):
            return
        if said.get("opening"):
            self.opened.add(repo)
        elif name is not None:
            (self.settled.discard if name in WAITING else self.settled.add)(repo)
            if name not in _STANDING:
                self.opened.discard(repo)

    def _write(self, said: dict[str, Any]) -> None:
        add_line(self._file, self._path, json.dumps(said).encode("ascii") + b"\n")
        self._note(said)


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
