"""Many repositories read at once, a bounded number of them: entries in, readings out as they come.

One thread goes through the targets, some ask the Hub, and whoever iterates here judges. Where the Hub says that it is
asked too much, fewer questions are under way.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cardcheck.audit.entry import Entry
from cardcheck.audit.reading import Reading

# Entries found before anybody asks for them; those that come with their card weigh more.
_LOOK_AHEAD, _CARDS_AHEAD = 1000, 16
_TICK_SECONDS = 0.5
_CALM = 16


class Tick(NamedTuple):
    """Nothing came for a moment: time to show that the audit is still there."""


class _Listed(NamedTuple):
    entry: Entry


class _AllListed(NamedTuple):
    error: BaseException | None = None


class Gathering:
    """Entries on their way to being read.

    `job` returns what a thread is to do for an entry, None where nothing is to be done; it is called by who iterates.
    `listed` counts the entries found, and `is_all_listed` tells that there are no more. `waits_until` is the moment to
    which the Hub asked to wait, 0 where it did not.
    """

    def __init__(
        self,
        entries: Iterator[Entry],
        job: Callable[[Entry], Callable[[], Reading] | None],
        jobs: int,
    ) -> None:
        self.listed = 0
        self.is_all_listed = False
        self.waits_until = 0.0
        self._entries, self._job = entries, job
        self._jobs, self._allowed, self._calm = jobs, jobs, 0
        self._has_waited = False
        self._inbox: queue.SimpleQueue[_Listed | _AllListed | Reading] = queue.SimpleQueue()
        self._todo: queue.SimpleQueue[Callable[[], Reading] | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(_LOOK_AHEAD)
        self._room_for_cards = threading.Semaphore(_CARDS_AHEAD)
        self._is_stopped = threading.Event()
        self._waiting: deque[Callable[[], Reading]] = deque()
        self._under_way = 0

    def __iter__(self) -> Iterator[Reading | Entry | Tick]:
        """Yield readings as they come, entries for which nothing was to be done, and a tick where nothing comes."""
        threads = [threading.Thread(target=self._work, name=f"audit-{n}", daemon=True) for n in range(self._jobs)]
        threads.append(threading.Thread(target=self._list, name="audit-list", daemon=True))
        for thread in threads:
            thread.start()
        is_done = False
        try:
            while not (self.is_all_listed and not self._under_way and not self._waiting):
                yield from self._next()
            is_done = True
        finally:
            self._is_stopped.set()
            for _ in range(self._jobs):
                self._todo.put(None)
            # Whoever breaks off does not wait for answers that nobody wants.
            for thread in threads if is_done else ():
                thread.join()

    def note_wait(self, seconds: float) -> None:
        """Hear that a thread has to wait for the Hub."""
        self._has_waited = True
        self.waits_until = max(self.waits_until, time.monotonic() + seconds)

    def _next(self) -> Iterator[Reading | Entry | Tick]:
        try:
            met = self._inbox.get(timeout=_TICK_SECONDS)
        except queue.Empty:
            yield Tick()
            return
        if isinstance(met, _AllListed):
            self.is_all_listed = True
            if met.error is not None:
                raise met.error
        elif isinstance(met, _Listed):
            self.listed += 1
            job = self._job(met.entry)
            if job is not None:
                self._waiting.append(job)
            else:
                yield met.entry
                self._release(met.entry)
        else:
            self._under_way -= 1
            self._pace()
            yield met
            self._release(met.entry)
        # Twice as many as are asked at once, so that nobody waits for the one who judges.
        while self._waiting and self._under_way < 2 * self._allowed:
            self._under_way += 1
            self._todo.put(self._waiting.popleft())

    def _pace(self) -> None:
        """Ask less where the Hub said so, and slowly more again where it does not."""
        if self._has_waited:
            self._has_waited = False
            self._allowed, self._calm = max(1, self._allowed // 2), 0
        else:
            self._calm += 1
            if self._calm >= _CALM and self._allowed < self._jobs:
                self._allowed, self._calm = self._allowed + 1, 0

    def _release(self, entry: Entry) -> None:
        self._room.release()
        if entry.document is not None:
            self._room_for_cards.release()

    def _list(self) -> None:
        """Go through the targets, never far ahead."""
        try:
            for entry in self._entries:
                if not self._has_room(entry):
                    return
                self._inbox.put(_Listed(entry))
        except BaseException as error:  # noqa: BLE001  # it is raised where it can be handled
            self._inbox.put(_AllListed(error))
        else:
            self._inbox.put(_AllListed())

    def _has_room(self, entry: Entry) -> bool:
        """Wait until there is room for an entry; False where nobody wants it any more."""
        wanted = [self._room] if entry.document is None else [self._room, self._room_for_cards]
        for room in wanted:
            while not room.acquire(timeout=_TICK_SECONDS):
                if self._is_stopped.is_set():
                    return False
        return not self._is_stopped.is_set()

    def _work(self) -> None:
        while (job := self._todo.get()) is not None:
            if self._is_stopped.is_set():
                return
            self._inbox.put(job())
