"""`cardcheck check`: targets and options in, reports and an exit code out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._completing import complete_path
from cardcheck.cli._help import SectionedCommand
from cardcheck.cli._newness import judged, newness_options
from cardcheck.cli._options import (
    OptionError,
    explained_errors,
    rule_options,
    say,
    settings,
    terminal_width,
    wants_color,
)
from cardcheck.cli._reporting import report_options, terminal_options, with_progress, write_reports
from cardcheck.cli._tally import Tally
from cardcheck.cli._targets import chosen_rules, listeners, require_reachable, target_options, wishes

if TYPE_CHECKING:
    from cardcheck.cli._watching import Rest
    from cardcheck.model.report import CardReport
    from cardcheck.run import Linters, Wishes

_WIDEST_PAGE = 120
_EXIT_CODES = """\b
Exit codes:
  0  nothing at or above --fail-on
  1  something is
  2  cardcheck could not do its job: bad option, configuration, path
  3  something asked for could not be done: an unreadable card, a folder
     without one
"""


@click.command(
    "check",
    cls=SectionedCommand,
    short_help="Check cards and say what is wrong, where, and what to do.",
    epilog=_EXIT_CODES,
)
@click.argument("targets", nargs=-1, shell_complete=complete_path, metavar="[TARGET]...")
@rule_options
@report_options
@click.option(
    "--explain-load", is_flag=True, help="Tell what `load_dataset` and the viewer will make of the repository, and why."
)
@target_options
@click.option(
    "--jobs", default="1", metavar="N|auto", help="Processes to use (worth it from some thousands of cards on)."
)
@click.option("--explain-score", is_flag=True, help="Trace every point of the score.")
@click.option(
    "--min-score", type=click.IntRange(0, 100), metavar="N", help="Exit with 1 where a card has fewer points."
)
@click.option(
    "--show-settings", is_flag=True, help="Show which settings hold and where each comes from; check nothing."
)
@click.option("--watch", is_flag=True, help="Check again whenever a card, its data, settings or rules change.")
@newness_options
@terminal_options
def command(targets: tuple[str, ...], **given: Any) -> None:
    """Check dataset cards: files, folders, globs, or `-` for standard input (default: the current folder).

    On the Hub: `hf://datasets/ORG/NAME`, with `@REVISION` behind it for another than main.
    """
    targets = targets or (".",)
    if given["watch"]:
        sys.exit(_watch(targets, given))
    with explained_errors():
        sys.exit(_check(targets, given))


def _watch(targets: tuple[str, ...], given: dict[str, Any]) -> int:
    from cardcheck.cli._watching import Rest, require_watchable, watch

    with explained_errors():
        require_watchable(targets, given)
    rest = Rest(targets, given)

    def check() -> int:
        with explained_errors():
            return _check(targets, given, rest)

    return watch(rest, check)


def _check(targets: tuple[str, ...], given: dict[str, Any], rest: Rest | None = None) -> int:
    require_reachable(targets, given)
    config = settings(targets, given)
    if rest is not None:
        rest.add_settings(config)
    linters = chosen_rules(config, is_verbose=given["verbose"])
    wanted = wishes(given)._replace(
        facts=frozenset({"files", "heads", "parquet"} if given["explain_load"] else ()), jobs=_jobs(given["jobs"])
    )
    if given["show_settings"]:
        return _show_settings(targets, linters, wanted, given)
    tally = Tally(config, given["require"])
    heard = listeners(tally, is_verbose=given["verbose"])
    reports = judged(targets, (linters, wanted), heard, given)
    if rest is not None:
        reports = rest.add_cards(reports)
    shown = _held_to(given["min_score"], tally.count(with_progress(reports)), tally)
    write_reports(shown, config, given, is_many=len(targets) > 1)
    return tally.exit_code


def _show_settings(targets: tuple[str, ...], linters: Linters, wanted: Wishes, given: dict[str, Any]) -> int:
    from cardcheck.cli._in_force import in_force
    from cardcheck.cli._in_force_page import page

    if given["format_"] not in {"text", "json"} or given["outputs"]:
        raise OptionError(
            "`--show-settings` writes text or JSON to standard output: `--format text` or `--format json`"
        )
    told = in_force(targets, linters, wanted)
    if given["format_"] == "json":
        click.echo(json.dumps(told, indent=1))
    else:
        color = wants_color(given["color"], sys.stdout)
        click.echo("\n".join(page(told, min(terminal_width(), _WIDEST_PAGE))), color=color)
    return 0


def _held_to(least: int | None, reports: Iterator[CardReport], tally: Tally) -> Iterator[CardReport]:
    """Pass reports on, and tell of those whose score is too low."""
    for report in reports:
        if least is not None and report.score is not None and report.score.tenths < 10 * least:
            say(f"{report.source}: the score of {report.score.points} is below {least}")
            tally.add(has_failed=True)
        yield report


def _jobs(text: str) -> int:
    import os

    if text == "auto":
        return os.cpu_count() or 1
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise OptionError(f"`--jobs {text}`: it takes a number from 1 on, or `auto`")
