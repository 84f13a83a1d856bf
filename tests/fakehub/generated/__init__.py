"""Repositories made up from a number: good cards, bad ones and none, the same at every start."""

from __future__ import annotations

from .repositories import OWNER, generate

__all__ = ["OWNER", "generate"]
