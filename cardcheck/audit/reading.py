"""One repository's card and facts: an entry in, what there is to judge out. This is where an audit waits for the Hub.

Runs in threads. What cannot be had is a stated outcome; nothing is raised.
"""

from __future__ import annotations

from typing import NamedTuple

from cardcheck.audit.entry import Entry, Fault
from cardcheck.engine.pool import Task
from cardcheck.hub.faults import HubError
from cardcheck.model.document import Document
from cardcheck.model.facts import Unavailable
from cardcheck.model.hub import HubRepo

_FACT_NAMES = {
    "files": "the list of its files",
    "heads": "the beginnings of its files",
    "parquet": "the footers of its Parquet files",
    "viewer": "the viewer's verdict",
    "hub": "what the Hub says of it",
}


class Asking(NamedTuple):
    """What is asked of each repository: the facts wanted of those on the Hub and of those that lie here.

    `is_complete` is what the configuration says of folders.
    """

    remote: frozenset[str]
    local: frozenset[str]
    is_complete: bool = False


class Reading(NamedTuple):
    """What was had of one repository: a card to judge, or a fault.

    `is_unchanged` tells that the Hub has the same commit as in an earlier run, and that nothing else was asked.
    """

    entry: Entry
    task: Task | None = None
    hub: HubRepo | None = None
    fault: Fault | None = None
    is_unchanged: bool = False


def read(entry: Entry, asking: Asking, known: HubRepo | None = None) -> Reading:
    """Read one repository; `known` is what an earlier run learned of it, where that run got all it asked for."""
    try:
        if entry.fault is not None:
            return Reading(entry, hub=entry.hub, fault=entry.fault)
        if entry.document is not None:
            return _local(entry, entry.document, asking)
        return _remote(entry, asking, known)
    except HubError as error:
        return Reading(entry, hub=entry.hub, fault=Fault.of(error))
    # Nothing should bring this about; if something does, the others are still read.
    except Exception as error:  # noqa: BLE001
        return Reading(entry, hub=entry.hub, fault=Fault("crashed", f"{type(error).__name__}; please report it"))


def missing_facts(facts: dict[str, str]) -> str | None:
    """Return one sentence about the facts that were asked for and could not be had; None where there are none."""
    missing = [(name, state.partition(": ")[2]) for name, state in facts.items() if state.startswith("unavailable")]
    if not missing:
        return None
    reasons = dict.fromkeys(reason for _, reason in missing)
    names = " and ".join(_FACT_NAMES.get(name, f"the fact `{name}`") for name, _ in missing)
    return f"{names} could not be had: {'; '.join(reasons)}"


def unlike(one: HubRepo, other: HubRepo) -> bool:
    """Whether a repository is another one now, in more than how many like it."""
    return _without_figures(one) != _without_figures(other)


def _without_figures(hub: HubRepo) -> HubRepo:
    return hub._replace(
        downloads=None, downloads_all_time=None, likes=None, open_pulls=None, last_modified=None, paths=None
    )


def _local(entry: Entry, document: Document, asking: Asking) -> Reading:
    from cardcheck.facts import gather, repo_of

    if document.data is None:
        return Reading(entry, hub=entry.hub, fault=Fault("unreadable", document.fault or "the card cannot be read"))
    facts = gather(asking.local, document, is_complete=asking.is_complete, is_data_wanted=bool(asking.local))
    task = Task(document.source, document.data, facts, repo_of(document), document.revision)
    return Reading(entry, task, entry.hub)


def _remote(entry: Entry, asking: Asking, known: HubRepo | None) -> Reading:
    from cardcheck.facts import gather
    from cardcheck.hub.repos import repo_info
    from cardcheck.sources.hf import read as read_document

    assert entry.repo is not None
    name, _, revision = entry.repo.partition("@")
    hub = entry.hub or repo_info(name, revision or None)
    if known is not None and hub.sha is not None and not unlike(hub, known):
        return Reading(entry, hub=hub, is_unchanged=True)
    try:
        # The commit that the listing told: what is pushed meanwhile belongs to the next audit.
        document = read_document(hub, f"hf://datasets/{entry.repo}")
    except HubError as error:
        fault = Fault("no-card", "the repository has no `README.md`") if error.kind == "no-file" else Fault.of(error)
        return Reading(entry, hub=hub, fault=fault)
    if document.data is None:
        return Reading(entry, hub=hub, fault=Fault("unreadable", document.fault or "the card cannot be read"))
    facts = gather(asking.remote, document, is_brief=True)
    if isinstance(facts.hub, Unavailable):
        facts = facts._replace(hub=hub)
    return Reading(entry, Task(document.source, document.data, facts, hub.id, document.revision), hub)
