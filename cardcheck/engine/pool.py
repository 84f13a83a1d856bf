"""Many cards in, many reports out in the same order, in this process or in several.

One process is the default: starting workers pays off only from some thousands of cards on.
"""

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from cardcheck.engine.linter import Linter
from cardcheck.model.facts import RepoFacts
from cardcheck.model.report import CardReport, Status

_CHUNK = 32
_CHUNKS_IN_FLIGHT = 4


class Task(NamedTuple):
    """One card to judge; `data` None stands for a card that could not be read, for the reason in `fault`."""

    source: str
    data: bytes | str | None
    facts: RepoFacts
    repo: str | None = None
    revision: str | None = None
    fault: str | None = None


def check_one(linter: Linter, task: Task) -> CardReport:
    """Judge one card, or report why it could not be read or judged."""
    if task.data is None:
        return unjudged(task, task.fault)
    # No card should bring this about; if one does, those after it are still judged.
    try:
        return linter.check(task.data, task.source, task.facts, task.repo, task.revision)
    except Exception as error:  # noqa: BLE001
        return crashed(task, error)


def crashed(task: Task, error: Exception) -> CardReport:
    """Report that judging a card failed, which is our mistake."""
    return unjudged(task, f"{type(error).__name__}; please report it", "crashed")


def unjudged(task: Task, reason: str | None, status: Status = "unreadable") -> CardReport:
    """Report that a card was not judged, and why."""
    return CardReport(source=task.source, status=status, reason=reason, repo=task.repo, revision=task.revision)


def check_all(judging: Iterable[tuple[Linter, Task]], jobs: int = 1) -> Iterator[CardReport]:
    """Judge cards as they come, each by its own linter; at most a few chunks are held at a time."""
    if jobs <= 1:
        for linter, task in judging:
            yield check_one(linter, task)
        return
    import gc
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor

    chunks = _chunks(iter(judging))
    running: deque[Future[list[CardReport]]] = deque()
    # Forking a process that holds threads or handles is unsafe; spawned workers start clean everywhere.
    context, thresholds = multiprocessing.get_context("spawn"), gc.get_threshold()
    executor = ProcessPoolExecutor(jobs, context, initializer=gc.set_threshold, initargs=thresholds)

    def submit(most: int) -> None:
        for chunk in islice(chunks, most):
            with _deaf_to_interrupts():
                running.append(executor.submit(_check_chunk, chunk))

    try:
        submit(jobs * _CHUNKS_IN_FLIGHT)
        while running:
            reports = running.popleft().result()
            submit(1)
            yield from reports
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let workers that start meanwhile ignore Ctrl-C: whoever started them answers it, without their tracebacks."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # only the main thread may, and only there Ctrl-C arrives
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)


def _check_chunk(chunk: list[tuple[Linter, Task]]) -> list[CardReport]:
    return [check_one(linter, task) for linter, task in chunk]


def _chunks(judging: Iterator[tuple[Linter, Task]]) -> Iterator[list[tuple[Linter, Task]]]:
    # A linter that several cards of a chunk share is sent once.
    while chunk := list(islice(judging, _CHUNK)):
        yield chunk
