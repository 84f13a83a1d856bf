"""`cardcheck audit`: many repositories in; a line for each as it comes, reports of all of them, and an exit code."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._completing import complete_path
from cardcheck.cli._help import SectionedCommand
from cardcheck.cli._options import explained_errors, plain, rule_options, say, settings
from cardcheck.cli._outcomes import Outcomes
from cardcheck.cli._reporting import terminal_options
from cardcheck.cli._targets import chosen_rules
from cardcheck.observatory import formats

if TYPE_CHECKING:
    from cardcheck.audit.auditing import Orders
    from cardcheck.audit.journal import Journal
    from cardcheck.run import Linters


@click.command(
    "audit",
    cls=SectionedCommand,
    short_help="Check many repositories, and say what they add up to and what to do first.",
)
@click.argument("targets", nargs=-1, shell_complete=complete_path, required=True, metavar="TARGET...")
@click.option("--no-data", is_flag=True, help="Look at the READMEs only, not at the files beside them.")
@click.option("--parquet", is_flag=True, help="On the Hub, read the footers of Parquet files too.")
@click.option("--viewer", is_flag=True, help="Hold what we say of loading against what the dataset viewer says.")
@click.option("--since", metavar="DATE", help="Take only what was changed since (2026-11-01).")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Take so many repositories at most.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=8, show_default=True, metavar="N", help="Read so many at once."
)
@click.option("--journal", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Keep records here.")
@click.option("--fresh", is_flag=True, help="Ask everything anew, whatever the journal holds.")
@click.option(
    "--history",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep what each run came to here.",
)
@rule_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 from this severity on.",
)
@click.option(
    "--format", "format_", type=click.Choice(formats()), default="text", show_default=True, help="How to report."
)
@click.option("--output", "outputs", multiple=True, metavar="[FORMAT=]FILE", help="Write to a file; may be repeated.")
@terminal_options
def command(targets: tuple[str, ...], **given: Any) -> None:
    """Check all datasets of TARGETs: an organisation or user on the Hub, a folder, a list, a table of cards.

    TARGET is `hf://datasets/ORG` or `ORG`, `hf://datasets/ORG/NAME`, a folder of repositories, a file with one target a
    line, or FILE.parquet[:COLUMN] or FILE.jsonl[:COLUMN] with one card a row.

    What is done is kept in a journal: an audit that was interrupted goes on where it stopped, and a later one asks only
    for what has changed.

    Exit codes: as `cardcheck check`; findings alone fail nothing unless --fail-on says so; 3 where a repository could
    not be read, after all others were.
    """
    from cardcheck.audit.history import HistoryError
    from cardcheck.audit.lines import LinesError
    from cardcheck.model.document import TargetError

    with explained_errors():
        try:
            sys.exit(_audit(targets, given))
        except (LinesError, HistoryError, TargetError) as error:
            say(str(error))
            sys.exit(2)


def _audit(named: tuple[str, ...], given: dict[str, Any]) -> int:
    from cardcheck.audit.journal import Journal
    from cardcheck.cli._audit_reports import outputs, write_audit
    from cardcheck.cli._audit_settings import begun, journal_of, orders_for

    wanted = outputs(given)
    # A repository under audit does not choose its own rules, so the settings are those of where we stand.
    config = settings((), given)
    linters = chosen_rules(config, is_verbose=given["verbose"])
    orders = orders_for(named, linters, given)
    path, head = journal_of(orders, linters, given["journal"])
    with Journal.open(path, head, begun(given), is_fresh=given["fresh"]) as journal:
        try:
            outcomes = _gone_through(orders, linters, journal, given)
            write_audit(journal, linters, orders, wanted, given)
            journal.finish()
        except KeyboardInterrupt:
            say(f"stopped; what is done is kept in `{journal.path}`, and the same command goes on from there")
            return 128 + signal.SIGINT
        outcomes.tell_faults()
        return outcomes.exit_code


def _gone_through(orders: Orders, linters: Linters, journal: Journal, given: dict[str, Any]) -> Outcomes:
    """Do the audit's work and show how it goes."""
    from cardcheck.audit.auditing import audit
    from cardcheck.cli._audit_progress import shown
    from cardcheck.cli._audit_settings import run_of

    if journal.note:
        say(journal.note)
    if journal.is_resumed and len(journal) and not given["quiet"]:
        click.echo(f"going on with the audit of {journal.run.date}: {len(journal):,} done already", err=True)
    outcomes, asked = Outcomes(linters.config.fail_on), 0
    for progress in shown(audit(orders, linters, run_of(given), journal), given):
        asked = progress.asked
        if progress.record is not None:
            outcomes.count(progress.record)
    if given["verbose"]:
        told = f"{len(journal):,} repositories, {asked:,} of them read now; the journal is `{journal.path}`"
        click.echo(plain(told), err=True)
    return outcomes
