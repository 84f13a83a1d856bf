"""Earlier audits, for the trend: a folder and an audit in, what the audits before it came to out.

One small file of JSON a run, so that people can keep them with git. What is none of ours is passed over.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from cardcheck.model.audit import AuditSummary, PastRun

_FORMAT = 1
_LIMIT_BYTES = 1024 * 1024
_MOST_RUNS = 1000


class HistoryError(Exception):
    """A folder of runs that cannot be used; the text is one sentence for people."""


class Comparable(NamedTuple):
    """What two audits must share to be compared: the targets, and what their scores were computed from."""

    targets: tuple[str, ...]
    asked: tuple[str, ...]
    score: str

    def key(self) -> str:
        """Return a short name of it."""
        return hashlib.sha256(json.dumps(self).encode()).hexdigest()[:12]


def past_runs(folder: Path, comparable: Comparable, before: str) -> tuple[PastRun, ...]:
    """Return the comparable runs that a folder keeps from before a date, the oldest first."""
    runs = (_read(path, comparable) for path in sorted(folder.glob(f"*-{comparable.key()}.json")))
    return tuple(sorted((run for run in runs if run is not None and run.date < before), key=lambda run: run.date))[
        -_MOST_RUNS:
    ]


def keep(folder: Path, comparable: Comparable, date: str, summary: AuditSummary) -> Path:
    """Keep what a run came to; the same run that is reported again is kept once."""
    run = {
        "date": date,
        "repositories": summary.repositories,
        "median": summary.median,
        "shares": {share.name: share.yes / share.of for share in summary.shares if share.of},
        "findings": dict(summary.findings),
    }
    said = {"cardcheck_run": _FORMAT, **comparable._asdict(), "run": run}
    path = folder / f"{date.replace(':', '')}-{comparable.key()}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise HistoryError(f"`{path}` cannot be written ({(error.strerror or str(error)).lower()})") from None
    return path


def _read(path: Path, comparable: Comparable) -> PastRun | None:
    try:
        if path.stat().st_size > _LIMIT_BYTES:
            return None
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["cardcheck_run"] != _FORMAT or Comparable(*_tuples(said)) != comparable:
            return None
        run = said["run"]
        return PastRun(
            str(run["date"]),
            int(run["repositories"]),
            None if run["median"] is None else float(run["median"]),
            {str(name): float(share) for name, share in run["shares"].items()},
            {str(severity): int(count) for severity, count in run["findings"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
        return None


def _tuples(said: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    return tuple(said["targets"]), tuple(said["asked"]), said["score"]
