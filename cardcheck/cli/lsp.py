"""`cardcheck lsp`: the language server on standard input and output, for editors to start."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._help import SectionedCommand
from cardcheck.cli._options import OptionError, docs_option, explained_errors, require_docs_url, rule_options, settings

if TYPE_CHECKING:
    from cardcheck.model.config import Config


@click.command("lsp", cls=SectionedCommand, short_help="Serve editors: findings as you type, fixes, completion, hover.")
@rule_options
@docs_option
@click.option("--stdio", is_flag=True, help="Speak over standard input and output, which it always does.")
def command(**given: Any) -> None:
    """Serve an editor over standard input and output; docs/editors.md tells how to set editors up.

    The options hold for every card and win over the configuration file that holds where the card lies.
    """
    with explained_errors():
        if importlib.util.find_spec("pygls") is None:
            raise OptionError("the language server needs pygls; install it with `pip install 'cardcheck[lsp]'`")
        # What is wrong with the options themselves is told now, not once for each card.
        _try_options(given)
    from cardcheck.lsp.server import make_server

    def config_for(path: Path) -> Config:
        return settings((str(path if path.exists() else path.parent),), given)

    make_server(config_for, given["docs_url"]).start_io()


def _try_options(given: dict[str, Any]) -> None:
    """Find out whether the options can be used, whatever configuration files say."""
    from cardcheck.engine.linter import Linter

    Linter.of(settings((".",), given | {"isolated": True}))
    require_docs_url(given["docs_url"])
