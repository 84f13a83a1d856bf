"""`cardcheck fix --diff`: what it prints makes of a card what `fix` makes of it, and tells nobody's secrets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cardcheck import resources

BAD = "---\nlicense: apache2\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nText.\n"
TOKEN = "hf_" + "QmZrTyBnKdPfWsXcVgHjLaEuRiOtYpMzNx"
KEY = "-----BEGIN RSA PRIVATE KEY-----\n" + ("MIIEpAIBAAKCAQEA7bq1x8Z" * 2 + "\n") * 3 + "-----END RSA PRIVATE KEY-----"

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not there")


def assert_same_as_fixing(folder: Path, invoke, *args: str) -> None:
    """Apply the diff with both programs, each to a copy, and fix the cards themselves."""
    diff = invoke("fix", "--diff", *args).stdout_bytes
    before = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.md")}
    copies = []
    for program in (["git", "apply"], ["patch", "-p1", "--fuzz=0", "--force"]):
        copy = folder.with_name(f"{folder.name}-{program[0]}")
        shutil.copytree(folder, copy, symlinks=True)
        process = subprocess.run(program, cwd=copy, input=diff, capture_output=True)
        assert process.returncode == 0, (process.stdout, process.stderr, diff)
        copies.append(copy)
    assert {path: (folder / path).read_bytes() for path in before} == before
    invoke("fix", *args)
    for path, data in before.items():
        fixed = (folder / path).read_bytes()
        assert fixed != data
        assert [(copy / path).read_bytes() for copy in copies] == [fixed, fixed]


@needs_git
class TestItApplies:
    def test_several_cards(self, write, invoke, folder):
        write("README.md", BAD)
        write("a b/README.md", "\ufeff" + BAD.replace("\n", "\r\n"))
        write('q"ü/README.md', BAD.removesuffix("\n"))
        write("docs/my_dataset_card.md", BAD.replace("Text.", "Te\u2028xt\x0c.\r"))
        assert_same_as_fixing(folder, invoke, "README.md", "*/*.md")

    def test_in_a_folder_of_a_repository(self, folder, monkeypatch):
        subprocess.run(["git", "init", "-q", folder.parent / "repo"], check=True)
        below = folder.parent / "repo" / "below"
        below.mkdir()
        (below / "README.md").write_text(BAD)
        monkeypatch.chdir(below)
        diff = subprocess.run(
            [sys.executable, "-m", "cardcheck", "fix", "--diff"],
            capture_output=True,
            env=os.environ | {"PYTHONPATH": str(resources.root())},
        ).stdout
        subprocess.run(["git", "apply"], input=diff, check=True)
        assert "apache-2.0" in (below / "README.md").read_text()

    def test_a_card_elsewhere_has_its_whole_path(self, invoke, folder):
        other = folder.parent / "elsewhere"
        other.mkdir()
        (other / "README.md").write_text(BAD)
        diff = invoke("fix", "--diff", str(other / "README.md")).stdout
        assert f"--- a{other.resolve().as_posix()}/README.md\n" in diff

    def test_a_card_that_a_link_brings_back_here_has_its_path_from_here(self, write, invoke, folder):
        write("README.md", BAD)
        (folder.parent / "way").symlink_to(folder)
        assert "--- a/README.md\n" in invoke("fix", "--diff", str(folder.parent / "way" / "README.md")).stdout

    def test_a_link_is_named_by_what_it_leads_to(self, write, invoke, folder):
        write("cards/one.md", BAD)
        (folder / "README.md").symlink_to("cards/one.md")
        assert "--- a/cards/one.md\n" in invoke("fix", "--diff", "README.md").stdout


class TestWhatIsSaid:
    def test_nothing_but_the_diff_stands_in_standard_output(self, write, invoke):
        path = write("README.md", BAD)
        result = invoke("fix", "--diff")
        assert result.stdout == (
            "--- a/README.md\n+++ b/README.md\n@@ -1,5 +1,5 @@\n ---\n-license: apache2\n+license: apache-2.0\n"
            " language: en\n task_categories: [other]\n ---\n"
        )
        assert result.stderr == "Would fix 1 problem in 1 card\n"
        assert path.read_text() == BAD

    def test_standard_input(self, invoke):
        result = invoke("fix", "--diff", "-", "--stdin-filename", "data/README.md", stdin=BAD)
        assert result.stdout.startswith("--- a/data/README.md\n+++ b/data/README.md\n@@ ")
        assert result.exit_code == 1

    def test_nothing_where_there_is_nothing_to_fix(self, write, invoke):
        write("README.md", BAD.replace("apache2", "mit"))
        result = invoke("fix", "--diff")
        assert (result.stdout, result.stderr) == ("", "Nothing to fix in 1 card\n")

    def test_a_card_that_cannot_be_read_is_told(self, write, invoke):
        write("README.md", bytes(range(256)))
        assert "README.md: this is a binary file" in invoke("fix", "--diff", "README.md").stderr

    def test_a_link_that_leads_out_is_told(self, invoke, folder):
        other = folder.parent / "secret.md"
        other.write_text(BAD)
        (folder / "README.md").symlink_to(other)
        result = invoke("fix", "--diff", "README.md")
        assert (result.stdout, result.exit_code) == ("", 3)
        assert "leads out" in result.stderr
        assert "Would fix" not in result.stderr

    def test_what_is_left_goes_to_a_file(self, write, invoke, folder):
        write("README.md", BAD.replace("Text.", "TODO"))
        result = invoke("fix", "--diff", "--output", "concise=left.txt")
        assert result.stdout.startswith("--- a/")
        assert "prose/placeholder" in (folder / "left.txt").read_text()


class TestSecrets:
    def test_no_context_tells_it(self, write, invoke):
        write("README.md", BAD.replace("language: en\n", f"language: en\n# {TOKEN}\n"))
        result = invoke("fix", "--diff")
        assert TOKEN not in result.stdout
        assert "+license: apache-2.0" in result.stdout

    def test_a_changed_line_that_holds_it_is_left_out(self, write, invoke):
        write("README.md", BAD.replace("apache2", f"apache2 # {TOKEN}"))
        result = invoke("fix", "--diff")
        assert result.stdout == ""
        assert (
            "README.md:2: this change is not shown, because a line of it or beside it holds a secret" in result.stderr
        )
        assert result.exit_code == 1
        assert TOKEN not in result.stderr

    def test_one_of_several_lines(self, write, invoke):
        card = BAD.replace("\nText.", f"\nText.\n\n```\n{KEY}\n```\n\nSee [this](#t ).  \n").replace("# T", "#T")
        write("README.md", card)
        said = invoke("fix", "--diff", "--profile", "strict", "--unsafe", "--cosmetic").stdout
        assert "MIIEpAIBAAKCAQEA7bq1x8Z" not in said

    def test_the_card_itself_keeps_it(self, write, invoke):
        path = write("README.md", BAD.replace("apache2", f"apache2 # {TOKEN}"))
        assert TOKEN not in invoke("fix", "--verbose").output
        assert path.read_text() == BAD.replace("apache2", f"apache-2.0 # {TOKEN}")


HOSTILE = BAD.replace("language: en", "language: en # \x1b[31m\u202eevil\x07")


class TestHostileText:
    def test_a_pipe_has_it_as_it_is(self, write, invoke):
        write("README.md", HOSTILE)
        assert "\x1b[31m\u202eevil\x07" in invoke("fix", "--diff").stdout

    @pytest.mark.parametrize("args", [["--diff", "README.md"], ["--diff", "README.md", "--color", "always"], ["-"]])
    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
    def test_a_terminal_has_it_written_out(self, write, args):
        path = write("README.md", HOSTILE)
        said = in_terminal(["fix", *args], path.parent, HOSTILE)
        assert "\\x1b[31m\\u202eevil\\x07" in said
        assert "\x1b[31m\u202e" not in said
        assert "apache-2.0" in said

    def test_colour_is_for_eyes(self, write, invoke):
        write("README.md", HOSTILE.replace("\n", "\r\n"))
        said = invoke("fix", "--diff", "--color", "always").stdout
        assert "\x1b[31m-license: apache2\x1b[0m\n\x1b[38;5;28m+license: apache-2.0\x1b[0m\n" in said
        assert "\u202e" not in said

    @pytest.mark.parametrize("line", [">\n  ::add-mask::x", "##[group]x"])
    def test_a_log_of_github_takes_no_command_from_it(self, write, invoke, monkeypatch, line):
        write("README.md", BAD.replace("language: en\n", f"language: en\npretty_name: A {line}\n"))
        assert line.splitlines()[-1] in invoke("fix", "--diff").stdout
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        said = invoke("fix", "--diff").stdout
        assert "+license: apache-2.0" in said
        assert "mask" not in said
        assert "##[" not in said

    def test_a_change_of_such_a_line_is_left_out(self, write, invoke, monkeypatch):
        write("README.md", BAD.replace("apache2", "apache2 ##[group]x"))
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        result = invoke("fix", "--diff")
        assert result.stdout == ""
        assert "a secret, or a command to the workflow's log" in result.stderr


def in_terminal(args: list[str], folder: Path, stdin: str) -> str:
    """What a person sees in a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cardcheck", *args],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(resources.root()), "TERM": "xterm"},
    )
    os.close(theirs)
    assert process.stdin is not None
    process.stdin.write(stdin.encode())
    process.stdin.close()
    said = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
    process.wait()
    os.close(ours)
    return said.decode()
