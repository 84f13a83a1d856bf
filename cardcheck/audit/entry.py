"""One repository that an audit is to look at, and why it may not be had. Plain data; nothing is asked or read here."""

from __future__ import annotations

from typing import NamedTuple

from cardcheck.hub.faults import FaultKind, HubError
from cardcheck.model.audit import Outcome
from cardcheck.model.document import Document
from cardcheck.model.hub import HubRepo

_OUTCOMES: dict[FaultKind, Outcome] = {
    "unauthorized": "private",
    "gated": "gated",
    "missing": "missing",
    "no-revision": "missing",
    "no-file": "no-card",
    "disabled": "disabled",
    "limited": "unreachable",
    "unreachable": "unreachable",
    "garbled": "unreadable",
    "too-large": "unreadable",
}


class Fault(NamedTuple):
    """Why a card could not be had: the outcome, and one sentence."""

    outcome: Outcome
    reason: str

    @classmethod
    def of(cls, error: HubError) -> Fault:
        """Tell what an answer of the Hub means for an audit."""
        return cls(_OUTCOMES[error.kind], str(error))


class Entry(NamedTuple):
    """One repository to look at.

    Its card is `document`, where it lies here; `repo` on the Hub, which `hub` describes where a listing did; or there
    is none to be had, for the reason in `fault`.
    """

    key: str
    target: str
    repo: str | None = None
    hub: HubRepo | None = None
    document: Document | None = None
    fault: Fault | None = None
