"""What goes wrong on purpose: rules that match requests, and what they do to the answer."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .exchange import Answer, Request, error, of_bytes

Hook = Callable[[Request], None]


@dataclass
class Fault:
    """A rule: requests whose method and path match get this kind of trouble, the first `times` of them after `skip`.

    `options` are what the kind takes, such as `retry_after` for `limited`.
    """

    pattern: re.Pattern[str]
    kind: str
    times: float
    skip: int = 0
    method: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    hook: Hook | None = None
    seen: int = 0

    def fits(self, request: Request) -> bool:
        """Whether it is this rule's turn; each call counts."""
        if self.method not in {None, request.method} or not self.pattern.search(request.plain_path):
            return False
        self.seen += 1
        return self.skip < self.seen <= self.skip + self.times


# Kinds that answer in the Hub's stead.
_INSTEAD: dict[str, Callable[..., Answer]] = {
    "401": lambda: error(401, None, "Invalid credentials in Authorization header"),
    "403": lambda: error(403, None, "You are not allowed to do that"),
    "gated": lambda: error(403, "GatedRepo", "Access to this dataset is restricted; ask for access on its page"),
    "404": lambda: error(404, "RepoNotFound", "Repository not found"),
    "no-file": lambda: error(404, "EntryNotFound", "Entry not found"),
    "disabled": lambda: error(403, None, "Access to this resource is disabled."),
    "limited": lambda retry_after="0", policy='"fixed window";"api";q=500;w=300': error(
        429,
        None,
        "We had to rate limit you",
        {"Retry-After": str(retry_after), "RateLimit": f'"api";r=0;t={retry_after}', "RateLimit-Policy": policy},
    ),
    "500": lambda: error(500, None, "Internal Error - We're working hard to fix this as soon as possible!"),
    "502": lambda: of_bytes(b"<html><body>502 Bad Gateway</body></html>", 502, "text/html"),
    "503": lambda: of_bytes(b"<html><body>503 Service Unavailable</body></html>", 503, "text/html"),
    "504": lambda: of_bytes(b"", 504, "text/html"),
    "garbage": lambda body=b'{"id": "\xff\xfe", [': of_bytes(body, 200, "application/json"),
    "not-json": lambda: of_bytes(b"<!doctype html><title>Sign in to the hotel's network</title>", 200, "text/html"),
    "status": lambda status, message="Trouble", code=None: error(status, code, message),
    "moved-away": lambda location: Answer(302, (), 0, {"Location": location}),
}
KINDS = frozenset(_INSTEAD) | {"slow", "cut", "drop", "hook"}


class Faults:
    """The rules in force."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()

    def add(self, rule: Fault) -> None:
        """Put a rule in force."""
        if rule.kind not in KINDS:
            raise ValueError(f"no fault is called {rule.kind}; there are {', '.join(sorted(KINDS))}")
        with self._lock:
            self._rules.append(rule)

    def clear(self) -> None:
        """Let all be well again."""
        with self._lock:
            self._rules.clear()

    def close(self) -> None:
        """Wake up whatever is slow on purpose."""
        self._closing.set()

    def due(self, request: Request) -> list[Fault]:
        """The rules whose turn it is with this request."""
        with self._lock:
            return [rule for rule in self._rules if rule.fits(request)]

    def answer(self, rules: list[Fault], request: Request) -> Answer | None:
        """Wait and change what the rules say; the answer of the first that answers itself."""
        for rule in rules:
            if rule.hook:
                rule.hook(request)
            if rule.kind == "slow":
                self._closing.wait(rule.options.get("seconds", 1))
            if rule.kind in _INSTEAD:
                return _INSTEAD[rule.kind](**rule.options)
        return None

    def limit(self, rules: list[Fault], answer: Answer) -> int | None:
        """How many bytes of the body may go out before the line is cut; None for all."""
        for rule in rules:
            if rule.kind == "drop":
                return -1
            if rule.kind == "cut":
                return int(rule.options.get("after", answer.size // 2))
        return None
