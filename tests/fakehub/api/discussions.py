"""Discussions and pull requests: their list, what happened in each, and what users add."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from ..exchange import Answer, error, of_json
from ..repos.content import Content
from ..repos.repo import MAIN, Repo
from ..repos.threads import Thread
from .context import Context

PAGE = 10


def threads(context: Context) -> Answer:
    """Answer what stands under `/discussions`."""
    is_reading = context.request.method == "GET"
    match context.rest:
        case () if is_reading:
            return _listed(context)
        case ():
            return _opened(context)
        case (num, *rest) if num.isdigit() and int(num) in context.repo.threads:
            thread = context.repo.threads[int(num)]
            if is_reading and not rest:
                return of_json(details(context.repo, thread))
            if not is_reading:
                return _changed(context, thread, rest)
    return error(404, None, "Discussion not found")


def _listed(context: Context) -> Answer:
    request, repo = context.request, context.repo
    kind, status, author = request.one("type", "all"), request.one("status", "all"), request.one("author")
    found = [
        thread
        for thread in sorted(repo.threads.values(), key=lambda thread: -thread.num)
        if kind in {"", "all", "pull_request" if thread.is_pull else "discussion"}
        and status in {"", "all", "open" if thread.is_open else "closed"}
        and author in {"", thread.author}
    ]
    start = int(request.one("p", "0")) * PAGE
    page = [_head(repo, thread) for thread in found[start : start + PAGE]]
    closed = sum(not thread.is_open for thread in found)
    return of_json({"discussions": page, "count": len(found), "start": start, "numClosedDiscussions": closed})


def _opened(context: Context) -> Answer:
    told, user = context.request.json, context.request.user or ""
    title = str(told.get("title", ""))
    if not 3 <= len(title) <= 200:
        return error(400, None, '"title" length must be between 3 and 200 characters')
    is_pull = bool(told.get("pullRequest"))
    status = "draft" if is_pull else "open"
    thread = context.repo.open_thread(title, user, str(told.get("description", "")), pull=is_pull, status=status)
    return of_json({"num": thread.num, "pullRequest": is_pull, "url": _url(context, thread)})


def _url(context: Context, thread: Thread) -> str:
    return f"{context.state.endpoint}/datasets/{context.repo.id}/discussions/{thread.num}"


def _head(repo: Repo, thread: Thread) -> dict[str, Any]:
    return {
        "num": thread.num,
        "title": thread.title,
        "author": {"name": thread.author, "type": "user"},
        "createdAt": thread.created,
        "status": thread.status,
        "isPullRequest": thread.is_pull,
        "pinned": False,
        "numComments": sum(event["type"] == "comment" for event in thread.events),
        "repo": {"name": repo.id, "type": "dataset"},
    }


def details(repo: Repo, thread: Thread) -> dict[str, Any]:
    """All that is told of one discussion; of a pull request its changes too."""
    told = _head(repo, thread) | {"events": thread.events, "filesWithConflicts": False, "locked": False}
    if thread.is_pull:
        merged = {"mergeCommitId": thread.merged_as} if thread.merged_as else {}
        told["changes"] = {"base": MAIN, **merged}
        told["filesWithConflicts"] = repo.conflicts(thread.num) or False
        told["diff"] = diff(repo, thread.num)
    return told


def diff(repo: Repo, num: int) -> str:
    """The changes of a pull request in Git's form."""
    old = repo.bases[num].files
    parts = [
        f"diff --git a/{path} b/{path}\n" + "".join(_lines(path, old.get(path), new))
        for path, new in repo.changes(num).items()
    ]
    return "".join(parts)


def _lines(path: str, old: Content | None, new: Content | None) -> list[str]:
    before, after = (
        held.as_git_keeps_it().decode("utf-8", "replace").splitlines(keepends=True) if held else []
        for held in (old, new)
    )
    names = (f"a/{path}" if old else "/dev/null", f"b/{path}" if new else "/dev/null")
    lines = difflib.unified_diff(before, after, *names)
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]


def _changed(context: Context, thread: Thread, rest: list[str]) -> Answer:
    user = context.request.user or ""
    match rest:
        case ["comment", name, "edit" | "hide" as what]:
            return _edited(context, thread, name, what)
        case ["comment"]:
            event = thread.say(user, context.repo.tick(), str(context.request.json.get("comment", "")))
            return of_json({"newMessage": event})
        case [what] if what in _CHANGES:
            if user not in _CHANGES[what][1](context, thread):
                return error(403, None, "Forbidden: you cannot do that to this discussion")
            return _CHANGES[what][0](context, thread, context.request.json)
    return error(404, None, "Not found")


def _edited(context: Context, thread: Thread, name: str, what: str) -> Answer:
    user, event = context.request.user, thread.comment(name)
    if event is None:
        return error(404, None, "Comment not found")
    if user not in {event["author"]["name"], *context.repo.about.writers}:
        return error(403, None, "Forbidden: this comment is somebody else's")
    if what == "hide":
        event["data"]["hidden"] = True
    else:
        event["data"]["latest"] |= {"raw": context.request.json.get("content", ""), "updatedAt": context.repo.tick()}
        event["data"] |= {"edited": True, "numEdits": event["data"]["numEdits"] + 1}
    return of_json({"updatedComment": event})


def _title(context: Context, thread: Thread, told: Mapping[str, Any]) -> Answer:
    old, thread.title = thread.title, told["title"]
    event = thread.add(
        "title-change", context.request.user or "", context.repo.tick(), {"from": old, "to": thread.title}
    )
    return of_json({"newTitle": event})


def _status(context: Context, thread: Thread, told: Mapping[str, Any]) -> Answer:
    user = context.request.user or ""
    if thread.status == "merged":
        return error(400, None, "This pull request is merged")
    if "comment" in told:
        thread.say(user, context.repo.tick(), told["comment"])
    thread.status = told["status"]
    return of_json({"newStatus": thread.add("status-change", user, context.repo.tick(), {"status": thread.status})})


def _merged(context: Context, thread: Thread, told: Mapping[str, Any]) -> Answer:
    repo, user = context.repo, context.request.user or ""
    if not thread.is_pull or not thread.is_open:
        return error(400, None, "This is no open pull request")
    if conflicts := repo.conflicts(thread.num):
        return error(409, None, f"Conflicts in {', '.join(conflicts)}")
    if "comment" in told:
        thread.say(user, repo.tick(), told["comment"])
    made = repo.commit(repo.changes(thread.num), title=f"{thread.title} (#{thread.num})", author=user)
    thread.status, thread.merged_as = "merged", made.sha
    return of_json({"newStatus": thread.add("status-change", user, repo.tick(), {"status": "merged"})})


def _opener_or_writers(context: Context, thread: Thread) -> set[str]:
    return {thread.author, *context.repo.about.writers}


def _writers(context: Context, _: Thread) -> set[str]:
    return {*context.repo.about.writers}


# What users may do to a discussion, and who may.
_CHANGES: dict[
    str, tuple[Callable[[Context, Thread, Mapping[str, Any]], Answer], Callable[[Context, Thread], set[str]]]
] = {"title": (_title, _opener_or_writers), "status": (_status, _opener_or_writers), "merge": (_merged, _writers)}
