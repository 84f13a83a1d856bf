"""The command line: one module a command, found by name and loaded when it is called."""

from __future__ import annotations

import importlib
import os
import pkgutil

import click

from cardcheck import __version__
from cardcheck.cli._options import plain

# What somebody who sees the list for the first time needs first; a command that is not named here follows.
_FIRST = ("check", "fix", "init", "explain", "rules", "audit", "propose")


class _LazyGroup(click.Group):
    """A group whose commands are the modules of this package that do not begin with an underscore."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
        return sorted(names, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Load the command that is asked for; where there is none, say what may have been meant."""
        word = args[0]
        if word not in self.list_commands(ctx) and not word.startswith("-"):
            ctx.fail(plain(f"there is no command `{word}`{self._hint(ctx, word)}"))
        return super().resolve_command(ctx, args)

    def _hint(self, ctx: click.Context, word: str) -> str:
        import difflib

        near = difflib.get_close_matches(word, self.list_commands(ctx), n=1)
        if near:
            return f"; did you mean `{near[0]}`?"
        if os.path.lexists(word) or "/" in word:
            return f"; did you mean `cardcheck check {word}`?"
        return ""


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `cardcheck check` beside a card, or with `cardcheck init` in a folder of data.",
)
@click.version_option(__version__, message="cardcheck %(version)s")
def cli() -> None:
    """Check Hugging Face dataset cards before the Hub does.

    `cardcheck check` reads a card as the Hub, its client and the loader will read it, and says what stops
    people, what misleads them and what is left out.
    """
