"""Branches, tags, pull requests and the commits behind them."""

from __future__ import annotations

from typing import Any

from ..exchange import Answer, error, of_json
from .context import Context, split_revision


def refs(context: Context) -> Answer:
    """Everything that names a commit; pull requests only where they are asked for."""
    kinds = {"branches": "refs/heads/", "converts": "refs/convert/", "tags": "refs/tags/"}
    if context.request.says("include_prs"):
        kinds["pullRequests"] = "refs/pr/"
    told: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    for ref, commit in context.repo.refs.items():
        for kind, prefix in kinds.items():
            if ref.startswith(prefix):
                told[kind].append({"name": ref.removeprefix(prefix), "ref": ref, "targetCommit": commit.sha})
    return of_json(told)


def commits(context: Context) -> Answer:
    """The commits up to a revision, newest first."""
    revision, _ = split_revision(context.rest)
    commit = context.repo.at(revision)
    if commit is None:
        return error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
    by_sha = {made.sha: made for made in context.repo.commits}
    told = []
    while commit is not None:
        told.append(
            {
                "id": commit.sha,
                "title": commit.title,
                "message": commit.description,
                "date": commit.date,
                "authors": [{"user": commit.author}],
            }
        )
        commit = by_sha.get(commit.parent)
    return of_json(told, headers={"X-Total-Count": str(len(told))})
