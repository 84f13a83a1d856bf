"""Text measured in terminal cells: how wide, where to cut, where to break. In and out: clean text without escapes."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator

from cardcheck.regex import expression

# A value in backticks stays in one piece where it can.
_WORD = expression(r"(?:[^\s`]|`[^`]*`)+|`")


@functools.lru_cache(maxsize=4096)
def _char_cells(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def cells(text: str) -> int:
    """Return how many terminal cells a text takes."""
    return len(text) if text.isascii() else sum(map(_char_cells, text))


def _fitting(chars: Iterable[str], room: int) -> int:
    """Count the characters from the start that fit."""
    count = used = 0
    for char in chars:
        used += _char_cells(char)
        if used > room:
            break
        count += 1
    return count


def crop_end(text: str, room: int, mark: str) -> str:
    """Return the text, or as much of its beginning as fits with the mark behind."""
    if cells(text) <= room:
        return text
    return text[: _fitting(text, room - cells(mark))].rstrip() + mark


def crop_start(text: str, room: int, mark: str) -> str:
    """Return the text, or as much of its end as fits with the mark in front."""
    if cells(text) <= room:
        return text
    return mark + text[len(text) - _fitting(reversed(text), room - cells(mark)) :]


def crop_middle(text: str, room: int, mark: str) -> str:
    """Return the text, or as much of both its ends as fits with the mark between."""
    if cells(text) <= room:
        return text
    left = room - cells(mark)
    head = text[: _fitting(text, (left + 1) // 2)]
    tail = _fitting(reversed(text), left // 2)
    return head + mark + text[len(text) - tail :]


def wrap(text: str, room: int) -> list[str]:
    """Break a text at blanks into lines of at most `room` cells; a longer word is cut."""
    lines = [""]
    for word in _words(text, room):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def wrap_at_most(text: str, room: int, most_lines: int, mark: str) -> list[str]:
    """Break a text into so many lines at most; where it goes on, the last ends with the mark."""
    lines = wrap(text, room)
    if len(lines) > most_lines:
        lines[most_lines - 1 :] = [crop_end(" ".join(lines[most_lines - 1 :]), room, mark)]
    return lines


def _words(text: str, room: int) -> Iterator[str]:
    for match in _WORD.finditer(text):
        parts = match[0].split() if cells(match[0]) > room else [match[0]]
        for part in parts:
            yield from _cut(part, room)


def _cut(word: str, room: int) -> Iterator[str]:
    while cells(word) > room:
        count = max(1, _fitting(word, room))
        yield word[:count]
        word = word[count:]
    yield word
