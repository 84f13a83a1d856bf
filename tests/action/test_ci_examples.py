"""What docs/ci.md and its examples say is so: inputs, and the scripts do what they are for."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess

import pytest
import yaml
from pull_requests import CARD

from cardcheck import resources

DOCS = resources.root() / "docs"
GUIDE = (DOCS / "ci.md").read_text(encoding="utf-8")


def example(name: str):
    return yaml.safe_load((DOCS / "ci" / name).read_text(encoding="utf-8"))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_the_guide_names_every_input(runner):
    table = re.findall(r"^\| `([\w-]+)` \|", GUIDE, re.MULTILINE)
    assert table == list(runner.action["inputs"])


def test_examples_use_inputs_and_outputs_that_are_there(runner):
    (step,) = [one for one in steps(example("pull-request.yml")) if one.get("uses") == "OWNER/cardcheck@COMMIT"]
    assert set(step["with"]) <= set(runner.action["inputs"])
    text = (DOCS / "ci" / "pull-request.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"steps\.cards\.outputs\.(\w+)", text)) <= set(runner.action["outputs"])


@pytest.mark.parametrize("name", ["pull-request.yml", "nightly-audit.yml"])
def test_other_actions_are_pinned_by_hash(name):
    used = [step["uses"] for step in steps(example(name)) if "uses" in step]
    others = [one for one in used if one != "OWNER/cardcheck@COMMIT"]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one) for one in others)


@pytest.fixture
def bash(python, pull, tmp_path):
    """Run a script of a job, with our program on the path."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "cardcheck").write_text(f'#!/bin/sh\nexec {shlex.quote(python)} -I -m cardcheck "$@"\n')
    (programs / "cardcheck").chmod(0o755)

    def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=pull.folder,
            env=os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"} | environment,
            capture_output=True,
            text=True,
        )

    return run


def test_the_audit_writes_what_is_published(bash, pull, tmp_path):
    pytest.importorskip("pyarrow")
    workflow = example("nightly-audit.yml")
    (script,) = [step["run"] for step in steps(workflow) if step.get("name") == "Audit"]
    summary = tmp_path / "summary.md"
    done = bash(script, OWNER_ON_THE_HUB=str(pull.folder), GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (pull.folder / "site").iterdir()} == {"index.html", "audit.json", "audit.parquet"}
    assert (pull.folder / "audit" / "journal.jsonl").exists()
    assert summary.read_text()


def test_a_merge_request_on_gitlab(bash, pull):
    pull.commit({"README.md": CARD.replace("license: mit", "license: apache2")})
    (job,) = example("gitlab-ci.yml").values()
    done = bash(job["script"][1], CI_MERGE_REQUEST_DIFF_BASE_SHA=pull.base)
    assert done.returncode == 1, done.stderr
    assert "`apache2` is not a license id" in done.stdout
    reports = job["artifacts"]["reports"]
    told = json.loads((pull.folder / reports["codequality"]).read_text())
    assert "license/unknown-id" in {entry["check_name"] for entry in told}
    assert "apache2" in (pull.folder / reports["junit"]).read_text()
