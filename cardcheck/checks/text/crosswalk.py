"""Questions of other forms than the card's: Croissant RAI, Datasheets for Datasets, or an organisation's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.topics.crosswalk import answer


def unanswered(
    target: Target,
    *,
    answers: Sequence[str] = (),
    touches: Sequence[str] = (),
    titles: Sequence[str] = (),
    phrases: Sequence[str] = (),
) -> Iterator[Problem]:
    """One of some topics or keys of the front matter (`/license`) answers the question, or a title, label or phrase.

    What merely touches on it is not told: a table of all questions shows that.
    """
    if target.card.is_lfs_pointer:
        return
    if answer(target.card, answers=answers, touches=touches, titles=titles, phrases=phrases).state == "none":
        yield target.problem()
