"""`cardcheck check`: targets and options in, reports and an exit code out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from cardcheck.cli._options import (
    OptionError,
    explained_errors,
    rule_options,
    say,
    settings,
    terminal_width,
    wants_color,
)
from cardcheck.reporters import formats

if TYPE_CHECKING:
    from cardcheck.model.config import Config
    from cardcheck.model.report import CardReport
    from cardcheck.model.run import Run


@click.command("check", short_help="Check cards and say what is wrong, where, and what to do.")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@rule_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="Exit with 1 from this severity on (default: error).",
)
@click.option(
    "--format", "format_", type=click.Choice(formats()), default="text", show_default=True, help="How to report."
)
@click.option("--output", "outputs", multiple=True, metavar="[FORMAT=]FILE", help="Write to a file; may be repeated.")
@click.option("--all", "show_all", is_flag=True, help="Show every finding, however many lines it takes.")
@click.option("--frames", is_flag=True, help="Show the source line of each finding.")
@click.option("--statistics", is_flag=True, help="Count findings by rule.")
@click.option(
    "--explain-load", is_flag=True, help="Tell what `load_dataset` and the viewer will make of the repository, and why."
)
@click.option("--no-data", is_flag=True, help="Look at the README only, not at the files beside it.")
@click.option(
    "--repo-dir",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="The repository folder of the card.",
)
@click.option("--repo", metavar="ORG/NAME", help="The repository's id on the Hub.")
@click.option(
    "--require",
    type=click.Choice(["files", "heads", "parquet"]),
    multiple=True,
    help="Exit with 3 where this fact cannot be had.",
)
@click.option("--stdin-filename", metavar="PATH", help="Name to report for a card from standard input (`-`).")
@click.option(
    "--jobs", default="1", metavar="N|auto", help="Processes to use (worth it from some thousands of cards on)."
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the output.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show findings only.")
@click.option("-v", "--verbose", is_flag=True, help="Also tell what was passed over and which settings hold.")
def command(targets: tuple[str, ...], **given: Any) -> None:
    """Check dataset cards: files, folders, globs, or `-` for standard input (default: the current folder).

    Exit codes: 0 nothing at or above --fail-on; 1 something is; 2 cardcheck could not do its job (bad option,
    configuration, path); 3 something asked for could not be done (unreadable card, folder without a card).
    """
    with explained_errors():
        sys.exit(_check(targets or (".",), given))


def _check(targets: tuple[str, ...], given: dict[str, Any]) -> int:
    from cardcheck.engine.linter import Linter
    from cardcheck.run import Listeners, Wishes, run

    config = settings(targets, given)
    linter = Linter.of(config)
    for note in linter.notes:
        click.echo(f"note: {note}", err=True)
    if given["verbose"]:
        click.echo(f"settings: {config.origin or 'defaults'}; {len(linter.rules)} rules", err=True)
    wishes = Wishes(
        repo_dir=given["repo_dir"],
        repo=given["repo"],
        stdin_filename=given["stdin_filename"],
        is_data_wanted=not given["no_data"],
        facts=frozenset({"files", "heads", "parquet"} if given["explain_load"] else ()),
        required=frozenset(given["require"]),
        jobs=_jobs(given["jobs"]),
    )

    tally = _Tally(config, given["require"])

    def on_passed(passed: Any) -> None:
        if given["verbose"]:
            click.echo(f"passed over {passed.path!s}: {passed.reason}", err=True)

    reports = tally.count(_with_progress(run(targets, config, linter, wishes, Listeners(on_passed, tally.on_fault))))
    _write(reports, config, given, is_many=len(targets) > 1)
    return tally.exit_code


def _write(reports: Iterator[CardReport], config: Config, given: dict[str, Any], *, is_many: bool) -> None:
    """Give the reports to every format that is wanted."""
    from cardcheck.reporters import writer

    files = [_output(text, given["format_"]) for text in given["outputs"]]
    wanted: list[tuple[str, Path | None]] = [*files] or [(given["format_"], None)]
    # Several outputs each need all reports; one takes them as they come.
    shared = list(reports) if len(wanted) > 1 else reports
    for format_, path in wanted:
        with ExitStack() as stack:
            out: TextIO = sys.stdout
            if path is not None:
                try:
                    out = stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
                except OSError as error:
                    raise OptionError(
                        f"`{path}` cannot be written ({(error.strerror or str(error)).lower()})"
                    ) from None
            writer(format_)(shared, _run(config, given, out, is_many=is_many), out)


def _run(config: Config, given: dict[str, Any], out: TextIO, *, is_many: bool) -> Run:
    from cardcheck import __version__, resources
    from cardcheck.model.run import Run

    return Run(
        version=__version__,
        spec=resources.SPEC,
        docs_url="docs/rules.md#{family}{slug}",
        width=terminal_width() if out is sys.stdout else 80,
        color=wants_color(given["color"], out),
        show_all=given["show_all"],
        frames=given["frames"],
        statistics=given["statistics"],
        verbose=given["verbose"],
        quiet=given["quiet"],
        many=is_many,
        explain_load=given["explain_load"],
        repo_dir=str(given["repo_dir"]) if given["repo_dir"] else None,
        fail_on=config.fail_on,
    )


class _Tally:
    """What the exit code depends on, counted while reports stream by."""

    def __init__(self, config: Config, required: tuple[str, ...]) -> None:
        self._fail_on = config.fail_on
        self._required = required
        self._has_failed = self._is_incomplete = self._has_erred = False

    def count(self, reports: Iterator[CardReport]) -> Iterator[CardReport]:
        """Pass reports on and remember what matters."""
        from cardcheck.model.finding import SEVERITIES
        from cardcheck.model.totals import is_incomplete

        grave = SEVERITIES[: SEVERITIES.index(self._fail_on) + 1] if self._fail_on != "never" else ()
        for report in reports:
            self._has_failed |= any(finding.severity in grave for finding in report.shown)
            self._has_erred |= report.status == "crashed"
            self._has_erred |= any(finding.rule == "cardcheck/crashed" for finding in report.findings)
            self._is_incomplete |= is_incomplete(report)
            for fact in self._required:
                self._is_incomplete |= self._is_missing(report, fact)
            yield report

    @staticmethod
    def _is_missing(report: CardReport, fact: str) -> bool:
        """Whether a fact that is required is not there, which is told where nothing else tells it."""
        state = report.facts.get(fact)
        if state is not None and state != "available":
            say(f"{report.source}: {fact} {state}")
        return state != "available"

    def on_fault(self, error: Exception) -> None:
        """Tell of a target that gave no card; the run goes on with the others."""
        from cardcheck.run import NoCardError

        say(str(error))
        if isinstance(error, NoCardError):
            self._is_incomplete = True
        else:
            self._has_erred = True

    @property
    def exit_code(self) -> int:
        """The contract's exit code: what cardcheck could not do weighs more than what it found."""
        if self._has_erred:
            return 2
        if self._is_incomplete:
            return 3
        return int(self._has_failed)


