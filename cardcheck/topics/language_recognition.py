"""Which language texts are in: texts in, one code out, or None where they do not tell it without doubt.

The one place that knows the library `py3langid`, an optional extra; without it nothing is told. Of a language that its
model lacks it takes texts for one near by, now this and now that, so several texts have to agree.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.regex import expression

_FEWEST_TEXTS = 5
_MOST_TEXTS = 60
_FEWEST_LETTERS = 300
_LONGEST = 2_000
_STRETCH = 400
_LEAST_SHARE = 0.9
_LEAST_CONFIDENCE = 0.95

# What no reader would call a word: addresses, numbers, names of variables, sums in hexadecimal signs.
_NO_LANGUAGE = expression(r"\S*(?:[\d_@<>=|\\/#{}]|://)\S*")
_WORD = expression(r"(?<![^\s\"'(«„“])[^\W\d_]{2,}(?![^\s\"'.,;:!?)»“”])")
# Scripts that put no blanks between words.
_UNSPACED = expression(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

Identify = Callable[[str], tuple[str, float]]


def language_of(columns: Mapping[str, Sequence[str]]) -> str | None:
    """Return the one language that the texts of all columns are in, by the code that the Hub knows."""
    letters: Counter[str] = Counter()
    for texts in columns.values():
        pieces = [piece for text in texts[:_MOST_TEXTS] if (piece := _plain(text))]
        if len(pieces) >= _FEWEST_TEXTS and sum(map(len, pieces)) >= _FEWEST_LETTERS:
            letters[_of_pieces(pieces) or ""] += sum(map(len, pieces))
    code, count = letters.most_common(1)[0] if letters else ("", 0)
    is_sure = count >= _LEAST_SHARE * letters.total()
    return code if is_sure and code in resources.vocabulary("languages") else None


def _of_pieces(pieces: Sequence[str]) -> str | None:
    """Return the language that nearly all texts of one column are in."""
    identify = _identifier()
    if identify is None:
        return None
    found = [identify(stretch) for stretch in _stretches(pieces)]
    counts = Counter(code for code, confidence in found if confidence >= _LEAST_CONFIDENCE)
    code, count = counts.most_common(1)[0] if counts else ("", 0)
    return code if count >= _LEAST_SHARE * len(found) else None


def _stretches(pieces: Iterable[str]) -> Iterator[str]:
    """Yield texts one after the other, short ones together: a line alone tells too little."""
    waiting = ""
    for piece in pieces:
        waiting = f"{waiting} {piece}".strip()
        if len(waiting) >= _STRETCH:
            yield waiting
            waiting = ""
    if waiting:
        yield waiting


def _plain(text: str) -> str | None:
    """Return what of a text is language; None where that is too little to tell one by."""
    plain = _NO_LANGUAGE.sub(" ", text[:_LONGEST])
    is_enough = len(_WORD.findall(plain)) >= 5 or len(_UNSPACED.findall(plain)) >= 12
    return " ".join(plain.split()) if is_enough else None


@functools.cache
def _identifier() -> Identify | None:
    try:
        from py3langid import langid
    except ImportError:
        return None
    # Names of its inside have changed from release to release.
    try:
        made: Any = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    except (AttributeError, OSError, TypeError):
        return None

    def identify(text: str) -> tuple[str, float]:
        code, confidence = made.classify(text)
        return str(code), float(confidence)

    return identify
