"""The comments of one pull request, as GitHub's API serves them, on loopback."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "ghs_made_up"
_LIST = re.compile(r"/repos/acme/logs/issues/7/comments")
_ONE = re.compile(r"/repos/acme/logs/issues/comments/(\d+)")


class FakeGitHub:
    """Holds comments; `refusal` is the status it answers to what would write, or to everything."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str]] = []
        self.refusal: int | None = None
        self.refuses_reading = False
        self._next_id = 1
        server = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def _answer(self) -> None:
                data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, told = server.answer(self.command, self.path, self.headers["Authorization"], data)
                body = b"" if told is None else json.dumps(told).encode()
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", "http://elsewhere.example/")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815  # names that the library calls

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def say(self, body: str | None, login: str = "somebody") -> dict[str, Any]:
        comment = {"id": self._next_id, "body": body, "user": {"login": login}}
        self._next_id += 1
        self.comments.append(comment)
        return comment

    @property
    def writes(self) -> list[str]:
        return [method for method, _ in self.requests if method != "GET"]

    def answer(  # noqa: PLR0911  # one for each thing that may happen
        self, method: str, path: str, authorization: str | None, data: bytes
    ) -> tuple[int, Any]:
        parts = urlsplit(path)
        self.requests.append((method, path))
        if authorization != f"Bearer {TOKEN}":
            return 401, {"message": "Bad credentials"}
        if self.refusal and (method != "GET" or self.refuses_reading):
            return self.refusal, {"message": "Resource not accessible by integration ::error::smuggled"}
        if _LIST.fullmatch(parts.path) and method == "GET":
            asked = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
            start = (asked["page"] - 1) * asked["per_page"]
            return 200, self.comments[start : start + asked["per_page"]]
        if _LIST.fullmatch(parts.path) and method == "POST":
            return 201, self.say(json.loads(data)["body"], "github-actions[bot]")
        one = _ONE.fullmatch(parts.path)
        found = [comment for comment in self.comments if one and comment["id"] == int(one[1])]
        if found and method == "PATCH":
            found[0]["body"] = json.loads(data)["body"]
            return 200, found[0]
        if found and method == "DELETE":
            self.comments.remove(found[0])
            return 204, None
        return 404, {"message": "Not Found"}
