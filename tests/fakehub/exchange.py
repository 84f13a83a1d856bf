"""One request as it came and one answer as it goes; no socket is in either."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote

JSON = "application/json; charset=utf-8"
SLICE = 1 << 16


@dataclass(frozen=True, slots=True)
class Request:
    """A request; `path` is as it came, still quoted, `user` the name that its token belongs to.

    `site` says which of the servers was asked: `hub`, or `cdn`, the one on another host that keeps large files.
    """

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes = b""
    user: str | None = None
    site: str = "hub"

    def one(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        return self.query.get(name, [default])[-1]

    def says(self, name: str) -> bool:
        """Whether a query parameter is on, in the spellings of both clients."""
        return self.one(name).lower() in {"1", "true"}

    @property
    def plain_path(self) -> str:
        """The path as people write it."""
        return unquote(self.path)

    @property
    def json(self) -> dict[str, Any]:
        """The body as JSON; an empty mapping where it is none."""
        try:
            told = json.loads(self.body)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}

    @property
    def form(self) -> dict[str, list[str]]:
        """The body as a form."""
        return parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)


@dataclass(slots=True)
class Answer:
    """An answer; `parts` are what is sent, `size` how many bytes the header promises."""

    status: int = 200
    parts: Iterable[bytes] = ()
    size: int = 0
    headers: dict[str, str] = field(default_factory=dict)


Headers = Mapping[str, str]
_NONE: Headers = {}


def of_bytes(
    data: bytes, status: int = 200, kind: str = "application/octet-stream", headers: Headers = _NONE
) -> Answer:
    """An answer of so many bytes."""
    return Answer(status, (data,), len(data), {"Content-Type": kind, **headers})


def of_json(told: Any, status: int = 200, headers: Headers = _NONE) -> Answer:
    """An answer of JSON."""
    return of_bytes(json.dumps(told, ensure_ascii=False).encode(), status, JSON, headers)


def error(status: int, code: str | None, message: str, headers: Headers = _NONE) -> Answer:
    """What the Hub answers when it does not: a code and a sentence, in headers and as JSON."""
    line = " ".join(message.split())
    told = {"X-Error-Message": line.encode("ascii", "replace").decode(), **headers}
    if code is not None:
        told["X-Error-Code"] = code
    return of_json({"error": message}, status, told)


def redirect(status: HTTPStatus, location: str, headers: Headers = _NONE) -> Answer:
    """An answer that sends the client elsewhere."""
    text = f"{status.phrase}. Redirecting to {location}"
    return of_bytes(text.encode(), status, "text/plain", {"Location": location, **headers})
