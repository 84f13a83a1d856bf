"""What was asked of the server: every request with its answer, counts, budgets, and proof that nothing was written."""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from .exchange import Request

# Requests that carry a body and yet change nothing.
_READING = re.compile(r"/api/validate-yaml|/api/datasets/.+/(?:paths-info|preupload)/[^/]+")


class Entry(NamedTuple):
    """A request and what became of it; `sent` counts the bytes of the body that went out, `fault` is what was injected.

    `has_token` says whether an Authorization header came; the token itself is not kept.
    """

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    has_token: bool
    status: int
    sent: int
    site: str = "hub"
    fault: str | None = None

    @property
    def is_write(self) -> bool:
        """Whether it may have changed something."""
        return self.method not in {"GET", "HEAD"} and _READING.fullmatch(self.path) is None

    def __str__(self) -> str:
        query = "&".join(f"{name}={value}" for name, values in self.query.items() for value in values)
        fault = f" [{self.fault}]" if self.fault else ""
        token = " with token" if self.has_token else ""
        where = f"{self.path}?{query}" if query else self.path
        span = f" {self.headers['range']}" if "range" in self.headers else ""
        return f"{self.site} {self.method} {where}{span}{token} -> {self.status}, {self.sent} bytes{fault}"


class Log:
    """Every request in the order in which its answer went out."""

    _KEPT = frozenset({"range", "if-none-match", "user-agent", "accept", "content-type", "x-request-id"})

    def __init__(self, echo: Callable[[str], None] | None = None) -> None:
        self._entries: list[Entry] = []
        self._lock = threading.Lock()
        self._echo = echo

    def add(self, request: Request, status: int, sent: int, fault: str | None) -> None:
        """Keep a request."""
        kept = {name: value for name, value in request.headers.items() if name in self._KEPT}
        has_token = "authorization" in request.headers
        entry = Entry(
            request.method, request.plain_path, request.query, kept, has_token, status, sent, request.site, fault
        )
        with self._lock:
            self._entries.append(entry)
        if self._echo:
            self._echo(str(entry))

    def __iter__(self) -> Iterator[Entry]:
        with self._lock:
            return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    def clear(self) -> None:
        """Forget what was asked so far."""
        with self._lock:
            self._entries.clear()

    def matching(self, pattern: str = "", method: str | None = None, status: int | None = None) -> list[Entry]:
        """The requests whose path a regular expression is found in."""
        expression = re.compile(pattern)
        return [
            entry
            for entry in self
            if expression.search(entry.path) and method in {None, entry.method} and status in {None, entry.status}
        ]

    def count(self, pattern: str = "", method: str | None = None, status: int | None = None) -> int:
        """How many such requests came."""
        return len(self.matching(pattern, method, status))

    def bytes_sent(self, pattern: str = "") -> int:
        """How many bytes of bodies went out to such requests."""
        return sum(entry.sent for entry in self.matching(pattern))

    @property
    def writes(self) -> list[Entry]:
        """The requests that may have changed something."""
        return [entry for entry in self if entry.is_write]

    @property
    def with_token(self) -> list[Entry]:
        """The requests that carried a token."""
        return [entry for entry in self if entry.has_token]

    def assert_budget(self, repos: int, *, per_repo: float = 2, page_size: int | None = None, extra: int = 0) -> None:
        """Raise AssertionError where more was asked than so much for each repository and a request for each page."""
        pages = math.ceil(repos / page_size) if page_size else 0
        budget = math.floor(per_repo * repos) + pages + extra
        if len(self) > budget:
            raise AssertionError(f"{len(self)} requests, budget {budget}: {self.summary()}")

    def assert_nothing_written(self) -> None:
        """Raise AssertionError where a request may have changed something."""
        if self.writes:
            raise AssertionError("written: " + "; ".join(map(str, self.writes)))

    def summary(self) -> str:
        """How many requests of each kind came."""
        counts: dict[str, int] = {}
        for entry in self:
            kind = f"{entry.method} {_kind(entry.path)}"
            counts[kind] = counts.get(kind, 0) + 1
        return ", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items()))


def _kind(path: str) -> str:
    words = {"api", "datasets", "tree", "resolve", "raw", "refs", "revision", "paths-info", "commit", "preupload"}
    return "/".join(part if part in words | {"discussions", "viewer", "cdn"} else "*" for part in path.split("/")[1:4])
