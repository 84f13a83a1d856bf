"""Secrets that the card gives away."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def none(target: Target) -> Iterator[Problem]:
    """The card holds no token, key or password."""
    for secret in target.card.secrets:
        case = None if secret.is_sure else "likely"
        shown = target.card.source.text[secret.span.start : secret.hidden.start].strip("\"' \t\r\n")
        quotes = target.card.source.slice(secret.span)
        begins = f", `{shown}…`," if shown and len(shown) < 20 else ""
        yield target.problem(case, span=secret.span, quotes=quotes, what=secret.what, begins=begins)
