"""Runs the steps of a composite action as GitHub's runner does: a small part of it, and strict about that part.

Each `run` is written to a file and given to `bash --noprofile --norc -e -o pipefail`, with the step's own environment,
fresh files for outputs and summary, and expressions filled in by plain text. A step whose predecessor failed runs only
if it says so. What this runner does not know is an error and not a guess.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_KNOWN_KEYS = {"name", "id", "if", "shell", "env", "run"}


@dataclass
class Outcome:
    """What a job would have of the action."""

    code: int = 0
    log: str = ""
    summary: str = ""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)

    @property
    def commands(self) -> list[str]:
        """The lines that the runner obeys: those of today's form, where blanks may stand first, and of the old one."""
        obeyed, ending = [], None
        for line in self.log.splitlines():
            text = line.lstrip()
            if ending is not None:
                ending = None if text == f"::{ending}::" else ending
            elif text.startswith("::stop-commands::"):
                ending = text.removeprefix("::stop-commands::")
            elif text.startswith("::") or "##[" in text:
                obeyed.append(text)
        assert ending is None
        return obeyed

    def of(self, expression: str, action: dict[str, Any]) -> str:
        """One of the action's own outputs."""
        return _filled(action["outputs"][expression]["value"], {}, self, "")


@dataclass
class Runner:
    """A machine on which actions run: the action's folder, the workspace, and what the job's environment says."""

    action_folder: Path
    workspace: Path
    temp: Path
    environment: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @property
    def action(self) -> dict[str, Any]:
        """The action's metadata."""
        return yaml.safe_load((self.action_folder / "action.yml").read_text())

    def run(self, inputs: dict[str, str], outputs: dict[str, dict[str, str]] | None = None) -> Outcome:
        """Run all steps; of steps whose outputs are given, these stand for the step."""
        known = self.action["inputs"]
        assert set(inputs) <= set(known)
        values = {name: inputs.get(name, about.get("default", "")) for name, about in known.items()}
        outcome = Outcome(outputs=dict(outputs or {}))
        for number, step in enumerate(self.action["runs"]["steps"]):
            assert set(step) <= _KNOWN_KEYS
            assert step["shell"] == "bash"
            if step.get("id") in (outputs or {}) or not self._is_due(step.get("if"), values, outcome):
                continue
            self._run_step(step, number, values, outcome)
        return outcome

    def _is_due(self, condition: str | None, inputs: dict[str, str], outcome: Outcome) -> bool:
        if condition is None:
            return outcome.code == 0
        text = _EXPRESSION.fullmatch(condition)[1]
        results = []
        for part in text.split("&&"):
            if part.strip() == "!cancelled()":
                results.append(True)
                continue
            match = re.fullmatch(r"\s*(\S+) (==|!=) '([^']*)'\s*", part)
            is_same = _value(match[1], inputs, outcome, self.token) == match[3]
            results.append(is_same == (match[2] == "=="))
        return all(results) and ("cancelled()" in text or outcome.code == 0)

    def _run_step(self, step: dict[str, Any], number: int, inputs: dict[str, str], outcome: Outcome) -> None:
        files = {name: self.temp / f"{name}-{number}" for name in ("output", "step_summary")}
        for path in files.values():
            path.write_text("")
        script = self.temp / f"step-{number}.sh"
        script.write_text(_filled(step["run"], inputs, outcome, self.token))
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CARDCHECK_"))},
            "GITHUB_ACTION_PATH": str(self.action_folder),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **{f"GITHUB_{name.upper()}": str(path) for name, path in files.items()},
            **self.environment,
            **{name: _filled(value, inputs, outcome, self.token) for name, value in step.get("env", {}).items()},
        }
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script]
        done = subprocess.run(
            command, cwd=self.workspace, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        outcome.ran.append(step["name"])
        outcome.log += done.stdout
        outcome.code = outcome.code or done.returncode
        outcome.summary += files["step_summary"].read_text()
        told = (line.partition("=") for line in files["output"].read_text().splitlines())
        outcome.outputs[step.get("id", "")] = {name: value for name, _, value in told}


def _filled(text: str, inputs: dict[str, str], outcome: Outcome, token: str) -> str:
    return _EXPRESSION.sub(lambda match: _value(match[1], inputs, outcome, token), text)


def _value(path: str, inputs: dict[str, str], outcome: Outcome, token: str) -> str:
    match path.split("."):
        case ["inputs", name]:
            return inputs[name]
        case ["steps", step, "outputs", name]:
            return outcome.outputs.get(step, {}).get(name, "")
        case ["github", "token"]:
            return token
    raise AssertionError(f"this runner does not know {path}")
