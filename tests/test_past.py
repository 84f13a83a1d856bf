"""Cards as they were: the bytes at a revision, under their old name, with the folder of that time."""

from __future__ import annotations

import os
import subprocess

import pytest

from cardcheck.past import GitError, Past

SAFE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
WHO = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


@pytest.fixture
def git(tmp_path, monkeypatch):
    for name, value in (SAFE | WHO).items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "harbour"
    root.mkdir()

    def run(*command: str) -> str:
        return subprocess.run(["git", *command], cwd=root, check=True, capture_output=True, text=True).stdout

    run("init", "-q", "-b", "main")
    run.root = root
    return run


@pytest.fixture
def repository(git):
    root = git.root
    (root / "README.md").write_bytes(b"---\r\nlicense: mit\r\n---\r\n# Old\n")
    (root / "data").mkdir()
    (root / "data" / "train.csv").write_text("a\n1\n")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return git


def test_the_bytes_of_that_time(repository):
    (repository.root / "README.md").write_bytes(b"# New\n")
    assert Past(repository.root, "HEAD").card(repository.root / "README.md") == b"---\r\nlicense: mit\r\n---\r\n# Old\n"


def test_a_card_that_was_not_there(repository):
    (repository.root / "OTHER.md").write_text("# New\n")
    assert Past(repository.root, "main").card(repository.root / "OTHER.md") is None


def test_a_card_that_was_renamed(repository):
    repository("mv", "README.md", "CARD.md")
    assert Past(repository.root, "HEAD").card(repository.root / "CARD.md").endswith(b"# Old\n")


def test_whether_only_the_card_differs(repository):
    past = Past(repository.root, "HEAD")
    card = repository.root / "README.md"
    card.write_text("# New\n")
    assert past.is_card_alone(card)
    (repository.root / "data" / "test.csv").write_text("a\n2\n")
    assert not past.is_card_alone(card)


def test_the_folder_of_that_time(repository):
    (repository.root / "data" / "train.csv").unlink()
    with Past(repository.root, "HEAD").folder(repository.root / "README.md") as folder:
        assert folder.name == "harbour"
        assert (folder / "data" / "train.csv").read_text() == "a\n1\n"
        place = folder.parent
    assert not place.exists()


def test_a_card_in_a_folder_of_the_repository(repository):
    nested = repository.root / "sets" / "ships"
    nested.mkdir(parents=True)
    (nested / "README.md").write_text("# Ships\n")
    (nested / "a.csv").write_text("x\n")
    repository("add", ".")
    repository("commit", "-q", "-m", "second")
    past = Past(nested, "HEAD")
    assert past.card(nested / "README.md") == b"# Ships\n"
    with past.folder(nested / "README.md") as folder:
        assert sorted(file.name for file in folder.iterdir()) == ["README.md", "a.csv"]
    with Past(nested, "HEAD~1").folder(nested / "README.md") as folder:
        assert list(folder.iterdir()) == []


def test_nothing_of_the_repository_is_run(repository, tmp_path):
    mark = tmp_path / "ran"
    (repository.root / ".gitattributes").write_text("*.csv filter=lfs diff=evil\n")
    repository("config", "filter.lfs.smudge", f"touch {mark}; cat")
    repository("config", "diff.evil.command", f"touch {mark}")
    repository("config", "core.fsmonitor", f"touch {mark}")
    repository("add", ".gitattributes")
    repository("-c", "core.fsmonitor=false", "commit", "-q", "-m", "second")
    mark.unlink(missing_ok=True)
    past = Past(repository.root, "HEAD")
    assert past.card(repository.root / "README.md")
    past.is_card_alone(repository.root / "README.md")
    with past.folder(repository.root / "README.md") as folder:
        assert (folder / "data" / "train.csv").read_text() == "a\n1\n"
    assert not mark.exists()


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-h", "HEAD:README.md", ""])
def test_what_is_no_revision(repository, revision):
    with pytest.raises(GitError, match="is no revision"):
        Past(repository.root, revision)


def test_a_revision_with_a_null(repository):
    with pytest.raises(GitError, match="is no revision"):
        Past(repository.root, "a\0b")


def test_no_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = tmp_path / "plain"
    folder.mkdir()
    with pytest.raises(GitError, match="lies in no git repository"):
        Past(folder, "HEAD")


def test_no_git(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="git is not installed"):
        Past(repository.root, "HEAD")
