"""`cardcheck fix`: targets and options in; fixed cards, or a diff, and what is left out."""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from cardcheck.cli._completing import complete_path
from cardcheck.cli._help import SectionedCommand
from cardcheck.cli._options import OptionError, explained_errors, rule_options, say, settings
from cardcheck.cli._reporting import report_options, terminal_options, with_progress, write_reports
from cardcheck.cli._tally import Tally
from cardcheck.cli._targets import chosen_rules, first_remote, listeners, require_reachable, target_options, wishes


@click.command("fix", cls=SectionedCommand, short_help="Mend in cards what can be mended safely.")
@click.argument("targets", nargs=-1, shell_complete=complete_path, metavar="[TARGET]...")
@click.option("--diff", is_flag=True, help="Print what would change, for `git apply` or `patch -p1`; write nothing.")
@click.option("--unsafe", is_flag=True, help="Apply the fixes too that a person should look at afterwards.")
@click.option("--cosmetic", is_flag=True, help="Mend too what is worth no points, and look for more of it.")
@rule_options
@report_options
@target_options
@terminal_options
def command(targets: tuple[str, ...], **given: Any) -> None:
    """Apply the safe fixes to dataset cards in place, until none is left, and report what remains.

    With `-` the card is read from standard input and written to standard output, the report to standard error.

    Exit codes: as `cardcheck check`, for what is left; 3 also where a card could not be written. With --diff: 1 if
    there is a diff (never with --fail-on never), else 0; findings are not reported then and count only in --output.
    """
    with explained_errors(), _orderly_end():
        sys.exit(_fix(targets or (".",), given))


def _fix(targets: tuple[str, ...], given: dict[str, Any]) -> int:
    from cardcheck.cli._mending import Mending
    from cardcheck.engine.fixing import Wanted
    from cardcheck.rulebook.select import with_cosmetic_rules
    from cardcheck.run import fix_many

    require_reachable(targets, given)
    _require_writable(targets, given)
    config = settings(targets, given)
    if given["cosmetic"]:
        config = with_cosmetic_rules(config)
    linters = chosen_rules(config, is_verbose=given["verbose"])
    wanted = Wanted(unsafe=given["unsafe"], cosmetic=given["cosmetic"])
    # Findings that nobody is shown fail nothing.
    is_silent = given["diff"] and not given["outputs"]
    tally = Tally(config._replace(fail_on="never", layers=()) if is_silent else config, given["require"])
    mending = Mending(config, given, wanted, tally)
    heard = listeners(tally, is_verbose=given["verbose"])
    fixed = fix_many(targets, linters, wishes(given), heard, wanted=wanted)
    reports = tally.count(mending.show(fixed) if given["diff"] else mending.write_back(fixed))
    if is_silent:
        deque(reports, maxlen=0)
    else:
        is_piped = "-" in targets
        shown = reports if given["diff"] else with_progress(reports)
        write_reports(shown, config, given, is_many=len(targets) > 1, to=sys.stderr if is_piped else None)
    if mending.summary is not None and not given["quiet"]:
        # Where both streams go to one place, the report comes first.
        sys.stdout.flush()
        click.echo(mending.summary, err=True)
    return tally.exit_code


def _require_writable(targets: tuple[str, ...], given: dict[str, Any]) -> None:
    """Stop at a card on the Hub that would have to be changed in place."""
    remote = first_remote(targets)
    if remote is not None and not given["diff"]:
        raise OptionError(
            f"`{remote}` lies on the Hub, where nothing is changed in place:"
            " `--diff` shows the fixes, `cardcheck propose` makes them a pull request"
        )


@contextmanager
def _orderly_end() -> Iterator[None]:
    """Let a program that is told to end take away what it has begun to write; each card is whole either way."""

    def stop(number: int, _: object) -> None:
        sys.exit(128 + number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    except KeyboardInterrupt:
        say("stopped; every card is either fixed or as it was")
        sys.exit(128 + signal.SIGINT)
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
