"""Markup made in Python: texts of strangers in; HTML out in which they are words and nothing else.

Every text passes through `words`, for `element` takes markup only from here: what cannot be seen is written out, so
that no text reorders, hides or fakes what stands beside it, and what HTML gives a meaning to is escaped.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
_MOST_MARKS = 3
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Markup(str):
    """HTML that was made here; any other text is escaped where it becomes a part of some."""

    __slots__ = ()


Child = str | Markup | None
Value = str | int | None
"""Of an attribute: True gives it without a value; None and False leave it out."""


def element(tag: str, *children: Child, **attributes: Value) -> Markup:
    """Make an element; `class_` and `aria_label` are the attributes `class` and `aria-label`."""
    told = "".join(_attribute(name, value) for name, value in attributes.items())
    return Markup(f"<{tag}{told}>{joined(children)}</{tag}>")


def joined(children: Iterable[Child]) -> Markup:
    """Put markup and words one after another."""
    return Markup("".join(child if isinstance(child, Markup) else words(child) for child in children if child))


def words(text: str | None, *, is_source: bool = False) -> Markup:
    """Return a text as words; in a source, tabs stay what they are."""
    if not text:
        return Markup()
    if text.isascii() and text.isprintable():
        return Markup(escape(text))
    told = (
        f'<i class="unseen-sign">{escape(shown)}</i>' if is_hidden else escape(shown)
        for is_hidden, shown in _stretches(text, is_source=is_source)
    )
    return Markup("".join(told))


def plain(text: str) -> str:
    """Return a text with everything that is not plainly visible written out."""
    return "".join(shown for _, shown in _stretches(text, is_source=False))


def prose(text: str) -> Markup:
    """Return a sentence whose values in backticks stand as code, each in its own direction of writing."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        parts = ["`".join(parts)]
    told = (element("code", element("bdi", part)) if index % 2 else words(part) for index, part in enumerate(parts))
    return element("span", joined(told), dir="auto")


def sign(name: str) -> Markup:
    """Make one of the signs that pages share; the words beside it say the same to those who do not see it."""
    use = element("use", href=f"#sign-{name}")
    return element("svg", use, class_=f"sign sign-{name}", aria_hidden="true")


def meter(share: float) -> Markup:
    """Make a bar as long as a share of 0 to 1."""
    width = round(max(0.0, min(1.0, share)) * 100, 1)
    bar = element("rect", width=f"{width:g}", height=4)
    return element("svg", bar, class_="meter", viewBox="0 0 100 4", preserveAspectRatio="none", aria_hidden="true")


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(plain(str(value)))}"'


def _stretches(text: str, *, is_source: bool) -> Iterator[tuple[bool, str]]:
    """Yield stretches of what is seen and of what is not, the latter written out."""
    marks = 0
    shown: list[tuple[bool, str]] = []
    for char in text:
        kind = _kind(char)
        marks = marks + 1 if kind in _MARKS else 0
        is_hidden = (kind in _HIDDEN and not (is_source and char == "\t")) or marks > _MOST_MARKS
        shown.append((is_hidden, _written_out(char) if is_hidden else char))
    for is_hidden, pieces in itertools.groupby(shown, key=lambda piece: piece[0]):
        yield is_hidden, "".join(piece for _, piece in pieces)


@functools.lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    return unicodedata.category(char)


def _written_out(char: str) -> str:
    code = ord(char)
    return _NAMED.get(char) or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")
