"""Links and images of the body."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from cardcheck.model.card import Link
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target


def broken_anchor(target: Target) -> Iterator[Problem]:
    """Every `#fragment` leads to a heading or an anchor of the card."""
    anchors = target.card.body.anchors
    for link in target.card.body.links:
        if link.is_image or not link.target.startswith("#") or link.target == "#" or link.target_span is None:
            continue
        fragment = unquote(link.target[1:])
        if fragment in anchors or fragment.removeprefix("user-content-") in anchors:
            continue
        near = _near(fragment, anchors)
        edits = (Edit(link.target_span, f"#{near}"),) if near and " " not in near else ()
        case = "near" if near else "gone"
        quotes = target.card.source.slice(link.target_span)
        yield target.problem(case, span=link.target_span, quotes=quotes, edits=edits, anchor=fragment, near=near or "")


def missing_file(target: Target) -> Iterator[Problem]:
    """Every relative link and image leads to a file of the repository."""
    paths = target.files.paths
    folders = {path.rpartition("/")[0] for path in paths}
    for link in target.card.body.links:
        path = _repository_path(link)
        if path is None or path in paths or any(folder == path or folder.startswith(f"{path}/") for folder in folders):
            continue
        near = _near_path(path, paths)
        hint = f"; did you mean `{near}`?" if near else ""
        case = None if target.files.is_complete else "not-here"
        span = link.target_span or link.span
        yield target.problem(case, span=span, quotes=target.card.source.slice(span), path=path, hint=hint)


def _near(fragment: str, anchors: frozenset[str]) -> str | None:
    """Return the one anchor that a fragment evidently means: other case, or one slip of the pen."""
    folded = [anchor for anchor in anchors if anchor.lower() == fragment.lower()]
    if len(folded) == 1:
        return folded[0]
    from difflib import get_close_matches

    close = get_close_matches(fragment, anchors, n=2, cutoff=1 - 1.2 / max(len(fragment), 6))
    return close[0] if len(close) == 1 else None


def _near_path(path: str, paths: frozenset[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(path, paths, n=1, cutoff=0.85)), None)


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
