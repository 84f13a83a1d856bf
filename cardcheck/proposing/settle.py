"""One repository settled: an address in, at most one pull request on the Hub, and what became of it out.

Writes nothing unless it was told to. Whatever is cut short leaves a state that the next run understands: a pull request
bears its marker from its first moment, and a description is changed before the branch it describes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Literal, NamedTuple

from cardcheck.hub import pulls
from cardcheck.hub.faults import HubError
from cardcheck.hub.files import read_card
from cardcheck.hub.pulls import MovedError, Pull, PullDetails, RefusedError
from cardcheck.model.document import Document
from cardcheck.model.fixed import FixResult
from cardcheck.proposing.decide import Own, Step, step_beside, step_with_own
from cardcheck.proposing.description import TITLE_START, Origin
from cardcheck.proposing.marker import Marker, marker_in
from cardcheck.proposing.others import in_the_way
from cardcheck.proposing.plan import NoProposalError, Proposal, plan

OutcomeName = Literal[
    "nothing", "would-open", "would-update", "would-withdraw",
    "opened", "updated", "withdrawn", "unchanged", "declined", "occupied", "left", "failed",
]  # fmt: skip
# Outcomes that something may still become of: a later run looks again.
WAITING: frozenset[OutcomeName] = frozenset({"would-open", "would-update", "would-withdraw", "failed"})

_DONE: dict[str, tuple[OutcomeName, OutcomeName]] = {
    "open": ("would-open", "opened"),
    "update": ("would-update", "updated"),
    "describe": ("would-update", "updated"),
    "withdraw": ("would-withdraw", "withdrawn"),
    "keep": ("unchanged", "unchanged"),
    "nothing": ("nothing", "nothing"),
    "declined": ("declined", "declined"),
    "left": ("left", "left"),
    "occupied": ("occupied", "occupied"),
}
_MOST_OWN = 50
_CONFLICT = "the Hub cannot merge it by itself, for the main branch changed the same lines"
_TWIN = "Another run opened the same pull request at the same moment, so this one is withdrawn."
_WITHDRAWN = "The card has nothing left to fix, so this pull request is withdrawn. Thank you."


class Manners(NamedTuple):
    """What a run may do: write at all, ask again where it was refused, go beside other people's pull requests."""

    is_open: bool = False
    again: bool = False
    beside_others: bool = False


class Outcome(NamedTuple):
    """What became of one repository; `reason` is one sentence where the name does not say it all.

    `proposal` is what there is to propose, if anything. `is_ours` tells that what failed is a mistake of cardcheck.
    """

    repo: str
    name: OutcomeName
    reason: str | None = None
    number: int | None = None
    proposal: Proposal | None = None
    is_ours: bool = False


class Desk(NamedTuple):
    """What it takes to settle repositories.

    `read` gives a card as it is now, with its fixes; `explain` the origins of their rules; `me` is the user on the Hub,
    None where nobody is logged in. `on_opening` is called before a pull request is opened.
    """

    read: Callable[[str], tuple[Document, FixResult]]
    explain: Callable[[FixResult], dict[str, Origin]]
    version: str
    me: str | None
    manners: Manners
    on_opening: Callable[[str], None] = lambda _: None


def settle(desk: Desk, repo: str) -> Outcome:
    """Do for one repository what is to be done; a card that changes under our hands is read once more."""
    try:
        try:
            return _Visit(desk, repo).outcome()
        except MovedError:
            return _Visit(desk, repo).outcome()
    except HubError as error:
        return Outcome(repo, "failed", str(error))
    except NoProposalError as error:
        return Outcome(repo, "failed" if error.is_fault else "left", str(error), is_ours=error.is_ours)


