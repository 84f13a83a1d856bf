"""The real `pre-commit` takes our hooks, runs them on the files they are for, and leaves other READMEs alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

from cardcheck import resources

# Each environment that is made here takes a while, so that this is a job of its own.
pytestmark = [
    pytest.mark.registry,
    pytest.mark.skipif("CARDCHECK_TOOLS" not in os.environ, reason="CARDCHECK_TOOLS is not set"),
]

SHIPPED = (".pre-commit-hooks.yaml", "LICENSE", "README.md", "cardcheck", "pyproject.toml", "rules", "schemas", "tools")
ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | {
    f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
HOOKS = [{"id": "cardcheck"}, {"id": "cardcheck-fix"}]
BAD = "---\nlicense: apache2\ntask_ids: []\n---\n# Harbour logs\n"
PROGRAM = "---\nlicense: apache2\n---\n# A program\n"


def call(*command, cwd: Path, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=cwd, **options)


def committed(folder: Path) -> Path:
    """Make a repository of what lies in a folder."""
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "all"]):
        call("git", *command, cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """Run hooks of this checkout in a repository; tried, they are installed anew each time."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (ENVIRONMENT | {"PRE_COMMIT_HOME": str(home / "cache")}).items():
            patch.setenv(name, value)
        ours = tmp_path_factory.mktemp("ours")
        for name in SHIPPED:
            copy = shutil.copytree if (resources.root() / name).is_dir() else shutil.copyfile
            copy(resources.root() / name, ours / name)
        committed(ours)
        venv.create(home / "venv", with_pip=True)
        programs = home / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        call(programs / "python", "-m", "pip", "install", "-q", "pre-commit", cwd=home, check=True)

        pre_commit = programs / "pre-commit"
        commit = call("git", "rev-parse", "HEAD", cwd=ours).stdout.strip()
        config = home / "hooks.yaml"
        config.write_text(yaml.safe_dump({"repos": [{"repo": str(ours), "rev": commit, "hooks": HOOKS}]}))

        def run(folder: Path, *args: str, is_tried: bool = False) -> subprocess.CompletedProcess[str]:
            how = ["try-repo", ours] if is_tried else ["run", "--config", config]
            return call(pre_commit, *how, *args, "--verbose", cwd=folder)

        yield run


@pytest.fixture
def folder(tmp_path):
    """A repository of a program, with cards further down."""
    cards = ("README.md", "logs/README.md", "docs/My_Dataset_Card.md", "docs/dataset_card_de.MD", "docs/guide.md")
    for name in cards:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PROGRAM if name == "README.md" else BAD)
    (tmp_path / "pyproject.toml").write_text("")
    return committed(tmp_path)


def test_cards_are_checked_and_other_files_are_not(hooks, folder):
    done = hooks(folder, "cardcheck", "--all-files")
    assert "cardcheck" in done.stdout
    for name in ("logs/README.md", "docs/My_Dataset_Card.md", "docs/dataset_card_de.MD"):
        assert name in done.stdout
    assert "guide.md" not in done.stdout
    assert "\nREADME.md" not in done.stdout
    assert done.returncode == 1, done.stdout + done.stderr


def test_a_commit_without_a_card_passes(hooks, folder):
    passed = hooks(folder, "cardcheck", "--files", "README.md", "docs/guide.md")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    skipped = hooks(folder, "cardcheck", "--files", "docs/guide.md", "pyproject.toml")
    assert "no files to check" in skipped.stdout


def test_the_card_is_mended_and_the_commit_stopped(hooks, folder):
    done = hooks(folder, "cardcheck-fix", "--files", "logs/README.md", "README.md")
    assert "files were modified by this hook" in done.stdout
    assert done.returncode == 1
    assert "license: apache-2.0\n" in (folder / "logs/README.md").read_text()
    assert (folder / "README.md").read_text() == PROGRAM
    again = hooks(folder, "cardcheck-fix", "--files", "logs/README.md")
    assert "files were modified" not in again.stdout


def test_a_dataset_repository(hooks, tmp_path):
    (tmp_path / "README.md").write_text("---\nlicense: apache2\n---\n")
    (tmp_path / "train.csv").write_text("a\n1\n")
    done = hooks(committed(tmp_path), "cardcheck", "--all-files", is_tried=True)
    assert "license/unknown-id" in done.stdout
    assert done.returncode == 1


def test_many_files_are_judged_in_a_few_calls(hooks, tmp_path):
    for number in range(400):
        path = tmp_path / f"set {number}" / "README.md"
        path.parent.mkdir()
        path.write_text(PROGRAM if number % 2 else BAD)
    done = hooks(committed(tmp_path), "cardcheck", "--all-files")
    assert done.returncode == 1
    assert "200 cards" in done.stdout or done.stdout.count("license/unknown-id") >= 200
