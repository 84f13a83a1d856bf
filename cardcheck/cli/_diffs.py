"""Diffs of cards: exact for programs, harmless for eyes, and in neither case telling a secret.

The old and the new card in; what to write to a stream out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardcheck.cli._options import say, terminal_width, wants_color

if TYPE_CHECKING:
    from cardcheck.editing.unified_diff import Diff
    from cardcheck.terminal.stream import Terminal

_STYLES = {"-": "red", "+": "green", "@": "cyan", "\\": "dim"}


def card_diff(old: str, new: str, name: str) -> Diff:
    """Return how a card changes, without the lines that nobody but its author should see."""
    from cardcheck.engine.card_diff import card_diff as discreet

    return discreet(old, new, name, _is_command) if _is_in_workflow() else discreet(old, new, name)


def name_in_diff(path: Path) -> str:
    """Return a file's path from the current folder; one elsewhere by its whole path, as for `patch -p1 -d /`."""
    for at in (os.path.abspath(path), os.path.realpath(path)):  # noqa: PTH100  # as it is named, if that will do
        with suppress(ValueError):  # another drive
            relative = Path(os.path.relpath(at))
            if relative.parts[0] != "..":
                return relative.as_posix()
    return Path(os.path.realpath(path)).as_posix().lstrip("/")


def tell_left_out(source: str, diff: Diff) -> None:
    """Tell of the changes that stand in no diff."""
    what = "a secret, or a command to the workflow's log" if _is_in_workflow() else "a secret"
    for line in diff.left_out:
        say(f"{source}:{line}: this change is not shown, because a line of it or beside it holds {what}")


def print_text(text: str, given: dict[str, Any], shown: Callable[[str, Terminal], Iterator[str]]) -> None:
    """Write a text to standard output, to the byte; what is for eyes, in a terminal or in colour, as it is `shown`."""
    color = wants_color(given["color"], sys.stdout)
    if color or sys.stdout.isatty():
        from cardcheck.model.run import Run
        from cardcheck.terminal.stream import Terminal

        terminal = Terminal.of(Run(version="", spec="", docs_url="", width=terminal_width(), color=color), sys.stdout)
        sys.stdout.writelines(f"{line}\n" for line in shown(text, terminal))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()


def shown_diff(diff: str, terminal: Terminal) -> Iterator[str]:
    """Yield the lines of a diff as a terminal may have them: everything that is not plainly visible written out."""
    from cardcheck.terminal.stream import style

    lines = diff.split("\n")[:-1]
    # Where every line ends so, saying it of each tells nothing.
    is_crlf = all(line.endswith("\r") for line in lines if line[0] in " -+" and line[:4] not in {"--- ", "+++ "})
    for number, line in enumerate(lines):
        is_name = number < 2
        text = terminal.clean(line.removesuffix("\t" if is_name else "\r" * is_crlf))
        if not terminal.color:
            yield text
        elif is_name:
            yield style(text, "bold")
        else:
            names = _STYLES.get(text[:1], "")
            seen = text.rstrip(" ") if text[:1] in {"-", "+"} else text
            yield style(seen, names) + style(text[len(seen) :], f"underline {names}")


def shown_text(text: str, terminal: Terminal) -> Iterator[str]:
    """Yield the lines of a card as a terminal may have them."""
    return (terminal.clean(line.removesuffix("\r")) for line in text.split("\n"))


def _is_in_workflow() -> bool:
    """Whether what is printed goes into a log of GitHub Actions, which is read for commands."""
    return bool(os.environ.get("GITHUB_ACTIONS"))


def _is_command(line: str) -> bool:
    """Whether a workflow's log would take a line for a command."""
    return "##[" in line or any(part.lstrip().startswith("::") for part in line.split("\r"))
