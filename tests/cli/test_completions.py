"""What shells complete: commands, options, rules, families, profiles, formats, facts and paths."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from click.shell_completion import get_completion_class

from cardcheck import resources
from cardcheck.cli import cli

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(params=SHELLS)
def complete(request, monkeypatch):
    """Complete a command line whose last word is unfinished, as the shell's script would ask for it."""

    def complete(*words: str) -> list[tuple[str, str]]:
        *done, unfinished = words
        asked = [*done, unfinished] if request.param == "bash" else done
        monkeypatch.setenv("COMP_WORDS", " ".join(["cardcheck", *asked]))
        monkeypatch.setenv("COMP_CWORD", unfinished if request.param == "fish" else str(len(done) + 1))
        if request.param == "zsh":
            monkeypatch.setenv("COMP_WORDS", " ".join(["cardcheck", *words]))
        shell = get_completion_class(request.param)(cli, {}, "cardcheck", "_CARDCHECK_COMPLETE")
        return [(item.type, item.value) for item in shell.get_completions(*shell.get_completion_args())]

    return complete


def values(items: list[tuple[str, str]]) -> list[str]:
    assert {kind for kind, _ in items} <= {"plain"}
    return [value for _, value in items]


def test_commands(complete):
    assert {"check", "fix", "explain", "completions"} <= set(values(complete("")))
    assert values(complete("ex")) == ["explain"]


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
@pytest.mark.parametrize("command", ["check", "fix", "rules"])
def test_rules_and_families(complete, command, option):
    assert "license/unknown-id" in values(complete(command, option, "lic"))
    assert values(complete(command, option, "lic"))[0] == "license"
    assert "license" in values(complete(command, option, ""))
    assert not [name for name in values(complete(command, option, "")) if "/" in name]


def test_behind_a_comma_the_next_begins(complete):
    found = values(complete("check", "--select", "links,license/unknown-"))
    assert "links,license/unknown-id" in found
    assert all(name.startswith("links,license/unknown-") for name in found)


def test_explain_takes_one_rule(complete):
    found = values(complete("explain", "license/"))
    assert "license/unknown-id" in found
    assert "license" not in found


def test_every_rule_that_there_is(complete):
    from cardcheck.rulebook.load import builtin_rules

    assert sorted(values(complete("explain", ""))) == sorted(rule.id for rule in builtin_rules())


def test_profiles_formats_and_facts(complete):
    assert values(complete("check", "--profile", "")) == sorted(
        path.stem for path in (resources.rules_dir() / "_profiles").glob("*.yaml")
    )
    assert values(complete("check", "--format", "sar")) == ["sarif"]
    assert values(complete("check", "--require", "")) == ["files", "heads", "parquet", "viewer"]


@pytest.mark.parametrize("command", ["check", "fix", "audit", "init"])
def test_paths_are_for_the_shell(complete, command):
    assert complete(command, "REA") == [("file", "REA")]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_for_that_shell(invoke, shell):
    script = invoke("completions", shell)
    assert script.exit_code == 0
    assert f"_CARDCHECK_COMPLETE={shell}_complete" in script.stdout


def test_another_shell(invoke):
    result = invoke("completions", "tcsh")
    assert result.exit_code == 2
    assert "'bash', 'zsh', 'fish'" in result.stderr


@pytest.fixture
def installed(folder):
    """Put a `cardcheck` into the path, and return an environment that finds it."""
    program = folder / "bin" / "cardcheck"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cardcheck "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "PYTHONPATH": str(resources.root()), "HOME": str(folder)}


BASH = """
eval "$(cardcheck completions bash)"
complete -p cardcheck
while read -r words; do
  COMP_WORDS=(cardcheck $words); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
  _cardcheck_completion cardcheck
  echo "$words: ${COMPREPLY[*]}"
done <<END
check --select lic
check --format jso
explain license/unknown-i
check --select links,license/unknown-i
END
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_in_a_real_bash(installed):
    done = subprocess.run(["bash", "--norc", "-c", BASH], env=installed, capture_output=True, text=True)
    assert done.stderr == ""
    registered, select, formats, explain, several = done.stdout.splitlines()
    assert "-F _cardcheck_completion cardcheck" in registered
    assert {"license", "license/missing", "license/unknown-id"} <= set(select.split())
    assert formats == "check --format jso: json jsonl"
    assert explain == "explain license/unknown-i: license/unknown-id"
    assert several == "check --select links,license/unknown-i: links,license/unknown-id"


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_in_a_real_fish(installed):
    asked = (
        'cardcheck completions fish | source; complete --do-complete "cardcheck check --select links,license/unknown-i"'
    )
    done = subprocess.run(["fish", "--no-config", "-c", asked], env=installed, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["links,license/unknown-id"]
