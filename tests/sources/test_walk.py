"""Cards below a folder: what a walk finds, and what it passes over."""

from __future__ import annotations

from pathlib import Path

import pytest
from asked import CARD, PLAIN, found, passed

from cardcheck.model.document import Document, SourceOptions, TargetNotFoundError
from cardcheck.sources import documents

LFS = "*.parquet filter=lfs diff=lfs merge=lfs -text\n"


class TestWalk:
    def test_cards_come_in_order_and_others_are_passed(self, tree):
        tree({"b/README.md": CARD, "a/x/README.md": CARD, "a/README.md": PLAIN, "c/README.md": "---\ntitle: x\n---\n"})
        assert found() == ["a/x/README.md", "b/README.md"]
        assert list(passed()) == ["a/README.md", "c/README.md"]

    def test_data_below_a_card_makes_no_second_card(self, tree):
        tree({"README.md": CARD, "train/README.md": PLAIN, "train/x.csv": ""})
        assert found() == ["README.md"]

    def test_card_by_name(self, tree):
        tree({"docs/My_Dataset_Card_v2.MD": PLAIN, "docs/dataset_card.txt": PLAIN, "docs/other.md": CARD})
        assert found() == ["docs/My_Dataset_Card_v2.MD"]

    def test_card_by_configuration(self, tree):
        root = tree({"cards/a.md": PLAIN, "b/README.md": PLAIN, "c/d.md": PLAIN})
        assert found("cards", cards=("cards/", "/b/README.md"), root=root) == ["cards/a.md"]
        assert found("b", cards=("cards/", "/b/README.md"), root=root) == ["b/README.md"]

    def test_excluded(self, tree):
        tree({"a/README.md": CARD, "old/README.md": CARD, "b/README.md": CARD})
        assert found(exclude=("old/", "/b/README.md")) == ["a/README.md"]
        assert passed(exclude=("b/*.md",)) == {"b/README.md": "the configuration excludes it"}

    @pytest.mark.parametrize("folder", [".git", ".hidden", "node_modules", "a/__pycache__"])
    def test_never_walked(self, folder, tree):
        tree({f"{folder}/README.md": CARD})
        assert found() == []

    def test_virtual_environment_is_not_walked(self, tree):
        tree({"ve/pyvenv.cfg": "", "ve/lib/README.md": CARD})
        assert found() == []

    def test_empty_folder(self, tree):
        tree({})
        assert list(documents(".", SourceOptions())) == []

    def test_bound(self, tree):
        from cardcheck.sources._walk import below

        tree({f"d{index}/README.md": CARD for index in range(5)})
        *_, last = below(Path(), SourceOptions(), max_entries=7)
        assert isinstance(last, Document)
        assert (last.asked_for, last.data) == (True, None)
        assert "more than 7 entries" in (last.fault or "")

    def test_very_deep_folders_end(self, tree):
        root = tree({})
        at = root
        for _ in range(300):
            at /= "d"
        at.mkdir(parents=True)
        assert found() == []
        with pytest.raises(TargetNotFoundError):
            found("**/*.md")


class TestGitignore:
    def test_files_and_folders(self, tree):
        tree({".gitignore": "build/\n*_dataset_card.md\n", "build/README.md": CARD, "my_dataset_card.md": PLAIN})
        assert found() == []

    def test_nested_file_speaks_for_its_folder_alone(self, tree):
        tree({"a/.gitignore": "README.md\n", "a/README.md": CARD, "b/README.md": CARD})
        assert found() == ["b/README.md"]

    def test_nested_file_takes_back(self, tree):
        tree({".gitignore": "README.md\n", "a/.gitignore": "!README.md\n", "a/README.md": CARD, "README.md": CARD})
        assert found() == ["a/README.md"]

    def test_anchored_pattern(self, tree):
        tree({".gitignore": "/a\n", "a/README.md": CARD, "b/a/README.md": CARD})
        assert found() == ["b/a/README.md"]

    def test_files_above_hold_up_to_the_root_of_the_repository(self, tree):
        tree({".gitignore": "*\n", "r/.git/HEAD": "", "r/.gitignore": "x/\n", "r/s/x/README.md": CARD})
        tree({"r/s/y/README.md": CARD})
        assert found("r/s") == ["r/s/y/README.md"]

    def test_an_ignored_folder_is_walked_when_it_is_named(self, tree):
        tree({".git/HEAD": "", ".gitignore": "out/\n", "out/a/README.md": CARD})
        assert found("out") == ["out/a/README.md"]
        assert found("out/a") == ["out/a/README.md"]
        assert found(".") == []

    def test_hostile_and_broken_lines_are_left_out(self, tree):
        tree({".gitignore": f"{'*a' * 60}\n!\n///\n[\n\\\nb/\n", f"{'a' * 200}/README.md": CARD, "b/README.md": CARD})
        assert found() == [f"{'a' * 200}/README.md"]


class TestGlob:
    @pytest.fixture(autouse=True)
    def _files(self, tree):
        tree({"d/a.md": PLAIN, "d/x/b.md": PLAIN, "d/x/y/README.md": PLAIN, "d/x/c.txt": "", "d/.h/e.md": ""})

    @pytest.mark.parametrize(
        ("pattern", "names"),
        [
            ("d/**/*.md", ["d/a.md", "d/x/b.md", "d/x/y/README.md"]),
            ("d/*.md", ["d/a.md"]),
            ("d/*/[bc].*", ["d/x/b.md", "d/x/c.txt"]),
            ("**/**/README.md", ["d/x/y/README.md"]),
            ("?/.h/*.md", ["d/.h/e.md"]),
            ("d/x/**", ["d/x/b.md", "d/x/c.txt", "d/x/y/README.md"]),
        ],
    )
    def test_names_files(self, pattern, names):
        assert found(pattern) == names

    def test_absolute(self, tmp_path):
        assert found(f"{tmp_path}/d/*.md") == [f"{tmp_path.as_posix()}/d/a.md"]

    def test_a_path_with_the_characters_of_a_glob_wins(self, tree):
        tree({"[a].md": PLAIN, "a.md": PLAIN})
        assert found("[a].md") == ["[a].md"]

    def test_nothing_matches(self):
        with pytest.raises(TargetNotFoundError, match="no file matches it"):
            found("d/*.rst")
