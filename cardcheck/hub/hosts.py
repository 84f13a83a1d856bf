"""Which hosts are asked and which of them sees the token: addresses in, claims and further addresses out.

An address that two programs could take apart in different ways is none.
"""

import os
from urllib.parse import SplitResult, urljoin, urlsplit

from cardcheck.hub.faults import HubError
from cardcheck.regex import expression

_STRANGE = expression(r"[\\\s\x00-\x1f\x7f]")


def endpoint() -> str:
    """Return the address of the Hub, as `HF_ENDPOINT` says."""
    own = os.environ.get("HF_ENDPOINT")
    if not own:
        from huggingface_hub import constants

        own = constants.ENDPOINT
    return own.rstrip("/")


def viewer_endpoint() -> str:
    """Return the address of the dataset viewer: `CARDCHECK_VIEWER_ENDPOINT`, else the Hub's own."""
    own = os.environ.get("CARDCHECK_VIEWER_ENDPOINT")
    # As `datasets` finds it.
    return (own or endpoint().replace("://", "://datasets-server.", 1)).rstrip("/")


def token() -> str | None:
    """Return the user's token as the client finds it."""
    from huggingface_hub import constants, get_token

    return None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()


def is_own(url: str) -> bool:
    """Whether an address is on a host of the Hub that may see the token."""
    hub = endpoint()
    own = {_origin(split(hub)), _origin(split(hub.replace("://", "://datasets-server.", 1)))}
    return _origin(split(url)) in own


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname or "", port


def joined(url: str, target: str) -> str:
    """Return where an address in an answer leads to; it may be written from where the question went."""
    try:
        return urljoin(url, target)
    except ValueError:
        raise _no_address() from None


def split(url: str) -> SplitResult:
    """Take an address apart; one that another program might take apart in another way is a `HubError`."""
    try:
        parts = urlsplit(url)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        raise _no_address() from None
    if not is_port or "@" in parts.netloc or _STRANGE.search(url):
        raise _no_address()
    return parts


def redirected(method: str, url: str, status: int, location: str | None) -> str:
    """Return where a redirect leads to; no encryption is given up on the way, and nothing is written elsewhere."""
    target = joined(url, location or "")
    here, there = split(url), split(target)
    is_safe = there.scheme == "https" or (there.scheme == "http" and here.scheme == "http")
    is_same_question = method in {"GET", "HEAD"} or (status >= 307 and _origin(here) == _origin(there))
    if location is None or not there.hostname or not is_safe or not is_same_question:
        raise HubError("garbled", "the Hub sends the question to an address where it is not taken")
    return target


def _no_address() -> HubError:
    return HubError("garbled", "the Hub points to an address that is none")
