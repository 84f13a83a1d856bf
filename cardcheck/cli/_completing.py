"""What a shell offers while a command is typed: rules, families, profiles and paths, from the names of files alone.

In: what is typed so far. Out: what it may become. Loads nothing of the engine, for it runs with every press of the key.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cardcheck import resources

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

_MANY = "_each"


def complete_rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the id of a rule."""
    del ctx, param
    return [rule for rule in _rules() if rule.startswith(incomplete)]


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the last of some families and ids, which stand one behind the other with commas."""
    del ctx, param
    before, comma, last = incomplete.rpartition(",")
    rules = _rules()
    families = dict.fromkeys(rule.partition("/")[0] for rule in rules)
    # Before anything is typed families are enough to choose from.
    known = [*families, *(rules if last else ())]
    return [before + comma + name for name in known if name.startswith(last)]


def complete_profile(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a profile."""
    del ctx, param
    return sorted(name for name in _stems(resources.rules_dir() / "_profiles") if name.startswith(incomplete))


def complete_path(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Leave it to the shell to complete a path."""
    from click.shell_completion import CompletionItem

    del ctx, param
    return [CompletionItem(incomplete, type="file")]


def _rules() -> list[str]:
    """Return the ids of our rules: their paths; where one file makes many, the questions of the family's form."""
    rules = []
    for family in resources.rules_dir().iterdir():
        if family.is_dir() and not family.name.startswith("_"):
            slugs = set(_stems(family))
            if _MANY in slugs:
                slugs = slugs - {_MANY} | resources.crosswalk(family.name)["questions"].keys()
            rules += [f"{family.name}/{slug}" for slug in slugs]
    return sorted(rules)


def _stems(folder: Path) -> list[str]:
    return [entry.stem for entry in folder.iterdir() if entry.suffix == ".yaml"]
