"""The dataset viewer."""

from __future__ import annotations

from ..exchange import Answer, Request, error
from .context import State


def answer(state: State, request: Request, what: str) -> Answer:
    return error(501, None, "Not yet")
