"""Pull requests of other people that are in our way: a repository and our changes in, their numbers out."""

from __future__ import annotations

from collections.abc import Iterable

from cardcheck.hub.faults import HubError
from cardcheck.hub.files import read_card
from cardcheck.hub.pulls import Pull, PullDetails, pull_details, pull_revision
from cardcheck.proposing.overlap import stretches, stretches_of_diff, touch
from cardcheck.proposing.plan import Proposal, text_of

# Where more are open than anybody looks at, ours would be one too many.
_MOST_LOOKED_AT = 50


def in_the_way(proposal: Proposal, pulls: Iterable[tuple[Pull, PullDetails | None]]) -> list[int]:
    """Return the first open pull request that touches the lines that a proposal changes; it takes one to keep away.

    Of some the details are known already.
    """
    for looked_at, (pull, known) in enumerate(pulls):
        if looked_at >= _MOST_LOOKED_AT or _is_in_the_way(proposal, pull.number, known):
            return [pull.number]
    return []


def _is_in_the_way(proposal: Proposal, number: int, known: PullDetails | None) -> bool:
    details = known or pull_details(proposal.repo, number)
    card = text_of(proposal.old)
    theirs = None if details.diff is None else stretches_of_diff(details.diff, card)
    if theirs is None:
        try:
            branch = read_card(proposal.repo, pull_revision(number))
        except HubError as error:
            if error.kind != "no-file":
                raise
            return True
        # The branch may be behind: what the main branch has changed since looks like a change of theirs.
        theirs = stretches(card, text_of(branch))
    return touch(proposal.stretches, theirs)
