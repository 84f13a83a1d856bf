"""Why a block is refused, in a form that a rule can speak about: the likely cause and an exact place.

In: the block's text and a parser's refusal. Out: a `YamlFault`. It only looks at the text around the place.
"""

from __future__ import annotations

from cardcheck.model.card import YamlFault
from cardcheck.model.text import Span
from cardcheck.parsing.yaml_compose import Refusal


def fault_of(block: str, span: Span, refusal: Refusal) -> YamlFault:
    """Return the fault that a refusal stands for."""
    index = min(refusal.index, max(span.end - span.start - 1, 0))
    end = min(refusal.end or index + 1, span.end - span.start)
    kind = refusal.kind or "other"
    return YamlFault(kind, refusal.message, Span(span.start + index, span.start + max(end, index)))
