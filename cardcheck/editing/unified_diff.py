"""A unified diff of two texts: old, new and a path in; text out that `git apply` and `patch -p1` both take.

Those programs end lines at line feeds and at nothing else, so this does too: a carriage return, a byte-order mark or
U+2028 is a character of its line. The path counts from the folder in which the diff is to be applied.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cardcheck.editing.line_changes import Change, line_changes

_CONTEXT = 3
_NO_LINE_FEED = "\n\\ No newline at end of file\n"
_ESCAPES = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


class Diff(NamedTuple):
    """A diff, and the lines (from 1) of the old text at which changes were left out of it."""

    text: str
    left_out: tuple[int, ...] = ()


class _Hunk(NamedTuple):
    """Changes that are shown together, with as many lines before the first and after the last."""

    changes: tuple[Change, ...]
    leading: int
    trailing: int


def unified_diff(old: str, new: str, path: str) -> str:
    """Return what turns one text into the other; nothing where they are the same."""
    return discreet_diff(old, new, path, lambda _: False).text


def discreet_diff(old: str, new: str, path: str, is_hidden: Callable[[str], bool]) -> Diff:
    """Return a diff in which no hidden line stands.

    Beside such a line there is less context. What cannot be told without one is left out.
    """
    old_lines, new_lines = _lines(old), _lines(new)
    changes = line_changes(old_lines, new_lines)
    told = [change for change in changes if not any(map(is_hidden, _of_change(change, old_lines, new_lines)))]
    pieces: list[str] = []
    shown: set[Change] = set()
    grown = 0
    for hunk in _hunks(told, old_lines, is_hidden):
        pieces += _hunk_lines(hunk, old_lines, new_lines, grown)
        grown += sum(change.growth for change in hunk.changes)
        shown.update(hunk.changes)
    if pieces:
        pieces = [f"--- {_file_name('a', path)}\n", f"+++ {_file_name('b', path)}\n", *pieces]
    return Diff("".join(pieces), tuple(change.start + 1 for change in changes if change not in shown))


def _lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _of_change(change: Change, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    yield from old[change.start : change.end]
    yield from new[change.new_start : change.new_end]


def _hunks(changes: Sequence[Change], old: Sequence[str], is_hidden: Callable[[str], bool]) -> Iterator[_Hunk]:
    """Yield changes with their context, near ones together; not those that no context would hold in place."""
    for group in _groups(changes, old, is_hidden):
        start, end = group[0].start, group[-1].end
        leading = _open_lines(old[max(0, start - _CONTEXT) : start][::-1], is_hidden)
        trailing = _open_lines(old[end : end + _CONTEXT], is_hidden)
        if trailing < min(_CONTEXT, len(old) - end):
            # Where more lines stand before a change than after it, the end of the file is taken to be there.
            leading = min(leading, trailing)
            if not trailing:
                continue
        yield _Hunk(tuple(group), leading, trailing)


def _groups(changes: Sequence[Change], old: Sequence[str], is_hidden: Callable[[str], bool]) -> Iterator[list[Change]]:
    group: list[Change] = []
    for change in changes:
        if group:
            between = old[group[-1].end : change.start]
            if len(between) > 2 * _CONTEXT or any(map(is_hidden, between)):
                yield group
                group = []
        group.append(change)
    if group:
        yield group


def _open_lines(lines: Sequence[str], is_hidden: Callable[[str], bool]) -> int:
    """Count the lines before the first hidden one."""
    return next((index for index, line in enumerate(lines) if is_hidden(line)), len(lines))


def _hunk_lines(hunk: _Hunk, old: Sequence[str], new: Sequence[str], grown: int) -> Iterator[str]:
    """Yield one hunk; by `grown` lines the new text is longer than the old one up to here."""
    start, end = hunk.changes[0].start - hunk.leading, hunk.changes[-1].end + hunk.trailing
    growth = sum(change.growth for change in hunk.changes)
    old_range, new_range = _range(start, end - start), _range(start + grown, end - start + growth)
    yield f"@@ -{old_range} +{new_range} @@\n"
    at = start
    for change in hunk.changes:
        yield from (_line(" ", line) for line in old[at : change.start])
        yield from (_line("-", line) for line in old[change.start : change.end])
        yield from (_line("+", line) for line in new[change.new_start : change.new_end])
        at = change.end
    yield from (_line(" ", line) for line in old[at:end])


def _range(start: int, length: int) -> str:
    # Where there are no lines, the line before them is named.
    return f"{start + 1 if length else start},{length}"


def _line(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}{_NO_LINE_FEED}"


def _file_name(side: str, path: str) -> str:
    """Return a path as git writes it: quoted where it holds more than plain signs."""
    name = f"{side}/{path}"
    raw = name.encode("utf-8", "surrogateescape")
    # `patch` drops blanks at the end of a name that is not quoted.
    if not path.endswith(" ") and all(0x20 <= byte < 0x7F and byte not in b'"\\' for byte in raw):
        # Without the tab, `patch` takes a name to end at its first blank, and both may take its end for a date.
        return f"{name}\t" if " " in name else name
    return '"' + "".join(map(_quoted, raw)) + '"'


def _quoted(byte: int) -> str:
    if byte in _ESCAPES:
        return _ESCAPES[byte]
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
