from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from asked import CARD, PLAIN, found, only, passed

from cardcheck.model.document import Document, SourceOptions, TargetNotFoundError
from cardcheck.sources import documents, paths

LFS = "*.parquet filter=lfs diff=lfs merge=lfs -text\n"


class TestNamedFile:
    def test_any_name_is_read(self, tree):
        tree({"notes.txt": PLAIN})
        assert only("notes.txt").data == PLAIN.encode()

    def test_facts_may_come_from_the_folder_of_a_readme(self, tree):
        tree({"a/README.md": PLAIN})
        assert only("a/README.md").folder == Path("a")

    def test_no_facts_for_another_name(self, tree):
        tree({"a/card.md": PLAIN})
        assert only("a/card.md").folder is None

    def test_repo_dir_gives_any_card_a_folder(self, tree):
        tree({"a/card.md": PLAIN})
        assert only("a/card.md", repo_dir=Path("b")).folder == Path("b")

    def test_repo_is_handed_on(self, tree):
        tree({"README.md": PLAIN})
        assert only("README.md", repo="o/n").repo == "o/n"

    def test_ignored_and_excluded_files_are_read_all_the_same(self, tree):
        tree({".gitignore": "*.md\n", "README.md": PLAIN})
        assert found("README.md", exclude=("README.md",)) == ["README.md"]

    def test_nothing_there(self, tree):
        tree({})
        with pytest.raises(TargetNotFoundError, match=r"`x\.md` is not there"):
            found("x.md")

    @pytest.mark.parametrize("target", ["a\0b", "x" * 5000, "a/" * 3000 + "b"])
    def test_impossible_names_are_not_there(self, target, tree):
        tree({})
        with pytest.raises(TargetNotFoundError):
            found(target)

    def test_importing_the_source_does_not_import_what_a_named_file_needs_not(self, tree):
        tree({"README.md": CARD})
        code = (
            "import sys\nfrom cardcheck.model.document import SourceOptions\n"
            "from cardcheck.sources import documents\n"
            "list(documents('README.md', SourceOptions(exclude=('x',))))\n"
            "print(sorted({'pathspec', 'cardcheck.sources._walk', 'huggingface_hub'} & set(sys.modules)))"
        )
        package = str(Path(paths.__file__).parents[2])
        env = {**os.environ, "PYTHONPATH": package}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
        assert done.stdout.strip() == "[]"


class TestFault:
    def test_folder_named_readme(self, tree):
        root = tree({})
        (root / "data.csv").touch()
        (root / "README.md").mkdir()
        assert [(d.source, d.fault) for d in documents(".", SourceOptions()) if isinstance(d, Document)] == [
            ("README.md", "this is a folder, not a file")
        ]

    def test_link_to_nothing(self, tree):
        root = tree({})
        (root / "README.md").symlink_to("gone.md")
        assert only("README.md").fault == "the link leads to no file"

    def test_link_round_in_a_circle(self, tree):
        root = tree({})
        (root / "README.md").symlink_to("README.md")
        assert "cannot be read" in (only("README.md").fault or "")

    @pytest.mark.parametrize("data", [b"PAR1\0\0\1\2\3\0\0\0", b"PK\3\4\0\0\0\0\xff\xfe\xfd", bytes(range(256)) * 40])
    def test_binary(self, data, tree):
        tree({"README.md": data})
        document = only("README.md")
        assert (document.fault, document.data) == ("this is a binary file, not a card", None)

    @pytest.mark.parametrize(
        "data",
        [
            CARD.encode("utf-16"),
            CARD.encode("utf-16-le"),
            CARD.encode("utf-16-be"),
            CARD.encode() + b"one stray \0 in the text",
            ("é" * 9000).encode(),
            b"\0" + ("é" * 9000).encode(),
            b"caf\xe9",
            b"",
        ],
    )
    def test_odd_text_is_not_binary(self, data, tree):
        tree({"README.md": data})
        assert only("README.md").data == data

    def test_too_large(self, tree):
        tree({"README.md": b"x" * (16 * 1024 * 1024 + 1)})
        assert only("README.md").fault == "the file is larger than 16 MiB; the Hub refuses a README over 10 MiB"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind root")
    def test_no_permission(self, tree):
        root = tree({"README.md": CARD})
        (root / "README.md").chmod(0)
        assert only("README.md").fault == "the file cannot be read (permission denied)"

    def test_fault_of_the_disk(self, tree, monkeypatch):
        tree({"README.md": CARD})

        def refuse(*_args, **_kwargs):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        assert only("README.md").fault == "the file cannot be read (permission denied)"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
    def test_pipe_met_while_walking_does_not_hang(self, tree):
        root = tree({"x.csv": "a\n1\n"})
        os.mkfifo(root / "README.md")
        assert only(".").fault == "this is not a regular file"


