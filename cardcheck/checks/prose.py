"""What the body's text says."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from cardcheck import resources
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span


def placeholder(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No text of a template waits to be replaced."""
    body = target.card.body
    for literal, pattern, case in _placeholders(vocabulary):
        # The literal keeps ten patterns from costing more than the whole parse.
        if literal not in body.prose:
            continue
        for match in pattern.finditer(body.prose):
            span = Span(body.span.start + match.start(), body.span.start + match.end())
            yield target.problem(case, span=span, quotes=match[0], said=target.card.source.slice(span))


@functools.cache
def _placeholders(vocabulary: str) -> tuple[tuple[str, re.Pattern[str], str | None], ...]:
    """Return literal, pattern and case of each known form; they are written for lower-case text."""
    forms = resources.vocabulary(vocabulary).values()
    return tuple((form["literal"], re.compile(form["pattern"]), form.get("case")) for form in forms)
