"""`cardcheck explain RULE`: a rule's own page, offline."""

from __future__ import annotations

import click

from cardcheck.cli._options import explained_errors, wants_color


@click.command("explain", short_help="Explain one rule: what, why, examples, fix, sources.")
@click.argument("rule")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
def command(rule: str, color: str) -> None:
    """Explain one rule (an id such as license/unknown-id): what it says, why, examples, fix, sources."""
    import sys

    from cardcheck.rulebook.describe import describe
    from cardcheck.rulebook.load import builtin_page
    from cardcheck.rulebook.select import find_rule

    with explained_errors():
        rule_id = find_rule(rule)
        page = describe(rule_id, builtin_page(rule_id))
    styled = wants_color(color, sys.stdout)
    for line in page.splitlines():
        click.echo(click.style(line, bold=True) if line.startswith("#") else line, color=styled)
