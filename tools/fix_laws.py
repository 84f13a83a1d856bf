"""Hold the fixes of real cards against the laws of fixing, and print the table.

    python tools/fix_laws.py --corpus DIR                       # all rules, in every way of fixing
    python tools/fix_laws.py --corpus DIR --how safe --every 20 # a twentieth, the safe fixes only

`DIR` holds cards as `*.md`, in itself or one folder below, and repositories as `*/*/README.md` with their data beside
them; of these the facts are known too. The laws are those of `tests/fixing/laws.py`. `alone` applies each fix of a
report by itself to the text as it was read; `safe`, `unsafe` and `cosmetic` fix each card until nothing is left, with
the safe fixes, with the unsafe ones too, and with all. Exit code 1 where any law is broken.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "fixing")]

from laws import LAWS, Verdict, Violation, all_together, each_alone, text_of  # noqa: E402

from cardcheck.engine.fixing import Wanted  # noqa: E402
from cardcheck.engine.linter import Linter  # noqa: E402
from cardcheck.engine.pool import Task, check_one  # noqa: E402
from cardcheck.facts import gather, repo_of  # noqa: E402
from cardcheck.model.config import Config  # noqa: E402
from cardcheck.model.document import Document, SourceOptions  # noqa: E402
from cardcheck.sources import documents  # noqa: E402

WAYS = {
    "alone": None,
    "safe": Wanted(),
    "unsafe": Wanted(unsafe=True),
    "cosmetic": Wanted(unsafe=True, cosmetic=True),
}
_CHUNK = 16


class Job(NamedTuple):
    """One card to fix in some ways, and the kind of cards it is counted with."""

    kind: str
    path: str


class Broken(NamedTuple):
    """A violation with the card it was met on."""

    way: str
    card: str
    violation: Violation


@dataclass(slots=True)
class Row:
    """What the cards of a kind add up to, fixed in one way."""

    cards: int = 0
    changed: int = 0
    fixes: int = 0
    edits: int = 0
    revealed: int = 0
    broken: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict) -> None:
        """Take one more card."""
        self.cards += 1
        self.changed += verdict.is_changed
        self.fixes += len(verdict.fixes)
        self.edits += verdict.edits
        self.revealed += verdict.revealed
        self.broken.update(violation.law for violation in verdict.violations)

    def cells(self) -> list[str]:
        """Return the numbers of a line of the table."""
        numbers = (self.cards, self.changed, self.fixes, self.edits, *(self.broken[law] for law in LAWS), self.revealed)
        return [f"{number:,}" for number in numbers]


def jobs_of(corpus: Path) -> Iterator[Job]:
    """Name the cards of a corpus: those of a folder, and those of repositories."""
    for path in sorted([*corpus.glob("*.md"), *corpus.glob("*/*.md")]):
        yield Job(path.parent.name, str(path))
    for path in sorted(corpus.glob("*/*/README.md")):
        yield Job(path.parent.parent.name, str(path))


def judged(job: Job, ways: list[str], linter: Linter) -> Iterator[tuple[str, Verdict]]:
    """Fix one card in some ways."""
    for document in documents(job.path, SourceOptions()):
        assert isinstance(document, Document)
        if document.data is None:
            return
        task = Task(job.path, document.data, gather(linter.needs, document), repo_of(document))
        report = check_one(linter, task)
        for way in ways:
            wanted = WAYS[way]
            if wanted is None:
                yield way, each_alone(text_of(task) or "", report)
            elif any(map(wanted.takes, report.findings)):
                yield way, all_together(linter, task, wanted)
            else:
                yield way, Verdict()


def _judge_chunk(linter: Linter, ways: list[str], chunk: list[Job]) -> list[tuple[str, Job, Verdict]]:
    return [(way, job, verdict) for job in chunk for way, verdict in judged(job, ways, linter)]


def verdicts(linter: Linter, ways: list[str], jobs: list[Job], processes: int) -> Iterator[tuple[str, Job, Verdict]]:
    """Fix all cards, in so many processes."""
    chunks = [jobs[start : start + _CHUNK] for start in range(0, len(jobs), _CHUNK)]
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as executor:
        for done in [executor.submit(_judge_chunk, linter, ways, chunk) for chunk in chunks]:
            yield from done.result()


def print_table(rows: dict[tuple[str, str], Row]) -> None:
    """Print one line a kind of card and way of fixing, as Markdown."""
    names = ["cards", "fixed", "cards", "changed", "fixes", "edits", *LAWS, "(revealed)"]
    print("| " + " | ".join(names) + " |")
    print("| --- | --- |" + " ---: |" * (len(names) - 2))
    for (way, kind), row in rows.items():
        print(f"| {kind} | {way} | " + " | ".join(row.cells()) + " |")


def print_broken(broken: list[Broken], most: int) -> None:
    """Print how often each law is broken by which rule, with the first card of each."""
    causes = Counter((one.violation.law, one.violation.rule) for one in broken)
    firsts = {(one.violation.law, one.violation.rule): one for one in reversed(broken)}
    print(f"\nbroken: {len(broken)} times")
    for cause, count in causes.most_common(most):
        first = firsts[cause]
        print(f"{count:6}  {cause[0]}: {cause[1] or '(no one rule)'}")
        print(f"        {first.way}, {first.card}: {first.violation.sentence[:200]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--profile", default="strict")
    parser.add_argument("--how", action="append", choices=list(WAYS), help="one way of fixing (repeatable)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every so manieth card")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--show", type=int, default=40, help="how many causes of violations to print")
    given = parser.parse_args()
    ways = given.how or list(WAYS)
    linter = Linter.of(Config(profile=given.profile))
    jobs = list(jobs_of(given.corpus))[:: given.every]
    rows = {(way, kind): Row() for way in ways for kind in sorted({job.kind for job in jobs})}
    broken: list[Broken] = []
    for way, job, verdict in verdicts(linter, ways, jobs, given.jobs):
        rows[way, job.kind].add(verdict)
        broken += [Broken(way, Path(job.path).relative_to(given.corpus).as_posix(), one) for one in verdict.violations]
    print_table(rows)
    if broken:
        print_broken(broken, given.show)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
