"""Lines that look like labels: `- **Paper:** …`, `License: MIT`, a bold line that stands for a heading.

Prose in, the labels with their places and topics out. What a label stands for is found by `labels`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck.regex import expression
from cardcheck.topics.titles import topics_of_label

_LABEL = expression(
    r"^[ \t>]*+(?:(?:[-*+•]|\d{1,3}[.)])[ \t]++)?+(?P<bold>\*\*|__|\*|_)?"
    r"(?P<label>[^\s:：*_`|#<\[\]][^\n\r:：*_|]{1,59}+)(?P<close>[*_]{0,2})[ \t]*+"
    r"(?:(?P<colon>[:：])[*_]{0,2}|(?=[\r\n]|\Z))",
    re.MULTILINE,
)


class Mark(NamedTuple):
    """A label: the topics it names (none for a bold line that names no topic), where it stands, where its value begins.

    Places are offsets into the prose.
    """

    topics: tuple[str, ...]
    start: int
    end: int
    value: int
    is_bold: bool


def find_marks(prose: str, source: str, base: int, field: str) -> Iterator[Mark]:
    """Yield the labels of lower-case prose that name topics, and all bold ones; it begins at `base` in the source."""
    for match in _LABEL.finditer(prose):
        is_bold = match["bold"] is not None
        if match["colon"] is None and not (is_bold and match["close"]):
            continue
        start, end = match.span("label")
        # Columns, and keys of YAML, are written small.
        topics = () if source[base + start].islower() else topics_of_label(match["label"], field)
        if topics or is_bold:
            yield Mark(topics, start, end, match.end(), is_bold)
