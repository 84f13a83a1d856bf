"""How proposals are shown: outcomes in, as they come; text or JSON out, and the exit code that they add up to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._options import plain, say

if TYPE_CHECKING:
    from cardcheck.proposing.plan import Proposal
    from cardcheck.proposing.settle import Outcome
    from cardcheck.terminal.stream import Terminal

_TOLD = {
    "nothing": "nothing to fix",
    "would-open": "would open a pull request",
    "would-update": "would update pull request #{number}",
    "would-withdraw": "would withdraw pull request #{number}",
    "opened": "opened {url}",
    "updated": "updated {url}",
    "withdrawn": "withdrew {url}",
    "unchanged": "pull request #{number} is there and up to date",
    "declined": "left alone",
    "occupied": "left alone",
    "left": "left alone",
    "failed": "could not be done",
}
_SUMS = {
    "would-open": "would open {count:,}",
    "would-update": "would update {count:,}",
    "would-withdraw": "would withdraw {count:,}",
    "opened": "opened {count:,}",
    "updated": "updated {count:,}",
    "withdrawn": "withdrew {count:,}",
    "unchanged": "{count:,} up to date",
    "nothing": "{count:,} with nothing to fix",
    "declined": "{count:,} declined before",
    "occupied": "{count:,} with a pull request of somebody else",
    "left": "{count:,} left alone",
    "failed": "{count:,} not done",
}


class Showing:
    """What is shown of a run, and counted."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given
        self._counts: Counter[str] = Counter()
        self._objects: list[dict[str, Any]] = []
        self._has_erred = False

    def begin(self, settled: int) -> None:
        """Tell what an earlier run has done already."""
        if settled and not self._given["quiet"]:
            click.echo(f"going on: {settled:,} done already, as the journal says", err=True)

    def show(self, outcome: Outcome) -> None:
        """Show what became of one repository."""
        self._counts[outcome.name] += 1
        self._has_erred |= outcome.is_ours
        if self._given["format_"] == "json":
            self._objects.append(_plain(outcome))
            return
        told = _TOLD[outcome.name].format(number=outcome.number, url=_url(outcome))
        line = f"{outcome.repo}: {told}{f': {outcome.reason}' if outcome.reason else ''}"
        if outcome.name == "failed":
            say(line)
        else:
            click.echo(plain(line))
        if outcome.proposal is not None and outcome.name in {"would-open", "would-update"}:
            self._show_proposal(outcome.repo, outcome.proposal)

    def stop_at(self, limit: int, left: int) -> None:
        """Tell that the limit is reached."""
        if not self._given["quiet"]:
            click.echo(f"stopped at --limit {limit:,}; {left:,} more wait for another run", err=True)

    def end(self) -> None:
        """Show what is shown of all, and the sum."""
        if self._given["format_"] == "json":
            from cardcheck import __version__

            said = {"format": 1, "cardcheck": __version__, "dry_run": not self._given["is_open"]}
            click.echo(json.dumps(said | {"repositories": self._objects}, indent=1))
        elif not self._given["quiet"]:
            sums = [words.format(count=self._counts[name]) for name, words in _SUMS.items() if self._counts[name]]
            click.echo("; ".join(sums) or "nothing to do", err=True)

    @property
    def exit_code(self) -> int:
        """What could not be done weighs more than what there is to propose."""
        if self._has_erred:
            return 2
        if self._counts["failed"]:
            return 3
        return int(any(self._counts[name] for name in ("would-open", "would-update", "would-withdraw")))

    def _show_proposal(self, repo: str, proposal: Proposal) -> None:
        from cardcheck.cli._diffs import card_diff, print_text, shown_diff, tell_left_out
        from cardcheck.proposing.plan import text_of

        if self._given["quiet"]:
            return
        # A workflow's log has lines that a diff for people has not.
        diff = card_diff(text_of(proposal.old), text_of(proposal.new), "README.md")
        tell_left_out(repo, diff)
        click.echo(f"\nTitle: {plain(proposal.title)}\n")
        print_text(f"{proposal.description}\n\n", self._given, _shown_description)
        print_text(diff.text, self._given, shown_diff)
        click.echo()


def _shown_description(text: str, terminal: Terminal) -> Iterator[str]:
    """Yield the lines of a description as its page shows them: what parts a name from its sign is seen nowhere."""
    from cardcheck.cli._diffs import shown_text

    return shown_text(text.replace("\u2060", ""), terminal)


def _url(outcome: Outcome) -> str | None:
    if outcome.number is None:
        return None
    from cardcheck.hub.pulls import pull_url

    return pull_url(outcome.repo, outcome.number)


def _plain(outcome: Outcome) -> dict[str, Any]:
    proposal = outcome.proposal
    return {
        "repo": outcome.repo,
        "outcome": outcome.name,
        "reason": outcome.reason,
        "number": outcome.number,
        "url": _url(outcome),
        "revision": proposal.revision if proposal else None,
        "problems": proposal.problems if proposal else 0,
        "title": proposal.title if proposal else None,
        "description": proposal.description if proposal else None,
        "diff": proposal.diff if proposal else "",
    }
