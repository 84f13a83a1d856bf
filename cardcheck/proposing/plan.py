"""What to propose for one card: a fixed card in, the proposal out, or why there is none. The Hub is not asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cardcheck.engine.card_diff import card_diff
from cardcheck.model.document import Document
from cardcheck.model.fixed import FixResult
from cardcheck.proposing.description import Origin, words
from cardcheck.proposing.marker import Marker, digest
from cardcheck.proposing.overlap import Stretch, stretches

_CARD = "README.md"


class Proposal(NamedTuple):
    """A card as it would be after a pull request.

    `revision` is the commit it starts from. `description` has no marker yet: that also tells what stood on the branch
    before.
    """

    repo: str
    revision: str
    old: bytes
    new: bytes
    diff: str
    title: str
    description: str
    problems: int
    version: str

    def marker(self, before: bytes | None = None) -> Marker:
        """Return the marker of the pull request; `before` is the card that it replaces on its own branch."""
        wrote = (digest(self.new),) if before is None else (digest(self.new), digest(before))
        return Marker(self.version, digest(self.old), digest(self.diff.encode("utf-8", "surrogatepass")), wrote)

    @property
    def stretches(self) -> list[Stretch]:
        """The lines of the card that it changes."""
        return stretches(text_of(self.old), text_of(self.new))


class NoProposalError(Exception):
    """A card for which nothing is proposed though there may be something to fix; the text is one sentence."""

    def __init__(self, sentence: str, *, is_fault: bool, is_ours: bool = False) -> None:
        super().__init__(sentence)
        self.is_fault = is_fault
        self.is_ours = is_ours


def plan(document: Document, result: FixResult, origins: Mapping[str, Origin], version: str) -> Proposal | None:
    """Return what to propose for a card that was fixed; None where there is nothing to fix."""
    if document.data is None or result.report.status != "checked":
        reason = document.fault or result.report.reason or "the card could not be read"
        raise NoProposalError(reason, is_fault=True, is_ours=result.report.status == "crashed")
    if result.fault is not None:
        raise NoProposalError(result.fault, is_fault=result.is_our_fault, is_ours=result.is_our_fault)
    new = result.text.encode("utf-8", "surrogatepass")
    if not result.applied or new == document.data:
        return None
    if document.repo is None or document.revision is None:
        raise NoProposalError("it is not known which commit of which repository this card is of", is_fault=True)
    diff = card_diff(text_of(document.data), result.text, _CARD)
    if diff.left_out:
        raise NoProposalError(
            "a line to change holds a secret, or one beside it, which a pull request would point at in public;"
            " tell the owner in private",
            is_fault=False,
        )
    title, description = words(result, origins, version)
    return Proposal(
        document.repo,
        document.revision,
        document.data,
        new,
        diff.text,
        title,
        description,
        len(result.applied),
        version,
    )


def text_of(card: bytes) -> str:
    """Return the text of a card, whatever its bytes; what is no UTF-8 stays apart from what is."""
    return card.decode("utf-8", "surrogateescape")
