"""Links and images of the body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from cardcheck.model.card import Link
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target

# A guess compares a name with all others; a card may be hostile and a repository large.
_MOST_COMPARISONS = 20_000


def broken_anchor(target: Target) -> Iterator[Problem]:
    """Every `#fragment` leads to a heading or an anchor of the card."""
    anchors = target.card.body.anchors
    by_case: defaultdict[str, list[str]] = defaultdict(list)
    for anchor in anchors:
        by_case[anchor.lower()].append(anchor)
    guesses = _MOST_COMPARISONS // (len(anchors) or 1)
    for link in target.card.body.links:
        if link.is_image or not link.target.startswith("#") or link.target == "#" or link.target_span is None:
            continue
        fragment = unquote(link.target[1:])
        if fragment in anchors or fragment.removeprefix("user-content-") in anchors:
            continue
        near = _only(by_case.get(fragment.lower(), ()))
        if near is None and guesses > 0:
            near = _near(fragment, anchors)
            guesses -= 1
        edits = (Edit(link.target_span, f"#{near}"),) if near and " " not in near else ()
        case = "near" if near else "gone"
        quotes = target.card.source.slice(link.target_span)
        yield target.problem(case, span=link.target_span, quotes=quotes, edits=edits, anchor=fragment, near=near or "")


def missing_file(target: Target) -> Iterator[Problem]:
    """Every relative link and image leads to a file of the repository."""
    paths = target.files.paths
    places = paths | {folder for path in paths for folder in _folders(path)}
    comparisons = _MOST_COMPARISONS
    for link in target.card.body.links:
        path = _repository_path(link)
        if path is None or path in places:
            continue
        alike = _alike(path, paths) if comparisons > 0 else []
        near = _near_path(path, alike) if len(alike) <= comparisons else None
        comparisons -= len(alike) + 100
        hint = f"; did you mean `{near}`?" if near else ""
        case = None if target.files.is_complete else "not-here"
        span = link.target_span or link.span
        yield target.problem(case, span=span, quotes=target.card.source.slice(span), path=path, hint=hint)


def _only(found: Sequence[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _near(fragment: str, anchors: frozenset[str]) -> str | None:
    """Return the one anchor that a fragment evidently means, but for one slip of the pen."""
    from difflib import get_close_matches

    return _only(get_close_matches(fragment, anchors, n=2, cutoff=1 - 1.2 / max(len(fragment), 6)))


def _folders(path: str) -> Iterator[str]:
    """Yield the folders a path lies in."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _alike(path: str, paths: frozenset[str]) -> list[str]:
    """Return the paths with the same folder or the same name."""
    folder, _, name = path.rpartition("/")
    return [other for other in paths if other.rpartition("/")[0] == folder or other.endswith(f"/{name}")]


def _near_path(path: str, alike: list[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(path, alike, n=1, cutoff=0.85)), None)


def _repository_path(link: Link) -> str | None:
    """Return the path a relative link leads to; None for URLs, anchors and what leaves the repository."""
    try:
        parts = urlsplit(link.target if len(link.target) < 2000 else "")
    except ValueError:  # such as `//[`
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    path = normpath(unquote(parts.path))
    return None if path.startswith("..") or path == "." else path
