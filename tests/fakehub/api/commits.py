"""Commits by the client: which way each file goes up, then the commit itself, onto a branch or as a pull request."""

from __future__ import annotations

from ..exchange import Answer, error
from .context import Context


def preupload(_: Context) -> Answer:
    return error(501, None, "Not yet")


def commit(_: Context) -> Answer:
    return error(501, None, "Not yet")