class TestLinks:
    def test_named_link_out_of_a_git_repository_is_not_followed(self, tree):
        root = tree({"secret.txt": "s", "repo/.git/HEAD": "x"})
        (root / "repo/README.md").symlink_to(root / "secret.txt")
        assert only("repo/README.md").fault == "the link leads out of the repository, where nothing is read"

    def test_named_link_inside_a_git_repository_is(self, tree):
        root = tree({"repo/docs/card.md": CARD, "repo/.git/HEAD": "x"})
        (root / "repo/README.md").symlink_to("docs/card.md")
        assert only("repo/README.md").data == CARD.encode()

    def test_named_link_where_there_is_no_repository_is(self, tree):
        root = tree({"card.md": CARD, "a/b.txt": ""})
        (root / "a/README.md").symlink_to("../card.md")
        assert only("a/README.md").data == CARD.encode()

    def test_walked_link_out_of_the_folder_is_not(self, tree):
        root = tree({"card.md": CARD, "a/x.csv": ""})
        (root / "a/README.md").symlink_to("../card.md")
        assert only("a").fault == "the link leads out of the repository, where nothing is read"

    def test_snapshot_in_the_cache_of_the_hub_is_read(self, tree):
        root = tree({"datasets--o--n/blobs/1": CARD, "datasets--o--n/snapshots/r/x.csv": "a\n"})
        (root / "datasets--o--n/snapshots/r/README.md").symlink_to("../../blobs/1")
        assert only("datasets--o--n/snapshots/r").data == CARD.encode()

    def test_linked_folders_are_not_walked(self, tree):
        root = tree({"a/README.md": CARD, "b/x.txt": ""})
        (root / "b/out").symlink_to(root / "a")
        (root / "b/round").symlink_to(root / "b")
        assert found("b") == []
        assert found("b/**/*.txt") == ["b/x.txt"]


class TestFolder:
    @pytest.fixture(autouse=True)
    def _inner(self, tree):
        tree({"sub/README.md": CARD})

    def test_dataset_repository_by_lfs_lines_has_one_card(self, tree):
        tree({"README.md": PLAIN, ".gitattributes": LFS, "pyproject.toml": ""})
        assert found() == ["README.md"]

    @pytest.mark.parametrize(
        "name", ["x.csv", "train.json", "data/x.json", "data/images/1.png", "train-00000.parquet", "all.zip"]
    )
    def test_dataset_repository_by_data_has_one_card(self, name, tree):
        tree({"README.md": PLAIN, name: ""})
        assert found() == ["README.md"]

    @pytest.mark.parametrize("name", ["pyproject.toml", "package.json", "Cargo.toml", "setup.py", "go.mod"])
    def test_data_beside_a_build_file_says_nothing(self, name, tree):
        tree({"README.md": PLAIN, "x.csv": "", name: ""})
        assert found() == ["sub/README.md"]
        assert list(passed()) == ["README.md"]

    @pytest.mark.parametrize("name", ["logo.png", "tsconfig.json", "requirements.txt", "main.py"])
    def test_other_files_say_nothing(self, name, tree):
        tree({"README.md": PLAIN, name: ""})
        assert found() == ["sub/README.md"]

    def test_a_projects_own_lfs_lines_say_nothing(self, tree):
        tree({"README.md": PLAIN, ".gitattributes": "*.png filter=lfs diff=lfs merge=lfs -text\n"})
        assert found() == ["sub/README.md"]

    def test_the_card_of_the_folder_itself_is_asked_for_and_others_are_not(self, tree):
        tree({"README.md": CARD})
        asked = {d.source: d.asked_for for d in documents(".", SourceOptions()) if isinstance(d, Document)}
        assert asked == {"README.md": True, "sub/README.md": False}

    def test_a_models_card_is_passed_over(self, tree):
        tree({"README.md": "---\npipeline_tag: x\n---\n", ".gitattributes": LFS})
        assert found() == ["sub/README.md"]
        assert passed() == {"README.md": "its front matter is that of a model or a Space"}

    def test_readme_in_small_letters_is_named(self, tree):
        tree({"readme.md": CARD})
        assert "capitals" in passed()["readme.md"]

    def test_files_are_named_from_the_target(self, tree):
        root = tree({})
        assert found(str(root / "sub")) == [f"{root.as_posix()}/sub/README.md"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_can_be_printed(tree):
    root = os.fsencode(tree({}))
    Path(os.fsdecode(root + b"/caf\xe9")).mkdir()
    Path(os.fsdecode(root + b"/caf\xe9/README.md")).write_text(CARD)
    assert found() == ["caf\ufffd/README.md"]
