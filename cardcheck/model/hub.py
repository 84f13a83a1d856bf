"""What the Hub itself tells of a dataset, beside its files, and what the dataset viewer makes of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class HubRepo(NamedTuple):
    """A dataset repository as the Hub's API describes it.

    `gated` is `auto`, `manual` or None. `downloads` are those of the last 30 days. `card_error` is the Hub's own
    verdict on the card. `paths` are the files of its revision `sha`, None where they were not told. `asked_as` is the
    id that was asked for, where the repository has another name by now. Dates are ISO 8601 as the Hub writes them; what
    the Hub does not tell is None. `open_pulls` counts open pull requests.
    """

    id: str
    sha: str | None = None
    gated: str | None = None
    is_private: bool = False
    is_disabled: bool = False
    downloads: int | None = None
    downloads_all_time: int | None = None
    likes: int | None = None
    created: str | None = None
    last_modified: str | None = None
    tags: tuple[str, ...] = ()
    doi: str | None = None
    card_error: str | None = None
    paths: tuple[str, ...] | None = None
    asked_as: str | None = None
    open_pulls: int | None = None


class ViewerSplit(NamedTuple):
    """A split as the viewer counts it; `rows` is None where it does not know, an estimate under `is_partial`."""

    config: str
    split: str
    rows: int | None = None
    is_partial: bool = False


class ViewerError(NamedTuple):
    """Why the viewer shows nothing: the code of its header `X-Error-Code`, and what it says."""

    code: str
    message: str
    config: str | None = None


class Viewer(NamedTuple):
    """What the dataset viewer says of a repository.

    `abilities` are those of `viewer`, `preview`, `search`, `filter`, `statistics` that it offers. `features` are those
    it found, by subset, in the form that `datasets` gives them as JSON.
    """

    abilities: frozenset[str] = frozenset()
    splits: tuple[ViewerSplit, ...] = ()
    error: ViewerError | None = None
    features: Mapping[str, Any] = {}
