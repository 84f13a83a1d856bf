"""Which answer belongs to which path, and who may have it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote, unquote

from ..exchange import Answer, Request, error, of_json, redirect
from ..repos.repo import Repo
from . import commits, discussions, files, listing, revisions, uploads, verdicts, viewer
from .context import Context, State

# Paths under `/api/datasets/ID/`.
API: dict[str, Callable[[Context], Answer]] = {
    "": listing.info,
    "revision": listing.info,
    "tree": files.tree,
    "paths-info": files.paths_info,
    "refs": revisions.refs,
    "commits": revisions.commits,
    "preupload": commits.preupload,
    "commit": commits.commit,
    "discussions": discussions.threads,
    "auth-check": listing.auth_check,
}
# Paths under `/datasets/ID/`; what LFS asks is under `/datasets/ID.git/info/lfs/`.
PAGES: dict[str, Callable[[Context], Answer]] = {
    "resolve": files.resolve,
    "raw": files.raw,
    "info": uploads.batch,
}
# What needs the right to read files, and what needs somebody to do it.
_FILES = frozenset({"resolve", "raw", "auth-check"})
_WRITES = frozenset({"commit", "preupload", "info"})


def answer(state: State, request: Request) -> Answer:
    """Answer a request."""
    segments = [segment for segment in request.path.split("/") if segment]
    match segments:
        case ["cdn", digest]:
            told = (uploads.receive if request.method == "PUT" else files.large)(state, request, digest)
        case _ if request.site == "cdn":
            told = error(404, None, "Not found")
        case ["viewer", what]:
            told = viewer.answer(state, request, what)
        case ["api", "whoami-v2"]:
            told = whoami(request)
        case ["api", "validate-yaml"]:
            told = verdicts.validate(request)
        case ["api", "datasets"]:
            told = listing.datasets(state, request)
        case ["api", "organizations" | "users" as kind, name, "overview"]:
            told = listing.overview(state, unquote(name), kind)
        case ["api", "datasets", *rest]:
            told = _about_repo(state, request, rest, API, "/api/datasets")
        case ["datasets", *rest]:
            told = _about_repo(state, request, rest, PAGES, "/datasets")
        case _:
            told = error(404, None, "Sorry, we can't find the page you are looking for.")
    return told


def whoami(request: Request) -> Answer:
    """Whose token it is."""
    if request.user is None:
        return error(401, None, "Invalid username or password.")
    token = {"displayName": "test", "role": "write", "createdAt": "2024-01-01T00:00:00.000Z"}
    about = {"type": "user", "id": "5f0c", "name": request.user, "fullname": request.user.title(), "isPro": False}
    return of_json(about | {"orgs": [], "auth": {"type": "access_token", "accessToken": token}})


def _about_repo(
    state: State, request: Request, segments: list[str], actions: dict[str, Callable[[Context], Answer]], prefix: str
) -> Answer:
    """Find the repository and the action, see whether this user may, and answer."""
    count = 1 if len(segments) > 1 and unquote(segments[1]) in actions and _id(segments, 2) not in state.repos else 2
    name, (action, *rest) = _id(segments, count), [*segments[count:], ""]
    if name in state.renamed and name not in state.repos:
        where = "/".join([prefix, quote(state.renamed[name]), *segments[count:]])
        return redirect(HTTPStatus.TEMPORARY_REDIRECT, where + _query(request))
    repo = state.repos.get(name)
    if repo is None or action not in actions:
        return _missing(request) if repo is None else error(404, None, "Not found")
    refusal = _refusal(request, repo, action)
    return refusal or actions[action](Context(state, request, repo, tuple(unquote(part) for part in rest if part)))


def _id(segments: list[str], count: int) -> str:
    return "/".join(unquote(segment) for segment in segments[:count]).removesuffix(".git")


def _query(request: Request) -> str:
    pairs = [f"{quote(name)}={quote(value)}" for name, values in request.query.items() for value in values]
    return f"?{'&'.join(pairs)}" if pairs else ""


def _missing(request: Request) -> Answer:
    """What is told of a repository that is not there, or that this user may not know of."""
    if request.user is None:
        return error(401, "RepoNotFound", "Invalid username or password.")
    return error(404, "RepoNotFound", "Repository not found")


def _refusal(request: Request, repo: Repo, action: str) -> Answer | None:
    """Why this user may not have it; None where they may."""
    about = repo.about
    if about.private and not about.may_read(request.user):
        return _missing(request)
    if about.disabled:
        return error(403, None, "Access to this resource is disabled.")
    if about.gated and action in _FILES and not about.may_read(request.user):
        told = f"Access to dataset {repo.id} is restricted."
        if request.user is None:
            return error(401, "GatedRepo", f"{told} You must have access to it and be authenticated to access it.")
        return error(403, "GatedRepo", f"{told} Visit {request.path} to ask for access.")
    is_write = action in _WRITES or (action == "discussions" and request.method != "GET")
    if is_write and request.user is None:
        return error(401, None, "Invalid username or password.")
    return None
