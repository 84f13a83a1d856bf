"""The shortest way from a block's text to its metadata, for tests.

The block stands behind and before other text, so that an offset into the block alone shows.
"""

from __future__ import annotations

from typing import NamedTuple

import yaml

from cardcheck.model.card import Metadata
from cardcheck.model.text import Span
from cardcheck.parsing.yaml.tree import read_yaml

BEFORE, AFTER = "---\n", "\n---\nbody: x"


class Read(NamedTuple):
    """Metadata with the text that its spans point into."""

    metadata: Metadata
    text: str

    def slice(self, span: Span) -> str:
        """Return what a span stands for."""
        return self.text[span.start : span.end]


def read(block: str) -> Read:
    """Read a block inside a card."""
    text = BEFORE + block + AFTER
    return Read(read_yaml(text, Span(len(BEFORE), len(BEFORE) + len(block))), text)


def client_difference(block: str) -> str | None:
    """Return what differs from `yaml.safe_load`, None where nothing does."""
    metadata = read(block).metadata
    try:
        value = yaml.safe_load(block)
    except Exception as error:  # noqa: BLE001 - any error is a refusal
        return None if metadata.client_fault else f"safe_load: {error!r}; we: {metadata.client!r}"
    # Compared as text, for nan is not equal to itself and True is equal to 1.
    if metadata.client_fault or repr(value) != repr(metadata.client):
        return f"safe_load: {value!r}; we: {metadata.client_fault or metadata.client!r}"
    return None
