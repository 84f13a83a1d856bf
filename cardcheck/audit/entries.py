"""Targets of an audit in, one entry a repository out, as they come.

A target is an owner or a dataset on the Hub, a folder of repositories, a list of targets, or a table of cards. Nothing
is held but the keys that were given out. What is wrong with one target or line is an entry of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from cardcheck.audit.entry import Entry, Fault
from cardcheck.audit.tables import TABLES, cards_in, cards_on_hub
from cardcheck.hub.address import SCHEME, HubAddress, parse_address
from cardcheck.hub.faults import HubError
from cardcheck.model.audit import Outcome
from cardcheck.model.document import Document, Passed, SourceOptions, TargetError
from cardcheck.regex import expression

_ID = expression(r"[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)?")
_CARD_SUFFIXES = (".md", ".markdown")
_LONGEST_LINE = 4096


class Sought(NamedTuple):
    """How targets are looked through: options of sources, how many targets there are, who hears of files passed over.

    `since` is a date: what the Hub, a table or the disk says was last changed before it is left out.
    """

    options: SourceOptions = SourceOptions()
    since: str | None = None
    on_passed: Callable[[Passed], None] = lambda _: None


def entries(targets: tuple[str, ...], sought: Sought) -> Iterator[Entry]:
    """Yield each repository of some targets once."""
    seen: set[str] = set()
    for target in targets:
        for entry in of_target(target, sought, is_one=len(targets) == 1):
            if entry.key not in seen and not _is_older(entry, sought.since):
                seen.add(entry.key)
                yield entry


def require(target: str) -> str:
    """Return a target as the audit takes it; one that leads nowhere is a `TargetError`."""
    if target.startswith(SCHEME):
        if parse_address(target) is None:
            raise TargetError(f"`{target}` is no address of datasets; they are written `hf://datasets/ORG/NAME`")
        return target
    path, column = _split(target)
    if os.path.lexists(path if column else target):
        return target
    if _ID.fullmatch(target) and not target.lower().endswith((*TABLES, *_CARD_SUFFIXES, ".txt")):
        return f"{SCHEME}datasets/{target}"
    raise TargetError(f"`{target}` is not there: no such file or folder, and no name that the Hub could have")


def of_target(target: str, sought: Sought, *, is_one: bool, is_listed: bool = False) -> Iterator[Entry]:
    """Yield the repositories of one target; `is_one` tells that there is no other whose keys could be the same."""
    if target.startswith(SCHEME):
        yield from _on_hub(target)
        return
    path, column = _split(target)
    if path.lower().endswith(TABLES) and not Path(path).is_dir():
        yield from cards_in(target, Path(path), column)
    elif Path(target).is_dir() or target.lower().endswith(_CARD_SUFFIXES):
        yield from _local(target, sought, is_one=is_one)
    elif is_listed:
        yield _lost(target, "a list may not name another list")
    else:
        yield from _of_list(target, sought)


def _on_hub(target: str) -> Iterator[Entry]:
    address = parse_address(target)
    if address is None:
        yield _lost(target, "this is no address of datasets; they are written `hf://datasets/ORG/NAME`")
    elif address.path is not None:
        yield from cards_on_hub(target, address)
    elif address.repo is None and address.revision is None:
        yield from _of_owner(target, address)
    else:
        name = address.repo or address.owner
        key = name if address.revision is None else f"{name}@{address.revision}"
        yield Entry(key, target, key)


def _of_owner(target: str, address: HubAddress) -> Iterator[Entry]:
    """Yield what the Hub lists of an owner; where it lists nothing, the name may be that of a dataset without owner."""
    from cardcheck.hub.repos import list_repos, repo_info

    is_empty = True
    try:
        for hub in list_repos(address.owner):
            is_empty = False
            yield Entry(hub.id, target, hub.id, hub)
        if is_empty:
            hub = repo_info(address.owner)
            yield Entry(hub.id, target, hub.id, hub)
    except HubError as error:
        is_unknown = is_empty and error.kind == "missing"
        fault = Fault("missing", f"the Hub shows no dataset of `{address.owner}`") if is_unknown else Fault.of(error)
        yield Entry(target, target, fault=fault)


def _local(target: str, sought: Sought, *, is_one: bool) -> Iterator[Entry]:
    """Yield the cards of a folder by their folder's path in it, or by their own where they are no `README.md`."""
    from cardcheck.sources import documents

    for found in documents(target, sought.options):
        if isinstance(found, Passed):
            sought.on_passed(found)
            continue
        key = _key(found, Path(target))
        yield Entry(key if is_one else f"{Path(target).as_posix()}/{key}", target, document=found)


def _key(document: Document, root: Path) -> str:
    path = document.path
    if path is None:
        return document.source
    named = path.parent if path.name == "README.md" else path
    relative = Path(os.path.relpath(named, root)).as_posix() if root.is_dir() else named.as_posix()
    name = relative if relative != "." else Path(os.path.abspath(named)).name  # noqa: PTH100
    return os.fsencode(name).decode("utf-8", "replace")


def _of_list(target: str, sought: Sought) -> Iterator[Entry]:
    """Yield what the lines of a file name: addresses, ids, paths from where the list lies."""
    try:
        with Path(target).open(encoding="utf-8", errors="replace") as lines:
            while line := lines.readline(_LONGEST_LINE):
                named = line.partition("#")[0].strip() if not line.startswith(SCHEME) else line.split(" #")[0].strip()
                if named:
                    yield from _of_line(named, target, sought)
    except OSError as error:
        yield _lost(target, f"the list cannot be read ({(error.strerror or str(error)).lower()})", "unreadable")


def _of_line(named: str, list_: str, sought: Sought) -> Iterator[Entry]:
    beside = os.path.join(os.path.dirname(list_), named)  # noqa: PTH118, PTH120  # a line may be anything
    try:
        target = require(beside if not named.startswith(SCHEME) and os.path.lexists(beside) else named)
        yield from of_target(target, sought, is_one=False, is_listed=True)
    except (TargetError, ValueError) as error:
        yield _lost(named, str(error))


def _lost(target: str, reason: str, outcome: Outcome = "missing") -> Entry:
    return Entry(target, target, fault=Fault(outcome, reason))


def _split(target: str) -> tuple[str, str | None]:
    """Take `FILE.parquet:COLUMN` apart."""
    path, sign, column = target.rpartition(":")
    if sign and path.lower().endswith(TABLES) and not os.path.lexists(target):
        return path, column
    return target, None


def _is_older(entry: Entry, since: str | None) -> bool:
    """Whether a repository was last changed before a date; of what has no date that is not known."""
    if since is None:
        return False
    if entry.hub is not None:
        # Dates as the Hub writes them are in the order of their letters.
        return entry.hub.last_modified is not None and entry.hub.last_modified < since
    path = entry.document.path if entry.document is not None else None
    if path is None:
        return False
    from datetime import UTC, datetime

    try:
        changed = path.stat().st_mtime
    except OSError:
        return False
    return datetime.fromtimestamp(changed, UTC).isoformat() < since
