"""`cardcheck spec`: the Hub's lists and limits that this release carries; `spec diff FILE` against newer ones."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._options import plain, say

if TYPE_CHECKING:
    from cardcheck.spec import Difference

_FORMAT = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to show it."
)
_MOST = 20


@click.group(
    "spec", short_help="Show the Hub's lists and limits that this release carries.", invoke_without_command=True
)
@_FORMAT
@click.pass_context
def command(ctx: click.Context, format_: str) -> None:
    """Show the Hub's lists and limits that this release carries, with their sources and dates."""
    if ctx.invoked_subcommand is not None:
        return
    from cardcheck.spec import snapshot

    carried = snapshot()
    if format_ == "json":
        click.echo(json.dumps(carried, ensure_ascii=False, indent=1))
        return
    click.echo(f"cardcheck {carried['cardcheck']} carries these lists and limits of the Hub, as of {carried['spec']}:")
    for name, said in carried["lists"].items():
        count = len(said["values"])
        click.echo(f"\n{name}  {count:,} value{'' if count == 1 else 's'}, {said['date']}\n  {said['title']}")
        if all(isinstance(about, dict) and "most" in about for about in said["values"].values()):
            for about in said["values"].values():
                click.echo(f"    {about['most']:>15,}  {about['name']}")
        for source in said["source"]:
            click.echo(f"  from {source}")


@command.command("diff", short_help="Compare with newer lists.")
@click.argument("file", type=click.Path(path_type=Path))
@_FORMAT
def diff(file: Path, format_: str) -> None:
    """Compare our lists with a newer FILE: what `cardcheck spec --format json` of another release wrote, or one list.

    Exit code 0: the same; 1: something differs.
    """
    from cardcheck.spec import SpecError, differences, read_lists

    try:
        newer = read_lists(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError, SpecError) as error:
        reason = str(error) if isinstance(error, SpecError) else f"`{file}` cannot be read: {_why(error)}"
        say(reason)
        sys.exit(2)
    found = differences(newer)
    if format_ == "json":
        click.echo(
            json.dumps({difference.name: _data(difference) for difference in found}, ensure_ascii=False, indent=1)
        )
    elif not found:
        click.echo(f"no difference in {len(newer)} list{'' if len(newer) == 1 else 's'}")
    for difference in found if format_ == "text" else ():
        _show(difference)
    sys.exit(1 if found else 0)


def _why(error: Exception) -> str:
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(getattr(error, "strerror", error))


def _data(difference: Difference) -> dict[str, Any]:
    return {
        "dates": list(difference.dates),
        "added": list(difference.added),
        "removed": list(difference.removed),
        "changed": {value: list(pair) for value, pair in difference.changed.items()},
    }


def _show(difference: Difference) -> None:
    ours, theirs = difference.dates
    click.echo(plain(f"{difference.name} ({ours or 'not ours'} -> {theirs or 'no date'})"))
    _values("+", difference.added)
    _values("-", difference.removed)
    changes = (f"{value}: {_short(old)} -> {_short(new)}" for value, (old, new) in difference.changed.items())
    _values("~", tuple(changes))


def _values(sign: str, values: tuple[str, ...]) -> None:
    for value in values[:_MOST]:
        click.echo(plain(f"  {sign} {value}"))
    if len(values) > _MOST:
        click.echo(f"  {sign} … {len(values) - _MOST:,} more")


def _short(about: Any) -> str:
    text = json.dumps(about, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"
