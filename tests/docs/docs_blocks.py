"""Pages in, their fenced blocks out, each with what the HTML comments above it say to whoever runs it.

The words that count, each a comment of its own right above a block:

    <!-- not run: needs an account -->      the block is left out, for this reason
    <!-- needs: pandas -->                  the block runs where these modules (or `git` and the like) are installed
    <!-- before: mkdir -p path/to -->       shell lines for the scratch folder, run first, which no reader sees
    <!-- exits: 3 -->                       the exit code of the block's last command, where it is not 0 or 1

A title in the fence (```toml title="cardcheck.toml") writes the block into a file of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cardcheck import resources

ROOT = resources.root()
LANGUAGES = ("console", "pycon", "python", "sh", "toml", "yaml")
WORDS = ("not run", "needs", "before", "exits")
_FENCE = re.compile(r"^( *)(`{3,})([\w-]*)(.*)$")
_TITLE = re.compile(r'title="([^"]+)"')
_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->\s*", re.DOTALL)
_COMMENTS_AT_END = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+\Z", re.DOTALL)


class Block(NamedTuple):
    """A fenced block: where it stands, what is in it, what is said about it."""

    page: str
    line: int
    language: str
    text: str
    title: str | None
    said: Mapping[str, str]

    @property
    def place(self) -> str:
        """Where to look when it fails."""
        return f"{self.page}:{self.line}"


def pages() -> list[str]:
    """Name every page for people, but those that a tool renders or that tell what was.

    CONTRIBUTING.md is carried out by `tests/test_contributing.py`, in a copy of the checkout.
    """
    docs = (path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))
    return sorted({"README.md", *docs} - {"docs/rules.md", "docs/decisions.md"})


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    return list(blocks_of(page, (ROOT / page).read_text(encoding="utf-8")))


def blocks_of(page: str, text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a text; a fence in a longer fence is text of that one."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        if opening is None:
            number += 1
            continue
        indent, ticks, language, rest = opening.groups()
        end = next((i for i in range(number + 1, len(lines)) if lines[i].strip() == ticks), len(lines))
        inside = "\n".join(line.removeprefix(indent) for line in lines[number + 1 : end])
        title = _TITLE.search(rest)
        yield Block(page, number + 1, language, inside, title and title[1], said_above(lines[:number]))
        number = end + 1


def said_above(lines: list[str]) -> dict[str, str]:
    """Return what the comments right above a block say."""
    found = _COMMENTS_AT_END.search("\n".join(lines).rstrip() + "\n")
    said = {}
    for comment in _COMMENT.findall(found[0]) if found else ():
        word, colon, rest = comment.partition(":")
        if colon and word.strip() in WORDS:
            said[word.strip()] = rest.strip()
    return said


class Command(NamedTuple):
    """A command of a console block, and the output that the page shows."""

    line: str
    shown: str


def commands(text: str) -> list[Command]:
    """Split a console block at its prompts; a line that ends with a backslash goes on."""
    found: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith("$ "):
            found.append([line[2:]])
        elif found and len(found[-1]) == 1 and found[-1][0].endswith("\\"):
            found[-1][0] += "\n" + line
        elif found:
            found[-1].append(line)
    return [Command(first, "\n".join(rest).strip("\n")) for first, *rest in found]


def difference(shown: str, said: str) -> str | None:
    """Tell where an output differs from what a page shows; `…` stands for anything in a line, or for any lines."""
    wanted = [re.escape(line.rstrip()).replace("…", ".*") for line in shown.split("\n")]
    pattern = "".join(r"(?:.*\n)*?" if line == ".*" else f"{line}[ ]*\n" for line in wanted)
    if re.fullmatch(pattern, said.strip("\n") + "\n" if said.strip("\n") else ""):
        return None
    return f"the page shows\n{shown}\n--- and the program said\n{said}"


def config_name(block: Block) -> str:
    """Name the file that a TOML block is read from."""
    if block.title is not None:
        return Path(block.title).name
    return "pyproject.toml" if "[tool.cardcheck" in block.text else "cardcheck.toml"
