"""The walk-through "Add a rule" of CONTRIBUTING.md, carried out in a copy of the checkout."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULE = "metadata/pretty-name-placeholder"
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the checkout in which the walk-through's steps were taken."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("cardcheck", "rules", "schemas", "tools", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "test_rules.py", folder / "tests")
    assert f"python tools/new_rule.py {RULE}" in TEXT
    begun = run(folder, "tools/new_rule.py", RULE)
    assert f"rules/{RULE}.yaml" in begun.stdout
    example = re.search(r"```yaml\n(title: .*?)```", TEXT, re.DOTALL)
    (folder / "rules" / f"{RULE}.yaml").write_text(example[1], encoding="utf-8")
    return folder


def run(folder, *command):
    environment = {"PYTHONPATH": str(folder), "CARDCHECK_CACHE_DIR": str(folder / "cache"), "PATH": ""}
    return subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True)


def test_one_file_makes_the_rule_work(checkout):
    (checkout / "card.md").write_text("---\npretty_name: test\n---\n# T\n", encoding="utf-8")
    found = run(checkout, "-m", "cardcheck", "check", "card.md", "--format", "concise")
    assert f"card.md:2:14: info {RULE} `test` says nothing" in found.stdout


def test_it_is_documented(checkout):
    page = run(checkout, "-m", "cardcheck", "explain", RULE)
    assert page.returncode == 0
    assert page.stdout.startswith(f"# {RULE}\n")
    run(checkout, "tools/render_rules.py")
    assert f"## {RULE}" in (checkout / "docs" / "rules.md").read_text(encoding="utf-8")


def test_its_examples_are_tests(checkout):
    tested = run(
        checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_rules.py", "-k", RULE.split("/")[1]
    )
    assert "1 passed" in tested.stdout


def test_a_wrong_example_fails(checkout):
    file = checkout / "rules" / f"{RULE}.yaml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("2:14-2:18", "2:13-2:18"), encoding="utf-8")
    tested = run(
        checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_rules.py", "-k", RULE.split("/")[1]
    )
    file.write_text(right, encoding="utf-8")
    assert "1 failed" in tested.stdout
