"""Wheel, sdist and editable install see one set of rules and schemas, in environments that hold nothing else."""

import json
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.registry

ROOT = Path(__file__).parent.parent


def call(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder with the wheel and the sdist of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="module", params=["wheel", "sdist", "editable"])
def installed(request, built, tmp_path_factory):
    """The `bin` folder of an empty environment with cardcheck installed in one of the three ways."""
    what = {"wheel": next(built.glob("*.whl")), "sdist": next(built.glob("*.tar.gz")), "editable": ROOT}[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    flags = ["-e"] if request.param == "editable" else []
    call(programs / "python", "-m", "pip", "install", "-q", *flags, what, cwd=folder)
    return programs


def test_rules_are_the_same(installed, tmp_path):
    listed = json.loads(call(installed / "cardcheck", "rules", "--format", "json", cwd=tmp_path))
    written = {
        path.relative_to(ROOT / "rules").with_suffix("").as_posix() for path in ROOT.glob("rules/[!_]*/[!_]*.yaml")
    }
    # A file `_each.yaml` makes one rule of each question of a crosswalk.
    forms = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in ROOT.glob("schemas/crosswalks/*.json")}
    asked = {f"{form}/{question}" for form, crosswalk in forms.items() for question in crosswalk["questions"]}
    assert len(asked) == 70
    assert [rule["id"] for rule in listed] == sorted(written | asked)


def test_the_bundled_examples_are_judged(installed, tmp_path):
    said = call(installed / "cardcheck", "check", ROOT / "examples" / "good", "--format", "concise", cwd=tmp_path)
    assert said == ""
    report = call(
        installed / "cardcheck",
        "check",
        ROOT / "examples" / "bad",
        "--fail-on",
        "never",
        "--format",
        "json",
        cwd=tmp_path,
    )
    found = {finding["rule"] for finding in json.loads(report)["cards"][0]["findings"]}
    assert {"license/unknown-id", "front-matter/wrong-shape", "prose/placeholder", "data/files-disagree"} <= found


def test_explain_works_offline(installed, tmp_path):
    assert call(installed / "cardcheck", "explain", "license/unknown-id", cwd=tmp_path).startswith(
        "# license/unknown-id"
    )


def test_a_wheel_carries_compiled_rules_and_gates(built):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert {
        "cardcheck/_data/rules.json",
        "cardcheck/_data/gates/dataset_card.py",
        "cardcheck/_data/schemas/vocabulary/licenses.json",
        "cardcheck/_data/rules/license/unknown-id.yaml",
        "cardcheck/py.typed",
    } <= names


def test_an_sdist_keeps_rules_and_schemas_at_the_top(built):
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"rules/license/unknown-id.yaml", "schemas/dataset-card.schema.json", "LICENSE", "README.md"} <= names
    assert not any(name.startswith("cardcheck/_data") for name in names)
