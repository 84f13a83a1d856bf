"""The command line: one module a command, found by name and loaded when it is called."""

from __future__ import annotations

import importlib
import pkgutil

import click

from cardcheck import __version__


class _LazyGroup(click.Group):
    """A group whose commands are the modules of this package that do not begin with an underscore."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="cardcheck %(version)s")
def cli() -> None:
    """Check Hugging Face dataset cards before the Hub does.

    `cardcheck check` reads a card as the Hub, its client and the loader will read it, and says what stops
    people, what misleads them and what is left out.
    """
