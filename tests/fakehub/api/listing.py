"""`/api/datasets`, `/api/datasets/ID[/revision/REV]`: what the Hub tells of repositories."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from ..exchange import Answer, Request, error, of_json
from ..repos.repo import Commit, Repo
from . import verdicts
from .context import Context, State, next_link, position

MOST = 1000

# What `expand` takes: https://huggingface.co/docs/huggingface_hub/package_reference/hf_api, `ExpandDatasetProperty_T`.
EXPANDABLE: dict[str, Callable[[Repo, Commit], Any]] = {
    "author": lambda repo, _: repo.owner,
    "cardData": lambda _, commit: commit.metadata or None,
    "citation": lambda *_: None,
    "createdAt": lambda repo, _: repo.about.created,
    "description": lambda repo, _: repo.about.description,
    "disabled": lambda repo, _: repo.about.disabled,
    "downloads": lambda repo, _: repo.about.downloads,
    "downloadsAllTime": lambda repo, _: (
        repo.about.downloads if repo.about.downloads_all_time is None else repo.about.downloads_all_time
    ),
    "gated": lambda repo, _: repo.about.gated,
    "lastModified": lambda repo, _: repo.last_modified,
    "likes": lambda repo, _: repo.about.likes,
    "mainSize": lambda _, commit: sum(held.size for held in commit.files.values()),
    "paperswithcode_id": lambda _, commit: commit.metadata.get("paperswithcode_id"),
    "private": lambda repo, _: repo.about.private,
    "resourceGroup": lambda *_: None,
    "sha": lambda _, commit: commit.sha,
    "siblings": lambda _, commit: [{"rfilename": path} for path in commit.paths],
    "tags": lambda repo, _: repo.tags,
    "trendingScore": lambda *_: 0,
    "usedStorage": lambda _, commit: sum(held.size for held in commit.files.values()),
    "xetEnabled": lambda *_: False,
}
_LISTED = (
    "author",
    "createdAt",
    "description",
    "disabled",
    "downloads",
    "gated",
    "lastModified",
    "likes",
    "private",
    "sha",
    "tags",
)
_FULL = (*_LISTED, "cardData", "citation", "paperswithcode_id", "siblings", "usedStorage")
_SORTED = {"downloads", "likes", "lastModified", "createdAt"}


def datasets(state: State, request: Request) -> Answer:
    """A page of the listing."""
    names = _expanded(request)
    if isinstance(names, Answer):
        return names
    if names is None:
        names = (*_LISTED, "cardData", "siblings", "citation") if request.says("full") else _LISTED
    repos = _listed(state, request)
    sort = request.one("sort")
    if sort in _SORTED:
        repos.sort(key=lambda repo: EXPANDABLE[sort](repo, repo.head), reverse=request.one("direction", "-1") == "-1")
    start = position(request)
    limit = max(1, min(int(request.one("limit") or state.page_size), state.page_size, MOST))
    page = [described(repo, repo.head, names) for repo in repos[start : start + limit]]
    more = {"Link": next_link(state, request, start + limit)} if start + limit < len(repos) else {}
    return of_json(page, headers=more)


def info(context: Context) -> Answer:
    """One repository at one revision."""
    repo, request = context.repo, context.request
    revision = "/".join(context.rest) or "main"
    commit = repo.at(revision)
    if commit is None:
        return error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
    names = _expanded(request)
    if isinstance(names, Answer):
        return names
    if names is not None:
        return of_json(described(repo, commit, names))
    told = described(repo, commit, _FULL)
    if repo.about.doi:
        told["doi"] = {"id": repo.about.doi, "commit": repo.commits[0].sha}
    if "README.md" in commit.files:
        told["cardExists"] = True
        told |= _card_error(repo, commit)
    if request.says("blobs"):
        told["siblings"] = [_sibling(path, commit) for path in commit.paths]
    return of_json(told)


def auth_check(_: Context) -> Answer:
    """Nothing, to those who may read."""
    return of_json({})


def overview(state: State, name: str, kind: str) -> Answer:
    """An organisation or user that owns a repository."""
    owned = sum(repo.owner == name for repo in state.repos.values())
    if not owned:
        return error(404, None, "This user or organization does not exist")
    told = {"name": name, "fullname": name, "numDatasets": owned, "type": kind.removesuffix("s")}
    return of_json(told | {"avatarUrl": "", "numModels": 0, "numSpaces": 0})


def described(repo: Repo, commit: Commit, names: tuple[str, ...]) -> dict[str, Any]:
    """A repository with the properties of these names; what the Hub does not know is left out."""
    told: dict[str, Any] = {"_id": hashlib.sha256(repo.id.encode()).hexdigest()[:24], "id": repo.id}
    values = {name: EXPANDABLE[name](repo, commit) for name in names}
    return told | {name: value for name, value in values.items() if value is not None}


def _listed(state: State, request: Request) -> list[Repo]:
    """The repositories that a listing is about, as far as this user may see them."""
    author, search = request.one("author").lower(), request.one("search").lower()
    filters = {*request.query.get("filter", ())}
    return [
        repo
        for repo in state.repos.values()
        if (not author or (repo.owner or "").lower() == author)
        and search in repo.id.lower()
        and (not repo.about.private or repo.about.may_read(request.user))
        and (not filters or filters <= {*repo.tags})
    ]


def _expanded(request: Request) -> tuple[str, ...] | Answer | None:
    names = tuple(request.query.get("expand", ()))
    for number, name in enumerate(names):
        if name not in EXPANDABLE:
            return error(400, None, f'"expand[{number}]" must be one of [{", ".join(EXPANDABLE)}]')
    return names or None


def _card_error(repo: Repo, commit: Commit) -> dict[str, Any]:
    if repo.about.card_error is not None:
        return {"cardError": repo.about.card_error}
    verdict = verdicts.verdict(commit.files["README.md"].data().decode("utf-8", "replace"))
    return {"cardError": {"errors": verdict.errors}} if verdict.errors else {}


def _sibling(path: str, commit: Commit) -> dict[str, Any]:
    held = commit.files[path]
    told: dict[str, Any] = {"rfilename": path, "blobId": held.oid, "size": held.size}
    if held.is_lfs:
        told["lfs"] = {"sha256": held.sha256, "size": held.size, "pointerSize": len(held.pointer)}
    return told
