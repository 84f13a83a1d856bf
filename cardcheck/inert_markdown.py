"""Text of strangers made harmless for Markdown: what a card says in, a line that shows it and does nothing out.

A mention must call nobody, an address must be no link, HTML and code fences must stand there as they are written. Words
in backticks become code, as in every message of cardcheck. Where escaping is not enough, because renderers look for
mentions and addresses in what is left of it, a word joiner (U+2060, which nobody sees) parts the characters.
"""

from __future__ import annotations

import re

from cardcheck.regex import expression

_JOINER = "\u2060"
_LONGEST, _LONGEST_CODE = 600, 160
# Everything that Markdown gives a meaning to, in some place or dialect; entities for what HTML does.
_ESCAPED = {sign: f"\\{sign}" for sign in "\\`*_{}[]#!|~$"}
_MARKUP = str.maketrans(_ESCAPED | {"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_CALLS = expression(r"@|#(?=[\d#])|<(?=!)|-(?=->)")
_ADDRESSES = expression(r":(?=//)|(?<=/)/|(?<=\w)\.(?=[^\W\d_])")
# At the start of a line these make a list or a heading.
_STARTS = expression(r"\s*[-+=\d]")


def inert(text: str) -> str:
    """Return one line of Markdown that shows a text: values in backticks as code, everything else as words."""
    parts = _visible(text).split("`")
    start = _JOINER if _STARTS.match(text) else ""
    if len(parts) % 2 == 0:
        return start + _words("`".join(parts))
    return start + "".join(_code(part) if index % 2 else _words(part) for index, part in enumerate(parts))


def inert_code(text: str) -> str:
    """Return a text as code in one line, whatever stands in it."""
    return _code(_visible(text).replace("`", "'"))


def _words(text: str) -> str:
    return _ADDRESSES.sub(_parted, _CALLS.sub(_parted, _cropped(text, _LONGEST))).translate(_MARKUP)


def _code(text: str) -> str:
    if not text.strip():
        return f"`{text or ' '}`" if text.isspace() else "(nothing)"
    return f"`{_CALLS.sub(_parted, _cropped(text, _LONGEST_CODE))}`"


def _parted(sign: re.Match[str]) -> str:
    """Put a joiner behind a sign that a renderer takes for the start of something."""
    return sign[0] + _JOINER


def _visible(text: str) -> str:
    """Write out what cannot be seen: control characters, line ends, direction marks."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _cropped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most * 2 // 3]}…{text[-(most // 3) :]}"
