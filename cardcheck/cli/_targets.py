"""What is to be looked at: the options for it, and what they mean for a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._options import OptionError, adding

if TYPE_CHECKING:
    from cardcheck.cli._tally import Tally
    from cardcheck.model.config import Config
    from cardcheck.run import Linters, Listeners, Wishes

REMOTE = "hf://"

target_options = adding(
    click.option("--no-data", is_flag=True, help="Look at the README only, not at the files beside it."),
    click.option(
        "--repo-dir",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        metavar="DIR",
        help="The repository folder of the card.",
    ),
    click.option("--repo", metavar="ORG/NAME", help="The repository's id on the Hub."),
    click.option(
        "--require",
        type=click.Choice(["files", "heads", "parquet", "viewer"]),
        multiple=True,
        help="Exit with 3 where this fact cannot be had.",
    ),
    click.option(
        "--online/--offline",
        "is_online",
        default=None,
        help="Ask the Hub about local cards too, or do not ask it at all (default: only about its own).",
    ),
    click.option(
        "--only-cards", is_flag=True, help="Pass over files that are no dataset cards, named or not; none is no fault."
    ),
    click.option("--stdin-filename", metavar="PATH", help="Name to report for a card from standard input (`-`)."),
)


def chosen_rules(config: Config, *, is_verbose: bool) -> Linters:
    """Return the linters with the rules of a run, and tell what is worth telling of them."""
    from cardcheck.run import Linters

    linters = Linters(config)
    for note in linters.notes:
        click.echo(f"note: {note}", err=True)
    if is_verbose:
        click.echo(f"settings: {config.origin or 'defaults'}; {len(linters.plain.rules)} rules", err=True)
    return linters


def first_remote(targets: tuple[str, ...]) -> str | None:
    """Return the first target that lies on the Hub."""
    return next((target for target in targets if target.startswith(REMOTE)), None)


def require_reachable(targets: tuple[str, ...], given: dict[str, Any]) -> None:
    """Stop where the Hub would have to be asked and must not be."""
    remote = first_remote(targets)
    if remote is not None and given["is_online"] is False:
        raise OptionError(f"`{remote}` lies on the Hub, which is not asked under `--offline`")


def wishes(given: dict[str, Any]) -> Wishes:
    """Return what the options say about facts, beside the rules that need them."""
    from cardcheck.run import Wishes

    return Wishes(
        repo_dir=given["repo_dir"],
        repo=given["repo"],
        stdin_filename=given["stdin_filename"],
        is_data_wanted=not given["no_data"],
        is_online=bool(given["is_online"]),
        required=frozenset(given["require"]),
        takes_only_cards=given["only_cards"],
    )


def listeners(tally: Tally, *, is_verbose: bool) -> Listeners:
    """Return who hears of targets without a card, and of files that are passed over."""
    from cardcheck.run import Listeners

    def on_passed(passed: Any) -> None:
        if is_verbose:
            click.echo(f"passed over {passed.path!s}: {passed.reason}", err=True)

    return Listeners(on_passed, tally.on_fault)
