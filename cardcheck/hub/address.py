"""Addresses of the Hub as users write them: `hf://datasets/ORG/NAME@REV/PATH` in, their parts out."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from cardcheck.regex import expression

SCHEME = "hf://"
# The names that the Hub gives: no `--` or `..`, no dot or dash at the ends; looser here, the Hub has the last word.
_ADDRESS = expression(
    r"hf://datasets/(?P<owner>[\w.-]+)(?:/(?P<name>[\w.-]+))?"
    # Refs may be written with their slashes, as `HfFileSystem` takes them, or without.
    r"(?:@(?P<revision>refs/(?:pr|convert)/[^/@]+|[^/@]+))?(?P<path>/.+)?/?",
    re.ASCII,
)


class HubAddress(NamedTuple):
    """What an address names: an owner's datasets, one dataset, or a file in it.

    `name` is None for all of an owner; a dataset of the Hub's own has no owner but its one name stands in `owner` then,
    which the Hub alone can tell, unless a revision is given.
    """

    owner: str
    name: str | None = None
    revision: str | None = None
    path: str | None = None

    @property
    def repo(self) -> str | None:
        """The id of the dataset; None for an owner."""
        return None if self.name is None else f"{self.owner}/{self.name}"


def parse_address(text: str) -> HubAddress | None:
    """Read an address; None for what is none."""
    match = _ADDRESS.fullmatch(text)
    # What follows an owner is a name, so that only a dataset has files.
    if match is None or (match["path"] and not match["name"] and not match["revision"]):
        return None
    revision, path = match["revision"], (match["path"] or "").strip("/")
    return HubAddress(match["owner"], match["name"], unquote(revision) if revision else None, path or None)
