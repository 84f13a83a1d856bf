"""Pull requests of a dataset: which there are, and the few things that are done to those of our own.

The only module that writes anything to the Hub. Nothing is tried again here that could happen twice: who loses the
answer to a commit has to look whether it is there.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from cardcheck.hub.faults import HubError
from cardcheck.hub.repos import api_path, repo_path
from cardcheck.hub.session import ask_json, endpoint, through_client

if TYPE_CHECKING:
    from huggingface_hub import HfApi

PullStatus = Literal["open", "closed", "merged"]

_STATUSES: Mapping[str, PullStatus] = {"open": "open", "draft": "open", "closed": "closed", "merged": "merged"}
_KIND = "dataset"
_CARD = "README.md"
_MOST_PAGES = 100
_LONGEST = 200
# A commit takes the Hub longer than an answer.
_WAIT_SECONDS = 120.0
_Made = TypeVar("_Made")


class MovedError(HubError):
    """A commit that was refused because the branch is not where it was."""

    def __init__(self) -> None:
        super().__init__("garbled", "the card was changed on the Hub at this very moment; run again")


class RefusedError(HubError):
    """A card that the Hub does not take, or a pull request that it does not allow."""

    def __init__(self, sentence: str) -> None:
        super().__init__("unauthorized", sentence)


class Pull(NamedTuple):
    """A pull request as the Hub lists it; `author` is `deleted` where the user is gone. A draft counts as open."""

    number: int
    title: str
    author: str
    status: PullStatus


class PullDetails(NamedTuple):
    """What only the pull request's own page tells.

    `comment` names the comment that holds the `description`; `head` is the newest commit of its branch, `diff` what it
    changes against where it began; None where the Hub does not tell. `has_conflict` tells that it cannot be merged.
    """

    title: str
    description: str
    comment: str | None
    head: str | None
    diff: str | None
    has_conflict: bool


def pull_url(repo: str, number: int) -> str:
    """Return the address of a pull request for people."""
    return endpoint() + repo_path(repo, f"/discussions/{number}")


def pull_revision(number: int) -> str:
    """Return the revision that the branch of a pull request has."""
    return f"refs/pr/{number}"


def who_am_i() -> str | None:
    """Return the name of the user whose token is used; None where there is no token."""
    from huggingface_hub import get_token

    if get_token() is None:
        return None
    told = ask_json("/api/whoami-v2")
    name = told.get("name") if isinstance(told, dict) else None
    if not isinstance(name, str) or not name:
        raise HubError("garbled", "the Hub does not say whose token this is")
    return name


def pulls_of(repo: str) -> list[Pull]:
    """Return all pull requests of a dataset, open or not, oldest first."""
    found: dict[int, Pull] = {}
    for page in range(_MOST_PAGES):
        told = _page(repo, page)
        if not isinstance(told, dict) or not isinstance(told.get("discussions"), list):
            raise HubError("garbled", "the Hub's answer is no list of pull requests")
        before = len(found)
        found |= {pull.number: pull for entry in told["discussions"] if (pull := _pull(entry)) is not None}
        count, start = told.get("count"), told.get("start")
        seen = (start if isinstance(start, int) else 0) + len(told["discussions"])
        # Pages without end, or the same again and again, are no reason to go on.
        if not isinstance(count, int) or seen >= count or len(found) == before:
            break
    return [found[number] for number in sorted(found)]


def _page(repo: str, page: int) -> Any:
    try:
        return ask_json(api_path(repo, "/discussions"), params={"type": "pull_request", "status": "all", "p": page})
    except HubError as error:
        if error.kind != "unauthorized":
            raise
        sentence = "the Hub does not show the pull requests of this dataset; its owner may have turned them off"
        raise RefusedError(sentence) from None


def pull_details(repo: str, number: int) -> PullDetails:
    """Return what there is to know of one pull request."""
    told = ask_json(api_path(repo, f"/discussions/{number}"), params={"diff": "1"})
    if not isinstance(told, dict):
        raise HubError("garbled", "the Hub's answer does not describe a pull request")
    author = _author(told)
    listed = told.get("events")
    events = [event for event in listed if isinstance(event, dict)] if isinstance(listed, list) else []
    said = [event for event in events if event.get("type") == "comment" and _author(event) == author]
    oids = [_part(event, "data").get("oid") for event in events if event.get("type") == "commit"]
    diff = told.get("diff")
    return PullDetails(
        _text(told.get("title")),
        _text(_part(_part(said[0], "data"), "latest").get("raw")) if said else "",
        _text(said[0].get("id")) or None if said else None,
        _text(oids[-1]) or None if oids else None,
        diff if isinstance(diff, str) else None,
        bool(told.get("filesWithConflicts")),
    )


def open_pull(repo: str, card: bytes, parent: str, title: str, description: str) -> int:
    """Open a pull request that replaces the card in one commit upon `parent`; return its number."""
    from huggingface_hub import CommitOperationAdd

    made = _write(
        lambda api: api.create_commit(
            repo,
            [CommitOperationAdd(_CARD, card)],
            commit_message=title,
            commit_description=description,
            repo_type=_KIND,
            parent_commit=parent,
            create_pr=True,
        )
    )
    if made.pr_num is None:
        raise HubError("garbled", "the Hub does not say which pull request it opened")
    return int(made.pr_num)


def push(repo: str, number: int, card: bytes, parent: str | None, title: str) -> None:
    """Replace the card on the branch of a pull request whose newest commit is `parent`."""
    from huggingface_hub import CommitOperationAdd

    _write(
        lambda api: api.create_commit(
            repo,
            [CommitOperationAdd(_CARD, card)],
            commit_message=title,
            repo_type=_KIND,
            revision=pull_revision(number),
            parent_commit=parent,
        )
    )


def describe(repo: str, number: int, comment: str | None, description: str) -> None:
    """Replace the description of a pull request, or give it one."""
    if comment is None:
        _write(lambda api: api.comment_discussion(repo, number, description, repo_type=_KIND))
    else:
        _write(lambda api: api.edit_discussion_comment(repo, number, comment, description, repo_type=_KIND))


def rename(repo: str, number: int, title: str) -> None:
    """Give a pull request another title."""
    _write(lambda api: api.rename_discussion(repo, number, title, repo_type=_KIND))


def close(repo: str, number: int, reason: str) -> None:
    """Close a pull request with a comment that says why."""
    _write(lambda api: api.change_discussion_status(repo, number, "closed", comment=reason, repo_type=_KIND))


def _write(ask: Callable[[HfApi], _Made]) -> _Made:
    """Let the client do something that must not be done twice."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    from cardcheck import __version__

    api = HfApi(endpoint=endpoint(), library_name="cardcheck", library_version=__version__)

    def once() -> _Made:
        try:
            # What the Hub warns of is for those who wrote the card.
            with warnings.catch_warnings(), _bounded():
                warnings.simplefilter("ignore")
                return ask(api)
        except HfHubHTTPError as error:
            refused = _refused(error.response.status_code, "x-error-code" in error.response.headers)
            if refused is None:
                raise
            raise refused from None
        except ValueError as error:
            if str(error).startswith("Invalid metadata"):
                raise RefusedError("the Hub does not take the metadata of the card as it would be") from None
            raise HubError("garbled", "the Hub's answer cannot be read") from None
        except (KeyError, TypeError, AttributeError):
            raise HubError("garbled", "the Hub's answer cannot be read") from None

    return through_client(once)


