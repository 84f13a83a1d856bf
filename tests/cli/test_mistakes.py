"""Whatever a user gets wrong is one clear sentence on standard error and the right exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cardcheck import resources
from cardcheck.cli._options import terminal_width
from cardcheck.rulebook.load import profiles

CARD = "---\nlicense: apache2\ntask_categories: [other]\n---\n# T\n\nTODO: say more\n"


@pytest.fixture
def card(write):
    write("README.md", CARD)


def sentence(result, code: int = 2) -> str:
    """The one sentence that was said."""
    assert result.exit_code == code, (result.exit_code, result.stderr)
    said = result.stderr
    assert said.startswith("cardcheck: ")
    assert said.endswith("\n")
    assert said.count("\n") == 1
    return said.removeprefix("cardcheck: ").removesuffix("\n")


@pytest.mark.usefixtures("card")
class TestTargets:
    def test_missing_file(self, invoke):
        assert sentence(invoke("check", "nowhere.md")) == "`nowhere.md` is not there: no such file or folder"

    def test_glob_without_a_match(self, invoke):
        assert sentence(invoke("check", "*.txt")) == "`*.txt` is not there: no file matches it"

    def test_unknown_scheme(self, invoke):
        assert "write `hf://datasets/a/b`" in sentence(invoke("check", "https://huggingface.co/datasets/a/b"))

    @pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "caf\udce9.md", "a\nb"])
    def test_names_that_no_file_can_have(self, invoke, name):
        assert "is not there" in sentence(invoke("check", name))

    def test_what_a_name_smuggles_in_is_shown_escaped(self, invoke):
        assert "\\x1b[31m" in sentence(invoke("check", "\x1b[31mred.md"))

    def test_a_file_that_may_not_be_read(self, write, invoke, monkeypatch):
        path = write("secret.md", CARD)
        original = type(path).open

        def refuse(self, *args, **kwargs):
            if self.name == "secret.md":
                raise PermissionError(13, "Permission denied")
            return original(self, *args, **kwargs)

        monkeypatch.setattr(type(path), "open", refuse)
        result = invoke("check", "secret.md")
        assert result.exit_code == 3
        assert "the file cannot be read (permission denied)" in result.stdout


@pytest.mark.usefixtures("card")
class TestOptions:
    @pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5", "", "٣x"])
    def test_jobs(self, invoke, jobs):
        assert sentence(invoke("check", f"--jobs={jobs}")) == (
            f"`--jobs {jobs}`: it takes a number from 1 on, or `auto`"
        )

    def test_profile(self, invoke):
        assert sentence(invoke("check", "--profile", "strickt")) == (
            f"there is no profile `strickt`; there are {', '.join(profiles())}"
        )

    @pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
    def test_unknown_rule(self, invoke, option):
        assert sentence(invoke("check", option, "license/unknown")) == (
            "there is no rule `license/unknown`; did you mean `license/unknown-id`?"
        )

    def test_output_into_a_missing_folder(self, invoke):
        assert sentence(invoke("check", "--output", "none/out.txt")) == (
            "`none/out.txt` cannot be written (no such file or directory)"
        )

    def test_output_onto_a_folder(self, invoke):
        assert sentence(invoke("check", "--output", ".")) == "`.` cannot be written (is a directory)"

    def test_one_of_several_outputs(self, invoke):
        assert "`none/x` cannot be written" in sentence(invoke("check", "--output", "a.txt", "--output", "none/x"))

    @pytest.mark.parametrize(
        "args",
        [
            ["--format", "yaml"],
            ["--fail-on", "fatal"],
            ["--colour", "never"],
            ["--min-confidence", "none"],
            ["--require", "luck"],
            ["--repo-dir", "none"],
            ["--select"],
        ],
    )
    def test_what_the_option_parser_refuses(self, invoke, args):
        result = invoke("check", *args)
        assert result.exit_code == 2
        assert result.stderr.splitlines()[-1].startswith("Error: ")
        assert result.stdout == ""

    def test_unknown_command(self, invoke):
        assert invoke("chekc").exit_code == 2

    def test_no_command_shows_the_help(self, invoke):
        assert "check" in invoke().output


@pytest.mark.usefixtures("card")
class TestConfiguration:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("select = [", "cardcheck.toml:end of file: this is not TOML"),
            ("selct = []", "cardcheck.toml: `selct` is not a setting cardcheck knows; did you mean `select`?"),
            ("select = 3", "cardcheck.toml: `select` is 3; it takes a list of"),
            ('profile = "none"', "there is no profile `none`"),
            ('ignore = ["licence"]', "there is no rule `licence`; did you mean `license`?"),
            ('[rule."license"]\nseverity = "info"', 'rule."license": there is no rule `license`'),
            (
                '[rule."license/missing"]\nwith = {a = 1}',
                "`metadata.values.missing` has no option `a`; it takes `alone`, `key`",
            ),
            ('rule-files = ["none.yaml"]', "`rule-files` names `none.yaml`, and no such file is there"),
        ],
    )
    def test_mistakes(self, write, invoke, text, said):
        write("cardcheck.toml", text)
        assert said in sentence(invoke("check"))

    def test_a_file_that_is_not_there(self, invoke):
        assert sentence(invoke("check", "--config", "none.toml")) == (
            "none.toml: the file cannot be read (no such file or directory)"
        )

    def test_a_rule_file_with_a_mistake(self, write, invoke):
        path = write("house/mine.yaml", "title: 'x\n")
        write("cardcheck.toml", 'rule-files = ["house/*.yaml"]')
        assert sentence(invoke("check")).startswith(f"{path}:2:1: ")

    def test_bytes_that_are_no_text(self, write, invoke):
        write("cardcheck.toml", b"\xff\xfe")
        assert sentence(invoke("check")) == "cardcheck.toml: the file is not UTF-8"


class TestProcess:
    """The same from outside: exit codes as a shell sees them, and no traceback (`spawn` looks for one)."""

    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (["README.md"], 1),
            (["README.md", "--fail-on", "never"], 0),
            (["nowhere.md"], 2),
            (["--jobs", "0"], 2),
            (["--select", "none"], 2),
            (["--config", "none.toml"], 2),
            (["--output", "none/x.json"], 2),
            (["empty"], 3),
            (["binary.md"], 3),
        ],
    )
    def test_exit_codes(self, write, spawn, args, code):
        write("README.md", CARD)
        write("binary.md", bytes(range(256)))
        write("empty/x.txt", "")
        assert spawn("check", *args).returncode == code

    def test_standard_input_in_two_processes(self, spawn):
        assert spawn("check", "-", "--jobs", "2", stdin=CARD.encode()).returncode == 1

    def test_a_name_that_is_not_utf8(self, write, spawn, folder):
        write("README.md", CARD)
        (folder / "README.md").rename(folder / "caf\udce9.md")
        process = spawn("check", "--format", "concise", "caf\udce9.md")
        assert process.returncode == 1
        assert "caf\ufffd.md:2:10" in process.stdout.decode()

    @pytest.mark.parametrize("format_", ["text", "concise", "json"])
    def test_a_terminal_that_knows_ascii_only(self, write, spawn, format_):
        write("README.md", CARD.replace("apache2", "Lizénz🎉"))
        assert spawn("check", "--format", format_, PYTHONIOENCODING="ascii").returncode == 1

    def test_an_error_of_ours_is_one_sentence(self, write, spawn):
        write("README.md", CARD)
        write("sitecustomize.py", "import cardcheck.run\ncardcheck.run.run = None\n")
        process = spawn("check", "README.md", PYTHONPATH=f".{os.pathsep}{resources.root()}")
        assert process.returncode == 2
        assert process.stderr == (b"cardcheck: internal error: TypeError; set CARDCHECK_DEBUG=1 to see where\n")

    def test_a_reader_that_leaves(self, write):
        folder = write("README.md", CARD).parent
        for number in range(300):
            write(f"{number}/README.md", CARD)
        process = subprocess.Popen(
            [sys.executable, "-m", "cardcheck", "check", "--format", "jsonl", "."],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(resources.root())},
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        process.stderr.close()
        assert process.wait() != 0
        assert said == b""


class TestWidth:
    @pytest.mark.parametrize(("columns", "width"), [("120", 120), ("10", 40), ("0", 80), ("wide", 80), ("", 80)])
    def test_columns(self, monkeypatch, columns, width):
        monkeypatch.setenv("COLUMNS", columns)
        assert terminal_width() == width
