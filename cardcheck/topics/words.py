"""Words of a text, counted fast, and the set of them that tells which phrases are worth looking for.

Lower-case text in. A word is what stands between blanks and holds a letter or a digit; two characters of Chinese or
Japanese are about a word, four of the scripts of South-East Asia.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from cardcheck.regex import expression

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SEA = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED = f"{_CJK}{_SEA}\uac00-\ud7a3"
_RANGES = tuple(zip(_UNSPACED[::3], _UNSPACED[2::3], strict=True))
# UTF-8 begins the scripts of East and South-East Asia with these bytes; a quick look for them comes first.
_NOT_ASIAN = bytes(byte for byte in range(256) if byte not in {0xE0, 0xE1, *range(0xE3, 0xEE), 0xEF})
_SPACED = expression(r"[^\W_]\S*+")
_WORD = expression(rf"[{_CJK}]{{1,2}}|[{_SEA}]{{1,4}}|[^\W_{_CJK}{_SEA}][^\s{_CJK}{_SEA}]*+")
_FEW = 4
_STEM = 4

# One byte stands for each character, `?` for all beyond ASCII, so places stay as they are.
_LONE = bytes.maketrans(b"*|>~+=#`,:;()[]{}<\"'_", b" " * 21)
_KEPT = b"abcdefghijklmnopqrstuvwxyz0123456789?"
_NO_LETTER = bytes(byte if byte in _KEPT else 32 for byte in range(256))


class Counter:
    """Counts the words of one text between any two places."""

    __slots__ = ("_bytes", "_text", "is_unspaced")

    def __init__(self, text: str) -> None:
        self._text = text
        self._bytes: bytes | None = None
        self.is_unspaced = is_unspaced(text)
        if not self.is_unspaced:
            self._bytes = text.encode("ascii", "replace").translate(_LONE)

    def count(self, start: int, end: int) -> int:
        """Return how many words there are."""
        if self._bytes is not None:
            stretch = self._bytes[start:end]
            count = len(stretch.split())
            # Marks alone are no words; where every word matters they are looked at closely.
            if count > _FEW:
                return count - stretch.count(b" - ")
            if not count:
                return 0
        # The pattern for all scripts takes long to compile; where there are blanks between words a plain one does.
        return len((_SPACED if self._bytes is not None else _WORD).findall(self._text, start, end))


def is_unspaced(text: str) -> bool:
    """Whether a text holds a script of East or South-East Asia, whose words may have no blanks around them."""
    if text.isascii() or not text.encode("utf-8", "replace").translate(None, _NOT_ASIAN):
        return False
    # A pattern of so many characters takes longer to compile than a text has time.
    return any(first <= char <= last for char in set(text) if char > "\u0dff" for first, last in _RANGES)


class WordSet:
    """The words of a text and their beginnings."""

    __slots__ = ("stems", "words")

    def __init__(self, text: str) -> None:
        plain = text.replace("?", " ").replace("\u00a0", " ").encode("ascii", "replace").translate(_NO_LETTER)
        self.words = frozenset(plain.split())
        self.stems = frozenset([word[:_STEM] for word in self.words])


@functools.lru_cache(maxsize=2)
def word_set(text: str) -> WordSet:
    """Return the words of a text; several ask about the same card."""
    return WordSet(text)


def parts_of_phrase(phrase: str) -> list[bytes]:
    """Return the words of a phrase as a `WordSet` holds them."""
    return phrase.replace("?", " ").replace("…", " ").encode("ascii", "replace").translate(_NO_LETTER).split()


def longest(words: Iterable[bytes]) -> bytes:
    """Return the word that is probably the rarest; nothing where there is none."""
    return max(words, key=len, default=b"")


def stem(word: bytes) -> bytes:
    """Return what a word's beginning is known by."""
    return word[:_STEM]
