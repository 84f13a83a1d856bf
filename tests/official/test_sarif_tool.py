"""What we write as SARIF, the format's own tool finds without fault: by its schema and by its rules."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from cardcheck import resources

PACKAGE = "@microsoft/sarif-multitool-linux@5"


@pytest.fixture(scope="module")
def multitool(tmp_path_factory):
    if not (npm := shutil.which("npm")) or sys.platform != "linux":
        pytest.skip("needs npm, on Linux")
    folder = tmp_path_factory.mktemp("multitool")
    subprocess.run([npm, "install", "--silent", "--prefix", folder, PACKAGE], check=True, capture_output=True)
    (program,) = folder.glob("node_modules/@microsoft/*/Sarif.Multitool")
    program.chmod(0o755)
    return program


@pytest.mark.registry
def test_the_formats_own_tool_finds_no_error(multitool, tmp_path):
    log = tmp_path / "cards.sarif"
    cards = [
        str(resources.root() / "examples" / name)
        for name in ("bad", "good")
        if (resources.root() / "examples" / name).exists()
    ]
    command = [sys.executable, "-m", "cardcheck", "check", *cards, "--profile", "strict", "--format", "sarif"]
    with log.open("w") as file:
        subprocess.run([*command, "--fail-on", "never"], stdout=file, check=True)
    assert len(json.loads(log.read_text())["runs"][0]["results"]) > 10
    done = subprocess.run(
        [multitool, "validate", log, "--output", tmp_path / "told.sarif"],
        capture_output=True,
        text=True,
        env=os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
    )
    assert done.returncode == 0, done.stdout
    told = json.loads((tmp_path / "told.sarif").read_text())["runs"][0]
    assert [result for result in told.get("results", ()) if result.get("level") == "error"] == []
