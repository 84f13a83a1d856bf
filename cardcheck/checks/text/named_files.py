"""Files that the card names and that are not there: in code, in listings of folders, in “see the LICENSE file”.

A card and the repository's files in, problems out, one for a file. Links and patterns are the matter of other rules.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from cardcheck.model.card import Card, Fence
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_READS = expression(
    r"\b(?:read_(?:csv|json|parquet|excel|table|feather)|from_(?:csv|json|parquet)|open|loadtxt|genfromtxt"
    r"|(?:hf_hub_download|load_dataset)\([^()\n]{0,120}?(?:filename|data_files)=)\(?\s*[\"'](?P<path>[^\"'\n]{1,200})[\"']"
    r"(?!\s*,\s*(?:mode\s*=\s*)?[\"'][wax])"
)
_ENTRY = expression(r"[├└][─-]{1,3}\s?(?P<path>[^\s#(（←├└│*]{1,120})")
_NOTICE = expression(
    r"\b(?i:see|read|refer to|found in|provided in|included in|details? in|described in|terms of)\b[^.\n]{0,24}?[`*_\s]"
    r"(?P<path>(?:LICEN[SC]E|COPYING|NOTICE|CITATION|CHANGELOG|DATASHEET)(?:\.(?:md|txt|cff|bib|rst))?)"
    r"(?=[`*_]* file\b|`)"
)
_OWN_FILE = expression(
    r"huggingface\.co/datasets/(?P<repo>[\w.-]+/[\w.-]+)/(?:resolve|raw|blob)/main/(?P<path>[^\s\"'`<>)\]?#]{1,200})"
)
_SUFFIX = expression(r"\.[A-Za-z][A-Za-z0-9]{0,9}(?:\.(?:gz|zst|bz2|xz))?$")
_MOST = 200


class _Named(NamedTuple):
    path: str
    span: Span


def unknown(
    target: Target, *, elsewhere: Sequence[str], invented: Sequence[str], archives: Sequence[str]
) -> Iterator[Problem]:
    """Every file that the card names is in the repository.

    Code that does one of `elsewhere` fetches or writes its own files; `invented` are parts of paths that stand for
    others; files may lie within `archives`.
    """
    card = target.card
    there = _There(target.files.paths)
    named = [*_in_notices(card), *_in_urls(target)]
    if not any(path.lower().endswith(tuple(archives)) for path in target.files.paths):
        for fence in card.body.fences:
            named += _in_code(card, fence, elsewhere)
            named += [one for one in _in_tree(card, fence, there) if not there.is_name(one.path)]
    seen: set[str] = set()
    for path, span in named[:_MOST]:
        if path in seen or any(part in path.lower() for part in invented) or there.has(path):
            continue
        seen.add(path)
        case = "named" if target.files.is_complete else "not-here"
        yield target.problem(case, span=span, quotes=card.source.slice(span), path=path)


class _There:
    """The files of a repository by path and by name; folders count."""

    def __init__(self, paths: frozenset[str]) -> None:
        self.paths = {path.lower() for path in paths}
        self.names = {part for path in self.paths for part in path.split("/")}

    def has(self, path: str) -> bool:
        """Whether a file is there, in any folder; of notices the kind is enough."""
        lower = path.lower().removeprefix("./").rstrip("/")
        if lower in self.paths or lower.rpartition("/")[2] in self.names:
            return True
        return _SUFFIX.search(path) is None and any(name.startswith(lower[:6]) for name in self.names)

    def is_name(self, path: str) -> bool:
        """Whether some file or folder is called so."""
        return path.lower().strip("/").rpartition("/")[2] in self.names


def _in_notices(card: Card) -> Iterator[_Named]:
    text = card.source.text
    links = [link.span for link in card.body.links]
    for match in _NOTICE.finditer(text, card.body.span.start):
        span = Span(*match.span("path"))
        if not any(link.start <= span.start < link.end for link in links):
            yield _Named(match["path"], span)


def _in_urls(target: Target) -> Iterator[_Named]:
    """Yield files of this repository by their addresses; only whole names, for a part may be a folder of files."""
    for match in _OWN_FILE.finditer(target.card.source.text, target.card.body.span.start):
        path = unquote(match["path"]).rstrip(".,;:")
        if target.repo is not None and match["repo"].lower() == target.repo.lower() and _SUFFIX.search(path):
            start = match.start("path")
            yield _Named(path, Span(start, start + len(match["path"].rstrip(".,;:"))))


def _in_code(card: Card, fence: Fence, elsewhere: Sequence[str]) -> Iterator[_Named]:
    text = card.source.slice(fence.content)
    if any(word in text for word in elsewhere):
        return
    for match in _READS.finditer(text):
        path = match["path"]
        if _SUFFIX.search(path) and not path.startswith(("/", "~", "..")) and ":" not in path:
            start = fence.content.start + match.start("path")
            yield _Named(path, Span(start, start + len(path)))


def _in_tree(card: Card, fence: Fence, there: _There) -> list[_Named]:
    """Return the files that a listing names; none where not half of them is there, for then it shows something else."""
    text = card.source.slice(fence.content)
    if "──" not in text and "├" not in text:
        return []
    listed = []
    for match in _ENTRY.finditer(text):
        if _SUFFIX.search(match["path"]):
            start = fence.content.start + match.start("path")
            listed.append(_Named(match["path"], Span(start, start + len(match["path"]))))
    known = sum(there.is_name(one.path) for one in listed)
    return listed if known * 2 >= len(listed) else []
