"""Texts that want to break a report: each is made of one drawn number, for a report has a hundred of them."""

from __future__ import annotations

import random

from hypothesis import strategies as st

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "one\ntwo\r\nthree",
    "\u202egpj.exe",
    "\u2066\u2069\u200b\ufeff",
    "\ud800",
    "tab\there",
    "\x9b31m",
    "`",
    "a `b` c",
    '"',
    "日本語のとても長い値" * 12,
    "👩‍🚀🇩🇪❤️",
    "e" + "\u0301" * 40,
    "x" * 300,
    "data/" * 60,
    "%s {value} {0}",
    "::error::pwned",
)
_TAME = (" ", "`value`", "word")
_ALONE = ("", *_TAME, *HOSTILE)
# Letters of Europe, of the whole plane with its surrogates, and of those beyond.
_LAST = (0x17F, 0xFFFF, 0x10FFFF)


def _text(number: int) -> str:
    """Give a text alone for each of the first numbers, so that what fails shrinks to it, and mixtures for the rest."""
    if number < len(_ALONE):
        return _ALONE[number]
    chance = random.Random(number)
    kinds = (HOSTILE, _TAME, None)
    return "".join(
        chance.choice(kind) if (kind := chance.choice(kinds)) else _letters(chance) for _ in range(chance.randint(1, 5))
    )


def _letters(chance: random.Random) -> str:
    return "".join(chr(chance.randint(0, chance.choice(_LAST))) for _ in range(chance.randint(1, 12)))


hostile_texts = st.integers(0, 2**32).map(_text)
