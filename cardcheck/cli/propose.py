"""`cardcheck propose`: datasets on the Hub in; what would be proposed to each out, or its pull request opened."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._help import SectionedCommand
from cardcheck.cli._options import (
    OptionError,
    docs_option,
    explained_errors,
    require_docs_url,
    rule_options,
    say,
    settings,
)
from cardcheck.cli._proposals import Showing
from cardcheck.cli._reporting import terminal_options
from cardcheck.cli._targets import chosen_rules

if TYPE_CHECKING:
    from cardcheck.model.document import Document
    from cardcheck.model.fixed import FixResult
    from cardcheck.proposing.journal import Journal
    from cardcheck.proposing.settle import Desk
    from cardcheck.run import Linters


@click.command(
    "propose", cls=SectionedCommand, short_help="Propose the safe fixes to datasets on the Hub, as pull requests."
)
@click.argument("targets", nargs=-1, metavar="[hf://datasets/ORG/NAME]...")
@click.option("--open", "is_open", is_flag=True, help="Do it; without this nothing is written to the Hub.")
@click.option(
    "--from", "audit", type=click.Path(path_type=Path, dir_okay=False), metavar="AUDIT",
    help="Take the datasets with something to fix from an audit: its journal, or its report in jsonl.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Open so many pull requests at most.")
@click.option(
    "--journal", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Keep what was done here, and go on from there.",
)  # fmt: skip
@click.option("--again", is_flag=True, help="Propose anew where an earlier proposal was closed.")
@click.option("--beside-others", is_flag=True, help="Propose even where another pull request changes the same lines.")
@click.option("--unsafe", is_flag=True, help="Propose the fixes too that rest on a guess; the description marks them.")
@click.option("--no-data", is_flag=True, help="Look at the README only, not at the files beside it.")
@docs_option
@rule_options
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@terminal_options
def command(targets: tuple[str, ...], **given: Any) -> None:
    """Propose the safe fixes to datasets on the Hub: one pull request for each, which is kept up to date.

    Without --open this is a dry run: it shows each diff with its description, and writes nothing. A dataset is left
    alone where an earlier proposal was closed, or where somebody's pull request changes the same lines.

    Exit codes: 0 if all is done or there is nothing to do; 1 if a dry run has something to propose; 2 for wrong usage;
    3 where a dataset could not be read or written to, after all others were.
    """
    from cardcheck.proposing.campaign import CampaignError
    from cardcheck.writing import WriteError

    with explained_errors():
        try:
            sys.exit(_propose(targets, given))
        except (CampaignError, WriteError) as error:
            say(str(error))
            sys.exit(2)
        except KeyboardInterrupt:
            say("stopped; a pull request is either there with its description or not at all, so run again to go on")
            sys.exit(128 + signal.SIGINT)


def _propose(targets: tuple[str, ...], given: dict[str, Any]) -> int:
    require_docs_url(given["docs_url"])
    repos = [_repo(target) for target in targets]
    if given["audit"] is not None:
        from cardcheck.proposing.campaign import candidates

        repos += candidates(given["audit"])
    elif not repos:
        raise OptionError("nothing is named: give hf://datasets/ORG/NAME, or --from AUDIT")
    # A repository does not choose the rules that it is held to, so the settings are those of where we stand.
    config = settings((), given)
    showing = Showing(given)
    with ExitStack() as stack:
        journal = stack.enter_context(_journal(given)) if given["journal"] is not None else None
        desk = _desk(chosen_rules(config, is_verbose=given["verbose"]), given, journal)
        if desk is None:
            return 3
        _go_through(list(dict.fromkeys(repos)), desk, journal, showing, given["limit"])
    showing.end()
    return showing.exit_code


def _repo(target: str) -> str:
    from cardcheck.hub.address import parse_address

    address = parse_address(target)
    if address is None or address.repo is None or address.path is not None:
        raise OptionError(f"`{target}`: name a dataset as hf://datasets/ORG/NAME, or take those of an audit by --from")
    if address.revision not in {None, "main"}:
        raise OptionError(f"`{target}`: a pull request is made against the main branch; leave out the revision")
    return address.repo


def _journal(given: dict[str, Any]) -> Journal:
    from cardcheck.proposing.journal import Journal

    return Journal.open(given["journal"])


def _desk(linters: Linters, given: dict[str, Any], journal: Journal | None) -> Desk | None:
    """Return what it takes to settle repositories; None where the Hub does not say who we are."""
    from cardcheck import __version__
    from cardcheck.hub.faults import HubError
    from cardcheck.hub.pulls import who_am_i
    from cardcheck.proposing.origins import origins_of
    from cardcheck.proposing.settle import Desk, Manners

    try:
        me = who_am_i()
    except HubError as error:
        say(f"the Hub does not say whose token this is: {error}")
        return None
    if me is None and given["is_open"]:
        raise OptionError("--open needs a token that may write; log in with `hf auth login`, or set HF_TOKEN")
    return Desk(
        read=lambda repo: _fixed(repo, linters, given),
        explain=lambda result: dict(origins_of(linters.titles, result.applied, given["docs_url"])),
        version=__version__,
        me=me,
        manners=Manners(given["is_open"], given["again"], given["beside_others"]),
        on_opening=journal.opening if journal is not None else lambda _: None,
    )


def _fixed(repo: str, linters: Linters, given: dict[str, Any]) -> tuple[Document, FixResult]:
    from cardcheck.engine.fixing import Wanted
    from cardcheck.run import Wishes, fix_many

    wishes = Wishes(is_data_wanted=not given["no_data"])
    wanted = Wanted(unsafe=given["unsafe"])
    return next(fix_many([f"hf://datasets/{repo}"], linters, wishes, wanted=wanted))


def _go_through(repos: list[str], desk: Desk, journal: Journal | None, showing: Showing, limit: int | None) -> None:
    """Settle one repository after the other, those only that the journal does not know as settled."""
    from cardcheck.proposing.settle import settle

    opened = set(journal.opened) if journal is not None else set()
    waiting = [repo for repo in repos if journal is None or repo not in journal.settled]
    showing.begin(settled=len(repos) - len(waiting))
    for done, repo in enumerate(waiting):
        if limit is not None and len(opened) >= limit and repo not in opened:
            showing.stop_at(limit, left=len(waiting) - done)
            break
        outcome = settle(desk, repo)
        if outcome.name in {"opened", "would-open"}:
            opened.add(repo)
        if journal is not None and desk.manners.is_open:
            journal.add(repo, outcome)
        showing.show(outcome)
