from __future__ import annotations

import os
from pathlib import Path

import pytest

from cardcheck.facts import gather, repo_of
from cardcheck.facts.files import from_folder, hub_repo_of, is_hub_clone
from cardcheck.model.document import Document
from cardcheck.model.facts import FileList, RepoFile, Unavailable


@pytest.fixture
def tree(tmp_path):
    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


def listed(folder: Path) -> tuple[RepoFile, ...]:
    files = from_folder(folder, is_complete=False)
    assert isinstance(files, FileList)
    return files.files


def pointer(size_bytes: int) -> str:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize {size_bytes}\n"


def names(folder: Path) -> list[str]:
    return [file.path for file in listed(folder)]


class TestFromFolder:
    def test_files_with_sizes_in_order(self, tree):
        assert listed(tree({"b.csv": "12345", "a/c.txt": "", "a.md": "x"})) == (
            RepoFile("a.md", 1),
            RepoFile("a/c.txt", 0),
            RepoFile("b.csv", 5),
        )

    def test_housekeeping_is_left_out(self, tree):
        root = tree({".git/HEAD": "", "sub/.git": "", ".cache/huggingface/x": "", ".venv/pyvenv.cfg": ""})
        tree({".gitattributes": "", "env/x.csv": "", "huggingface/x": ""})
        assert names(root) == [".gitattributes", "env/x.csv", "huggingface/x"]

    def test_only_links_to_files_inside_count(self, tree):
        root = tree({"out.csv": "1", "repo/a.csv": "123", "repo/d/x.csv": ""})
        repo = root / "repo"
        (repo / "in.csv").symlink_to("a.csv")
        (repo / "out.csv").symlink_to("../out.csv")
        (repo / "gone.csv").symlink_to("nothing")
        (repo / "round.csv").symlink_to("round.csv")
        (repo / "e").symlink_to("d")
        assert listed(repo) == (RepoFile("a.csv", 3), RepoFile("d/x.csv", 0), RepoFile("in.csv", 3))

    def test_snapshot_in_the_cache_of_the_hub(self, tree):
        root = tree({"blobs/1": "123", "snapshots/r/x.csv": ""})
        (root / "snapshots/r/y.csv").symlink_to("../../blobs/1")
        assert listed(root / "snapshots/r") == (RepoFile("x.csv", 0), RepoFile("y.csv", 3))

    def test_pointer_has_the_size_of_its_file(self, tree):
        assert listed(tree({"x.parquet": pointer(123456789), "y.txt": "y" * 130})) == (
            RepoFile("x.parquet", 123456789, is_pointer=True),
            RepoFile("y.txt", 130),
        )

    def test_texts_that_steer_loading(self, tree):
        root = tree({".huggingface.yaml": "a: 1\n", "dataset_infos.json": "{}", "sub/.gitattributes": "", "x.yaml": ""})
        (root / ".gitattributes").write_bytes(b"*.csv \xff")
        files = from_folder(root, is_complete=True)
        assert isinstance(files, FileList)
        assert files.texts == {
            ".gitattributes": "*.csv \ufffd",
            ".huggingface.yaml": "a: 1\n",
            "dataset_infos.json": "{}",
        }

    def test_a_pointer_or_a_large_text_steers_nothing(self, tree):
        root = tree({"dataset_infos.json": pointer(12), ".huggingface.yaml": "#" * (1024 * 1024 + 1)})
        files = from_folder(root, is_complete=True)
        assert isinstance(files, FileList)
        assert files.texts == {}

    def test_the_folder_is_named_whatever_leads_there(self, tree, monkeypatch):
        root = tree({"data-set/a.csv": ""})
        (root / "link").symlink_to("data-set")
        assert from_folder(root / "link", is_complete=True).folder == "data-set"
        monkeypatch.chdir(root / "data-set")
        assert from_folder(Path(), is_complete=True).folder == "data-set"

    def test_hidden_and_special_names_are_listed(self, tree):
        assert names(tree({".hidden/a.csv": "", "__pycache__/b.csv": "", ".c.csv": ""})) == [
            ".c.csv",
            ".hidden/a.csv",
            "__pycache__/b.csv",
        ]

    def test_too_many_entries(self, tree):
        root = tree({f"{index}.txt": "" for index in range(6)})
        assert from_folder(root, is_complete=True, max_entries=5) == Unavailable(
            "the folder holds more than 5 entries", asked=True
        )
        assert isinstance(from_folder(root, is_complete=True, max_entries=6), FileList)

    def test_no_such_folder(self, tmp_path):
        assert from_folder(tmp_path / "x", is_complete=True) == Unavailable(
            "the folder cannot be read (no such file or directory)", asked=True
        )

    @pytest.mark.skipif(os.name != "posix", reason="other systems refuse such names")
    def test_a_name_that_is_not_utf8_can_be_printed(self, tmp_path):
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9.csv")).touch()
        except OSError:
            pytest.skip("this file system refuses such names")
        assert names(tmp_path) == ["\ufffd.csv"]


