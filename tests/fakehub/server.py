"""The sockets: HTTP/1.1 with connections that stay open, one thread each, all of them gone when it is closed."""

from __future__ import annotations

import socket
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from .exchange import Answer, Request

if TYPE_CHECKING:
    from .hub import FakeHub


class Server:
    """A server in threads of its own; `site` is `hub` or `cdn`."""

    def __init__(self, hub: FakeHub, site: str, port: int) -> None:
        class Handler(_Handler):
            pass

        Handler.hub, Handler.site = hub, site
        self._http = _Http(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, name=site)
        self._thread.start()

    def close(self) -> None:
        """Stop, and wait until every thread and socket is gone."""
        self._http.shutdown()
        self._thread.join()
        self._http.hang_up()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, *args: Any) -> None:
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that clients keep open, so that their threads end."""
        with self._guard:
            for connection in self._open:
                _shut(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that went away, and raise what is our own fault."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # the client was faster
        return


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    site: str
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        request = self._request()
        answer, limit, fault = self.hub.handle(request)
        if limit is not None and limit < 0:
            self.close_connection = True
            self.hub.log.add(request, 0, 0, fault)
            return
        bodiless = request.method == "HEAD" or answer.status == HTTPStatus.NOT_MODIFIED
        self._send_head(answer)
        held = b""
        sent = 0
        for part in () if bodiless else answer.parts:
            kept = part if limit is None else part[: limit - sent]
            self.wfile.write(held)
            sent += len(kept)
            held = kept
        # Whoever has the whole answer finds it in the log.
        self.hub.log.add(request, answer.status, sent, fault)
        self.wfile.write(held)
        self.wfile.flush()
        self.close_connection |= limit is not None

    do_HEAD = do_GET  # noqa: N815 - the names that http.server calls
    do_POST = do_GET  # noqa: N815
    do_PUT = do_GET  # noqa: N815
    do_DELETE = do_GET  # noqa: N815

    def _send_head(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(answer.size))
        self.send_header("X-Request-Id", f"Root=fake-{len(self.hub.log)}")
        self.end_headers()

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qs(parts.query, keep_blank_values=True)
        return Request(self.command, parts.path, query, headers, self._body(headers), site=self.site)

    def _body(self, headers: dict[str, str]) -> bytes:
        if "chunked" not in headers.get("transfer-encoding", "").lower():
            return self.rfile.read(int(headers.get("content-length", 0)))
        body = bytearray()
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return bytes(body)

    def log_message(self, *_: object) -> None:
        """Write nothing: the log of the Hub has it."""
