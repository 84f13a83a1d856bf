"""What every answer needs to know: the server's state and the one repository that is asked about."""

from __future__ import annotations

import base64
import re
from typing import NamedTuple, Protocol
from urllib.parse import quote

from ..exchange import Request
from ..repos.content import Content
from ..repos.repo import Repo


class State(Protocol):
    """What the answers see of `FakeHub`."""

    repos: dict[str, Repo]
    renamed: dict[str, str]
    large: dict[str, Content]
    page_size: int
    tree_page_size: int

    @property
    def endpoint(self) -> str: ...

    @property
    def cdn_endpoint(self) -> str: ...


class Context(NamedTuple):
    """A request about a repository; `rest` are the segments of its path after the action, unquoted."""

    state: State
    request: Request
    repo: Repo
    rest: tuple[str, ...] = ()


def cursor(position: int) -> str:
    """The opaque name of a place in a listing."""
    return base64.urlsafe_b64encode(f'{{"after":{position}}}'.encode()).decode()


def position(request: Request) -> int:
    """The place in a listing that a request asks for."""
    name = request.one("cursor")
    return int(base64.urlsafe_b64decode(name).decode().strip('{}"').rpartition(":")[2]) if name else 0


def next_link(state: State, request: Request, start: int) -> str:
    """The header that leads to the next page."""
    kept = [(name, value) for name, values in request.query.items() for value in values if name != "cursor"]
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in [*kept, ("cursor", cursor(start))])
    return f'<{state.endpoint}{request.path}?{query}>; rel="next"'


_REVISION = re.compile(r"refs/(?:pr|convert|heads|tags)/[^/]+")


def split_revision(parts: tuple[str, ...]) -> tuple[str, str]:
    """The revision and the path that follow an action, whether the revision came quoted or not."""
    text = "/".join(parts)
    if match := _REVISION.match(text):
        return match[0], text[match.end() :].strip("/")
    return (parts[0], "/".join(parts[1:])) if parts else ("main", "")
