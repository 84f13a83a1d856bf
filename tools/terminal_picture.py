"""Draw what a command says in a terminal: `docs/pictures/*.svg`, run again after reports have changed.

In: the commands below, run here in a pseudo-terminal. Out: one SVG each that needs no font, script or picture of
anybody else, in the colours of a light or a dark page as the reader's system has it; a test compares it with the file.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
COMMANDS = {"check": "cardcheck check examples/bad"}
_COLUMNS, _ROWS = 100, 40
_ESCAPE = re.compile(r"\x1b\[([\d;]*)m")
_CLASSES = {
    "1": "bold",
    "2": "dim",
    "4": "underline",
    "31": "red",
    "34": "blue",
    "38;5;28": "green",
    "38;5;130": "yellow",
    "38;5;30": "cyan",
}
_CODE = re.compile("|".join(sorted(_CLASSES, key=len, reverse=True)))
_CODES = re.compile(rf"(?:{_CODE.pattern})(?:;(?:{_CODE.pattern}))*")
# What stands between two blanks or more begins at a column of its own, whatever the reader's font makes of blanks.
_STRETCH = re.compile(r"\S+(?: \S+)*")
_CELL, _LINE, _MARGIN, _BAR = 8.4, 20, 20, 36
_LIGHT = {
    "paper": "#ffffff",
    "edge": "#d1d9e0",
    "bar": "#f6f8fa",
    "ink": "#1f2328",
    "dim": "#59636e",
    "red": "#c62430",
    "green": "#116329",
    "yellow": "#875a00",
    "blue": "#0550ae",
    "cyan": "#0b6e75",
}
_DARK = {
    "paper": "#0d1117",
    "edge": "#3d444d",
    "bar": "#151b23",
    "ink": "#f0f6fc",
    "dim": "#9198a1",
    "red": "#ff7b72",
    "green": "#56d364",
    "yellow": "#e3b341",
    "blue": "#79c0ff",
    "cyan": "#56d4dd",
}


class Stretch(NamedTuple):
    """Text of one style that begins at a column."""

    column: int
    text: str
    classes: str


def shown(command: str) -> str:
    """Run a command in a terminal of its own and return what it writes there, colours included."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "CARDCHECK_CACHE_DIR"}}
    words = [sys.executable, "-m", *shlex.split(command)]
    # Told to a pipe, for what stands on standard error depends on how fast the machine is.
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env={**kept, "TERM": "xterm-256color", "PYTHONUTF8": "1"},
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(theirs)
        text = b"".join(_pieces(ours)).decode()
        os.close(ours)
        assert process.stderr is not None
        said = process.stderr.read().decode()
    if process.returncode not in {0, 1}:
        raise SystemExit(f"`{command}` ended with {process.returncode}: {said}")
    return text.replace("\r\n", "\n")


def _pieces(terminal: int) -> Iterator[bytes]:
    """Yield what arrives in a terminal until nobody writes to it any more."""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux tells that the other end is closed
            return
        if not piece:
            return
        yield piece


def stretches(line: str) -> Iterator[Stretch]:
    """Yield what stands in a line, each stretch with its column and its classes."""
    column = 0
    classes = ""
    # Every second part is the inside of an escape.
    for index, part in enumerate(_ESCAPE.split(line)):
        if index % 2:
            classes = _classes(part)
            continue
        if "\x1b" in part:
            raise SystemExit(f"an escape that is no colour: {part!r}")
        for match in _STRETCH.finditer(part):
            yield Stretch(column + match.start(), match[0], classes)
        column += len(part)


def _classes(codes: str) -> str:
    """Name what an escape for colours says; one ends all that was before."""
    if codes.strip("0;") and not _CODES.fullmatch(codes):
        raise SystemExit(f"an escape that is no colour of ours: {codes!r}")
    return " ".join(_CLASSES[code] for code in _CODE.findall(codes)) if codes.strip("0;") else ""


def svg(command: str, text: str) -> str:
    """Draw a command and what it says."""
    lines = [f"\x1b[2m$\x1b[0m \x1b[1m{command}\x1b[0m", *text.rstrip("\n").split("\n")]
    width = round(_COLUMNS * _CELL + 2 * _MARGIN)
    height = _BAR + len(lines) * _LINE + _MARGIN
    rows = [_row(line, _BAR + number * _LINE + 15) for number, line in enumerate(lines) if line]
    dots = "".join(f'<circle class="edge" cx="{_MARGIN + 2 + 18 * index}" cy="14" r="5"/>' for index in range(3))
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
            f"<title>What `{escape(command)}` says in a terminal</title>",
            f"<style>\n{_style()}\n</style>",
            f'<rect class="paper" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>',
            dots,
            *rows,
            "</svg>\n",
        ]
    )


def _row(line: str, y: int) -> str:
    """Draw a line: one text, so that what is copied from the picture holds its blanks."""
    drawn = []
    column = 0
    for one in stretches(line):
        classes = f' class="{one.classes}"' if one.classes else ""
        x, length = _MARGIN + one.column * _CELL, len(one.text) * _CELL
        drawn.append(" " * (one.column - column))
        drawn.append(f'<tspan x="{x:.1f}" textLength="{length:.1f}"{classes}>{escape(one.text)}</tspan>')
        column = one.column + len(one.text)
    return f'<text y="{y}">{"".join(drawn)}</text>'


def _style() -> str:
    colors = "\n".join(itertools.chain(_rules(_LIGHT), ["@media (prefers-color-scheme: dark) {"], _rules(_DARK), ["}"]))
    return (
        "text { font: 14px ui-monospace, monospace; white-space: pre }\n"
        ".bold { font-weight: bold }\n.underline { text-decoration: underline }\n" + colors
    )


def _rules(palette: dict[str, str]) -> Iterator[str]:
    yield f"text {{ fill: {palette['ink']} }}"
    yield f".paper {{ fill: {palette['paper']}; stroke: {palette['edge']} }}"
    yield f".edge {{ fill: {palette['edge']} }}"
    for name in ("dim", "red", "green", "yellow", "blue", "cyan"):
        yield f".{name} {{ fill: {palette[name]} }}"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, command in COMMANDS.items():
        (FOLDER / f"{name}.svg").write_text(svg(command, shown(command)), encoding="utf-8")
        print(f"{name}.svg: {command}")


if __name__ == "__main__":
    main()
