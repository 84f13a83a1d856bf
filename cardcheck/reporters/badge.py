"""A badge as SVG: one file that needs nothing else, readable by people and by screen readers.

In: reports as they come; out: one badge, of the card or of the middle one of several.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._badge_words import badge_of

_HEIGHT, _PADDING, _SIZE = 20, 6, 11
# In hundredths of the type size, wide enough for Verdana and all that stand in for it.
_NARROW, _USUAL, _WIDE = 42, 64, 98
_WIDTHS = {**dict.fromkeys(" .,:;'!|ijlIft", _NARROW), **dict.fromkeys("mwMW%", _WIDE)}

_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" aria-label="{told}">
  <title>{told}</title>
  <clipPath id="r"><rect width="{width}" height="{height}" rx="3" fill="#fff"/></clipPath>
  <g clip-path="url(#r)">
    <rect width="{left}" height="{height}" fill="#3c4043"/>
    <rect x="{left}" width="{right}" height="{height}" fill="#{color}"/>
  </g>
  <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="{size}" text-anchor="middle">
    <text x="{label_x}" y="14" textLength="{label_length}" lengthAdjust="spacingAndGlyphs">{label}</text>
    <text x="{message_x}" y="14" textLength="{message_length}" lengthAdjust="spacingAndGlyphs">{message}</text>
  </g>
</svg>
"""


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:  # noqa: ARG001 (what every format takes)
    """Write one badge."""
    badge = badge_of(reports)
    label, message = _length(badge.label), _length(badge.message)
    left, right = label + 2 * _PADDING, message + 2 * _PADDING
    out.write(
        _SVG.format(
            width=left + right,
            height=_HEIGHT,
            left=left,
            right=right,
            told=f"{badge.label}: {badge.message}",
            color=badge.color,
            size=_SIZE,
            label=badge.label,
            label_x=left / 2,
            label_length=label,
            message=badge.message,
            message_x=left + right / 2,
            message_length=message,
        )
    )


def _length(words: str) -> int:
    """Return how wide words are, about."""
    return round(sum(_WIDTHS.get(char, _USUAL) for char in words) * _SIZE / 100)
