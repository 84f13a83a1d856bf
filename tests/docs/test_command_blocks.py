"""Every block of a page that a reader could try is tried: shell, console, Python, TOML and YAML."""

from __future__ import annotations

import importlib.util
import shutil

import pytest
from docs_blocks import LANGUAGES, ROOT, Block, blocks, commands, config_name, difference, pages
from docs_scene import Scene, is_fine
from docs_yaml import complaints
from fakehub import FakeHub
from fakehub.fixtures import close_sessions, point_client_at
from fakehub.generated import generate

from cardcheck.config_file import read_config

# How many blocks of a page may say that they are not run. Each gives its reason above it.
MOST_NOT_RUN = {
    "README.md": 2,
    "docs/audit.md": 2,
    "docs/editors.md": 1,
    "docs/init.md": 1,
    "docs/organisation.md": 1,
    "docs/propose.md": 1,
    "docs/tutorial.md": 3,
}


@pytest.fixture
def scene(name, tmp_path, monkeypatch):
    """A page that speaks of `examples/` is read in a checkout, every other one in a folder with a card."""
    in_checkout = "examples/" in (ROOT / name).read_text(encoding="utf-8")
    with FakeHub(generate(40)) as hub:
        point_client_at(hub, monkeypatch, tmp_path / "hf-home")
        yield Scene(tmp_path, hub, monkeypatch, in_checkout=in_checkout)
        close_sessions()


@pytest.mark.parametrize("name", pages())
def test_its_blocks_do_what_they_say(name, scene):
    for block in blocks(name):
        if (block.title or block.language in LANGUAGES) and "not run" not in block.said and has_what_it_needs(block):
            run(block, scene)


@pytest.mark.parametrize("name", pages())
def test_few_blocks_are_not_run_and_say_why(name):
    left_out = [block.said["not run"] for block in blocks(name) if "not run" in block.said]
    assert all(len(reason.split()) >= 3 for reason in left_out)
    assert len(left_out) <= MOST_NOT_RUN.get(name, 0)


@pytest.mark.parametrize("name", pages())
def test_what_looks_like_a_terminal_is_a_console_block(name):
    assert [block.place for block in blocks(name) if block.language != "console" and block.text.startswith("$ ")] == []


def has_what_it_needs(block: Block) -> bool:
    needs = block.said.get("needs", "").replace(",", " ").split()
    return all(importlib.util.find_spec(name) or shutil.which(name) for name in needs)


def run(block: Block, scene: Scene) -> None:
    if "before" in block.said:
        ended = scene.run(block.said["before"])
        assert ended.code == 0, f"{block.place}: before it: {ended.output}"
    if block.title is not None:
        scene.write(block.title, block.text)
    match block.language:
        case "sh":
            run_shell(block, scene)
        case "console":
            run_console(block, scene)
        case "python":
            scene.python(block)
        case "pycon":
            assert (told := scene.session(block)) == "", told
        case "toml" if block.title is None or config_name(block) in {"cardcheck.toml", "pyproject.toml"}:
            read_config(scene.write(block.title or f"configuration/{config_name(block)}", block.text))
        case "yaml":
            assert complaints(block, scene.here) == [], block.place


def run_shell(block: Block, scene: Scene) -> None:
    lines = block.text.replace("\\\n", " ").split("\n")
    for number, line in enumerate(lines, 1):
        ended = scene.run(line)
        wanted = block.said.get("exits") if number == len(lines) else None
        assert is_fine(ended, wanted), f"{block.place}: `{line}` ended with {ended.code}:\n{ended.output}"


def run_console(block: Block, scene: Scene) -> None:
    found = commands(block.text)
    assert found, f"{block.place}: no line begins with `$ `"
    for number, command in enumerate(found, 1):
        ended = scene.run(command.line)
        wanted = block.said.get("exits") if number == len(found) else None
        assert is_fine(ended, wanted), f"{block.place}: `{command.line}` ended with {ended.code}:\n{ended.output}"
        told = difference(command.shown, ended.output) if command.shown else None
        assert told is None, f"{block.place}: `{command.line}`: {told}"
