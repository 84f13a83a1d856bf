"""The fake Hub itself: repositories, users and rules in; a server on loopback that the real client talks to."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

from .api.routes import answer
from .exchange import Answer, Request, error
from .faults import Fault, Faults, Hook
from .log import Log
from .quota import Quota
from .repos.about import About
from .repos.content import Content
from .repos.repo import Repo, Stated
from .server import Server

TOKEN = "hf_fakehubtoken"
USER = "tester"
PAGE_SIZE = 100


class FakeHub:
    """A Hub on loopback, up while its context is.

    `repos` are repositories or a mapping from ids to files. `tokens` maps tokens to user names. `page_size` is how
    many repositories a page of a listing holds at most, `tree_page_size` how many files. `on_line` is called with each
    line of the log. `most_at_once` is how many requests were ever answered at the same time. A request that the
    server has no idea how to answer is raised when the context ends.
    """

    def __init__(
        self,
        repos: Iterable[Repo] | Mapping[str, Mapping[str, Stated]] = (),
        *,
        tokens: Mapping[str, str] | None = None,
        page_size: int = PAGE_SIZE,
        tree_page_size: int = 1000,
        port: int = 0,
        on_line: Callable[[str], None] | None = None,
    ) -> None:
        self.repos: dict[str, Repo] = {}
        self.renamed: dict[str, str] = {}
        self.large: dict[str, Content] = {}
        self.tokens = {TOKEN: USER} if tokens is None else dict(tokens)
        self.page_size = page_size
        self.tree_page_size = tree_page_size
        self.lock = threading.RLock()
        self.log = Log(on_line)
        self.most_at_once = 0
        self._at_once = 0
        self._quota: Quota | None = None
        self._faults = Faults()
        self._own_faults: list[Exception] = []
        self._port = port
        self._servers: dict[str, Server] = {}
        if isinstance(repos, Mapping):
            repos = (Repo(name, files) for name, files in repos.items())
        for repo in repos:
            self.add(repo)

    def add(self, repo: Repo | str, files: Mapping[str, Stated] | None = None, **about: Any) -> Repo:
        """Add a repository, or an id with files and what `About` knows."""
        made = Repo(repo, files or {}, About.of(about)) if isinstance(repo, str) else repo
        with self.lock:
            self.repos[made.id] = made
            self.renamed |= dict.fromkeys(made.about.renamed_from, made.id)
        return made

    def remove(self, name: str) -> None:
        """Delete a repository."""
        with self.lock:
            del self.repos[name]

    def rename(self, old: str, new: str) -> None:
        """Rename a repository; its old id leads to the new one."""
        with self.lock:
            repo = self.repos.pop(old)
            repo.id = new
            self.repos[new] = repo
            self.renamed[old] = new

    def fail(
        self,
        pattern: str,
        kind: str,
        *,
        times: float = 1,
        skip: int = 0,
        method: str | None = None,
        **options: Any,
    ) -> None:
        """Let requests go wrong whose path the regular expression is found in, `times` times after `skip` good ones.

        `kind` is one of `faults.KINDS`; `times=math.inf` is always.
        """
        self._faults.add(Fault(re.compile(pattern), kind, times, skip, method, options))

    def before(self, pattern: str, hook: Hook, *, times: float = 1, skip: int = 0) -> None:
        """Call a function before such a request is answered: data that changes while it is read."""
        self._faults.add(Fault(re.compile(pattern), "hook", times, skip, hook=hook))

    def limit(self, requests: int, seconds: float) -> None:
        """Keep to a rate limit from now on."""
        self._quota = Quota(requests, seconds)

    def heal(self) -> None:
        """Take back all faults and the rate limit."""
        self._faults.clear()
        self._quota = None

    @property
    def endpoint(self) -> str:
        """What `HF_ENDPOINT` is to be."""
        return self._servers["hub"].url

    @property
    def viewer_endpoint(self) -> str:
        """What `CARDCHECK_VIEWER_ENDPOINT` is to be."""
        return f"{self.endpoint}/viewer"

    @property
    def cdn_endpoint(self) -> str:
        """The other host, that keeps large files; no token may come to it."""
        return self._servers["cdn"].url.replace("127.0.0.1", "localhost")

    @property
    def env(self) -> dict[str, str]:
        """What a program needs in its environment to talk to this Hub and no other; a token it has to bring itself."""
        return {
            "HF_ENDPOINT": self.endpoint,
            "CARDCHECK_VIEWER_ENDPOINT": self.viewer_endpoint,
            "HF_HUB_DISABLE_XET": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "NO_PROXY": "127.0.0.1,localhost",
        }

    def user(self, authorization: str | None) -> str | None:
        """Whose token this is; raises KeyError for one that nobody has."""
        return None if authorization is None else self.tokens[authorization.removeprefix("Bearer ")]

    def handle(self, request: Request) -> tuple[Answer, int | None, str | None]:
        """Answer a request: the answer, after how many bytes to cut it, and which faults had a hand in it."""
        with self.lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            rules = self._faults.due(request)
            refusal, told = self._quota.take() if self._quota else (None, {})
            made = refusal or self._faults.answer(rules, request) or self._answer(request)
        finally:
            with self.lock:
                self._at_once -= 1
        made.headers.update(told)
        return made, self._faults.limit(rules, made), ", ".join(rule.kind for rule in rules) or None

    def _answer(self, request: Request) -> Answer:
        try:
            user = self.user(request.headers.get("authorization"))
        except KeyError:
            return error(401, None, "Invalid credentials in Authorization header")
        known = Request(request.method, request.path, request.query, request.headers, request.body, user, request.site)
        with self.lock:
            try:
                return answer(self, known)
            except Exception as trouble:  # noqa: BLE001 - a fault of the server's own ends the test, not the thread
                self._own_faults.append(trouble)
                return error(500, None, "the fake Hub itself is at fault")

    def __enter__(self) -> Self:
        self._servers = {"hub": Server(self, "hub", self._port), "cdn": Server(self, "cdn", 0)}
        return self

    def __exit__(self, *_: object) -> None:
        self._faults.close()
        for server in self._servers.values():
            server.close()
        if self._own_faults:
            raise RuntimeError("the fake Hub could not answer") from self._own_faults[0]
