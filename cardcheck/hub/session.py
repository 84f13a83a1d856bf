"""Questions to the Hub: a path and parameters in, its whole answer out, or a `HubError`.

Everything goes through the session of the real `huggingface_hub` (its proxies, certificates, token and offline mode),
and everything is repeated by one policy. The token goes to the Hub's own hosts only, whatever a redirect or a `Link`
says.
"""

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from cardcheck.hub import transport
from cardcheck.hub.faults import BAD_LOGIN, OFFLINE, FaultKind, HubError, fault_of_answer
from cardcheck.hub.hosts import endpoint, is_own, joined, redirected, split, token, viewer_endpoint
from cardcheck.hub.patience import DEFAULT_SECONDS, RETRIED, Patience, Waits
from cardcheck.hub.transport import Answer, TooLargeError, TransportError
from cardcheck.regex import expression

__all__ = ["Answer", "ask_json", "endpoint", "fetch", "pages", "patience", "through_client", "viewer_endpoint"]

Params = Mapping[str, str | int | Sequence[str]]
OK = frozenset({200})
LIMIT_BYTES = 64 * 1024 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_MOST_PAGES = 20_000
_NEXT = expression(r'<([^<>]{1,4000})>\s*;[^,<>]{0,200}\brel="?next\b')
_Result = TypeVar("_Result")


class _Question(NamedTuple):
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None
    wants: Callable[[int, Mapping[str, str]], bool]
    limit_bytes: int


def _seconds() -> float:
    try:
        return max(0.0, float(os.environ.get("CARDCHECK_HUB_PATIENCE", DEFAULT_SECONDS)))
    except ValueError:
        return DEFAULT_SECONDS


patience = Patience(_seconds())
"""How long questions wait, which a run may set: by the environment variable `CARDCHECK_HUB_PATIENCE`, in seconds."""


def fetch(
    method: str,
    url_or_path: str,
    *,
    params: Params | None = None,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    expect: Collection[int] = OK,
    limit_bytes: int = LIMIT_BYTES,
    absent: FaultKind = "missing",
    takes_codes: bool = False,
) -> Answer:
    """Ask the Hub, again where that helps; every status that is not expected is a `HubError`.

    A path is one of the Hub's. `absent` is what a bare 404 means. Only GET and HEAD are repeated after a fault. Under
    `takes_codes` an answer with the header `X-Error-Code` is one, whatever its status.
    """
    url = url_or_path if "://" in url_or_path else endpoint() + url_or_path
    if params:
        url += ("&" if "?" in url else "?") + urlencode(params, doseq=True)

    def wants(status: int, names: Mapping[str, str]) -> bool:
        return status in expect or (takes_codes and status != 429 and "x-error-code" in names)

    question = _Question(method, url, headers or {}, body, wants, limit_bytes)
    answer = _ask(question)
    if wants(answer.status, answer.headers):
        return answer
    raise fault_of_answer(answer.status, answer.headers, has_token=token() is not None, absent=absent)


def ask_json(path: str, **options: Any) -> Any:
    """Ask for JSON and return what it says."""
    return json_of(fetch("GET", path, **options))


def json_of(answer: Answer) -> Any:
    """Return what an answer in JSON says."""
    try:
        return json.loads(answer.data)
    except (ValueError, RecursionError):
        raise HubError("garbled", "the Hub's answer is not the JSON that it should be") from None


def pages(path: str, params: Params) -> Iterator[list[Any]]:
    """Ask for a list page by page, each when the one before is used up.

    Where the next page lies is the Hub's to say, but only its query is taken: mirrors pass on links to the Hub that
    they mirror, and no link leads to another host.
    """
    url = endpoint() + path + "?" + urlencode(params, doseq=True)
    queries: set[str] = set()
    while True:
        answer = fetch("GET", url)
        page = json_of(answer)
        if not isinstance(page, list):
            raise HubError("garbled", "the Hub's answer is not the list that it should be")
        yield page
        link = _NEXT.search(answer.headers.get("link", ""))
        if link is None:
            return
        query = split(joined(url, link[1])).query
        if query in queries or len(queries) >= _MOST_PAGES:
            raise HubError("garbled", "the Hub's list goes round in circles")
        queries.add(query)
        url = f"{url.partition('?')[0]}?{query}"


