"""How a run is reported: the options for it, and reports given to every format that is wanted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from cardcheck.cli._options import (
    OptionError,
    adding,
    docs_option,
    require_docs_url,
    terminal_width,
    wants_color,
    wants_hyperlinks,
)
from cardcheck.reporters import formats

if TYPE_CHECKING:
    from cardcheck.model.config import Config
    from cardcheck.model.report import CardReport
    from cardcheck.model.run import RuleWords, Run

_FORMATS_WITH_RULES = frozenset({"html", "sarif"})

report_options = adding(
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        help="Exit with 1 from this severity on (default: error).",
    ),
    click.option(
        "--format",
        "format_",
        type=click.Choice(formats()),
        metavar="FORMAT",
        default="text",
        show_default=True,
        help=f"How to report: {', '.join(formats())}.",
    ),
    click.option(
        "--output", "outputs", multiple=True, metavar="[FORMAT=]FILE", help="Write to a file; may be repeated."
    ),
    click.option("--all", "show_all", is_flag=True, help="Show every finding, however many lines it takes."),
    click.option("--frames", is_flag=True, help="Show the source line of each finding."),
    click.option("--statistics", is_flag=True, help="Count findings by rule."),
    docs_option,
)
terminal_options = adding(
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour the output.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Show findings only."),
    click.option("-v", "--verbose", is_flag=True, help="Also tell what was passed over and which settings hold."),
)


def write_reports(
    reports: Iterator[CardReport], config: Config, given: dict[str, Any], *, is_many: bool, to: TextIO | None = None
) -> None:
    """Give the reports to every format that is wanted: to files, else to a stream."""
    from cardcheck.reporters import writer

    require_docs_url(given.get("docs_url"))
    files = [_output(text, given["format_"]) for text in given["outputs"]]
    wanted: list[tuple[str, Path | None]] = [*files] or [(given["format_"], None)]
    # Several outputs each need all reports; one takes them as they come.
    shared = list(reports) if len(wanted) > 1 else reports
    for format_, path in wanted:
        with ExitStack() as stack:
            out: TextIO = to or sys.stdout
            if path is not None:
                try:
                    out = stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
                except OSError as error:
                    raise OptionError(
                        f"`{path}` cannot be written ({(error.strerror or str(error)).lower()})"
                    ) from None
            run = _run(config, given, out, is_many=is_many)
            writer(format_)(
                shared, run._replace(rules=_rule_words(config)) if format_ in _FORMATS_WITH_RULES else run, out
            )


def _run(config: Config, given: dict[str, Any], out: TextIO, *, is_many: bool) -> Run:
    from cardcheck import __version__, resources
    from cardcheck.model.run import Run

    return Run(
        version=__version__,
        spec=resources.SPEC,
        docs_url=given.get("docs_url") or "docs/rules.md#{family}{slug}",
        width=terminal_width() if out in {sys.stdout, sys.stderr} else 80,
        color=wants_color(given["color"], out),
        hyperlinks=bool(given.get("docs_url")) and wants_hyperlinks(given["color"], out),
        show_all=given["show_all"],
        frames=given["frames"],
        statistics=given["statistics"],
        verbose=given["verbose"],
        quiet=given["quiet"],
        many=is_many,
        explain_load=given.get("explain_load", False),
        explain_score=given.get("explain_score", False),
        repo_dir=str(given["repo_dir"]) if given["repo_dir"] else None,
        fail_on=config.fail_on,
    )


def _rule_words(config: Config) -> dict[str, RuleWords]:
    """Read the pages of all rules that the settings know, without their examples: these hold made-up keys."""
    from cardcheck import resources
    from cardcheck.model.run import RuleWords
    from cardcheck.rulebook.describe import describe
    from cardcheck.rulebook.load import own_id, read_rules, rule_pages
    from cardcheck.rulebook.select import own_files

    pages = rule_pages(resources.rules_dir())
    for path in own_files(config):
        pages |= read_rules(path, own_id(path))
    return {
        rule: RuleWords(data["title"], data["severity"], data["confidence"], describe(rule, {**data, "examples": ()}))
        for rule, data in pages.items()
    }


def with_progress(reports: Iterator[CardReport]) -> Iterator[CardReport]:
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
        # Nothing for one card or a quick run; then ten times a second at most.
        if count > 1 and now - begun > 1 and now - drawn_at > 0.1:
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
