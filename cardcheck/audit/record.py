"""What an audit keeps of one repository: a card with its facts in, an AuditRecord out; records as JSON and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cardcheck.audit.entry import Entry
from cardcheck.audit.reading import Reading, missing_facts
from cardcheck.audit.similar import sketch
from cardcheck.engine.card_diff import card_diff
from cardcheck.engine.fixing import Wanted, fix_one
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task, crashed
from cardcheck.model.audit import FAULTS, AuditRecord, Outcome
from cardcheck.model.card import Card
from cardcheck.model.hub import HubRepo
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.text import BOM
from cardcheck.parsing.card import decode, parse_card
from cardcheck.reporters._card_object import card_object

_LONGEST_TITLE, _LONGEST_OPENING = 120, 300
_LFS_CARD = "the README is stored with Git LFS, so the Hub shows its pointer and no card"
_SAFE = Wanted()


def record_of(reading: Reading, linter: Linter, run: Run) -> AuditRecord:
    """Judge what was read of a repository."""
    entry, hub = reading.entry, _lasting(reading.hub)
    if reading.task is None:
        fault = reading.fault
        assert fault is not None
        return AuditRecord(entry.key, entry.target, fault.outcome, fault.reason, hub.sha if hub else None, hub)
    try:
        return _judged(entry, reading.task, hub, linter, run)
    # No card should bring this about; if one does, those after it are still judged.
    except Exception as error:  # noqa: BLE001
        report = crashed(reading.task, error)
        return AuditRecord(entry.key, entry.target, "crashed", report.reason, hub.sha if hub else None, hub)


def is_settled(record: AuditRecord) -> bool:
    """Whether all that was asked of a repository was answered, so that it need not be asked again."""
    return record.outcome not in FAULTS and not _lacks_facts(record)


def to_line(record: AuditRecord) -> bytes:
    """Return a record as one line of JSON, the key first."""
    said = record._asdict() | {"hub": hub_object(record.hub)}
    return json.dumps(said).encode("ascii") + b"\n"


def from_object(said: Mapping[str, Any]) -> AuditRecord:
    """Return the record that an object of JSON tells; of one that was not made here, a `TypeError` or `LookupError`."""
    record = AuditRecord(**{**said, "hub": hub_of(said["hub"]), "sketch": tuple(said["sketch"])})
    texts = (record.key, record.target, record.outcome, record.diff)
    if not all(isinstance(text, str) for text in texts) or not isinstance(record.card, dict | None):
        raise TypeError
    return record


def hub_object(hub: HubRepo | None) -> dict[str, Any] | None:
    """Return what the Hub tells of a repository as plain data."""
    return None if hub is None else hub._asdict()


def hub_of(said: Mapping[str, Any] | None) -> HubRepo | None:
    """Return what the Hub tells of a repository."""
    return None if said is None else HubRepo(**{**said, "tags": tuple(said["tags"])})


def _judged(entry: Entry, task: Task, hub: HubRepo | None, linter: Linter, run: Run) -> AuditRecord:
    data = task.data
    assert isinstance(data, bytes)
    card = parse_card(data)
    digest = hashlib.sha256(data).hexdigest()
    report = linter.check_parsed(card, task.source, task.facts, task.repo, task.revision)._replace(sha256=digest)
    outcome: Outcome = "lfs-card" if card.is_lfs_pointer else "checked"
    reason = _LFS_CARD if card.is_lfs_pointer else missing_facts(dict(report.facts))
    if reason is None and hub is not None and hub.asked_as is not None:
        reason = f"`{hub.asked_as}` is called `{hub.id}` by now"
    return AuditRecord(
        entry.key,
        entry.target,
        outcome,
        reason,
        hub.sha if hub is not None and hub.sha is not None else digest,
        hub,
        card_object(report, run),
        _diff(task, data, (card, report), linter),
        sketch(card.body.prose),
        _title(card),
        _opening(card),
    )


def _lasting(hub: HubRepo | None) -> HubRepo | None:
    """Leave out the names of files, of which there may be a hundred thousand."""
    return hub._replace(paths=None) if hub is not None else None


def _lacks_facts(record: AuditRecord) -> bool:
    return record.card is not None and missing_facts(dict(record.card["facts"])) is not None


def _diff(task: Task, data: bytes, judged: tuple[Card, CardReport], linter: Linter) -> str:
    """Return what the safe fixes would change; the card is fixed only where there are any."""
    if not any(_SAFE.takes(finding) for finding in judged[1].findings):
        return ""
    result = fix_one(linter, task, _SAFE, judged)
    if not result.applied:
        return ""
    source = decode(data)
    return card_diff(BOM * source.has_bom + source.text, result.text, "README.md").text


def _title(card: Card) -> str | None:
    """Return the name that a card gives: in its metadata, else its first heading."""
    metadata = card.metadata.client if card.metadata is not None else None
    named = metadata.get("pretty_name") if isinstance(metadata, dict) else None
    if isinstance(named, str) and named.strip():
        return _short(named, _LONGEST_TITLE)
    heading = next((section.heading for section in card.body.sections if section.heading is not None), None)
    return _short(heading.title, _LONGEST_TITLE) or None if heading is not None else None


def _opening(card: Card) -> str:
    """Return the start of a card's first paragraph that says something."""
    start = card.body.span.start
    for block in card.body.blocks:
        if block.kind == "paragraph" and block.depth == 0:
            said = card.body.prose[block.span.start - start : block.span.end - start]
            if any(char.isalnum() for char in said):
                return _short(card.source.slice(block.span), _LONGEST_OPENING)
    return ""


def _short(text: str, longest: int) -> str:
    text = " ".join(text[: 4 * longest].split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