def through_client(ask: Callable[[], _Result]) -> _Result:
    """Call the real client's API; what goes wrong is a `HubError`, and nothing is tried again but after a limit."""
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled

    waits = Waits(patience, split(endpoint()).netloc)
    while True:
        try:
            return ask()
        except OfflineModeIsEnabled:
            raise HubError("unreachable", OFFLINE) from None
        except HFValidationError:
            raise HubError("missing", "this is no name that a dataset on the Hub can have") from None
        except HfHubHTTPError as error:
            status = error.response.status_code
            names = {name.lower(): value for name, value in error.response.headers.items()}
            if status == 429 and waits.is_worth_another(status, names):
                continue
            raise fault_of_answer(status, names, has_token=token() is not None) from None
        except transport.errors() as error:
            raise HubError("unreachable", str(transport.told(error))) from None


def _ask(question: _Question) -> Answer:
    """Ask until there is an answer that another try would not better."""
    host = split(question.url).netloc
    reason = patience.reason_not_to_ask(host)
    if reason is not None:
        raise HubError("unreachable", reason)
    waits = Waits(patience, host)
    repeats = question.method in {"GET", "HEAD"}
    while True:
        try:
            answer = _ask_once(question)
        except TransportError as error:
            if error.is_passing and repeats and waits.is_worth_another(None, {}):
                continue
            patience.note_silence(host, str(error))
            raise HubError("unreachable", str(error)) from None
        is_final = answer.status not in RETRIED or question.wants(answer.status, answer.headers)
        may_repeat = not is_final and (repeats or answer.status == 429)
        if not may_repeat or not waits.is_worth_another(answer.status, answer.headers):
            if is_final or answer.status == 429:
                patience.note_answer(host)
            else:
                patience.note_silence(host)
            return answer


def _ask_once(question: _Question) -> Answer:
    """Ask and follow redirects, each by its own right to the token."""
    method, url, headers, body, wants, limit_bytes = question
    for _ in range(_MOST_REDIRECTS):
        scope = _scope(url)
        patience.brake(scope)
        try:
            answer = transport.send(method, url, _headers_for(url, headers), body, wants=wants, limit_bytes=limit_bytes)
        except TooLargeError:
            limit = f"{limit_bytes // (1024 * 1024)} MiB" if limit_bytes >= 1024 * 1024 else "was asked for"
            raise HubError("too-large", f"the Hub's answer is larger than {limit}, so it is not read") from None
        patience.note(scope, answer.headers)
        if answer.status not in _REDIRECTS or wants(answer.status, answer.headers):
            return answer
        url = redirected(method, url, answer.status, answer.headers.get("location"))
    raise HubError("garbled", "the Hub sends the question round in circles")


def _headers_for(url: str, headers: Mapping[str, str]) -> dict[str, str]:
    from cardcheck import __version__

    named = {"user-agent": f"cardcheck/{__version__}; {_client()}"} | {
        name.lower(): value for name, value in headers.items()
    }
    secret = token() if is_own(url) else None
    if secret is not None:
        if not secret.isascii() or not secret.isprintable():
            raise HubError("unauthorized", BAD_LOGIN)
        named["authorization"] = f"Bearer {secret}"
    return named


def _client() -> str:
    import huggingface_hub

    return f"hf_hub/{huggingface_hub.__version__}"


def _scope(url: str) -> str:
    """Name the limit that a request counts against: the Hub counts its API, its files and its pages apart."""
    parts = split(url)
    kind = next((kind for kind in ("/api/", "/resolve/") if kind in parts.path), "/")
    return f"{parts.netloc}{kind}"
