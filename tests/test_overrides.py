"""Overrides: which rules run, and how grave they are, differs by card."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardcheck.config_file import read_config
from cardcheck.model.document import Document
from cardcheck.rulebook.errors import RuleError
from cardcheck.run import Linters

BY_FILE = '[[override]]\nfiles = ["drafts/"]\nignore = ["license"]\n'
BY_ID = '[[override]]\nrepositories = ["org/old-*"]\nignore = ["license"]\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def linters(folder):
    def linters(text: str) -> Linters:
        path = Path("cardcheck.toml")
        path.write_text(text, encoding="utf-8")
        return Linters(read_config(folder / path))

    return linters


def severity_of(linters: Linters, document: Document) -> str:
    return next(rule.plain.severity for rule in linters.of(document).rules if rule.id == "license/unknown-id")


class TestChoice:
    def test_by_file_and_by_id(self, linters, folder):
        made = linters(BY_FILE + BY_ID)
        here, draft = (Document(name, b"", folder / name) for name in ("README.md", "drafts/README.md"))
        assert made.of(here) is made.plain
        assert made.of(draft) is made.alone[0]
        assert made.of(here._replace(repo="org/old-x")) is made.alone[1]
        assert made.of(here._replace(repo="Org/old-x")) is made.plain
        assert made.of(Document("hf://datasets/org/old-x", b"", repo="org/old-x", is_remote=True)) is made.alone[1]
        assert made.of(Document("drafts/x.md", b"")) is made.alone[0]

    def test_a_remote_card_lies_in_no_folder(self, linters):
        made = linters('[[override]]\nfiles = ["*"]\nignore = ["license"]')
        assert made.of(Document("hf://datasets/org/x", b"", repo="org/x", is_remote=True)) is made.plain

    def test_the_same_set_has_one_linter(self, linters, folder):
        made = linters(BY_FILE + BY_ID)
        both = [made.of(Document("x", b"", folder / "drafts" / name, repo="org/old-x")) for name in "ab"]
        assert both[0] is both[1]
        assert all(both[0] is not alone for alone in made.alone)

    def test_the_later_wins(self, linters, folder):
        text = '[[override]]\nfiles = ["{}"]\nrule."license/unknown-id".severity = "{}"\n'
        made = linters(text.format("a/", "info") + text.format("a/b/", "warning") + text.format("b/", "info"))
        told = {name: severity_of(made, Document(name, b"", folder / name)) for name in ("x", "a/x", "a/b/x", "b/x")}
        assert told == {"x": "error", "a/x": "info", "a/b/x": "info", "b/x": "info"}

    def test_rules_of_another_profile(self, linters, folder):
        made = linters('profile = "strict"\n[[override]]\nfiles = ["a/"]\nprofile = "minimal"\n')
        few = {rule.id for rule in made.of(Document("x", b"", folder / "a/x")).rules}
        assert few < {rule.id for rule in made.plain.rules}
        assert made.needs == made.plain.needs

    def test_facts_that_only_one_override_needs(self, linters):
        made = linters('select = ["license/missing"]\n[[override]]\nfiles = ["a/"]\nselect = ["data"]\n')
        assert made.plain.needs < made.needs
        assert made.titles.keys() > {rule.id for rule in made.plain.rules}


class TestUnknownNames:
    """What cannot be used is told at once, whether a card matches or not."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ('ignore = ["lisense"]', "override.1: there is no rule `lisense`; did you mean `license`?"),
            ('profile = "hard"', "override.1: there is no profile `hard`; there are "),
            ("rule.'license/mising'.severity = 'info'", """override.1: rule."license/mising": there is no rule"""),
            ("rule.'license/missing'.with = {x = 1}", """override.1: rule."license/missing": """),
        ],
    )
    def test_in_one_sentence(self, text, message, linters):
        with pytest.raises(RuleError) as caught:
            linters(f'[[override]]\nfiles = ["b"]\n[[override]]\nfiles = ["a"]\n{text}')
        assert str(caught.value).startswith(f"cardcheck.toml: {message}")

    def test_those_of_a_shared_file_name_that_file(self, linters, folder):
        (folder / "policy.toml").write_text('ignore = ["lisense"]', encoding="utf-8")
        with pytest.raises(RuleError, match=r"^policy\.toml: there is no rule `lisense`"):
            linters('extends = "policy.toml"\nignore = ["links"]')

    def test_former_names_are_noted_once(self, linters):
        made = linters('[[override]]\nfiles = ["a"]\nignore = ["sections/biases-missing"]\n' * 2)
        assert made.notes == ("`sections/biases-missing` is now `responsible/no-bias`",)
