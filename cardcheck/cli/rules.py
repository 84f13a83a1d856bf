"""`cardcheck rules`: the table of all rules."""

from __future__ import annotations

import json
from typing import Any

import click

from cardcheck.cli._help import SectionedCommand
from cardcheck.cli._options import explained_errors, rule_options, settings


@click.command("rules", cls=SectionedCommand, short_help="List the rules.")
@rule_options
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
def command(format_: str, **given: Any) -> None:
    """List every rule; those that run with the given options are marked."""
    from cardcheck.rulebook.editions import edition_of, seen_from
    from cardcheck.rulebook.select import all_rules, select_rules

    with explained_errors():
        config = settings((), given)
        running = {rule.id: rule for rule in select_rules(config).rules}
        # Those that run are shown as the configuration wants them.
        edition = edition_of(config)
        rules = [running.get(rule.id) or seen_from(rule, edition) for rule in all_rules(config)]
    if format_ == "json":
        click.echo(json.dumps([_plain(rule, is_running=rule.id in running) for rule in rules], indent=1))
        return
    width = max(len(rule.id) for rule in rules)
    for rule in rules:
        mark = "*" if rule.id in running else " "
        fix = rule.plain.fix or ""
        severity = "preview" if rule.plain.preview else rule.plain.severity
        line = f"{rule.id:<{width}}  {severity:<7}  {rule.profile:<11}  {fix:<6}  {rule.plain.since}  {rule.title}"
        click.echo(f"{mark} {line}")
    click.echo(f"\n{len(rules)} rules, * {len(running)} run with these settings")


def _plain(rule: Any, *, is_running: bool) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.plain.severity,
        "confidence": rule.plain.confidence,
        "category": rule.category,
        "consumers": list(rule.plain.consumers),
        "profile": rule.profile,
        "points": rule.points,
        "fix": rule.plain.fix,
        "needs": list(rule.needs),
        "cases": sorted(rule.cases),
        "since": rule.plain.since,
        "preview": rule.plain.preview,
        "runs": is_running,
    }
