"""Links that are none by a slip: a blank between the brackets, or the brackets exchanged.

Looks only where the slip's two characters stand in the prose, and never further than one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_ADDRESS = r"(?:https?://|www\.|mailto:|#)[^\s()<>\[\]]+"
_ROUND = expression(rf"\(({_ADDRESS})\)")
_SQUARE = expression(r"\[((?:https?://|www\.|mailto:)[^\s\[\]<>]+)\](?![\[(])")
_LONGEST = 300


def spaced(target: Target) -> Iterator[Problem]:
    """No blank parts a link's text from its address: `[text] (address)` is plain text."""
    text = target.card.source.text
    for at in _places(target, "] ("):
        address = _ROUND.match(text, at + 2, at + 2 + _LONGEST)
        if address is None:
            continue
        start = _opening(text, at, "[", "]")
        label = text[start + 1 : at].strip()
        # A number is a footnote, a single letter the box of a task.
        if start < 0 or len(label) < 2 or label.isdigit() or "](" in label or text.startswith("^", start + 1):
            continue
        if start > 0 and text[start - 1] == "!":
            start -= 1
        span = Span(start, address.end())
        edits = (Edit(Span(at + 1, at + 2), ""),)
        yield target.problem(span=span, quotes=text[slice(*span)], edits=edits, text=label)


def exchanged(target: Target) -> Iterator[Problem]:
    """Round and square brackets of a link are not exchanged: `(text)[address]` is plain text."""
    text = target.card.source.text
    for at in _places(target, ")["):
        address = _SQUARE.match(text, at + 1, at + 1 + _LONGEST)
        start = _opening(text, at, "(", ")")
        if address is None or start < 0 or (start > 0 and text[start - 1] == "]"):
            continue
        label = text[start + 1 : at]
        span = Span(start, address.end())
        if not label.strip():
            continue
        is_plain = not set(label) & set("[]\\") and not set(address[1]) & set("()")
        edits = (Edit(span, f"[{label}]({address[1]})"),) if is_plain else ()
        yield target.problem(span=span, quotes=text[slice(*span)], edits=edits, text=label)


def _places(target: Target, literal: str) -> Iterator[int]:
    """Yield where a literal stands in the prose and no link ends at its first character."""
    body = target.card.body
    at = body.prose.find(literal)
    if at < 0:
        return
    ends = frozenset(link.span.end for link in body.links)
    while at >= 0:
        if body.span.start + at + 1 not in ends:
            yield body.span.start + at
        at = body.prose.find(literal, at + 1)


def _opening(text: str, closing: int, opener: str, closer: str) -> int:
    """Return the bracket that a closing one answers to on the same line, or -1."""
    depth = 0
    if text.rfind(opener, max(0, closing - _LONGEST), closing) < 0:
        return -1
    for at in range(closing - 1, max(-1, closing - _LONGEST), -1):
        char = text[at]
        if char in "\r\n":
            break
        if char == closer:
            depth += 1
        elif char == opener:
            if depth == 0:
                return at
            depth -= 1
    return -1
