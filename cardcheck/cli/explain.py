"""`cardcheck explain RULE`: a rule's own page, offline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cardcheck.cli._completing import complete_rule
from cardcheck.cli._options import explained_errors, terminal_width, wants_color


@click.command("explain", short_help="Explain one rule: what, why, examples, fix, sources.")
@click.argument("rule", shell_complete=complete_rule)
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), metavar="FILE", help="Read this configuration file."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
def command(rule: str, config_path: Path | None, color: str) -> None:
    """Explain one rule (an id such as license/unknown-id): what it says, why, examples, fix, sources."""
    import sys

    from cardcheck.cli._pages import terminal_lines
    from cardcheck.rulebook.describe import describe

    with explained_errors():
        page = describe(*_page(rule, config_path))
    is_styled = wants_color(color, sys.stdout)
    lines = page.splitlines()
    # A file or a program gets the page as it is written.
    if sys.stdout.isatty():
        shown = terminal_lines(lines, terminal_width(), is_styled=is_styled)
    else:
        shown = (click.style(line, bold=True) if is_styled and line.startswith("#") else line for line in lines)
    for line in shown:
        click.echo(line, color=True)


def _page(name: str, config_path: Path | None) -> tuple[str, Mapping[str, Any]]:
    """Return the id and the file's data of one rule, ours or one that the configuration names."""
    from cardcheck.config_file import read_config
    from cardcheck.rulebook.errors import RuleError
    from cardcheck.rulebook.load import builtin_page, own_id, read_rules
    from cardcheck.rulebook.select import find_rule, own_files
    from cardcheck.run import config_for

    try:
        rule_id = find_rule(name)
    except RuleError:
        config = read_config(config_path) if config_path is not None else config_for(())
        for path in own_files(config):
            pages = read_rules(path, own_id(path))
            if name in pages:
                return name, pages[name]
        raise
    return rule_id, builtin_page(rule_id)
