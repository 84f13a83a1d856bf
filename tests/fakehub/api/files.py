"""The files of a repository: their list page by page, facts of single paths, their bytes whole and in ranges."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from ..exchange import Answer, Request, error, of_bytes, of_json, redirect
from ..repos.content import Content
from ..repos.repo import Commit
from .context import Context, State, next_link, position, split_revision


def tree(context: Context) -> Answer:
    """A page of the list of files."""
    commit, path = _commit(context)
    if commit is None:
        return _no_revision(context)
    prefix = f"{path}/" if path else ""
    entries = _under(commit, prefix)
    if not entries and prefix:
        return error(404, "EntryNotFound", f"{path} does not exist on this revision")
    names = _listing(commit, prefix, is_recursive=context.request.says("recursive"))
    start, most = position(context.request), context.state.tree_page_size
    page = [_entry(commit, name) for name in names[start : start + most]]
    more = start + most < len(names)
    link = {"Link": next_link(context.state, context.request, start + most)} if more else {}
    return of_json(page, headers=link)


def paths_info(context: Context) -> Answer:
    """What the list of files says of some paths; of those that are not there, nothing."""
    commit, _ = _commit(context)
    if commit is None:
        return _no_revision(context)
    body = context.request.json or context.request.form
    asked = body.get("paths", [])
    return of_json([_entry(commit, path) for path in asked if path in commit.files or _under(commit, f"{path}/")])


def resolve(context: Context) -> Answer:
    """A file; a large one is on another host."""
    commit, path = _commit(context)
    held = commit.files.get(path) if commit else None
    if commit is None or held is None:
        return _not_there(context, commit, path)
    if not held.is_lfs:
        return _served(context.request, held, held.size, held.oid, commit)
    context.state.large[held.sha256] = held
    location = f"{context.state.cdn_endpoint}/cdn/{held.sha256}?signature=fake"
    headers = {
        "ETag": f'"{held.oid}"',
        "Accept-Ranges": "bytes",
        "X-Linked-Size": str(held.size),
        "X-Linked-ETag": f'"{held.sha256}"',
        "X-Repo-Commit": commit.sha,
    }
    return redirect(HTTPStatus.FOUND, location, headers)


def raw(context: Context) -> Answer:
    """A file as Git keeps it: of a large one, the pointer."""
    commit, path = _commit(context)
    held = commit.files.get(path) if commit else None
    if commit is None or held is None:
        return _not_there(context, commit, path)
    if held.is_lfs:
        held = Content(held.pointer, is_lfs=False)
    return _served(context.request, held, held.size, held.oid, commit)


def large(state: State, request: Request, digest: str) -> Answer:
    """A large file by its hash, from the other host."""
    if digest not in state.large:
        return error(404, None, "NoSuchKey")
    held = state.large[digest]
    return _served(request, held, held.size, digest, None)


def _commit(context: Context) -> tuple[Commit | None, str]:
    revision, path = split_revision(context.rest)
    return context.repo.at(revision), path


def _no_revision(context: Context) -> Answer:
    return error(404, "RevisionNotFound", f"Invalid rev id: {split_revision(context.rest)[0]}")


def _not_there(context: Context, commit: Commit | None, path: str) -> Answer:
    if commit is None:
        return _no_revision(context)
    return error(404, "EntryNotFound", f"Entry not found: {path}", {"X-Repo-Commit": commit.sha})


def _under(commit: Commit, prefix: str) -> Sequence[str]:
    """The files below a folder; they stand together, for they are in order."""
    paths = commit.paths
    return paths[bisect.bisect_left(paths, prefix) : bisect.bisect_left(paths, f"{prefix}\U0010ffff")]


@lru_cache(maxsize=8)
def _listing(commit: Commit, prefix: str, *, is_recursive: bool) -> tuple[str, ...]:
    """All names below a folder, kept while their pages are read."""
    return tuple(_names(_under(commit, prefix), prefix, is_recursive=is_recursive))


def _names(paths: Sequence[str], prefix: str, *, is_recursive: bool) -> Iterator[str]:
    """Files and folders, each once; a folder stands before what is in it."""
    seen: set[str] = set()
    for path in paths:
        parts = path[len(prefix) :].split("/")
        for depth in range(1, len(parts) if is_recursive else min(2, len(parts))):
            folder = prefix + "/".join(parts[:depth])
            if folder not in seen:
                seen.add(folder)
                yield folder
        if is_recursive or len(parts) == 1:
            yield path


def _entry(commit: Commit, path: str) -> dict[str, Any]:
    held = commit.files.get(path)
    if held is None:
        return {"type": "directory", "oid": commit.sha, "size": 0, "path": path}
    told: dict[str, Any] = {"type": "file", "oid": held.oid, "size": held.size, "path": path}
    if held.is_lfs:
        told["lfs"] = {"oid": held.sha256, "size": held.size, "pointerSize": len(held.pointer)}
    return told


_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def _served(request: Request, held: Content, size: int, etag: str, commit: Commit | None) -> Answer:
    """The bytes that are asked for, or none where the client has them."""
    headers = {"ETag": f'"{etag}"', "Accept-Ranges": "bytes", "Cache-Control": "no-cache"}
    if commit is not None:
        headers["X-Repo-Commit"] = commit.sha
    known = re.findall(r'"([^"]*)"', request.headers.get("if-none-match", ""))
    if etag in known:
        return of_bytes(b"", HTTPStatus.NOT_MODIFIED, headers=headers)
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or asked[0] == "bytes=-":
        whole = of_bytes(b"", kind=_kind(request), headers=headers)
        whole.parts, whole.size = held.slices(0, size), size
        return whole
    start = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
    stop = min(size, int(asked[2]) + 1) if asked[1] and asked[2] else size
    if start >= size or start >= stop:
        return error(416, None, "Requested Range Not Satisfiable", {"Content-Range": f"bytes */{size}"})
    part = of_bytes(b"", HTTPStatus.PARTIAL_CONTENT, _kind(request), headers)
    part.parts, part.size = held.slices(start, stop), stop - start
    part.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return part


def _kind(request: Request) -> str:
    is_text = quote(request.path).lower().endswith((".md", ".txt", ".yaml", ".json", ".csv"))
    return "text/plain; charset=utf-8" if is_text else "application/octet-stream"
