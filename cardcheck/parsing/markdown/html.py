"""What raw HTML in a body says: links, images, anchors, comments and headings, with places.

A stretch of the source goes in. Nothing is rendered and no tree is built; regular expressions that cannot run away
look at each tag once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cardcheck.model.card import Link, Tag
from cardcheck.model.text import Span
from cardcheck.parsing.markdown.text import encoded
from cardcheck.regex import expression

_COMMENT = expression(r"<!--(?:-?>|.*?-->)", re.DOTALL)
_TAG = expression(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = expression(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?")
_HEADING = expression(r"<h([1-6])(?=[\s>])[^<>]*+>(?P<title>.*)</h\1\s*+>", re.DOTALL | re.IGNORECASE)
_INNER_HEADING = expression(r"</?h[1-6][\s>]", re.IGNORECASE)
_BLANKS = expression(r"\s+")

# What stands between these tags is no text.
_RAW = frozenset({"script", "style"})


def comments(text: str, start: int, end: int, *, runs_on: bool) -> list[Span]:
    """Return the comments of a stretch; with `runs_on`, one that is not closed reaches its end."""
    found: list[Span] = []
    pos = text.find("<!--", start, end)
    while pos >= 0:
        match = _COMMENT.match(text, pos, end)
        if match is None:
            if runs_on:
                found.append(Span(pos, end))
            break
        found.append(Span(pos, match.end()))
        pos = text.find("<!--", match.end(), end)
    return found


def tags(text: str, start: int, end: int, skipped: list[Span]) -> Iterator[Tag]:
    """Yield the tags of a stretch that lie outside the comments in `skipped`."""
    pos = start
    for gap in [*skipped, Span(end, end)]:
        for match in _TAG.finditer(text, pos, max(pos, gap.start)):
            yield _tag(match)
        pos = gap.end


def tag_at(text: str, span: Span) -> Tag | None:
    """Return the tag that a piece of inline HTML is; None for comments and the like."""
    match = _TAG.fullmatch(text, span.start, span.end)
    return _tag(match) if match else None


def _tag(match: re.Match[str]) -> Tag:
    attributes: dict[str, tuple[str, Span]] = {}
    if not match[1] and "=" in match[3]:
        for found in _ATTRIBUTE.finditer(match.string, match.start(3), match.end(3)):
            group = found.lastindex or 1
            if group > 1:
                attributes.setdefault(found[1].lower(), (found[group], Span(*found.span(group))))
    return Tag(match[2].lower(), match[1] == "/", Span(*match.span()), attributes)


def links(text: str, found: list[Tag], end: int) -> Iterator[Link]:
    """Yield what `<a href>` and `<img src>` among the tags of a stretch ending at `end` lead to."""
    following = end
    closing: Tag | None = None
    backwards: list[Link] = []
    for tag in reversed(found):
        if tag.name == "a" and tag.is_closing:
            closing, following = tag, tag.span.start
        elif tag.name == "a":
            if "href" in tag.attributes:
                target, span = tag.attributes["href"]
                whole = Span(tag.span.start, closing.span.end) if closing else tag.span
                shown = plain(text[tag.span.end : following]) if closing else ""
                backwards.append(Link("html", False, shown, resolved(target), whole, span))  # noqa: FBT003
            closing, following = None, tag.span.start
        elif tag.name == "img" and "src" in tag.attributes:
            target, span = tag.attributes["src"]
            described = html.unescape(tag.attributes["alt"][0]) if "alt" in tag.attributes else ""
            backwards.append(Link("html", True, described, resolved(target), tag.span, span))  # noqa: FBT003
    yield from reversed(backwards)


def anchors(found: list[Tag]) -> Iterator[str]:
    """Yield the names that tags give to places: any `id`, and `name` of `<a>`."""
    for tag in found:
        for key in ("id", "name") if tag.name == "a" else ("id",):
            if key in tag.attributes:
                yield html.unescape(tag.attributes[key][0])


def hidden(found: list[Tag]) -> Iterator[Span]:
    """Yield the stretches that are no text: each tag, and scripts and styles as a whole."""
    raw: Tag | None = None
    for tag in found:
        if raw is not None and tag.name == raw.name and tag.is_closing:
            yield Span(raw.span.start, tag.span.end)
            raw = None
        else:
            yield tag.span
            if raw is None and tag.name in _RAW and not tag.is_closing:
                raw = tag


def heading(text: str, span: Span) -> tuple[int, Span] | None:
    """Return level and title of a stretch that is one HTML heading and nothing else."""
    match = _HEADING.fullmatch(text, span.start, span.end)
    if match is None or _INNER_HEADING.search(match["title"]):
        return None
    return int(match[1]), Span(*match.span("title"))


def plain(piece: str) -> str:
    """Return a piece of HTML as text: no tags, entities decoded, blanks joined."""
    return _BLANKS.sub(" ", html.unescape(_TAG.sub("", _COMMENT.sub("", piece)))).strip()


def resolved(target: str) -> str:
    """Return an attribute's value as a browser takes it for an address."""
    return encoded(html.unescape(target).strip())
