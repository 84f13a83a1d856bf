"""The GitHub Action's comment: a few lines of Markdown in; one comment on the pull request made, edited or removed.

The comment is known by its first line and by its author. Whatever GitHub answers, the job does not fail by it: the
token of a pull request from a fork may write nothing, and everything stands in the job summary too. The token goes to
the address of the API and nowhere else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

MARK = "<!-- cardcheck -->"
_AUTHOR = "github-actions[bot]"
_MAX_PAGES = 30
_SECONDS = 30
_MAY_NOT = frozenset({401, 403, 404})


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing, for the token would go along."""

    def redirect_request(self, *_: Any) -> None:
        return None


def main() -> int:
    """Bring the comment in line with what was found."""
    number = _pull_request()
    if number is None:
        return 0
    told = Path(os.environ["CARDCHECK_COMMENT"]).read_text(encoding="utf-8").strip()
    try:
        _keep(number, told)
    except HTTPError as error:
        error.close()
        if error.code in _MAY_NOT:
            print(
                "::notice title=cardcheck::No comment, for the token may not write one (never for a pull request from"
                " a fork, and else it needs `pull-requests: write`); the job summary says the same"
            )
        else:
            print(f"::warning title=cardcheck::No comment, for GitHub answered {error.code}")
    except (URLError, OSError, ValueError):
        print("::warning title=cardcheck::No comment, for GitHub gave no answer that can be read")
    return 0


def _pull_request() -> int | None:
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    pull = event.get("pull_request") or {}
    return int(pull["number"]) if "number" in pull else None


def _keep(number: int, told: str) -> None:
    """Edit the comment in place, make or remove it; more than one, as runs at the same time make them, become one."""
    repository = f"/repos/{os.environ['GITHUB_REPOSITORY']}"
    own = list(_own_comments(f"{repository}/issues/{number}/comments"))
    if told:
        run = f"{os.environ['GITHUB_SERVER_URL']}/{os.environ['GITHUB_REPOSITORY']}"
        body = f"{MARK}\n{told}\n[All of it, with fixes]({run}/actions/runs/{os.environ['GITHUB_RUN_ID']})"
        if not own:
            _ask("POST", f"{repository}/issues/{number}/comments", {"body": body})
        elif own[0]["body"] != body:
            _ask("PATCH", f"{repository}/issues/comments/{int(own[0]['id'])}", {"body": body})
        own = own[1:]
    for comment in own:
        _ask("DELETE", f"{repository}/issues/comments/{int(comment['id'])}")


def _own_comments(path: str) -> Iterator[dict[str, Any]]:
    for page in range(1, _MAX_PAGES + 1):
        found = _ask("GET", f"{path}?per_page=100&page={page}")
        for comment in found:
            author = (comment.get("user") or {}).get("login")
            if author == _AUTHOR and (comment.get("body") or "").startswith(MARK):
                yield comment
        if len(found) < 100:
            return


def _ask(method: str, path: str, body: dict[str, str] | None = None) -> Any:
    request = Request(
        os.environ["GITHUB_API_URL"] + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
            "User-Agent": "cardcheck",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    with build_opener(_NoRedirect).open(request, timeout=_SECONDS) as answer:
        data = answer.read()
    return json.loads(data) if data else None


if __name__ == "__main__":
    sys.exit(main())