class _Visit:
    """One look at a repository, and what is done there."""

    def __init__(self, desk: Desk, repo: str) -> None:
        self._desk = desk
        document, result = desk.read(repo)
        self._repo = document.repo or repo
        self._note = f"it is called `{self._repo}` by now" if self._repo != repo else None
        self._proposal = plan(document, result, desk.explain(result), desk.version)
        self._own: list[Own] = []
        self._foreign: list[tuple[Pull, PullDetails | None]] = []

    def outcome(self) -> Outcome:
        """Decide and do it."""
        self._look()
        step = step_with_own(self._proposal, self._own, again=self._desk.manners.again)
        if step is None:
            assert self._proposal is not None
            others = () if self._desk.manners.beside_others else in_the_way(self._proposal, self._foreign)
            step = step_beside(others)
        number = self._carry_out(step) if self._desk.manners.is_open else step.number
        return self._told(step, number)

    def _look(self) -> None:
        """Find our own pull requests among all: by author and marker, and what the branch of an open one holds."""
        found = pulls.pulls_of(self._repo)
        # Who has so many is found by the newest.
        mine = [pull.number for pull in found if self._desk.me in {None, pull.author}][-_MOST_OWN:]
        for pull in found:
            is_mine = pull.number in mine
            details = pulls.pull_details(self._repo, pull.number) if is_mine else None
            marker = marker_in(details.description) if details else None
            if details is not None and marker is not None:
                self._own.append(Own(pull, details, marker, self._branch(pull)))
            elif pull.status == "open":
                self._foreign.append((pull, details))

    def _branch(self, pull: Pull) -> bytes | None:
        if pull.status != "open":
            return None
        try:
            return read_card(self._repo, pulls.pull_revision(pull.number))
        except HubError as error:
            if error.kind in {"no-file", "no-revision"}:
                return None
            raise

    def _carry_out(self, step: Step) -> int | None:
        if step.name == "open":
            return self._open()
        own = next((one for one in self._own if one.pull.number == step.number), None)
        if own is not None and step.name in {"update", "describe"}:
            self._update(own)
        elif own is not None and step.name == "withdraw":
            self._withdraw(own, _WITHDRAWN)
        return step.number

    def _open(self) -> int:
        proposal = self._proposal
        assert proposal is not None
        self._desk.on_opening(self._repo)
        text = _description(proposal, proposal.marker())
        try:
            number = pulls.open_pull(self._repo, proposal.new, proposal.revision, proposal.title, text)
        except (MovedError, RefusedError):
            raise
        except HubError as error:
            # The answer may be lost and the pull request there.
            found = self._found_again(proposal) if error.kind in {"unreachable", "garbled"} else None
            if found is None:
                raise
            return found
        # It is there, whatever comes now; what is missed the next run makes good.
        with suppress(HubError):
            return self._looked_after(number, text)
        return number

    def _looked_after(self, number: int, text: str) -> int:
        """See that a new pull request has its marker and is the only one; return the number of the one that stays."""
        details = pulls.pull_details(self._repo, number)
        marker = marker_in(details.description)
        if marker is None:
            pulls.describe(self._repo, number, details.comment, text)
            return number
        known = {one.pull.number for one in self._own} | {pull.number for pull, _ in self._foreign}
        for pull in pulls.pulls_of(self._repo):
            is_new = pull.status == "open" and pull.author == self._desk.me and pull.number not in known
            if is_new and pull.number < number and marker_in(pulls.pull_details(self._repo, pull.number).description):
                ours = Pull(number, details.title, pull.author, "open")
                self._withdraw(Own(ours, details, marker), _TWIN)
                return pull.number
        return number

    def _found_again(self, proposal: Proposal) -> int | None:
        self._own = []
        self._look()
        step = step_with_own(proposal, self._own, again=True)
        return step.number if step is not None and step.name == "keep" else None

    def _update(self, own: Own) -> None:
        proposal, number = self._proposal, own.pull.number
        assert proposal is not None
        # The description first: were the branch first and the rest cut off, our own commit would look like a person's.
        before = own.card if own.card != proposal.new else None
        pulls.describe(self._repo, number, own.details.comment, _description(proposal, proposal.marker(before)))
        if before is not None:
            pulls.push(self._repo, number, proposal.new, own.details.head, proposal.title)
        if own.details.title != proposal.title and own.details.title.startswith(TITLE_START):
            pulls.rename(self._repo, number, proposal.title)
        if pulls.pull_details(self._repo, number).has_conflict:
            self._note = _CONFLICT

    def _withdraw(self, own: Own, reason: str) -> None:
        marker = own.marker._replace(is_withdrawn=True)
        said = own.details.description.replace(own.marker.line, marker.line)
        pulls.describe(self._repo, own.pull.number, own.details.comment, said)
        pulls.close(self._repo, own.pull.number, reason)

    def _told(self, step: Step, number: int | None) -> Outcome:
        name = _DONE[step.name][self._desk.manners.is_open]
        reason = "; ".join(part for part in (step.reason, self._note) if part) or None
        return Outcome(self._repo, name, reason, number, self._proposal)


def _description(proposal: Proposal, marker: Marker) -> str:
    return f"{proposal.description}\n\n{marker.line}\n"
