"""What we write as SARIF fits the official schema, and the format's own tool finds no error by its rules.

The tool's package carries the schema; the tool itself is lenient about shape, so both are asked.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from jsonschema.validators import validator_for

from cardcheck import resources

PACKAGE = "@microsoft/sarif-multitool-linux@5"
pytestmark = pytest.mark.registry


@pytest.fixture(scope="module")
def multitool(tmp_path_factory):
    """The folder of the tool."""
    if not (npm := shutil.which("npm")) or sys.platform != "linux":
        pytest.skip("needs npm, on Linux")
    folder = tmp_path_factory.mktemp("multitool")
    subprocess.run([npm, "install", "--silent", "--prefix", folder, PACKAGE], check=True, capture_output=True)
    (program,) = folder.glob("node_modules/@microsoft/*/Sarif.Multitool")
    program.chmod(0o755)
    return program.parent


POLICY = """\
profile = "strict"
rule-files = ["house/*.yaml"]
mandatory = ["license/unknown-id"]
[[waiver]]
repository = "examples/bad"
rule = "front-matter"
reason = "a list from before"
until = 9999-12-31
"""
SUPPRESSED = (
    "---\nlicense: apache2\nlanguage: qqx1 # cardcheck: ignore[language] a code of our own\ntide: ebb\n---\n# Tides\n"
)
NEW_RULE = (resources.root() / "rules" / "license" / "unknown-id.yaml").read_text(
    encoding="utf-8"
) + 'since: "2026.2"\n'


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """A log of cards with every kind of place, fix and suppression, with what is waived, mandatory or a preview."""
    folder = tmp_path_factory.mktemp("log")
    (folder / "house").mkdir()
    for name, text in {"cardcheck.toml": POLICY, "tides.md": SUPPRESSED, "house/new.yaml": NEW_RULE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    cards = [folder / "tides.md", *(resources.root() / "examples" / name for name in ("bad", "good"))]
    command = [sys.executable, "-m", "cardcheck", "check", *cards, "--config", folder / "cardcheck.toml"]
    path = folder / "cards.sarif"
    with path.open("w") as file:
        subprocess.run([*command, "--fail-on", "never", "--no-data", "--format", "sarif"], stdout=file, check=True)
    results = json.loads(path.read_text())["runs"][0]["results"]
    assert len(results) > 10
    kinds = {suppression["kind"] for result in results for suppression in result.get("suppressions", ())}
    assert kinds == {"inSource", "external"}
    assert {key for result in results for key in result.get("properties", ())} == {"preview", "mandatory"}
    return path


def test_it_fits_the_official_schema(multitool, log):
    (path,) = multitool.glob("sarif-2.1.0.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    validator = validator_for(schema)(schema)
    told = json.loads(log.read_text())
    assert [error.message for error in validator.iter_errors(told)] == []
    told["runs"][0]["results"][0]["level"] = "grave"
    assert [error.message for error in validator.iter_errors(told)]


def test_the_formats_own_tool_finds_no_error(multitool, log, tmp_path):
    command = [multitool / "Sarif.Multitool", "validate", log, "--output", tmp_path / "told.sarif"]
    invariant = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=invariant)
    assert done.returncode == 0, done.stdout
    told = json.loads((tmp_path / "told.sarif").read_text())["runs"][0]
    assert [result for result in told.get("results", ()) if result.get("level") == "error"] == []
