"""Which datasets of an audit have something to propose: its journal or its JSON lines in, their ids out.

Those whose fix helps most people come first: by downloads, then by name. Whether there is still something to fix is
asked of the Hub again for each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cardcheck.hub.address import parse_address


class CampaignError(Exception):
    """A file that holds no audit; the text is one sentence for people."""


class _Candidate(NamedTuple):
    """A dataset of the audit; `downloads` are negative, for the most downloaded stands first."""

    downloads: int
    repo: str
    has_diff: bool


def candidates(path: Path) -> list[str]:
    """Return the ids of the datasets on the Hub that safe fixes would change."""
    known: dict[str, _Candidate] = {}
    seen: dict[str, _Candidate] = {}
    is_audit = False
    for said in _lines(path):
        is_audit |= "journal" in said or "key" in said
        # A journal may hold several runs; what the last one says holds, and of what has not changed the one before.
        if "run" in said and "key" not in said:
            seen = {}
        elif "same" in said and (same := known.get(str(said["same"]))):
            seen[str(said["same"])] = same
        elif "key" in said and (candidate := _candidate(said)):
            known[str(said["key"])] = seen[str(said["key"])] = candidate
    if not is_audit:
        raise CampaignError(f"`{path}` holds no audit; give the journal of one, or what `--output jsonl=FILE` wrote")
    return [candidate.repo for candidate in sorted(seen.values()) if candidate.has_diff]


def _candidate(said: dict[str, Any]) -> _Candidate | None:
    hub = said.get("hub")
    if not isinstance(hub, dict) or not isinstance(hub.get("id"), str):
        return None
    address = parse_address(f"hf://datasets/{hub['id']}")
    if address is None or address.repo != hub["id"] or not all(part.strip(".") for part in hub["id"].split("/")):
        return None
    downloads = hub.get("downloads")
    return _Candidate(-downloads if isinstance(downloads, int) else 0, hub["id"], bool(said.get("diff")))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines; a line that was not written to its end is none."""
    try:
        with path.open("rb") as file:
            for line in file:
                try:
                    said = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(said, dict):
                    yield said
    except OSError as error:
        raise CampaignError(f"`{path}` cannot be read ({(error.strerror or str(error)).lower()})") from None
