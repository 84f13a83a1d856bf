"""Secrets in a card's text: found before anything else reads it, and masked for everything that does.

A text in; the same text with every secret written as `x`, and where the secrets stand. Nobody behind this door ever
sees a secret, so no message, frame or report can show it. Lengths and line ends stay, so that every place is right.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck import resources
from cardcheck.model.card import Secret
from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

_SHORTEST_WORD, _LONGEST_PLACEHOLDER = 20, 200
# Other addresses are most of all long words, and hold nothing.
_IN_ADDRESSES = ("@", "=", "hook", "bot")
_VISIBLE = expression(r"[^\s>]")


def masked(source: SourceText) -> tuple[SourceText, tuple[Secret, ...]]:
    """Return a text without its secrets, and what they were."""
    found = sorted(_found(source.text), key=lambda secret: secret.span)
    if not found:
        return source, ()
    pieces, end, secrets = [], 0, []
    for secret in found:
        if secret.span.start < end:
            continue
        pieces += [source.text[end : secret.hidden.start], _VISIBLE.sub("x", source.slice(secret.hidden))]
        end = secret.hidden.end
        secrets.append(secret)
    return source._replace(text="".join([*pieces, source.text[end:]])), tuple(secrets)


def _found(text: str) -> Iterator[Secret]:
    # Nearly every card has no secret, and sixty searches of the whole text would cost a fifteenth of parsing it.
    long = [word for word in text.split() if len(word) >= _SHORTEST_WORD]
    words = " ".join([word for word in long if "://" not in word or any(sign in word for sign in _IN_ADDRESSES)])
    for form in resources.vocabulary("secrets").values() if words else ():
        gate = form.get("gate")
        if gate is not None and not _expression(gate).search(words):
            continue
        where = text if "near" in form else words
        literals = [literal for literal in form["literals"] if literal in where]
        if not literals:
            continue
        pattern = _expression(form["pattern"])
        places = _near(text, literals, pattern) if "near" in form else pattern.finditer(text)
        for match in places:
            if _is_real(match[1], form):
                span, hidden = Span(match.start(), match.end(1)), Span(*match.span(1))
                yield Secret(form["name"], span, hidden, form.get("is_sure", True))


def _near(text: str, literals: list[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what a pattern takes where a literal begins."""
    for literal in literals:
        at = text.find(literal)
        while at >= 0:
            match = pattern.match(text, at)
            if match is not None:
                yield match
            at = text.find(literal, at + 1)


def _is_real(secret: str, form: Mapping[str, Any]) -> bool:
    """Whether a text is a secret and no placeholder: of many characters, and without words that say so."""
    if len(set(secret)) < form["least"]:
        return False
    # A long key may hold any short word by chance; a placeholder says what it is at once.
    begun = secret[:_LONGEST_PLACEHOLDER]
    whole = resources.vocabulary_file("secrets")
    if any(word in begun for word in whole["sequences"]):
        return False
    folded = begun.lower()
    return not any(word in folded for word in whole["placeholders"])


@functools.cache
def _expression(pattern: str) -> re.Pattern[str]:
    return expression(pattern)
