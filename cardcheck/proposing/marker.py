"""The hidden line by which a pull request of ours is found again: what it changes in, an HTML comment out, and back.

It stands alone in the last line of the description. Card text in a description cannot forge one, for no `<` of it
survives there. That somebody else may copy one is why a pull request is ours only if its author is, too.
"""

import hashlib
from typing import NamedTuple

from cardcheck.regex import expression

_LINE = expression(
    r"(?m)^<!-- cardcheck-propose 1 cardcheck=(?P<version>\S{1,40}) card=(?P<card>[0-9a-f]{64})"
    r" edits=(?P<edits>[0-9a-f]{64}) wrote=(?P<wrote>[0-9a-f]{64}(?:,[0-9a-f]{64}){0,1})"
    r"(?P<withdrawn> withdrawn)? -->\s*$"
)


class Marker(NamedTuple):
    """What a pull request of ours says of itself.

    `card` is the hash of the card that it mends, `edits` that of its diff. `wrote` are the hashes of the cards that we
    put on its branch: the newest, and the one before it where that is being replaced. `is_withdrawn` tells that we
    closed it ourselves.
    """

    version: str
    card: str
    edits: str
    wrote: tuple[str, ...]
    is_withdrawn: bool = False

    @property
    def line(self) -> str:
        """The comment that stands for it."""
        end = " withdrawn" if self.is_withdrawn else ""
        return (
            f"<!-- cardcheck-propose 1 cardcheck={self.version} card={self.card} edits={self.edits}"
            f" wrote={','.join(self.wrote)}{end} -->"
        )


def marker_in(description: str) -> Marker | None:
    """Read the marker of a description; None where there is none, or none of a form that is known."""
    found = list(_LINE.finditer(description.replace("\r", "")))
    if not found:
        return None
    last = found[-1]
    return Marker(
        last["version"], last["card"], last["edits"], tuple(last["wrote"].split(",")), bool(last["withdrawn"])
    )


def digest(data: bytes) -> str:
    """Return the hash by which markers know a card or a diff."""
    return hashlib.sha256(data).hexdigest()
