"""A heading's plain text in, the anchor the Hub gives it out, unique within one card.

The Hub names headings as github-slugger does; that library's regular expression is a table of code points,
here the same set is told by Unicode category. Knows nothing of Markdown.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_KEPT_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc", "Cs"})

# Circled and squared letters are symbols by category and letters by the property Alphabetic,
# which is the one that counts; unicodedata does not offer it.
_ALPHABETIC_SYMBOLS = (range(0x24B6, 0x24EA), range(0x1F130, 0x1F14A), range(0x1F150, 0x1F16A), range(0x1F170, 0x1F18A))


@lru_cache(maxsize=4096)
def _kept(char: str) -> bool:
    return (
        char in "- "
        or unicodedata.category(char) in _KEPT_CATEGORIES
        or any(ord(char) in symbols for symbols in _ALPHABETIC_SYMBOLS)
    )


def slug(text: str) -> str:
    """Return the anchor of a heading that reads `text`, as if it were the only one."""
    return "".join(filter(_kept, text.lower())).replace(" ", "-")


class Slugger:
    """Gives anchors to the headings of one card, in order, each only once."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, text: str) -> str:
        """Return the anchor of the next heading: `results`, then `results-1`, then `results-2`."""
        plain = anchor = slug(text)
        while anchor in self._seen:
            self._seen[plain] += 1
            anchor = f"{plain}-{self._seen[plain]}"
        self._seen[anchor] = 0
        return anchor
