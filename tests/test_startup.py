"""What starting costs: which modules a run loads, and which it must not."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from cardcheck import resources

PACKAGE = resources.root() / "cardcheck"
CLEAN = (resources.root() / "examples" / "good" / "README.md").read_text(encoding="utf-8")

# Prints what is loaded when the program ends, however it ends.
PROBE = """\
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
"""
MAIN = PROBE + "import cardcheck.__main__; cardcheck.__main__.main()"


@pytest.fixture
def loaded(tmp_path):
    """Run a program and tell which modules it has loaded in the end."""

    def loaded(code: str, *args: str) -> set[str]:
        process = subprocess.run(
            [sys.executable, "-c", code, *args],
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(resources.root())},
            check=True,
        )
        return set(json.loads(process.stderr.splitlines()[-1]))

    (tmp_path / "README.md").write_text(CLEAN)
    return loaded


def own(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "cardcheck"}


def test_importing_the_package_loads_no_module_of_it(loaded):
    assert own(loaded(PROBE + "import cardcheck")) == {"cardcheck"}


def test_a_public_name_loads_its_own_module_only(loaded):
    assert not own(loaded(PROBE + "from cardcheck import Finding")) & {"cardcheck.run", "cardcheck.engine"}


HELPS = [["--help"], ["--version"], *([name, "--help"] for name in ("audit", "check", "explain", "fix", "propose"))]


@pytest.mark.parametrize("args", HELPS)
def test_help_loads_click_and_nothing_heavy(loaded, args):
    modules = loaded(MAIN, *args)
    assert "click" in modules
    assert not modules & {"yaml", "markdown_it", "jsonschema", "fastjsonschema", "huggingface_hub"}


def test_help_loads_one_command(loaded):
    modules = loaded(MAIN, "check", "--help")
    assert {"cardcheck.cli.explain", "cardcheck.cli.rules", "cardcheck.cli._watching"}.isdisjoint(modules)
    assert {"cardcheck.run", "cardcheck.config_file", "cardcheck.clock"}.isdisjoint(modules)


@pytest.mark.parametrize("words", ["cardcheck ", "cardcheck check --select lic", "cardcheck explain license/"])
def test_completing_loads_nothing_of_the_engine(loaded, monkeypatch, words):
    monkeypatch.setenv("_CARDCHECK_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    modules = loaded(MAIN)
    assert "click.shell_completion" in modules
    assert not modules & {"yaml", "markdown_it", "jsonschema", "fastjsonschema", "huggingface_hub", "pygls"}
    parts = ("engine", "parsing", "checks", "rulebook", "topics", "facts", "loading", "run", "hub", "lsp")
    assert own(modules).isdisjoint(f"cardcheck.{part}" for part in parts)


class TestCleanCard:
    """A plain `check --no-data` of one clean card, after a first run has filled the cache."""

    @pytest.fixture
    def modules(self, loaded):
        args = ("check", "--no-data", "README.md")
        loaded(MAIN, *args)
        return loaded(MAIN, *args)

    def test_nothing_heavy(self, modules):
        heavy = {"jsonschema", "fastjsonschema", "fsspec", "pyarrow", "rich", "huggingface_hub", "pathspec"}
        assert not modules & heavy

    def test_nothing_of_the_standard_library_that_is_not_needed(self, modules):
        needless = {"difflib", "tempfile", "shutil", "multiprocessing", "concurrent.futures", "tomllib", "socket"}
        assert not modules & needless

    def test_no_part_of_ours_for_what_is_not_there(self, modules):
        assert not modules & {
            "cardcheck.parsing.suppressions",
            "cardcheck.cli._in_force",
            "cardcheck.cli._pages",
            "cardcheck.cli._watching",
            "cardcheck.engine.settling",
            "cardcheck.engine.suppressing",
            "cardcheck.engine.waiving",
            "cardcheck.config_file.stated",
            "cardcheck.reporters._card_page",
            "cardcheck.reporters._frames",
            "cardcheck.reporters._grouping",
            "cardcheck.reporters.csv",
            "cardcheck.reporters.html",
            "cardcheck.reporters.json",
            "cardcheck.sources.stdin",
            "cardcheck.sources._overriding",
            "cardcheck.sources._walk",
            "cardcheck.rulebook.describe",
            "cardcheck.rulebook.mandating",
            "cardcheck.terminal.spreadsheet",
            "cardcheck.testing",
            "cardcheck.webpage",
        }


class TestFixing:
    """`fix --no-data` of one card, after a first run has filled the cache."""

    ARGS = ("fix", "--no-data", "README.md")
    WRITES = frozenset(
        {
            "cardcheck.writing",
            "cardcheck.links",
            "cardcheck.editing.unified_diff",
            "cardcheck.cli._diffs",
        }
    )

    def test_a_clean_card_loads_nothing_that_writes_or_is_heavy(self, loaded):
        loaded(MAIN, *self.ARGS)
        modules = loaded(MAIN, *self.ARGS)
        heavy = {"jsonschema", "fastjsonschema", "fsspec", "pyarrow", "rich", "huggingface_hub", "pathspec"}
        needless = {"tempfile", "shutil", "multiprocessing", "concurrent.futures", "tomllib", "socket", "secrets"}
        assert not modules & (heavy | needless | (self.WRITES - {"cardcheck.links"}))

    def test_what_shows_is_not_loaded_to_write(self, loaded, tmp_path):
        (tmp_path / "README.md").write_text(CLEAN.replace("license: ", "license:   \n- apache2\n# "))
        modules = loaded(MAIN, *self.ARGS, "--fail-on", "never")
        assert modules & self.WRITES == {"cardcheck.writing", "cardcheck.links"}


def test_a_finding_does_not_load_the_frames(loaded, tmp_path):
    (tmp_path / "README.md").write_text(CLEAN.replace("license: ", "license: nope-"))
    modules = loaded(MAIN, "check", "--fail-on", "never", "README.md")
    assert "cardcheck.reporters._grouping" in modules
    assert "cardcheck.reporters._frames" not in modules


# What every check loads.
HOT = (
    "model",
    "engine",
    "engine/fixing",
    "engine/scoring",
    "parsing",
    "parsing/markdown",
    "parsing/yaml",
    "loading",
    "topics",
)
CHECKS = sorted(f"checks/{path.parent.name}" for path in (PACKAGE / "checks").glob("*/__init__.py"))


@pytest.mark.parametrize("folder", [*HOT, *CHECKS])
def test_no_named_tuple_compiles_its_annotations(folder):
    texts = {path.name: path.read_text(encoding="utf-8") for path in (PACKAGE / folder).glob("*.py")}
    late = {name for name, text in texts.items() if "(NamedTuple):" in text and "import annotations" in text}
    # Loaded for cards that suppress something.
    assert late <= {"suppressions.py"}
