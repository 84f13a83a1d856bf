"""Datasets on the Hub as its API tells of them: an owner or an id in, `HubRepo` out.

Whatever the API writes is taken for what it is at most: a value of another shape than it should have counts as untold.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from cardcheck.hub.faults import HubError, fault_of
from cardcheck.hub.session import ask_json, pages
from cardcheck.model.hub import HubRepo
from cardcheck.regex import expression

PAGE = 500
# What one line of a listing tells; files and cards would make it a hundred times as large.
_EXPAND = (
    "createdAt",
    "disabled",
    "downloads",
    "downloadsAllTime",
    "gated",
    "lastModified",
    "likes",
    "private",
    "sha",
    "tags",
)
_ID = expression(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}(?:/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95})?")
_SHA = expression(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# What git-check-ref-format(1) rules out.
_NO_REVISION = expression(r"[\x00-\x20\x7f~^:?*\[\\]")
_MOST = (1 << 63) - 1
_DATE = expression(r"[0-9T:.Z+-]{10,40}")


def list_repos(owner: str) -> Iterator[HubRepo]:
    """Yield an owner's datasets as the Hub lists them, a page at a time, each once."""
    seen: set[str] = set()
    for page in pages("/api/datasets", {"author": _name(owner), "limit": PAGE, "expand": _EXPAND}):
        for entry in page:
            repo = _repo_of(entry)
            # While pages are read the list may change, so that an entry moves to the next page.
            if repo is not None and repo.id not in seen:
                seen.add(repo.id)
                yield repo


def repo_info(repo: str, revision: str | None = None) -> HubRepo:
    """Return what the Hub tells of one dataset, at a revision or where it stands."""
    answer = ask_json(api_path(repo, f"/revision/{quoted_revision(revision)}" if revision else ""))
    info = _repo_of(answer)
    if info is None:
        raise HubError("garbled", "the Hub's answer does not describe a dataset")
    return info if info.id == repo else info._replace(asked_as=repo)


def api_path(repo: str, rest: str = "") -> str:
    """Return the path of the API for a dataset; a name that none can have is a `HubError`."""
    return f"/api/datasets/{_name(repo)}{rest}"


def repo_path(repo: str, rest: str = "") -> str:
    """Return the path of a dataset's files and pages."""
    return f"/datasets/{_name(repo)}{rest}"


def quoted_revision(revision: str) -> str:
    """Return a revision as one part of an address; what git cannot have as one is a `HubError`."""
    if not revision or ".." in revision or _NO_REVISION.search(revision):
        raise fault_of("no-revision")
    return quote(revision, safe="", errors="replace")


def quoted(path: str) -> str:
    """Return the path of a file as a part of an address; one that climbs out of the repository is a `HubError`."""
    if not is_inside(path):
        raise fault_of("no-file")
    return quote(path, errors="replace")


def is_inside(path: str) -> bool:
    """Whether a path names a file of a repository, and nothing above or beside it."""
    return all(part not in {"", ".", ".."} for part in path.split("/"))


def count_of(value: object) -> int | None:
    """Return a value if it counts something; what no table could hold does not."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST else None


def _name(repo: str) -> str:
    """Return the name if it is one; it then needs no quoting and cannot climb out of its path."""
    if _ID.fullmatch(repo) is None:
        raise HubError("missing", "this is no name that a dataset or its owner can have on the Hub")
    return repo


def _repo_of(entry: Any) -> HubRepo | None:
    if not isinstance(entry, dict):
        return None
    name = entry.get("id")
    if not isinstance(name, str) or _ID.fullmatch(name) is None:
        return None
    tags = tuple(_texts(entry.get("tags")))
    return HubRepo(
        id=name,
        sha=_matching(_SHA, entry.get("sha")),
        gated=_gated(entry.get("gated")),
        is_private=entry.get("private") is True,
        is_disabled=entry.get("disabled") is True,
        downloads=count_of(entry.get("downloads")),
        downloads_all_time=count_of(entry.get("downloadsAllTime")),
        likes=count_of(entry.get("likes")),
        created=_matching(_DATE, entry.get("createdAt")),
        last_modified=_matching(_DATE, entry.get("lastModified")),
        tags=tags,
        doi=_doi(entry.get("doi"), tags),
        card_error=_card_error(entry.get("cardError")),
        paths=_paths(entry.get("siblings")),
    )


def _gated(value: Any) -> str | None:
    if value is True:
        return "auto"
    return value if isinstance(value, str) and value in {"auto", "manual"} else None


def _matching(pattern: Any, value: Any) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (text for text in value if isinstance(text, str))


def _doi(value: Any, tags: tuple[str, ...]) -> str | None:
    name = value.get("id") if isinstance(value, dict) else None
    if isinstance(name, str):
        return name
    # https://huggingface.co/docs/hub/doi: the DOI is also a tag
    return next((tag.removeprefix("doi:") for tag in tags if tag.startswith("doi:")), None)


def _card_error(value: Any) -> str | None:
    """Return the Hub's own verdict as one line; nobody has written down which shape it has."""
    if not value:
        return None
    if isinstance(value, Mapping):
        value = value.get("errors") or value.get("message") or value.get("error") or ""
    entries = value if isinstance(value, list) else [value]
    texts = [entry.get("message") if isinstance(entry, dict) else entry for entry in entries]
    told = "; ".join(" ".join(text.split()) for text in texts if isinstance(text, str))
    return "".join(letter for letter in told[:400] if letter.isprintable()) or "the Hub could not read the card"


def _paths(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    names = (entry.get("rfilename") for entry in value if isinstance(entry, dict))
    return tuple(name for name in names if isinstance(name, str))
