"""Every command that judges cards takes the settings of overrides for those they are about."""

from __future__ import annotations

import json
import subprocess

import pytest

CARD = "---\nlicense: apache2\nlanguage: English\n---\n# T\n"
BY_FILE = '[[override]]\nfiles = ["drafts/"]\nignore = ["license"]\n'
BY_ID = '[[override]]\nrepositories = ["org/old-*"]\nignore = ["license"]\n'


@pytest.fixture
def cards(write):
    write("cardcheck.toml", BY_FILE)
    for name in ("README.md", "drafts/README.md", "more/README.md"):
        write(name, CARD)


def about_licenses(result) -> dict[str, bool]:
    cards = json.loads(result.stdout)["cards"]
    return {card["source"]: any(found["rule"] == "license/unknown-id" for found in card["findings"]) for card in cards}


@pytest.mark.usefixtures("cards")
class TestFiles:
    TOLD = {"README.md": True, "drafts/README.md": False, "more/README.md": True}  # noqa: RUF012 (nobody writes to it)

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_check(self, jobs, invoke):
        assert about_licenses(invoke("check", *self.TOLD, "--format", "json", "--jobs", jobs)) == self.TOLD

    def test_the_command_line_wins(self, invoke):
        result = invoke("check", *self.TOLD, "--format", "json", "--extend-select", "license")
        assert about_licenses(result) == dict.fromkeys(self.TOLD, True)
        result = invoke("check", *self.TOLD, "--format", "json", "--select", "language")
        assert about_licenses(result) == dict.fromkeys(self.TOLD, False)

    def test_fix(self, invoke, folder):
        invoke("fix", *self.TOLD)
        assert "license: apache-2.0\nlanguage: en\n" in (folder / "README.md").read_text()
        assert "license: apache2\nlanguage: en\n" in (folder / "drafts/README.md").read_text()

    def test_standard_input_with_a_name(self, invoke):
        for name, is_told in self.TOLD.items():
            result = invoke("check", "-", "--stdin-filename", name, "--format", "json", stdin=CARD)
            assert about_licenses(result) == {name: is_told}

    def test_against_a_revision(self, invoke, folder, write):
        for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm a"):
            subprocess.run(["git", *command.split()], cwd=folder, check=True, capture_output=True)
        for name in self.TOLD:
            write(name, CARD.replace("apache2", "apache3"))
        assert about_licenses(invoke("check", *self.TOLD, "--format", "json", "--base", "HEAD")) == self.TOLD

    def test_the_language_server(self, folder):
        judging = pytest.importorskip("cardcheck.lsp.judging")
        from cardcheck.run import config_for

        for name, is_told in self.TOLD.items():
            path = folder / name
            settings = judging.settings_for(path, lambda path: config_for((str(path),)))
            report = judging.judge(judging.State(name, CARD), settings, judging.Surroundings()).report
            assert ("license/unknown-id" in {found.rule for found in report.findings}) == is_told

    def test_an_unknown_name_is_told_before_any_card_is_read(self, invoke, write):
        write("cardcheck.toml", BY_FILE.replace("license", "lisense"))
        result = invoke("check", "README.md")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "override.0: there is no rule `lisense`" in result.stderr


class TestIds:
    @pytest.fixture(autouse=True)
    def clones(self, write):
        write("cardcheck.toml", BY_ID)
        for name in ("old-films", "films"):
            write(f"{name}/README.md", CARD)
            write(f"{name}/.git/config", f'[remote "origin"]\n\turl = https://huggingface.co/datasets/org/{name}\n')

    def test_of_a_clone(self, invoke):
        result = invoke(
            "check", "films/README.md", "old-films/README.md", "--config", "cardcheck.toml", "--format", "json"
        )
        assert about_licenses(result) == {"films/README.md": True, "old-films/README.md": False}

    def test_as_told(self, invoke):
        for repo, is_told in (("org/old-x", False), ("org/x", True), ("Org/old-x", True)):
            result = invoke("check", "-", "--repo", repo, "--format", "json", stdin=CARD)
            assert about_licenses(result) == {"<stdin>": is_told}
