"""A scratch folder in which a page's blocks run one after the other, as a reader would try them.

In: commands. Out: what they print and how they end. `cardcheck` runs in this process where a line is one plain
command, and as a program where a shell has to put several together. The Hub is the test Hub on loopback; nothing is
written outside of the scratch folder.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from docs_blocks import ROOT, Block
from fakehub import TOKEN, FakeHub

from cardcheck.cli import cli

_SHELL_SIGNS = re.compile(r"[|&;<>$`*?(){}~]|\\$|^\w+=", re.MULTILINE)
_NOT_OURS = ("NO_COLOR", "FORCE_COLOR", "CI", "TERM", "CARDCHECK_DEBUG", "GITHUB_ACTIONS")
_PLAIN_ENDS = (0, 1)
_ENDPOINT = "http://127.0.0.1:8765"
_SIGNED = ("-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org")


class Ended(NamedTuple):
    """What a command printed, and its exit code."""

    output: str
    code: int


class Scene:
    """A working folder with a git repository and a Hub: a card with its data, or `examples/` as in a checkout."""

    def __init__(self, root: Path, hub: FakeHub, patch: pytest.MonkeyPatch, *, in_checkout: bool) -> None:
        self.root, self.hub, self.patch = root, hub, patch
        self.here = root / "work"
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self._furnish(in_checkout=in_checkout)
        self._settle()

    def _furnish(self, *, in_checkout: bool) -> None:
        if in_checkout:
            shutil.copytree(ROOT / "examples", self.here / "examples")
        else:
            shutil.copytree(ROOT / "examples" / "bad", self.here)
        for name, example in {"ORG/NAME": "bad", "ORG/OTHER": "good"}.items():
            folder = ROOT / "examples" / example
            files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}
            self.hub.add(name, files)
        for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "The data"]):
            self._git(*words)
        self._git("update-ref", "refs/remotes/origin/main", "HEAD")

    def _git(self, *words: str) -> None:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.root), "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", *_SIGNED, *words], cwd=self.here, env=environment, check=True, capture_output=True)

    def _settle(self) -> None:
        programs = self.root / "programs"
        programs.mkdir()
        for name, words in {"cardcheck": " -m cardcheck", "python": "", "python3": ""}.items():
            shim = programs / name
            shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{words} "$@"\n', encoding="utf-8")
            shim.chmod(0o755)
        for name in _NOT_OURS:
            self.patch.delenv(name, raising=False)
        settings = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "CHECKOUT": str(ROOT),
            "HF_TOKEN": TOKEN,
            "HOME": str(self.root),
            "COLUMNS": "100",
            "GITHUB_STEP_SUMMARY": str(self.root / "summary.md"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        for name, value in settings.items():
            self.patch.setenv(name, value)

    def write(self, name: str, text: str) -> Path:
        """Write a file below the folder where the page has got to."""
        path = self.here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        return path

    def run(self, line: str) -> Ended:
        """Run a line as the reader's shell would."""
        plain = shlex.split(line, comments=True) if not _SHELL_SIGNS.search(line.partition(" #")[0]) else None
        if plain == []:
            return Ended("", 0)
        if plain and plain[0] == "cd":
            self.here = (self.here / plain[1]).resolve(strict=True)
            return Ended("", 0)
        self.patch.chdir(self.here)
        if plain and plain[0] == "cardcheck":
            result = CliRunner().invoke(cli, plain[1:], prog_name="cardcheck", catch_exceptions=False)
            return self._ended(result.output, result.exit_code)
        ran = subprocess.run(
            ["bash", "-c", line],
            cwd=self.here,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return self._ended(ran.stdout, ran.returncode)

    def _ended(self, output: str, code: int) -> Ended:
        """Name the Hub as pages do; its port is another in every run."""
        return Ended(output.replace(self.hub.endpoint, _ENDPOINT), code)

    def python(self, block: Block) -> None:
        """Run a block of Python; later blocks of the page know its names."""
        self.patch.chdir(self.here)
        exec(compile(block.text, block.place, "exec"), self.names)

    def session(self, block: Block) -> str:
        """Run a session of Python, and return how it differs from the page; `…` stands for anything."""
        self.patch.chdir(self.here)
        told: list[str] = []
        text = block.text.replace("…", doctest.ELLIPSIS_MARKER) + "\n"
        test = doctest.DocTestParser().get_doctest(text, self.names, block.page, block.page, block.line)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
        runner.run(test, out=told.append, clear_globs=False)
        self.names.update(test.globs)
        return "".join(told)


def is_fine(ended: Ended, wanted: str | None) -> bool:
    """Whether a command ended as its page says; unless it says more, findings are no fault."""
    return ended.code in _PLAIN_ENDS if wanted is None else str(ended.code) == wanted
