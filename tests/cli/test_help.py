"""Help as somebody reads it in a window of 80 columns."""

import click
import pytest

from cardcheck.cli import cli

COMMANDS = [name for name in cli.list_commands(click.Context(cli)) if name not in {"completions", "spec"}]


@pytest.fixture
def help_of(invoke, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    return lambda name: invoke(name, "--help").output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told_once(help_of, name):
    told = [line.strip().partition("  ")[0].split() for line in help_of(name).splitlines() if line.startswith("  -")]
    command = cli.get_command(click.Context(cli), name)
    for option in command.params:
        if isinstance(option, click.Option):
            assert sum(option.opts[-1] in names for names in told) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_the_window(help_of, name):
    assert [line for line in help_of(name).splitlines() if len(line) > 80] == []


def test_options_of_one_kind_stand_together(help_of):
    sections = help_of("check").split("\n\n")
    assert [section.partition(":")[0] for section in sections if section.partition("\n")[0].endswith(":")] == [
        "Options",
        "Which rules",
        "What they look at",
        "Only what is new",
        "When it fails",
        "The report",
        "  Exit codes",
    ]
