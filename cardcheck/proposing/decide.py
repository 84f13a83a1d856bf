"""What to do in one repository: what we would propose and which pull requests there are in, one step out.

Pure: every answer of the Hub is given. A repository is left alone whenever a person has spoken there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cardcheck.hub.pulls import Pull, PullDetails
from cardcheck.proposing.marker import Marker, digest
from cardcheck.proposing.plan import Proposal

StepName = Literal["nothing", "open", "update", "describe", "withdraw", "keep", "declined", "left", "occupied"]


class Own(NamedTuple):
    """A pull request of ours; `card` is what its branch holds, asked only where it is open."""

    pull: Pull
    details: PullDetails
    marker: Marker
    card: bytes | None = None


class Step(NamedTuple):
    """What to do, with which pull request, and why, as one sentence where that is not plain."""

    name: StepName
    number: int | None = None
    reason: str | None = None


def step_with_own(proposal: Proposal | None, own: Sequence[Own], *, again: bool) -> Step | None:
    """Return what our own pull requests make of a proposal; None where they leave it open."""
    opened = [one for one in own if one.pull.status == "open"]
    if opened:
        return _with_open(proposal, opened[0])
    if proposal is None:
        return Step("nothing")
    past = [one for one in own if not one.marker.is_withdrawn]
    # What was said last holds.
    return None if again or not past else _with_past(proposal, past[-1])


def step_beside(others: Sequence[int]) -> Step:
    """Return what to do with a proposal that our own pull requests leave open; `others` are those in the way."""
    if others:
        reason = f"pull request #{others[0]} of somebody else changes the same lines of the card"
        return Step("occupied", others[0], reason)
    return Step("open")


def _with_open(proposal: Proposal | None, own: Own) -> Step:
    number = own.pull.number
    if own.card is None:
        return Step("left", number, "our pull request is open, and its branch holds no card any more")
    is_ours = digest(own.card) in own.marker.wrote
    if proposal is None:
        if not is_ours:
            return Step("left", number, "the card has nothing left to fix, but somebody works on our pull request")
        return Step("withdraw", number, "the card has nothing left to fix")
    if own.card == proposal.new:
        is_told = is_ours and own.marker.edits == proposal.marker().edits
        return Step("keep", number) if is_told else Step("describe", number)
    if not is_ours:
        return Step("left", number, "somebody else has committed to our pull request")
    return Step("update", number)


def _with_past(proposal: Proposal, own: Own) -> Step | None:
    number = own.pull.number
    if own.pull.status == "closed":
        return Step("declined", number, "our pull request was closed; `--again` opens another one")
    if own.pull.status == "merged" and own.marker.card == digest(proposal.old):
        return Step("declined", number, "what we proposed was merged and taken back; `--again` proposes it again")
    return None
