"""Reading many at once: bounded, in whatever order answers come, and without a thread left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from cardcheck.audit.entry import Entry
from cardcheck.audit.gather import Gathering, Tick
from cardcheck.audit.reading import Reading
from cardcheck.model.document import Document


def entries(count: int, *, has_cards: bool = False) -> Iterator[Entry]:
    for number in range(count):
        yield Entry(f"{number}", "t", document=Document("", b"") if has_cards else None)


def reading(entry: Entry) -> Callable[[], Reading]:
    return lambda: Reading(entry)


def read_of(gathering: Gathering) -> list[str]:
    return [met.entry.key for met in gathering if isinstance(met, Reading)]


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    before = threading.active_count()
    yield
    assert threading.active_count() == before


def test_all_are_read_once():
    gathering = Gathering(entries(500), reading, jobs=4)
    assert sorted(map(int, read_of(gathering))) == list(range(500))
    assert gathering.is_all_listed
    assert gathering.listed == 500


def test_what_needs_nothing_is_passed_on():
    gathering = Gathering(entries(10), lambda entry: None if int(entry.key) % 2 else reading(entry), jobs=2)
    met = [(type(one), one) for one in gathering if not isinstance(one, Tick)]
    assert sorted(one.key for kind, one in met if kind is Entry) == ["1", "3", "5", "7", "9"]
    assert len(met) == 10


def test_nothing_to_do():
    assert list(Gathering(entries(0), reading, jobs=3)) == []


@pytest.mark.parametrize(("has_cards", "most"), [(True, 16), (False, 1000)])
def test_nobody_runs_far_ahead(has_cards, most):
    """While nothing is answered, only so many entries are taken from a source that never ends."""
    taken, may_go = [], threading.Event()

    def listed() -> Iterator[Entry]:
        for entry in entries(1200, has_cards=has_cards):
            taken.append(entry.key)
            yield entry

    def job(entry: Entry) -> Callable[[], Reading]:
        def wait() -> Reading:
            may_go.wait()
            return Reading(entry)

        return wait

    gathering = iter(Gathering(listed(), job, jobs=2))
    while not isinstance(next(gathering), Tick):
        pass
    # One more is in the hand of the thread that waits for room.
    assert len(taken) <= most + 1
    may_go.set()
    assert sum(isinstance(met, Reading) for met in gathering) == 1200


def test_at_most_so_many_at_once():
    lock, now, most = threading.Lock(), [0], [0]
    together = threading.Barrier(3)

    def job(entry: Entry) -> Callable[[], Reading]:
        def work() -> Reading:
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            together.wait(30)
            with lock:
                now[0] -= 1
            return Reading(entry)

        return work

    read_of(Gathering(entries(30), job, jobs=3))
    assert most[0] == 3


def test_after_a_wait_fewer_are_asked_and_then_more_again():
    gathering = Gathering(entries(400), reading, jobs=8)
    allowed = []
    for number, met in enumerate(gathering):
        if number == 40:
            gathering.note_wait(30)
        if isinstance(met, Reading):
            allowed.append(gathering._allowed)
    assert gathering.waits_until > 0
    assert min(allowed) == 4
    assert allowed[-1] == 8


def test_what_goes_wrong_with_the_targets_is_raised_here():
    def broken() -> Iterator[Entry]:
        yield from entries(3)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_of(Gathering(broken(), reading, jobs=2))
    _wait_for_threads()


def test_breaking_off_ends_all():
    for _ in Gathering(entries(5000), reading, jobs=4):
        break
    _wait_for_threads()


def _wait_for_threads() -> None:
    for thread in threading.enumerate():
        if thread.daemon and thread.name.startswith("audit-"):
            thread.join(30)
            assert not thread.is_alive()
