"""The command line's own commands in, the page about them out: usage, arguments and options as `--help` has them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from cardcheck.cli import cli

_REPEATED = re.compile(r"\s+")


def commands_page() -> str:
    """Return the page about every command."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(cli, info_name="cardcheck")
    yield from [
        "# Commands and options",
        "",
        "`cardcheck --version` tells the release, `cardcheck COMMAND --help` what stands here.",
        "",
    ]
    yield from ["| command | what it does |", "| --- | --- |"]
    names = cli.list_commands(context)
    for name in names:
        command = cli.get_command(context, name)
        assert command is not None
        yield f"| [`cardcheck {name}`](#cardcheck-{name}) | {_cell(command.get_short_help_str(200))} |"
    yield from [
        "",
        "Exit codes: 0 nothing at or above `--fail-on`; 1 something is, or the score is below `--min-score`;",
    ]
    yield from ["2 cardcheck could not do its job; 3 something that was asked for could not be checked.", ""]
    for name in names:
        command = cli.get_command(context, name)
        assert command is not None
        yield from _command(command, click.Context(command, info_name=name, parent=context))


def _command(command: click.Command, context: click.Context, depth: int = 2) -> Iterator[str]:
    yield from [f"{'#' * depth} {context.command_path}", ""]
    yield from ["```text", context.get_usage().removeprefix("Usage: "), "```", ""]
    yield from [_paragraphs(command.help or ""), ""]
    records = [
        record for each in command.get_params(context) if (record := each.get_help_record(context)) and record[1]
    ]
    if records:
        yield from ["| option | meaning |", "| --- | --- |"]
        yield from (f"| `{_cell(names)}` | {_cell(meaning)} |" for names, meaning in records)
        yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _command(inner, click.Context(inner, info_name=name, parent=context), depth + 1)


def _paragraphs(text: str) -> str:
    """Return a help text as Markdown; a paragraph that click keeps as it is written becomes a block."""
    parts = []
    for part in inspect.cleandoc(text).split("\n\n"):
        kept = part.startswith("\b")
        words = part.removeprefix("\b").strip("\n")
        parts.append(f"```text\n{words}\n```" if kept else _REPEATED.sub(" ", words))
    return "\n\n".join(parts)


def _cell(text: str) -> str:
    return _REPEATED.sub(" ", text).replace("|", "\\|")
