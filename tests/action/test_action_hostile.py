"""Whatever inputs, files and cards say, the action runs nothing of it and says nothing in its name."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from pull_requests import CARD

HOSTILE = [
    "$(touch owned)`touch owned`'; touch owned; '\"; touch owned; \"*\\",
    "--config=x.toml",
    "a\n::error::smuggled\n##[error]smuggled\n${{ github.token }}",
]
INPUTS = ["profile", "fail-on", "min-score", "config", "baseline", "base"]


def is_clean(outcome, pull) -> bool:
    """Whether nothing was run, and the runner obeys no line but ours."""
    ours = (
        "::error file=",
        "::warning file=",
        "::notice file=",
        "::error title=cardcheck::",
        "::warning title=cardcheck::",
    )
    return not list(pull.folder.parent.rglob("owned")) and all(line.startswith(ours) for line in outcome.commands)


@pytest.mark.parametrize("name", INPUTS)
def test_values(pull, act, name):
    for value in HOSTILE:
        outcome = act(**{name.replace("-", "_"): value})
        assert outcome.code in {0, 1, 2}
        assert is_clean(outcome, pull)


def test_paths(pull, act):
    names = ["a b/README.md", "$(touch owned)/README.md", "'; touch owned; '.md", "--config=x.toml", "ü\u202e.md"]
    pull.commit(dict.fromkeys(names, CARD))
    outcome = act(paths="\n  " + "\n".join(names) + "\n\n", base="none")
    cards = json.loads(Path(outcome.outputs["check"]["json"]).read_text())["cards"]
    assert [card["source"] for card in cards] == names
    assert is_clean(outcome, pull)


def test_a_card_says_nothing_in_the_name_of_the_action(pull, act, github):
    evil = "::error::smuggled%0A::add-mask::x ##[error]smuggled"
    pull.commit({"README.md": f"---\nlicense: '{evil}'\nlanguage: \"a\\n::error::smuggled\"\n---\n# x\n\n{evil}\n"})
    outcome = act(comment="true")
    assert is_clean(outcome, pull)
    assert outcome.commands
    (comment,) = github.comments
    assert len(comment["body"].splitlines()) <= 12


def test_modules_of_the_repository_are_not_imported(pull, act):
    evil = "import pathlib; pathlib.Path('owned').touch()\n"
    names = ("cardcheck.py", "click.py", "yaml.py", "json.py", "sitecustomize.py", "urllib/__init__.py")
    pull.commit(dict.fromkeys(names, evil) | {"README.md": CARD + "\nSee [x](#x).\n"})
    outcome = act(comment="true")
    assert outcome.code == 0
    assert is_clean(outcome, pull)


@pytest.mark.parametrize("version", ["$(touch owned)", "--index-url=x", "1\n2", "1; touch owned"])
def test_a_version_is_one_word_for_pip(pull, runner, tmp_path, monkeypatch, version):
    """The step that installs, with a Python that only writes down what it is asked."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program = folder / "python3"
    program.write_text(
        f"#!{sys.executable}\nimport json, os, pathlib, shutil, sys\n"
        "pathlib.Path(os.environ['RUNNER_TEMP'], 'asked').open('a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        "if sys.argv[2] == 'venv':\n"
        "    inner = pathlib.Path(sys.argv[3], 'bin'); inner.mkdir(parents=True)\n"
        "    shutil.copy(sys.argv[0], inner / 'python')\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    outcome = runner.run({"version": version}, {"check": {}})
    assert outcome.code == 0, outcome.log
    asked = [json.loads(line) for line in (runner.temp / "asked").read_text().splitlines()]
    assert asked[-1][-2:] == ["--", f"cardcheck=={version}"]
    assert is_clean(outcome, pull)


def test_without_a_version_its_own_commit_is_installed(runner):
    (install, *_) = runner.action["runs"]["steps"]
    assert "wanted=$GITHUB_ACTION_PATH\n" in install["run"]


def test_no_expression_stands_in_a_script(runner):
    for step in runner.action["runs"]["steps"]:
        assert "${{" not in step["run"]
