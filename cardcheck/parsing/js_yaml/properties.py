"""Tags, anchors and directives by js-yaml's grammar.

In: a cursor. Out: names and refusals in js-yaml's words; what a tag means is decided elsewhere.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from cardcheck.parsing.js_yaml.cursor import Cursor
from cardcheck.parsing.yaml.compose import IMPLIED
from cardcheck.parsing.yaml.scalars import TAG_PREFIX

_HANDLE = re.compile(r"!(?:!|[0-9A-Za-z-]+!)?\Z")
_URI = re.compile(r"(?:!|[^,\[\]{}])(?:%[0-9a-fA-F]{2}|[0-9a-zA-Z\-#;/?:@&=+$,_.!~*'()\[\]])*\Z")
_WORD = re.compile(r"[^ \t\r\n\0]*")
_NAME = re.compile(r"[^ \t\r\n\0,\[\]{}]*")
_VERBATIM = re.compile(r"!<[^\0][^>\0]*")
_DIRECTIVE = re.compile(r"%([^ \t\r\n\0]*)([^\r\n\0]*)")
_FLOW_MARK = re.compile(r"[,\[\]{}]")
_VERSION = re.compile(r"([0-9]+)\.([0-9]+)\Z")


def read_name(cursor: Cursor, what: str) -> str:
    """Read the name after `&` or `*`."""
    cursor.position += 1
    match = _NAME.match(cursor.text, cursor.position)
    assert match is not None
    cursor.position = match.end()
    if not match[0]:
        message = f"name of an {what} node must contain at least one character"
        cursor.refuse(message, "leading-indicator", cursor.position - 1)
    return match[0]


class Tags:
    """The tag handles of one document."""

    def __init__(self) -> None:
        self.handles: dict[str, str] = {}
        self.has_version = False

    def read(self, cursor: Cursor) -> str:
        """Read a tag and write it out in full; the non-specific tag is none."""
        start = cursor.position
        verbatim = _VERBATIM.match(cursor.text, start)
        if verbatim:
            cursor.position = verbatim.end()
            if cursor.position >= cursor.length:
                cursor.refuse("unexpected end of the stream within a verbatim tag", "leading-indicator", start)
            cursor.position += 1
            return self._checked(cursor, verbatim[0][2:], start)
        match = _WORD.match(cursor.text, start)
        assert match is not None
        cursor.position = match.end()
        handle, suffix = self._split(cursor, match[0], start)
        if _FLOW_MARK.search(suffix):
            cursor.refuse("tag suffix cannot contain flow indicator characters", "leading-indicator", start)
        suffix = self._checked(cursor, suffix, start)
        if handle in self.handles:
            return self.handles[handle] + suffix
        if handle == "!":
            return "!" + suffix if suffix else IMPLIED
        if handle == "!!":
            return TAG_PREFIX + suffix
        return cursor.refuse(f'undeclared tag handle "{handle}"', "unknown-tag", start)

    @staticmethod
    def _split(cursor: Cursor, word: str, start: int) -> tuple[str, str]:
        if word.startswith("!!"):
            handle, suffix = "!!", word[2:]
        else:
            name, mark, rest = word[1:].partition("!")
            handle, suffix = (f"!{name}!", rest) if mark else ("!", name)
            if mark and not _HANDLE.match(handle):
                cursor.refuse("named tag handle cannot contain such characters", "leading-indicator", start)
        if "!" in suffix:
            cursor.refuse("tag suffix cannot contain exclamation marks", "leading-indicator", start)
        return handle, suffix

    @staticmethod
    def _checked(cursor: Cursor, name: str, start: int) -> str:
        if name and not _URI.match(name):
            cursor.refuse(f"tag name cannot contain such characters: {name}", "leading-indicator", start)
        try:
            return unquote_to_bytes(name).decode("utf-8")
        except UnicodeError:
            return cursor.refuse(f"tag name is malformed: {name}", "leading-indicator", start)

    def read_directive(self, cursor: Cursor) -> None:
        """Read a `%` line."""
        start = cursor.position
        match = _DIRECTIVE.match(cursor.text, start)
        assert match is not None
        name = match[1]
        words = re.split(r"[ \t]+", match[2].strip(" \t"))
        words = words[: next((index for index, word in enumerate(words) if word.startswith("#")), len(words))]
        words = [word for word in words if word]
        if not name:
            message = "directive name must not be less than one character in length"
            cursor.refuse(message, "leading-indicator", start)
        cursor.position = match.end()
        cursor.skip_line_end()
        if name == "YAML":
            self._version(cursor, words, start)
        elif name == "TAG":
            self._handle(cursor, words, start)

    def _version(self, cursor: Cursor, words: list[str], start: int) -> None:
        message = None
        if self.has_version:
            message = "duplication of %YAML directive"
        elif len(words) != 1:
            message = "YAML directive accepts exactly one argument"
        elif (match := _VERSION.match(words[0])) is None:
            message = "ill-formed argument of the YAML directive"
        elif match[1].lstrip("0") != "1":
            message = "unacceptable YAML version of the document"
        if message:
            cursor.refuse(message, "other", start)
        self.has_version = True

    def _handle(self, cursor: Cursor, words: list[str], start: int) -> None:
        if len(words) != 2:
            cursor.refuse("TAG directive accepts exactly two arguments", "other", start)
        handle, prefix = words
        if not _HANDLE.match(handle):
            cursor.refuse("ill-formed tag handle (first argument) of the TAG directive", "other", start)
        if handle in self.handles:
            cursor.refuse(f'there is a previously declared suffix for "{handle}" tag handle', "other", start)
        if not _URI.match(prefix):
            cursor.refuse("ill-formed tag prefix (second argument) of the TAG directive", "other", start)
        self.handles[handle] = self._checked(cursor, prefix, start)
