"""What can go wrong with the Hub, as kinds to act on and sentences to show. No token or signed address is in them."""

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


class HubError(Exception):
    """An answer of the Hub that is none to a question; the text is one sentence for people.

    `unauthorized` is a token that is wrong or not there, `limited` a rate limit that outlasted all retries,
    `unreachable` a fault of network or server that did, `garbled` an answer that cannot be read.
    """

    def __init__(self, kind: FaultKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
