"""A pack of rules, a profile and a form that somebody else wrote: it runs by the real command; mistakes are told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardcheck import resources
from cardcheck.cli import cli
from cardcheck.testing import broken_promises

PACK = Path(__file__).parent / "seal-archive"
FILES = sorted((PACK / "house").glob("[!_]*/*.yaml"))


@pytest.fixture
def archive(tmp_path) -> Path:
    """A copy of the archive's folder, to be spoilt."""
    return Path(shutil.copytree(PACK, tmp_path / "archive"))


def cardcheck(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    process = subprocess.run(
        [sys.executable, "-m", "cardcheck", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(resources.root()), "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
    )
    assert "Traceback" not in process.stderr
    return process


def check(folder: Path, card: str, *args: str) -> subprocess.CompletedProcess[str]:
    return cardcheck(folder, "check", f"cards/{card}.md", "--no-data", *args)


def found(process: subprocess.CompletedProcess[str]) -> set[str]:
    (card,) = json.loads(process.stdout)["cards"]
    return {finding["rule"] for finding in card["findings"]}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_its_rules_keep_their_promises(path):
    assert broken_promises(path, f"{path.parent.name}/{path.stem}") == []


class TestTheCommand:
    def test_its_own_rules_fire(self, archive):
        done = check(archive, "logbooks")
        assert done.returncode == 1
        assert "`mit` is not a license the archive gives; write `cc-by-4.0` or `cc0-1.0`" in done.stdout
        assert "archive/language-missing" in done.stdout

    def test_the_rules_its_profile_extends_run_too(self, archive):
        rules = found(check(archive, "logbooks", "--format", "json"))
        assert {"archive/license", "task/missing", "links/image-alt"} <= rules

    def test_what_its_profile_ignores_is_silent(self, archive):
        args = ("logbooks", "--format", "json")
        assert "metadata/pretty-name-missing" not in found(check(archive, *args))
        assert "metadata/pretty-name-missing" in found(check(archive, *args, "--profile", "strict"))

    def test_other_profiles_do_not_run_its_rules(self, archive):
        assert not {
            name
            for name in found(check(archive, "logbooks", "--format", "json", "--profile", "strict"))
            if name.startswith(("archive/", "handover/"))
        }

    def test_its_form_is_a_table(self, archive):
        done = check(archive, "letters")
        assert done.returncode == 0
        assert "Handover sheet 3: 4 of 5 answered, 1 in part" in done.stdout
        assert "  ✓ where the originals lie              19  Shelf mark" in done.stdout

    def test_by_config_from_elsewhere(self, archive, tmp_path):
        card = str(archive / "cards" / "logbooks.md")
        done = cardcheck(tmp_path, "check", card, "--no-data", "--config", str(archive / "cardcheck.toml"))
        assert "archive/license" in done.stdout

    def test_isolated_knows_nothing_of_it(self, archive):
        assert "archive/" not in check(archive, "logbooks", "--isolated").stdout

    def test_by_pyproject(self, archive):
        (archive / "cardcheck.toml").unlink()
        (archive / "pyproject.toml").write_text('[tool.cardcheck]\nprofile = "seal-archive"\npacks = ["house"]\n')
        assert "archive/license" in check(archive, "logbooks").stdout

    def test_a_setting_of_one_of_its_rules(self, archive):
        with (archive / "cardcheck.toml").open("a") as config:
            config.write('[rule."archive/license"]\nwith = {values = ["mit"]}\n')
        assert "archive/license" not in check(archive, "logbooks").stdout

    def test_rules_lists_and_explain_explains(self, archive):
        assert "* handover/shelf " in cardcheck(archive, "rules").stdout
        assert "where the originals lie" in cardcheck(archive, "explain", "handover/shelf").stdout
        assert "# archive/license" in cardcheck(archive, "explain", "archive/license").stdout


def spoil(archive: Path, name: str, old: str, new: str) -> None:
    path = archive / "house" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


MISTAKES = {
    "an unknown check": (
        "archive/license.yaml",
        "metadata.values.among",
        "metadata.values.amongst",
        "there is no check `metadata.values.amongst`",
    ),
    "code by name": ("archive/license.yaml", "metadata.values.among", "os.path.join", "no check `os.path.join`"),
    "an unknown option": ("archive/license.yaml", "with: {values", "with: {value", "has no option `value`"),
    "an unknown profile": ("archive/license.yaml", "profile: seal-archive", "profile: seal", "no profile `seal`"),
    "a wrong severity": ("archive/license.yaml", "severity: error", "severity: fatal", "`/severity`"),
    "a missing key": ("archive/license.yaml", "confidence: high\n", "", "the key `confidence` is missing"),
    "no YAML": ("archive/license.yaml", "title: ", "title: a: ", "license.yaml:1:9: mapping values are not allowed"),
    "a tag that builds": (
        "archive/license.yaml",
        "title: The",
        "title: !!python/name:os.system The",
        "could not determine",
    ),
    "a parent that is not there": (
        "_profiles/seal-archive.yaml",
        "recommended",
        "recomended",
        "no profile `recomended` to extend",
    ),
    "a profile that extends itself": (
        "_profiles/seal-archive.yaml",
        "recommended",
        "seal-archive",
        "the profile extends itself",
    ),
    "an unknown rule in a profile": (
        "_profiles/seal-archive.yaml",
        "license/several",
        "license/severl",
        "there is no rule `license/severl`",
    ),
    "an unknown key in a profile": ("_profiles/seal-archive.yaml", "select:", "choose:", "the key `choose` is not"),
    "an unknown topic": (
        "handover/_each.yaml",
        "[consent]",
        "[consnt]",
        "`consnt`, which is not known; did you mean `consent`?",
    ),
    "a slug that is none": (
        "handover/_each.yaml",
        "    steward:\n",
        "    The Steward:\n",
        "the key `The Steward` is not",
    ),
    "an example that is missing": (
        "handover/_each.yaml",
        '      example: "All letters',
        '      sample: "All letters',
        "`/each/questions/years",
    ),
    "a crosswalk there is not": (
        "handover/_each.yaml",
        "each:\n",
        "each: datasheets\nnothing:\n",
        "there is no crosswalk `datasheets`",
    ),
    "a form that is a list": ("handover/_each.yaml", "each:\n", "each: []\nnothing:\n", "`/each`"),
}


@pytest.fixture
def mistaken(archive, monkeypatch):
    """Judge a card in this process: what went wrong is told the same way, and many mistakes are tried."""
    monkeypatch.chdir(archive)

    def mistaken() -> Result:
        done = CliRunner().invoke(cli, ["check", "cards/letters.md", "--no-data"])
        assert isinstance(done.exception, SystemExit)
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert done.stdout == ""
        return done

    return mistaken


class TestMistakes:
    def test_by_the_real_command(self, archive):
        spoil(archive, *MISTAKES["a wrong severity"][:3])
        done = check(archive, "letters")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)

    @pytest.mark.parametrize("mistake", MISTAKES)
    def test_one_sentence_and_exit_code_2(self, archive, mistaken, mistake):
        name, old, new, said = MISTAKES[mistake]
        spoil(archive, name, old, new)
        assert said in mistaken().stderr

    def test_a_folder_that_is_not_there(self, archive, mistaken):
        (archive / "cardcheck.toml").write_text('packs = ["hose"]\n')
        assert mistaken().stderr == "cardcheck: cardcheck.toml: `packs` names `hose`, and no such folder is there\n"

    def test_an_empty_folder(self, archive, mistaken):
        (archive / "cardcheck.toml").write_text('packs = ["cards"]\n')
        assert "no rule and no profile is in it" in mistaken().stderr

    def test_a_rule_twice(self, archive, mistaken):
        shutil.copytree(archive / "house" / "archive", archive / "house" / "license")
        (archive / "house" / "license" / "license.yaml").rename(archive / "house" / "license" / "missing.yaml")
        assert "the rule `license/missing` exists already" in mistaken().stderr

    def test_a_profile_twice(self, archive, mistaken):
        shutil.copy(archive / "house/_profiles/seal-archive.yaml", archive / "house/_profiles/strict.yaml")
        assert "the profile `strict` exists already" in mistaken().stderr

    @pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"[" * 3000, b"- a\n", b"a: " + b"x" * 2_000_000])
    @pytest.mark.parametrize("name", ["archive/license.yaml", "_profiles/seal-archive.yaml", "handover/_each.yaml"])
    def test_bytes_that_are_no_rule(self, archive, mistaken, name, data):
        (archive / "house" / name).write_bytes(data)
        mistaken()
