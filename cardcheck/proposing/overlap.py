"""Whether a pull request of somebody else touches the lines that ours would: diffs and cards in, an answer out.

Lines are counted in the card on the main branch. Where a change of theirs cannot be placed there, it is taken to touch
ours: who is not sure keeps away.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck.editing.line_changes import line_changes
from cardcheck.regex import expression

_CARD = "README.md"
_FILE = expression(r'diff --git (?:"?a/)(?P<old>.*?)"? "?b/(?P<new>.*?)"?$')
_HUNK = expression(r"@@ -(?P<start>\d{1,9})(?:,(?P<length>\d{1,9}))? \+\d{1,9}(?:,(?P<new_length>\d{1,9}))? @@")
_WHOLE = ("rename ", "deleted file", "new file", "Binary files", "GIT binary patch")
# What is compared is bounded: a diff may be anything that somebody uploads.
_MOST_LINES = 200_000


class Stretch(NamedTuple):
    """Old lines, from 0, that a change replaces; an empty one inserts before `start`."""

    start: int
    end: int


class _Hunk(NamedTuple):
    """A hunk of a diff: where its old lines are said to begin, from 0, what they are, and which of them change."""

    start: int
    lines: tuple[str, ...]
    changed: tuple[Stretch, ...]


def stretches(old: str, new: str) -> list[Stretch]:
    """Return which lines of a text another one replaces."""
    return [Stretch(change.start, change.end) for change in line_changes(_lines(old), _lines(new))]


def touch(ours: Sequence[Stretch], theirs: Sequence[Stretch]) -> bool:
    """Whether two sets of changes are in each other's way: git merges no two changes without a line between them."""
    return any(one.start <= other.end and other.start <= one.end for one in ours for other in theirs)


def stretches_of_diff(diff: str, card: str) -> list[Stretch] | None:
    """Return which lines of the card a diff changes; None where some of its changes cannot be placed in it."""
    lines = card.split("\n")
    found: list[Stretch] = []
    if diff.count("\n") > _MOST_LINES:
        return None
    for hunk in _hunks(diff):
        at = _place(hunk, lines)
        if at is None:
            return None
        found += [Stretch(at + start, at + end) for start, end in hunk.changed]
    return found


def _lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _place(hunk: _Hunk, lines: Sequence[str]) -> int | None:
    """Return where the old lines of a hunk stand by now: where they are said to, else at the only place they can."""
    wanted, length = list(hunk.lines), len(hunk.lines)
    if list(lines[hunk.start : hunk.start + length]) == wanted:
        return hunk.start
    if not wanted:
        return None
    found = [at for at, line in enumerate(lines) if line == wanted[0] and list(lines[at : at + length]) == wanted]
    return found[0] if len(found) == 1 else None


def _hunks(diff: str) -> Iterator[_Hunk]:
    """Yield the hunks that change the card; one that is made, renamed or deleted is changed throughout."""
    lines = iter(diff.split("\n"))
    is_card = False
    for line in lines:
        if head := _FILE.match(line):
            is_card = _CARD in {head["old"], head["new"]}
        elif line.startswith(("--- ", "+++ ")):
            is_card = is_card or line[4:].strip() in {f"a/{_CARD}", f"b/{_CARD}"}
        elif is_card and line.startswith(_WHOLE):
            yield _Hunk(0, (), (Stretch(0, _MOST_LINES),))
        elif is_card and (told := _HUNK.match(line)):
            yield _read(told, lines)


def _read(told: re.Match[str], lines: Iterator[str]) -> _Hunk:
    old_left, new_left = (1 if told[name] is None else int(told[name]) for name in ("length", "new_length"))
    start = int(told["start"]) - (1 if old_left else 0)
    old: list[str] = []
    changed: list[Stretch] = []
    while old_left > 0 or new_left > 0:
        line = next(lines, None)
        if line is None:
            break
        sign, text = line[:1], line[1:]
        if sign in {"-", "+"}:
            begun = changed.pop().start if changed and changed[-1].end == len(old) else len(old)
            if sign == "-":
                old.append(text)
            changed.append(Stretch(begun, len(old)))
        elif sign != "\\":
            old.append(text)
        old_left -= sign not in {"+", "\\"}
        new_left -= sign not in {"-", "\\"}
    return _Hunk(max(start, 0), tuple(old), tuple(changed))