def _with_progress(reports: Iterator[CardReport]) -> Iterator[CardReport]:
    """Show in a terminal how many cards are done; the line is gone whenever a report is written."""
    if not sys.stderr.isatty():
        yield from reports
        return
    import time

    drawn_at, begun = 0.0, time.monotonic()
    is_drawn = False
    for count, report in enumerate(reports, start=1):
        now = time.monotonic()
        if is_drawn:
            click.echo("\r\x1b[K", err=True, nl=False)
            is_drawn = False
        yield report
        # Nothing for a quick run; then ten times a second at most.
        if now - begun > 1 and now - drawn_at > 0.1:
            click.echo(f"{count:,} cards checked, {count / (now - begun):,.0f} a second", err=True, nl=False)
            is_drawn, drawn_at = True, now
    if is_drawn:
        click.echo("\r\x1b[K", err=True, nl=False)


def _output(text: str, default: str) -> tuple[str, Path]:
    """Read `FORMAT=FILE` or `FILE`."""
    name, sign, path = text.partition("=")
    if sign and name in formats():
        return name, Path(path)
    return default, Path(text)


def _jobs(text: str) -> int:
    import os

    if text == "auto":
        return os.cpu_count() or 1
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise OptionError(f"`--jobs {text}`: it takes a number from 1 on, or `auto`")
