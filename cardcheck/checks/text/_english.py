"""Whether a card's text is English: phrases of that language must not judge another.

Lower-case prose in, yes or no out. A text of a few words that tells nothing counts as English.
"""

from __future__ import annotations

import functools

from cardcheck import resources

_MOST_OTHER_LETTERS = 0.1
_LAST_LATIN = "\u024f"
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())


@functools.lru_cache(maxsize=2)
def is_english(prose: str) -> bool:
    """Whether English words outnumber those of other languages, and the letters are Latin."""
    if not prose.isascii() and not _is_mostly_plain(prose):
        foreign = sum(char.isalpha() and char > _LAST_LATIN for char in prose)
        if foreign > _MOST_OTHER_LETTERS * sum(map(str.isalpha, prose)):
            return False
    words = resources.vocabulary("small-words")
    english, other = (sum(prose.count(f" {word} ") for word in words[name]) for name in ("en", "other"))
    return english >= other


def _is_mostly_plain(prose: str) -> bool:
    """Whether few characters are beyond Latin-1, beside so many letters of ASCII: a quick look that most texts pass."""
    beyond = len(prose) - len(prose.encode("latin-1", "ignore"))
    return beyond <= _MOST_OTHER_LETTERS * len(prose.encode("ascii", "ignore").translate(None, _NO_LETTERS))
