"""One request through the real client's session: method, address and headers in, status, headers and bytes out.

huggingface_hub before 1.0 has a session of requests, later ones a client of httpx; both are driven alike here. Follows
no redirect, adds no token, repeats nothing. What fails on the way is a `TransportError`.
"""

import ssl
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from cardcheck.hub.faults import OFFLINE, HubError

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
# A server that sends a byte now and then is as good as one that sends nothing.
WHOLE_SECONDS = 180.0
_CHUNK_BYTES = 64 * 1024
_DRAINED_BYTES = 8 * 1024
_BODILESS = frozenset({204, 304})


class Answer(NamedTuple):
    """What a server answered; names of headers are in lower case. `data` is empty where nobody wanted it."""

    status: int
    headers: Mapping[str, str]
    data: bytes
    url: str


class TransportError(Exception):
    """A request that got no whole answer; the text says why, as a sentence for people."""

    def __init__(self, sentence: str, *, is_passing: bool = True) -> None:
        super().__init__(sentence)
        self.is_passing = is_passing


class TooLargeError(Exception):
    """An answer larger than the question allows."""


def send(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    wants: Callable[[int, Mapping[str, str]], bool],
    limit_bytes: int,
) -> Answer:
    """Send one request; the body of the answer is read only where `wants(status, headers)` says so."""
    from huggingface_hub import get_session
    from huggingface_hub.errors import OfflineModeIsEnabled

    session = get_session()
    try:
        response = _open(session, method, url, headers, body)
        try:
            status = response.status_code
            names = {name.lower(): value for name, value in response.headers.items()}
            is_wanted = wants(status, names)
            has_body = method != "HEAD" and status not in _BODILESS
            # A connection can be used again once nothing is left on it.
            is_read = has_body and (is_wanted or 0 <= _announced_bytes(names) <= _DRAINED_BYTES)
            data = _read(response, names, limit_bytes if is_wanted else _DRAINED_BYTES) if is_read else b""
            return Answer(status, names, data if is_wanted else b"", url)
        finally:
            response.close()
    except OfflineModeIsEnabled:
        raise HubError("unreachable", OFFLINE) from None
    except errors() as error:
        # The library's own text may hold the address, and that a signature.
        raise told(error) from None


def errors() -> tuple[type[Exception], ...]:
    """Return what the client's session raises where a request gets no whole answer."""
    from huggingface_hub import get_session

    names = (kind.__module__.partition(".")[0] for kind in type(get_session()).__mro__)
    library = next(sys.modules[name] for name in names if name in {"requests", "httpx", "httpx2"})
    if library.__name__ == "requests":
        return (library.RequestException, OSError, ValueError)
    return (library.HTTPError, library.InvalidURL, library.StreamError, OSError, ValueError)


def told(error: Exception) -> TransportError:
    """Put what a session raised into our words."""
    chain = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in chain):
        return TransportError("the Hub cannot be trusted: its certificate is not valid here", is_passing=False)
    kinds = {kind.__name__ for cause in chain for kind in type(cause).__mro__}
    # urllib3 counts a refused connection among those that timed out.
    is_refused = "NewConnectionError" in kinds
    if not is_refused and not kinds.isdisjoint({"Timeout", "TimeoutException", "ReadTimeoutError", "TimeoutError"}):
        return TransportError("the Hub does not answer in time")
    if not kinds.isdisjoint({"ChunkedEncodingError", "RemoteProtocolError", "DecodingError", "ContentDecodingError"}):
        return TransportError("the Hub's answer broke off")
    if isinstance(error, ValueError) and not isinstance(error, OSError):
        return TransportError("the Hub's address cannot be used", is_passing=False)
    return TransportError("the Hub cannot be reached")


def _open(session: Any, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Any:
    if hasattr(session, "build_request"):
        timeout = (CONNECT_SECONDS, READ_SECONDS, READ_SECONDS, WHOLE_SECONDS)
        request = session.build_request(method, url, headers=dict(headers), content=body, timeout=timeout)
        return session.send(request, stream=True, follow_redirects=False)
    return session.request(
        method,
        url,
        headers=dict(headers),
        data=body,
        stream=True,
        timeout=(CONNECT_SECONDS, READ_SECONDS),
        allow_redirects=False,
    )


def _chunks(response: Any) -> Iterator[bytes]:
    read = response.iter_bytes if hasattr(response, "iter_bytes") else response.iter_content
    chunks: Iterator[bytes] = read(_CHUNK_BYTES)
    return chunks


def _read(response: Any, headers: Mapping[str, str], limit_bytes: int) -> bytes:
    size = _announced_bytes(headers) if "content-encoding" not in headers else -1
    if size > limit_bytes:
        raise TooLargeError
    parts: list[bytes] = []
    read_bytes = 0
    end = time.monotonic() + WHOLE_SECONDS
    for part in _chunks(response):
        read_bytes += len(part)
        if read_bytes > limit_bytes:
            raise TooLargeError
        if time.monotonic() > end:
            raise TransportError(f"the Hub's answer took longer than {WHOLE_SECONDS:.0f} seconds")
        parts.append(part)
    # Older releases of urllib3 take what broke off for whole.
    if size >= 0 and read_bytes != size:
        raise TransportError("the Hub's answer broke off")
    return b"".join(parts)


def _announced_bytes(headers: Mapping[str, str]) -> int:
    """Return how long a body is to be; -1 where that is not said."""
    announced = headers.get("content-length", "")
    return int(announced) if announced.isdecimal() and len(announced) < 19 else -1


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen = 0
    cause: BaseException | None = error
    while cause is not None and seen < 20:
        yield cause
        # requests and urllib3 keep the reason as an argument.
        yield from (part for part in (*cause.args, getattr(cause, "reason", None)) if isinstance(part, BaseException))
        cause = cause.__cause__ or cause.__context__
        seen += 1
