"""A value that the two dialects read differently.

In and out: plain data. Where the dialects agree the value itself travels, so agreement costs nothing.
"""

from __future__ import annotations

from typing import Any


class Pairs:
    """A mapping being read: its own items in both dialects, one object as long as they agree, and its merges."""

    __slots__ = ("client", "hub", "merges")

    def __init__(self, client: dict[Any, Any], hub: dict[Any, Any], merges: list[Any]) -> None:
        self.client = client
        self.hub = hub
        self.merges = merges


class Split:
    """One value for each dialect."""

    __slots__ = ("client", "hub")

    def __init__(self, client: Any, hub: Any) -> None:
        self.client = client
        self.hub = hub


def client_of(value: Any) -> Any:
    """Return what the client reads."""
    return value.client if value.__class__ is Split else value


def hub_of(value: Any) -> Any:
    """Return what the Hub reads."""
    return value.hub if value.__class__ is Split else value
