"""Options that commands share, and how they become settings."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from cardcheck.cli._completing import complete_profile, complete_rules
from cardcheck.model.config import COMMAND_LINE, Config, Layer, laid_over

_Command = TypeVar("_Command", bound=Callable[..., Any])


def adding(*options: Callable[[Any], Any]) -> Callable[[_Command], _Command]:
    """Return a decorator that gives a command some options, which its help lists in this order."""

    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_rules_option = functools.partial(click.option, metavar="RULES", multiple=True, shell_complete=complete_rules)

rule_options = adding(
    click.option(
        "--config", "config_path", type=click.Path(path_type=Path), metavar="FILE", help="Read this configuration file."
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    _rules_option("--select", help="Run these rules only: ids, families or globs, by comma."),
    _rules_option("--ignore", help="Leave these rules out."),
    _rules_option("--extend-select", help="Run these rules too."),
    click.option(
        "--profile",
        metavar="NAME",
        shell_complete=complete_profile,
        help="Rules to run: minimal, recommended (default), strict.",
    ),
    click.option(
        "--min-confidence", type=click.Choice(["high", "medium", "low"]), help="Show findings from this confidence on."
    ),
)


def settings(targets: tuple[str, ...], given: dict[str, Any]) -> Config:
    """Put the configuration file and the command line together; the command line wins."""
    from cardcheck.config_file import read_config
    from cardcheck.run import config_for

    if given["config_path"] is not None:
        config = read_config(given["config_path"])
    else:
        config = Config() if given["isolated"] else config_for(targets)
    return laid_over(config, Layer(COMMAND_LINE, _asked(given)))


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that the command line gives."""
    lists = {name: _split(given[name]) for name in ("select", "extend_select", "ignore")}
    values = {name: given.get(name) for name in ("profile", "min_confidence", "fail_on")}
    return {name: names for name, names in lists.items() if names} | {
        name: value for name, value in values.items() if value is not None
    }


@contextmanager
def explained_errors() -> Iterator[None]:
    """Turn what a user can get wrong in settings, rules and options into one sentence and exit code 2."""
    try:
        yield
    except Exception as error:
        # Asked for only when something was raised, so that nobody else pays for the imports.
        if not isinstance(error, _told()):
            raise
        say(str(error))
        sys.exit(2)


def _told() -> tuple[type[Exception], ...]:
    """Return the errors whose text is a sentence for people."""
    from cardcheck.config_file import ConfigError
    from cardcheck.past import GitError
    from cardcheck.records.baseline import BaselineError
    from cardcheck.rulebook.errors import RuleError

    return ConfigError, RuleError, OptionError, GitError, BaselineError


class OptionError(Exception):
    """An option's value that cannot be used; the text is one sentence for people."""


docs_option = click.option(
    "--docs-url",
    metavar="URL",
    envvar="CARDCHECK_DOCS_URL",
    show_envvar=True,
    help="Link each rule to its page; URL has {family}, {slug} or {rule}.",
)


def require_docs_url(url: str | None) -> None:
    """Raise where the address of rules' pages is none, or has places that nothing can fill."""
    if url and not (url.startswith(("https://", "http://")) and url.isascii() and url.isprintable()):
        raise OptionError(f"`--docs-url {url}`: it is an address that begins with `https://`")
    try:
        (url or "").format(rule="", family="", slug="")
    except (LookupError, ValueError, AttributeError):
        raise OptionError(f"`--docs-url {url}`: it has places for {{rule}}, {{family}} and {{slug}} only") from None


def say(sentence: str) -> None:
    """Tell a person one sentence, in a terminal in place of a line that tells how far we are."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    click.echo(f"cardcheck: {plain(sentence)}", err=True)


def plain(sentence: str) -> str:
    """Return a sentence with what a path or a value smuggles in shown escaped."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in sentence)


def wants_color(choice: str, stream: Any) -> bool:
    """Whether to colour a stream: as told, else as terminal, NO_COLOR and CI say."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(stream.isatty()) and not os.environ.get("CI")


def wants_hyperlinks(choice: str, stream: Any) -> bool:
    """Whether to write links: to a terminal that is known to show them and may be coloured."""
    from cardcheck.terminal.hyperlinks import takes_hyperlinks

    return wants_color(choice, stream) and bool(stream.isatty()) and takes_hyperlinks(os.environ)


def terminal_width() -> int:
    """Return the width to write for: as COLUMNS says, the terminal's, or 80 where there is none."""
    told = os.environ.get("COLUMNS", "")
    try:
        columns = int(told) if told.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return max(40, columns or 80)


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
