"""Many cards give many reports in the same order, in one process or in two, whatever one of them does."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from unittest import mock

import pytest

from cardcheck.engine import linter as engine
from cardcheck.engine import pool
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task, check_all, check_one
from cardcheck.model.config import Config
from cardcheck.model.facts import FileList, RepoFacts, RepoFile

LINTER = Linter.of(Config(profile="strict"))
FACTS = RepoFacts(files=FileList((RepoFile("README.md", 1),)))


def tasks(count: int) -> list[Task]:
    cards = ["---\nlicense: nope\n---\n# T\n\n![x](x.png)\n", b"# Caf\xe9\n", "---\nlicense: mit\n---\n# T\n", None]
    return [
        Task(f"{index}.md", cards[index % 4], FACTS, fault="it is gone" if index % 4 == 3 else None)
        for index in range(count)
    ]


def judged(tasks, jobs=1):
    return check_all(((LINTER, task) for task in tasks), jobs)


def test_two_processes_report_as_one():
    assert list(judged(tasks(150), jobs=2)) == list(judged(tasks(150)))


def test_the_order_is_that_of_the_tasks():
    assert [report.source for report in judged(tasks(70), jobs=2)] == [f"{n}.md" for n in range(70)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_tasks(jobs):
    assert list(judged([], jobs=jobs)) == []


def test_one_process_takes_a_task_only_when_its_report_is_asked_for():
    taken = []

    def given():
        for task in tasks(5):
            taken.append(task.source)
            yield task

    reports = judged(given())
    next(reports)
    assert taken == ["0.md"]


def test_what_could_not_be_read():
    report = check_one(LINTER, Task("x.md", None, FACTS, repo="a/b", revision="main", fault="it is gone"))
    assert (report.status, report.reason, report.repo, report.revision) == ("unreadable", "it is gone", "a/b", "main")


def test_a_card_that_breaks_the_engine_does_not_end_the_run():
    def parse_card(data):
        if data == "# bad\n":
            raise RecursionError("deep")
        return original(data)

    original = engine.parse_card
    with mock.patch.object(engine, "parse_card", parse_card):
        reports = list(judged([Task("a.md", "# bad\n", FACTS), Task("b.md", "# T\n", FACTS)]))
    assert [(report.source, report.status) for report in reports] == [("a.md", "crashed"), ("b.md", "checked")]
    assert reports[0].reason == "RecursionError; please report it"


def test_workers_that_start_do_not_hear_ctrl_c():
    with pool._deaf_to_interrupts():
        signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_workers_start_from_a_thread_too():
    def start() -> None:
        with pool._deaf_to_interrupts():
            started.append(threading.current_thread())

    started: list[threading.Thread] = []
    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert started == [thread]


def test_who_stops_listening_stops_the_workers():
    reports = judged(tasks(2000), jobs=2)
    next(reports)
    reports.close()
    assert not multiprocessing.active_children()
