"""`cardcheck completions SHELL`: the script that completes commands, options and rules in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

# The scripts are click's own; fish would cut a list of rules at its first comma.
_MENDED = {"fish": ('string split ","', 'string split -m1 ","')}


_RECIPES = """\b
bash (4.4 or newer), in ~/.bashrc:
  eval "$(cardcheck completions bash)"
zsh, in ~/.zshrc below compinit:
  eval "$(cardcheck completions zsh)"
fish, once:
  cardcheck completions fish > ~/.config/fish/completions/cardcheck.fish
"""


@click.command(
    "completions", short_help="Print what completes commands, options and rules in your shell.", epilog=_RECIPES
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that lets a shell complete commands, options, rules, profiles and paths."""
    from cardcheck.cli import cli

    chosen = get_completion_class(shell)
    assert chosen is not None
    complete = chosen(cli, {}, "cardcheck", "_CARDCHECK_COMPLETE")
    script = complete.source_template % complete.source_vars()
    old, new = _MENDED.get(shell, ("", ""))
    click.echo(script.replace(old, new) if old else script, nl=False)
