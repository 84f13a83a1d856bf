"""Discussions and pull requests of a repository, and what happened in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OPEN = frozenset({"open", "draft"})


@dataclass
class Thread:
    """A discussion or a pull request; `events` are as the Hub's API tells them, `base` is the commit it started at."""

    num: int
    title: str
    author: str
    created: str
    is_pull: bool
    status: str = "open"
    events: list[dict[str, Any]] = field(default_factory=list)
    merged_as: str | None = None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def add(self, kind: str, author: str, date: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Add an event and give it back."""
        name = hashlib.sha256(f"{self.num} {len(self.events)}".encode()).hexdigest()[:24]
        event = {"id": name, "author": {"name": author}, "createdAt": date, "type": kind, "data": dict(data)}
        self.events.append(event)
        return event

    def say(self, author: str, date: str, text: str) -> dict[str, Any]:
        """Add a comment and give its event back."""
        latest = {"raw": text, "html": "", "updatedAt": date, "author": {"name": author}}
        return self.add(
            "comment", author, date, {"edited": False, "hidden": False, "latest": latest, "numEdits": 0, "history": []}
        )

    def comment(self, name: str) -> dict[str, Any] | None:
        """The comment of that id."""
        return next((event for event in self.events if event["id"] == name and event["type"] == "comment"), None)


def from_told(num: int, told: Mapping[str, Any]) -> Thread:
    """Read a thread that a test or a `hub.json` states: title, author, pull, status, comments, created."""
    created = told.get("created", "2024-02-01T00:00:00.000Z")
    author = told.get("author", "somebody")
    thread = Thread(num, told["title"], author, created, bool(told.get("pull")), told.get("status", "open"))
    for text in told.get("comments", ["Opened."]):
        thread.say(author, created, text)
    return thread
