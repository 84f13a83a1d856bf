"""The pictures of terminals in `docs/pictures/`: they show what the commands say today, and need nothing else."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("pty", reason="there are no pseudo-terminals here")

TOOL = Path(__file__).parents[2] / "tools" / "terminal_picture.py"
SVG = "{http://www.w3.org/2000/svg}"


def test_every_picture_shows_what_its_command_says_today(tool):
    stale = [
        name for name, command in tool.COMMANDS.items() if kept(tool, name) != tool.svg(command, tool.shown(command))
    ]

    assert not stale, "run `python tools/terminal_picture.py`, and look at what it draws"


def test_every_picture_there_is_a_command_for(tool):
    assert {path.stem for path in tool.FOLDER.iterdir()} == set(tool.COMMANDS)


def test_a_picture_needs_nobody(tool):
    for name in tool.COMMANDS:
        text = kept(tool, name)
        assert {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(text).iter()} == {
            "svg",
            "title",
            "style",
            "rect",
            "circle",
            "text",
            "tspan",
        }
        assert re.findall(r"url\(|@import|href|src=", text) == []


def test_what_is_copied_from_a_picture_is_what_the_terminal_showed(tool):
    picture = ElementTree.fromstring(
        tool.svg("cardcheck", "  2:10   \x1b[1m`a<b`\x1b[0m is  wrong\n\n\x1b[2mend\x1b[0m\n")
    )

    assert ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")] == [
        "$ cardcheck",
        "  2:10   `a<b` is  wrong",
        "end",
    ]


def test_stretches_begin_at_columns(tool):
    assert list(tool.stretches("\x1b[1;38;5;130m! Misleads\x1b[0m  x \x1b[2mdim\x1b[0m")) == [
        (0, "! Misleads", "bold yellow"),
        (12, "x", ""),
        (14, "dim", "dim"),
    ]


@pytest.mark.parametrize("code", ["\x1b[K", "\x1b]8;;https://example.org\x1b\\", "\x1b[95m"])
def test_what_the_picture_cannot_show_is_told(tool, code):
    with pytest.raises(SystemExit, match="no colour"):
        list(tool.stretches(f"a{code}b"))


def kept(tool, name):
    return (tool.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