class TestHubClone:
    @pytest.mark.parametrize(
        ("url", "repo"),
        [
            ("https://huggingface.co/datasets/org/name", "org/name"),
            ("https://huggingface.co/datasets/org/na.me.git", "org/na.me"),
            ("https://user:hf_secret@huggingface.co/datasets/org/name/", "org/name"),
            ("git@hf.co:datasets/org/name", "org/name"),
            ("ssh://git@hf.co:22/datasets/org/name", "org/name"),
            ("https://hf.co/datasets/squad", "squad"),
            ("https://huggingface.co/org/model", None),
            ("https://huggingface.co/spaces/org/name", None),
            ("https://github.com/huggingface.co/datasets/org/name", None),
            ("https://nothuggingface.co/datasets/org/name", None),
            ("https://huggingface.co.evil.org/datasets/org/name", None),
            ("https://huggingface.co/datasets/org/name/tree/main", None),
        ],
    )
    def test_remote(self, url, repo, tree):
        root = tree({".git/config": f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n\tfetch = +x\n'})
        assert hub_repo_of(root) == repo
        assert is_hub_clone(root) is (repo is not None)

    def test_origin_wins(self, tree):
        hub = "https://hf.co/datasets"
        root = tree({".git/config": f'[remote "a"]\nurl = {hub}/o/a\n[remote "origin"]\nurl = {hub}/o/b\n'})
        assert hub_repo_of(root) == "o/b"

    def test_url_outside_a_remote_says_nothing(self, tree):
        root = tree({".git/config": '[remote "x"]\n[submodule "y"]\nurl = https://hf.co/datasets/o/n\n'})
        assert hub_repo_of(root) is None

    def test_submodule(self, tree):
        config = '[remote "origin"]\nurl = https://hf.co/datasets/o/n\n'
        root = tree({"data/.git": "gitdir: ../.git/modules/data\n", ".git/modules/data/config": config})
        assert hub_repo_of(root / "data") == "o/n"

    def test_worktree(self, tree):
        config = '[remote "origin"]\nurl = https://hf.co/datasets/o/n\n'
        root = tree({"w/.git": "gitdir: ../.git/worktrees/w\n", ".git/worktrees/w/commondir": "../..\n"})
        tree({".git/config": config})
        assert hub_repo_of(root / "w") == "o/n"

    def test_a_folder_inside_a_clone_is_none(self, tree):
        root = tree({".git/config": '[remote "origin"]\nurl = https://hf.co/datasets/o/n\n', "a/x": ""})
        assert not is_hub_clone(root / "a")

    def test_no_git(self, tmp_path):
        assert hub_repo_of(tmp_path) is None


class TestGather:
    FILES = frozenset({"files"})

    def document(self, folder: Path | None, repo: str | None = None) -> Document:
        return Document("README.md", b"", folder=folder, repo=repo)

    def test_nobody_needs_it(self, tmp_path):
        assert gather(frozenset(), self.document(tmp_path)).files == Unavailable("not asked")

    def test_no_data(self, tmp_path):
        facts = gather(self.FILES, self.document(tmp_path), is_data_wanted=False)
        assert facts.files == Unavailable("not asked")

    def test_readme_alone(self):
        assert gather(self.FILES, self.document(None)).files == Unavailable("only the README was given")

    def test_a_folder_is_not_complete(self, tree):
        files = gather(self.FILES, self.document(tree({"a": ""}))).files
        assert (files.files, files.is_complete) == ((RepoFile("a", 0),), False)

    def test_a_folder_is_complete_when_the_configuration_says_so(self, tmp_path):
        files = gather(self.FILES, self.document(tmp_path), is_complete=True).files
        assert (files.files, files.is_complete) == ((), True)

    def test_a_clone_is_complete(self, tree):
        root = tree({".git/config": '[remote "origin"]\nurl = https://hf.co/datasets/o/n\n'})
        assert gather(self.FILES, self.document(root)).files.is_complete
        assert repo_of(self.document(root)) == "o/n"
        assert repo_of(self.document(root, repo="x/y")) == "x/y"
