"""Hold our answers against the library's: a seed in, judged repositories out."""

from __future__ import annotations

import concurrent.futures
import hashlib
import itertools
import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from answers import Answer, Difference, differences, outcome_class
from ask import our_answer, real_answers
from repositories import Repository
from shrink import smallest

CHUNK = 25


class Judged(NamedTuple):
    """A repository, both answers, and on what they differ."""

    repository: Repository
    real: Answer
    ours: Answer
    differences: tuple[Difference, ...]

    @property
    def outcome(self) -> str:
        return outcome_class(self.real)

    @property
    def cause(self) -> str:
        """A name that disagreements of one kind share."""
        first = self.differences[0]
        kind = re.sub(r"'.*?'", "…", first.field)
        return f"{kind}: {_plain(first.real)} ≠ {_plain(first.ours)}" if kind.endswith(("error", "outcome")) else kind


def _plain(value: Any) -> str:
    verdicts = value.values() if isinstance(value, Mapping) else [value]
    return "/".join(sorted({str(one) for one in verdicts}))


def digest(repository: Repository) -> str:
    """Return a name for the very content of a repository."""
    told = [repository.folder, *itertools.chain.from_iterable(sorted(repository.everything.items()))]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:24]


def asked(made: Sequence[Repository], jobs: int, known: dict[str, Answer]) -> list[Answer]:
    """Return what the library makes of repositories; `known` holds earlier answers by digest, and takes the new."""
    new = {name: repository for repository in made if (name := digest(repository)) not in known}
    chunks = [list(new.values())[start : start + CHUNK] for start in range(0, len(new), CHUNK)]
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        found = itertools.chain.from_iterable(pool.map(_asked, chunks))
        known.update(zip(new, found, strict=True))
    return [known[digest(repository)] for repository in made]


def _asked(chunk: list[Repository]) -> list[Answer]:
    return list(real_answers(chunk))


def judged(made: Sequence[Repository], answers: Sequence[Answer]) -> Iterator[Judged]:
    """Compare each answer with ours."""
    for repository, real in zip(made, answers, strict=True):
        yield judge(repository, real)


def judge(repository: Repository, real: Answer) -> Judged:
    """Compare one answer with ours; what the plan raises is a difference like any other."""
    try:
        ours = our_answer(repository)
    except Exception:  # noqa: BLE001
        trace = traceback.format_exc().strip().splitlines()
        raised = Difference("crash, outcome", outcome_class(real), " | ".join(trace[-3:]))
        return Judged(repository, real, {"error": "crash", "default": None, "unnamed": None, "configs": []}, (raised,))
    return Judged(repository, real, ours, tuple(differences(real, ours)))


def minimised(found: Judged, asks: int = 150) -> Judged:
    """Return the smallest repository with the same cause of disagreement."""

    def holds(smaller: Repository) -> bool:
        again = _judge_anew(smaller)
        return bool(again.differences) and again.cause == found.cause

    return _judge_anew(smallest(found.repository, holds, asks))


def _judge_anew(repository: Repository) -> Judged:
    return judge(repository, next(real_answers([repository])))


def shown(found: Judged) -> str:
    """Describe a disagreement in full."""
    repository = found.repository
    files = "\n".join(f"  {path}: {_shown_bytes(data)}" for path, data in sorted(repository.files.items()))
    differ = "\n".join(f"  {difference}" for difference in found.differences)
    changes = ", ".join(repository.changes) or "none"
    whys = {str(one["why"]) for one in (found.real, *found.real["configs"]) if one.get("why")}
    said = "".join(f"  the library: {why}\n" for why in sorted(whys))
    return f"{repository.folder} (changes: {changes})\n{repository.card}\n{files}\n{differ}\n{said}"


def _shown_bytes(data: bytes) -> str:
    if data[:4] == b"PAR1" and data[-4:] == b"PAR1":
        import io

        import pyarrow.parquet as pq

        table = pq.read_table(io.BytesIO(data))
        return (
            f"<parquet: {dict(zip(table.column_names, map(str, table.schema.types), strict=True))}, {len(table)} rows>"
        )
    return repr(data[:200])