@contextmanager
def _bounded() -> Iterator[None]:
    """Let the client's session wait so long and no longer; by itself it waits for ever."""
    from huggingface_hub import get_session

    session: Any = get_session()
    if hasattr(session, "build_request"):
        before, session.timeout = session.timeout, _WAIT_SECONDS
        try:
            yield
        finally:
            session.timeout = before
        return
    # huggingface_hub before 1.0: a session of requests, which takes it with each request only.
    session.request = partial(session.request, timeout=_WAIT_SECONDS)
    try:
        yield
    finally:
        del session.request


def _refused(status: int, has_code: bool) -> HubError | None:  # noqa: FBT001
    """Return what an answer means that only those who write are given; None for all others."""
    # A lock that fails is 412: https://huggingface.co/docs/huggingface_hub/package_reference/hf_api, `parent_commit`
    if status in {409, 412}:
        return MovedError()
    if status in {400, 422}:
        return RefusedError("the Hub does not take the card as it would be")
    if status == 403 and not has_code:
        return RefusedError("the Hub does not let the owner of the token do this, or the dataset takes no proposals")
    return None


def _pull(entry: Any) -> Pull | None:
    if not isinstance(entry, dict) or entry.get("isPullRequest") is not True:
        return None
    number, status = entry.get("num"), _STATUSES.get(_text(entry.get("status")))
    if not isinstance(number, int) or number < 1 or status is None:
        return None
    return Pull(number, _text(entry.get("title"))[:_LONGEST], _author(entry), status)


def _author(entry: Mapping[str, Any]) -> str:
    return _text(_part(entry, "author").get("name")) or "deleted"


def _part(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = entry.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
