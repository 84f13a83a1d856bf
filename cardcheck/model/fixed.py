"""What became of a card that was fixed."""

from typing import NamedTuple

from cardcheck.model.finding import Finding
from cardcheck.model.report import CardReport


class Refused(NamedTuple):
    """A fix that was not applied because it would have done harm, which is our mistake; `reason` completes "it …"."""

    finding: Finding
    reason: str


class FixResult(NamedTuple):
    """A card after fixing.

    `text` is the whole card, with its byte-order mark where it had one; `report` judges it, `before` the card as it
    was. `applied` are the findings whose fixes went in, in order. `fault` is one sentence where the card could not be
    fixed at all, for a reason that is no finding; `text` is as it was then; `is_our_fault` where that is a mistake of
    cardcheck.
    """

    text: str
    report: CardReport
    before: CardReport
    applied: tuple[Finding, ...] = ()
    refused: tuple[Refused, ...] = ()
    fault: str | None = None
    is_our_fault: bool = False
