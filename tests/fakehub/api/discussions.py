"""Discussions and pull requests."""

from __future__ import annotations

from ..exchange import Answer, error
from .context import Context


def threads(_: Context) -> Answer:
    return error(501, None, "Not yet")
