"""Linters that judge a card once: for the score, which most tests do not ask, it would be judged a second time."""

from __future__ import annotations

from typing import Any

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config


def unscored(**settings: Any) -> Linter:
    """Return a linter whose reports hold no score of any worth."""
    return Linter.of(Config(**settings))._replace(scored=None)
