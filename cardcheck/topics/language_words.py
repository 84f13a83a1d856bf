"""Names and codes of languages: lower-case text in, the languages it names out.

Words are looked up, not searched for: with hundreds of names that is what keeps it cheap.
"""

import functools
import re
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.regex import expression

_NAMES = "language-names"
_SHORTEST = 3
_WORD = expression(r"[^\W\d_]+")
_CODE = expression(
    r"`([a-z]{2,3})(?:-[a-z]{2,4})?`"
    r"|(?:bcp-?47|iso[ -]?639[-\d]*)(?: language)? codes?(?: for [^.\n]{0,40}?)?(?: is| are|:) ?[`\"']?"
    r"([a-z]{2,3})(?![\w'])"
)
_BARE = expression(r"\W*[a-z]{2}(?:\W+[a-z]{2})*+\W*")
# Written without blanks between words: a name may stand anywhere.
_WIDE = (("\u0e00", "\u0e7f"), ("\u3040", "\u9fff"), ("\uac00", "\ud7a3"))
_NO_LANGUAGE = frozenset({"code", "multilingual", "zxx", "und"})


class Name(NamedTuple):
    """A language and where a text names it."""

    start: int
    end: int
    code: str


def vocabulary() -> dict[str, Any]:
    """Return the list of names with the words around them."""
    return resources.vocabulary_file(_NAMES)


def find_names(text: str, start: int, end: int) -> list[Name]:
    """Return the languages that are named between two offsets, in order; the last name may run over the end."""
    table, wide = _by_first_word(), _wide()
    found: list[Name] = []
    for word in _WORD.finditer(text, start):
        if word.start() >= end:
            break
        for name, code in table.get(word[0], ()):
            if text.startswith(name, word.start()) and _is_name(text, word.start(), word.start() + len(name)):
                found.append(Name(word.start(), word.start() + len(name), code))
                break
        if not word[0].isascii():
            found += (Name(*match.span(), _table()[match[0]]) for match in wide.finditer(text, *word.span()))
    if end - start > 1:
        found += _codes(text, start, end)
    return _in_order(found)


def _codes(text: str, start: int, end: int) -> list[Name]:
    """Return the codes a text holds where it is clear that they are such."""
    found = [
        Name(*match.span(1 if match[1] else 2), match[1] or match[2]) for match in _CODE.finditer(text, start, end)
    ]
    if _BARE.fullmatch(text, start, end):
        found += (Name(*match.span(), match[0]) for match in _WORD.finditer(text, start, end))
    listed, no_code = resources.vocabulary("languages"), vocabulary()["not a code"]
    return [one for one in found if one.code in listed and one.code not in no_code]


def _in_order(found: list[Name]) -> list[Name]:
    """Return names in order, without those within others."""
    kept: list[Name] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a name ends there and is not part of another thing: a script, a people, a hyphenated word."""
    is_whole = not text[end : end + 1].isalnum() and (start == 0 or text[start - 1] != "-")
    return is_whole and _after().match(text, end) is None


@functools.cache
def _table() -> dict[str, str]:
    """Return the codes by every name, in lower case."""
    whole, more = resources.vocabulary_file("languages"), resources.vocabulary(_NAMES)
    table = {name.lower(): code for code, name in whole["values"].items() if len(code) == 2}
    table |= {name: code for name, code in whole["aliases"].items() if code not in _NO_LANGUAGE}
    table |= {name: code for code, names in more.items() for name in names}
    return {name: code for name, code in table.items() if len(name) > _SHORTEST or not name.isascii()}


@functools.cache
def _by_first_word() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return names with their codes by their first word, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(_table(), key=len, reverse=True):
        first = _WORD.match(name)
        if first is not None and not _is_wide(name):
            found.setdefault(first[0], []).append((name, _table()[name]))
    return {word: tuple(names) for word, names in found.items()}


def _is_wide(name: str) -> bool:
    return not name.isascii() and any(first <= char <= last for char in name for first, last in _WIDE)


@functools.cache
def _wide() -> re.Pattern[str]:
    return expression("|".join(re.escape(name) for name in sorted(_table(), key=len, reverse=True) if _is_wide(name)))


@functools.cache
def _after() -> re.Pattern[str]:
    return expression(rf"[ -]?(?:{'|'.join(vocabulary()['not a name'])})\b")
