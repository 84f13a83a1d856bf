"""Edits in, new text out."""

from __future__ import annotations

from collections.abc import Iterable

from cardcheck.model.finding import Edit


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with edits applied; they must not overlap."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.span.start < done:
            raise ValueError("edits overlap")
        pieces += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*pieces, text[done:]])
