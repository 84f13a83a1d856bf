"""What can go wrong with the Hub, as kinds to act on and sentences to show.

In go the status and headers of an answer that is none, out comes a `HubError`. Nothing that a server wrote is in its
sentence, so no token, signed address or control character is either.
"""

from collections.abc import Mapping
from typing import Literal

FaultKind = Literal[
    "unauthorized",
    "gated",
    "missing",
    "no-revision",
    "no-file",
    "disabled",
    "limited",
    "unreachable",
    "garbled",
    "too-large",
]

_SENTENCES: dict[FaultKind, str] = {
    "gated": "the dataset is gated: the Hub gives its files only to a token whose owner was granted access on its page",
    "missing": "the Hub knows no such dataset, or it is private and the token may not read it (`hf auth login`)",
    "no-revision": "the Hub knows the dataset, but not this revision of it",
    "no-file": "there is no such file at this revision of the dataset",
    "disabled": "the Hub has disabled access to this dataset",
}
BAD_LOGIN = "the Hub does not accept the token; log in anew with `hf auth login`, or mend `HF_TOKEN`"
_LOG_IN = "the Hub wants a token for this; log in with `hf auth login`, or set `HF_TOKEN`"
_FORBIDDEN = "the Hub does not allow this to the owner of the token"
OFFLINE = "the Hub is not asked, for `HF_HUB_OFFLINE` is set"

# https://huggingface.co/docs/huggingface_hub/package_reference/utilities: what its client makes of this header
_KINDS_BY_CODE: dict[str, FaultKind] = {
    "RepoNotFound": "missing",
    "RevisionNotFound": "no-revision",
    "EntryNotFound": "no-file",
    "GatedRepo": "gated",
    "DisabledRepo": "disabled",
}
_BY_STATUS: dict[int, tuple[FaultKind, str]] = {
    200: ("garbled", "the Hub sends the whole file where a part was asked for, so it is not read"),
    429: ("limited", "the Hub's limit of requests is used up for longer than we wait"),
}
_DISABLED = "Access to this resource is disabled."
_WRONG_CREDENTIALS = "Invalid credentials in Authorization header"


class HubError(Exception):
    """An answer of the Hub that is none to a question; the text is one sentence for people.

    `unauthorized` is a token that is wrong or not there, `limited` a rate limit that outlasted all retries,
    `unreachable` a fault of network or server that did, `garbled` an answer that cannot be read.
    """

    def __init__(self, kind: FaultKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


def fault_of(kind: FaultKind) -> HubError:
    """Return the fault of a kind that one sentence fits."""
    return HubError(kind, _SENTENCES[kind])


def fault_of_answer(
    status: int, headers: Mapping[str, str], *, has_token: bool, absent: FaultKind = "missing"
) -> HubError:
    """Say what an answer means that is not the one hoped for.

    Names of headers are in lower case. `absent` is what a bare 404 means for the question.
    """
    kind = _kind_of(status, headers, absent)
    if kind is not None:
        return fault_of(kind)
    if status == 401:
        return _unauthorized(headers, has_token=has_token)
    if status == 403:
        return HubError("unauthorized", _FORBIDDEN if has_token else _LOG_IN)
    if status in _BY_STATUS:
        return HubError(*_BY_STATUS[status])
    if status >= 500:
        return HubError("unreachable", f"the Hub has a fault of its own (status {status})")
    return HubError("garbled", f"the Hub answers in a way that cannot be understood (status {status})")


def _kind_of(status: int, headers: Mapping[str, str], absent: FaultKind) -> FaultKind | None:
    code = _KINDS_BY_CODE.get(headers.get("x-error-code", ""))
    if code is not None:
        return code
    if headers.get("x-error-message") == _DISABLED or status == 451:
        return "disabled"
    return absent if status in {404, 410} else None


def _unauthorized(headers: Mapping[str, str], *, has_token: bool) -> HubError:
    """Tell a wrong token from what is private or not there: for that the Hub says 401 to those who bring none."""
    if has_token or headers.get("x-error-message") == _WRONG_CREDENTIALS:
        return HubError("unauthorized", BAD_LOGIN)
    return fault_of("missing")
