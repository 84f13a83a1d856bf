"""What to do in a repository, by what stands there."""

from __future__ import annotations

import pytest

from cardcheck.hub.pulls import Pull, PullDetails
from cardcheck.proposing.decide import Own, step_beside, step_with_own
from cardcheck.proposing.plan import Proposal

OLD, NEW, LATER = b"old\n", b"new\n", b"later\n"
PROPOSAL = Proposal("acme/reviews", "0" * 40, OLD, NEW, "-old\n+new\n", "A title", "Words", 1, "0.1.0")
EARLIER = PROPOSAL._replace(old=b"older\n", new=b"newer\n", diff="-older\n+newer\n")


def own(status, proposal=PROPOSAL, card=None, number=1, *, is_withdrawn=False, before=None):
    marker = proposal.marker(before)._replace(is_withdrawn=is_withdrawn)
    details = PullDetails(
        proposal.title, f"{proposal.description}\n\n{marker.line}", "c1", "1" * 40, None, has_conflict=False
    )
    return Own(Pull(number, proposal.title, "me", status), details, marker, card)


def step(proposal, *pulls, again=False):
    return step_with_own(proposal, pulls, again=again)


def name(proposal, *pulls, again=False):
    found = step(proposal, *pulls, again=again)
    return found.name if found else None


def test_nothing_to_fix_and_nothing_there():
    assert name(None) == "nothing"


def test_something_to_fix_and_nothing_there_is_left_to_what_others_do():
    assert name(PROPOSAL) is None
    assert step_beside(()).name == "open"
    assert step_beside((7,)) == ("occupied", 7, "pull request #7 of somebody else changes the same lines of the card")


def test_the_same_proposal_is_there():
    assert step(PROPOSAL, own("open", card=NEW)) == ("keep", 1, None)


def test_the_card_changed():
    assert name(PROPOSAL, own("open", EARLIER, EARLIER.new)) == "update"


def test_the_branch_is_right_and_the_description_is_not():
    assert name(PROPOSAL, own("open", EARLIER, NEW)) == "describe"


def test_an_update_that_was_cut_off_before_its_commit_goes_on():
    assert name(PROPOSAL, own("open", card=EARLIER.new, before=EARLIER.new)) == "update"


def test_an_update_that_was_cut_off_is_still_ours_when_the_card_changes_again():
    third = PROPOSAL._replace(old=b"third\n", new=LATER)
    assert name(third, own("open", card=EARLIER.new, before=EARLIER.new)) == "update"
    assert name(third, own("open", card=NEW, before=EARLIER.new)) == "update"


def test_a_branch_that_somebody_worked_on_is_theirs():
    assert name(PROPOSAL, own("open", card=b"by hand\n")) == "left"
    assert name(None, own("open", card=b"by hand\n")) == "left"


def test_a_branch_without_a_card_is_left_alone():
    assert name(PROPOSAL, own("open", card=None)) == "left"


def test_what_is_mended_already_is_withdrawn():
    assert name(None, own("open", card=NEW)) == "withdraw"


@pytest.mark.parametrize("proposal", [PROPOSAL, EARLIER])
def test_who_closed_it_is_not_asked_again(proposal):
    assert name(proposal, own("closed")) == "declined"
    assert name(proposal, own("closed"), again=True) is None


def test_what_we_closed_ourselves_was_not_refused():
    assert name(PROPOSAL, own("closed", is_withdrawn=True)) is None


def test_what_was_merged_may_be_followed_by_another():
    assert name(PROPOSAL, own("merged", EARLIER)) is None


def test_what_was_merged_and_taken_back_is_not_proposed_again():
    assert name(PROPOSAL, own("merged")) == "declined"
    assert name(PROPOSAL, own("merged"), again=True) is None


def test_what_was_said_last_holds():
    assert name(PROPOSAL, own("closed"), own("merged", EARLIER, number=2)) is None
    assert name(PROPOSAL, own("merged", EARLIER), own("closed", number=2)) == "declined"


def test_an_open_one_counts_more_than_a_closed_one():
    assert name(PROPOSAL, own("closed"), own("open", card=NEW, number=2)) == "keep"
