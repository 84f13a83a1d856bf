"""Commits by the client: which way each file goes up, then the commit itself, onto a branch or as a pull request."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from ..exchange import Answer, error, of_json
from ..repos.content import Content, belongs_in_lfs
from ..repos.repo import MAIN, Commit, Repo, Stated
from . import verdicts
from .context import Context, split_revision

_PULL = re.compile(r"refs/pr/(\d+)")


def preupload(context: Context) -> Answer:
    """For each file, whether it goes with the commit or by LFS, and what is there under its name already."""
    commit = context.repo.at(split_revision(context.rest)[0])
    if commit is None:
        return _no_revision(context)
    told = []
    for file in context.request.json.get("files", []):
        path = file["path"]
        is_large = path in context.repo.about.lfs or belongs_in_lfs(path, file["size"])
        held = commit.files.get(path)
        told.append(
            {
                "path": path,
                "uploadMode": "lfs" if is_large else "regular",
                "shouldIgnore": False,
                "oid": held.oid if held else None,
            }
        )
    return of_json({"files": told})


def commit(context: Context) -> Answer:
    """Take a commit in lines of JSON: a header, then one line for each file."""
    try:
        header, changes = _read(context)
    except (ValueError, KeyError, TypeError, binascii.Error) as trouble:
        return error(400, None, f"Invalid commit: {type(trouble).__name__}")
    refused = _verdict(changes)
    if refused is not None:
        return refused
    revision = split_revision(context.rest)[0]
    if context.request.one("create_pr") == "1":
        return _open_pull(context, revision, header, changes)
    ref = context.repo.ref(revision)
    if ref is None:
        return _no_revision(context)
    parent = header.get("parentCommit")
    if parent is not None and not context.repo.refs[ref].sha.startswith(parent):
        return error(412, None, "A commit has happened since. Please refresh and try again.")
    return _commit_to(context, ref, header, changes)


def _open_pull(context: Context, revision: str, header: dict[str, Any], changes: dict[str, Stated | None]) -> Answer:
    repo, user = context.repo, context.request.user or ""
    base = repo.at(header.get("parentCommit") or revision)
    if base is None:
        return _no_revision(context)
    thread = repo.open_thread(header["summary"], user, header.get("description", ""), pull=True)
    repo.branch(thread.num, base)
    made = repo.commit_to_pull(thread, changes, header["summary"], header.get("description", ""), user)
    return _made(context, repo, made, f"{context.state.endpoint}/datasets/{repo.id}/discussions/{thread.num}")


def _commit_to(context: Context, ref: str, header: dict[str, Any], changes: dict[str, Stated | None]) -> Answer:
    repo, user = context.repo, context.request.user or ""
    title, description = header["summary"], header.get("description", "")
    if match := _PULL.fullmatch(ref):
        thread = repo.threads[int(match[1])]
        if thread.status == "merged" or user not in {thread.author, *repo.about.writers}:
            return error(403, None, "Forbidden: you cannot commit to this pull request")
        return _made(context, repo, repo.commit_to_pull(thread, changes, title, description, user))
    if user not in repo.about.writers:
        return error(403, None, "Forbidden: pass `create_pr=1` as a query parameter to create a Pull Request")
    assert ref.startswith("refs/heads/") or ref == MAIN
    return _made(context, repo, repo.commit(changes, ref=ref, title=title, description=description, author=user))


def _made(context: Context, repo: Repo, made: Commit, pull: str | None = None) -> Answer:
    url = f"{context.state.endpoint}/datasets/{repo.id}/commit/{made.sha}"
    told = {"success": True, "commitOid": made.sha, "commitUrl": url, "hookOutput": ""}
    return of_json(told | ({"pullRequestUrl": pull} if pull else {}))


def _no_revision(context: Context) -> Answer:
    return error(HTTPStatus.NOT_FOUND, "RevisionNotFound", f"Invalid rev id: {split_revision(context.rest)[0]}")


def _read(context: Context) -> tuple[dict[str, Any], dict[str, Stated | None]]:
    header: dict[str, Any] = {}
    changes: dict[str, Stated | None] = {}
    for line in context.request.body.splitlines():
        if not line.strip():
            continue
        item = json.loads(line)
        if item["key"] == "header":
            header = item["value"]
        else:
            changes.update(_changes(context, item["key"], item["value"]))
    if not header["summary"]:
        raise ValueError("summary")
    return header, changes


def _changes(context: Context, key: str, value: dict[str, Any]) -> Iterator[tuple[str, Stated | None]]:
    path = value["path"]
    match key:
        case "file":
            yield path, base64.b64decode(value["content"], validate=True)
        case "lfsFile":
            yield path, context.state.large.get(value["oid"]) or Content(value["size"], is_lfs=True)
        case "deletedFile":
            yield path, None
        case "deletedFolder":
            yield from ((held, None) for held in context.repo.head.files if held.startswith(f"{path.rstrip('/')}/"))
        case _:
            raise ValueError(key)


def _verdict(changes: dict[str, Stated | None]) -> Answer | None:
    card = changes.get("README.md")
    if not isinstance(card, bytes):
        return None
    errors = verdicts.verdict(card.decode("utf-8", "replace")).errors
    if not errors:
        return None
    lines = "\n".join(f"- Error: {one['message']}" for one in errors)
    return error(400, None, f"Your push was rejected during YAML metadata verification:\n{lines}")
