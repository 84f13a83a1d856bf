"""`check --watch`: what makes it check again, what does not, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from cardcheck import resources
from cardcheck.cli import _watching

BAD = "---\nlicense: apache2\n---\n# Harbour logs\n"
GOOD = BAD.replace("apache2", "apache-2.0")
OPTIONS = ("--watch", "--select", "license/unknown-id", "--format", "concise")


@pytest.fixture
def watched(monkeypatch, invoke):
    """Watch while things happen, one with each pause; after the last somebody presses Ctrl-C."""

    def watched(*args: str, while_: tuple[Callable[[], object], ...] = ()):
        left = list(while_)

        def sleep(seconds: float) -> None:
            # Only the pauses between looking are counted; the others wait until writing has ended.
            if seconds == _watching._PAUSE_S:
                if not left:
                    raise KeyboardInterrupt
                left.pop(0)()

        monkeypatch.setattr(_watching.time, "sleep", sleep)
        result = invoke("check", *args)
        assert not left
        return result

    return watched


def rounds(result) -> int:
    return result.stderr.count("Ctrl-C ends it")


def nothing() -> None:
    """Let a pause pass."""


def test_a_changed_card_is_checked_again(write, watched):
    write("README.md", BAD)
    result = watched("README.md", *OPTIONS, while_=(nothing, lambda: write("README.md", GOOD), nothing))
    assert result.stdout == "README.md:2:10: error license/unknown-id " + result.stdout.partition("unknown-id ")[2]
    assert result.stdout.count("unknown-id") == 1
    assert (rounds(result), result.exit_code) == (2, 0)


def test_the_last_exit_code_is_the_programs(write, watched):
    write("README.md", GOOD)
    assert watched("README.md", *OPTIONS, while_=(lambda: write("README.md", BAD),)).exit_code == 1


def test_what_it_rests_on_makes_it_check_again(write, watched):
    write("README.md", BAD)
    config = 'ignore = ["license"]\n'
    rule = (resources.rules_dir() / "license" / "unknown-id.yaml").read_text().replace("error", "warning", 1)
    changes = (
        lambda: write("cardcheck.toml", config),
        lambda: write("cardcheck.toml", config + 'extends = "base.toml"\n'),
        lambda: write("base.toml", 'rule-files = ["own.yaml"]\n'),
        lambda: write("own.yaml", rule.replace("title:", "formerly: []\ntitle:")),
        lambda: write("data/train.csv", "a\n1\n"),
        lambda: write("data/train.csv", "a\n1\n2\n"),
        lambda: write("more/README.md", BAD),
    )
    result = watched(".", *OPTIONS[:1], while_=changes)
    assert rounds(result) == 1 + len(changes)


def test_what_it_does_not_rest_on_leaves_it_alone(write, watched, folder):
    write("data/README.md", BAD)
    changes = (
        lambda: write("notes.txt", "x"),
        lambda: write("data/.README.md.swp", "x"),
        lambda: write("data/README.md~", "x"),
        lambda: write("data/.git/index", "x"),
        nothing,
    )
    report = folder / "data" / "report.txt"
    result = watched("data", *OPTIONS, "--output", str(report), while_=changes)
    assert report.exists()
    assert rounds(result) == 1


def test_a_mistake_in_the_configuration_ends_a_round_only(write, watched):
    write("README.md", BAD)
    write("cardcheck.toml", "")
    changes = (lambda: write("cardcheck.toml", "ignore = ["), lambda: write("cardcheck.toml", 'fail-on = "never"'))
    result = watched("README.md", *OPTIONS[:1], while_=changes[:1])
    assert "cardcheck.toml" in result.stderr
    assert (rounds(result), result.exit_code) == (2, 2)
    write("cardcheck.toml", "")
    assert watched("README.md", *OPTIONS[:1], while_=changes).exit_code == 0


def test_a_card_that_goes_and_comes_back(write, watched, folder):
    write("README.md", GOOD)
    changes = ((folder / "README.md").unlink, lambda: write("README.md", BAD))
    result = watched("README.md", *OPTIONS, while_=changes)
    assert (rounds(result), result.exit_code) == (3, 1)


def test_the_screen_is_cleared_in_a_terminal_only(monkeypatch, capsys):
    monkeypatch.delenv("TERM", raising=False)
    _watching._clear(sys.stdout)
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _watching._clear(sys.stdout)
    assert capsys.readouterr().out == "\x1b[2J\x1b[H"
    monkeypatch.setenv("TERM", "dumb")
    _watching._clear(sys.stdout)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["-"], "`--watch` watches files, and `-` is none"),
        (["hf://datasets/a/b"], "`--watch` watches files, and `hf://datasets/a/b` is none"),
        (["--baseline", "known.json", "--write-baseline"], "`--watch` does not go with `--write-baseline`"),
        (["--show-settings"], "`--watch` does not go with `--show-settings`"),
    ],
)
def test_what_cannot_be_watched(invoke, args, told):
    result = invoke("check", "--watch", *args)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_ends_it_without_a_traceback(write, folder):
    write("README.md", BAD)
    env = os.environ | {"PYTHONPATH": str(resources.root())}
    program = [sys.executable, "-m", "cardcheck", "check", "README.md", *OPTIONS]
    with subprocess.Popen(program, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert b"Ctrl-C" in process.stderr.readline()
        write("README.md", GOOD)
        assert b"Ctrl-C" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, told = process.communicate()
    assert process.returncode == 0
    assert out.count(b"license/unknown-id") == 1
    assert told.strip() == b""
