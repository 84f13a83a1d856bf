"""Where links lead, as far as their address alone tells: the author's own machine, nowhere, a mail that cannot be sent.

A card in, problems out. Whether a file or a heading is there is the matter of `links`; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from cardcheck.model.card import Card, Link
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_MAIL = expression(r"[\w.!#$&'*+=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_DRIVE = expression(r"[A-Za-z]:(?:[\\/]|%5[Cc])")
_SERVER_END = expression(r"[\w-]+(?:\.\d+)*(?:[:/?#]|\Z)")
_HOST = expression(r"(?P<name>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?(?:[/?#]|\Z)")
_VIEWER = expression(r"https?://(?:www\.)?huggingface\.co/(?:datasets|nlp)/viewer/?\?")
_BLOB = expression(r"(?P<start>https?://(?:www\.)?(?:huggingface\.co|hf\.co)/[^?#\s]+?)/blob/")
_NAME = expression(r"[\w.-]+(?:/[\w.-]+)?")
_ONLY_URL = expression(r"https?://[^\s<>()\[\]]+")


def local_path(target: Target, *, folders: Sequence[str], addresses: Sequence[str]) -> Iterator[Problem]:
    """No link leads to a file or a server on the author's own machine."""
    starts, servers = ("file:", *folders), tuple(addresses)
    for link in target.card.body.links:
        if link.target_span is None or link.target[:1] == "#":
            continue
        if link.target[:4] == "http":
            if link.target.startswith(servers) and _SERVER_END.match(link.target[link.target.find("://") + 3 :]):
                yield _at(target, "server", link)
        elif link.target[:60].lower().startswith(starts) or _DRIVE.match(link.target):
            yield _at(target, None, link)


def empty(target: Target, *, instructions: Sequence[str]) -> Iterator[Problem]:
    """Every link has an address; `instructions` begin the labels of a template, which another rule reports."""
    text = target.card.source.text
    for link in target.card.body.links:
        if link.target or link.target_span is None or link.form == "definition":
            continue
        label = _label(text, link)
        if label.lower().startswith(tuple(instructions)) or label.startswith("!["):
            continue
        yield from _of_empty(target, link, label, link.target_span)


def _of_empty(target: Target, link: Link, label: str, place: Span) -> Iterator[Problem]:
    case: str | None = None
    edits: tuple[Edit, ...] = ()
    if link.is_image:
        case = "image"
    elif link.form == "html":
        if not link.text.strip():
            return
    elif not label:
        case, edits = "nothing", (Edit(_with_blanks(target.card, link.span), ""),)
    elif _ONLY_URL.fullmatch(label):
        case, edits = "address", (Edit(place, label),)
    else:
        edits = (Edit(link.span, label),)
    quotes = target.card.source.slice(link.span)
    yield target.problem(case, span=link.span, quotes=quotes, edits=edits, text=link.text.strip() or label)


def _with_blanks(card: Card, span: Span) -> Span:
    """Return a span with the blanks in front of it, where nothing stands behind it on the line."""
    line = card.source.line_span_at(span.end)
    if card.source.text[span.end : line.end].strip():
        return span
    before = card.source.text[line.start : span.start].rstrip(" \t")
    return Span(line.start + len(before), line.end) if before else span


def mail_without_scheme(target: Target) -> Iterator[Problem]:
    """No link has a bare e-mail address for its target."""
    for link in target.card.body.links:
        if is_mail(link.target) and link.target_span is not None:
            start = link.target_span.start
            yield _at(target, None, link, (Edit(Span(start, start), "mailto:"),))


def mail_malformed(target: Target) -> Iterator[Problem]:
    """Every `mailto:` link holds addresses to which mail can be sent."""
    for link in target.card.body.links:
        scheme, _, rest = link.target.partition(":")
        if scheme.lower() != "mailto" or link.target_span is None:
            continue
        written = unquote(rest.partition("?")[0])
        addresses = [part.strip() for part in re.split("[,;]", written)]
        if all(len(part) < 300 and _MAIL.fullmatch(part) for part in addresses):
            continue
        bare = written.strip().lstrip("/").strip()
        if _MAIL.fullmatch(bare):
            yield _at(target, "slashes", link, (Edit(link.target_span, f"mailto:{bare}"),), right=bare)
        elif bare or "?" not in rest:
            yield _at(target, None, link)


def without_scheme(target: Target, *, domains: Sequence[str]) -> Iterator[Problem]:
    """No link begins with the name of a host; browsers take that for a file beside the page."""
    for link in target.card.body.links:
        host = host_of(link.target, tuple(domains))
        if host is not None and link.target_span is not None:
            start = link.target_span.start
            case = None if host.startswith("www.") else "domain"
            yield _at(target, case, link, (Edit(Span(start, start), "https://"),))


def vague_text(target: Target, *, words: Sequence[str]) -> Iterator[Problem]:
    """The text of every link says where it leads; after a label such as `Paper:` any word will do."""
    source = target.card.source
    vague = frozenset(words)
    for link in target.card.body.links:
        if link.is_image or not link.target or link.form in {"definition", "autolink"} or len(link.text) > 40:
            continue
        if link.text.strip(" .:!>…»→\xa0").lower() not in vague:
            continue
        line = source.line_span_at(link.span.start).start
        before = source.text[max(line, link.span.start - 60) : link.span.start]
        if not before.rstrip(" *_(<br/>\t").endswith((":", "|", "：")):
            yield target.problem(span=link.span, quotes=source.slice(link.span), text=link.text.strip())


def hub_form(target: Target) -> Iterator[Problem]:
    """Links to the Hub have the form it understands today, and images are the file, not the page about it."""
    for link in target.card.body.links:
        start = link.target[:30]
        if link.target_span is None or not ("hugg" in start or "hf.co" in start):
            continue
        if _VIEWER.match(link.target) and (right := _viewer_page(link.target)):
            yield _at(target, "viewer", link, (Edit(link.target_span, right),), right=right)
        elif link.is_image and (page := _BLOB.match(link.target)):
            right = f"{page['start']}/resolve/{link.target[page.end() :]}"
            edits = (Edit(link.target_span, right),) if not set(right) & set("() ") else ()
            yield _at(target, "page", link, edits)


def is_mail(address: str) -> bool:
    """Whether a link's target is a bare e-mail address."""
    return "@" in address and len(address) < 300 and _MAIL.fullmatch(unquote(address)) is not None


def host_of(address: str, domains: tuple[str, ...]) -> str | None:
    """Return the host that an address without scheme begins with: `www.…`, or a name that ends in a domain."""
    if address[:4] in {"http", "mail"} or address[:1] in {"#", "/", ""}:
        return None
    match = _HOST.match(address[:300].lower())
    if match is None:
        return None
    name = match["name"]
    is_www = name.startswith("www.") and name.count(".") > 1
    return name if is_www or name.endswith(domains) else None


def _at(target: Target, case: str | None, link: Link, edits: tuple[Edit, ...] = (), **fields: Any) -> Problem:
    """Make a problem at the place of a link's target."""
    span = link.target_span or link.span
    quotes = target.card.source.slice(span)
    shown = unquote(link.target) or link.target
    return target.problem(case, span=span, quotes=quotes, edits=edits, target=shown, **fields)


def _label(text: str, link: Link) -> str:
    """Return what stands between the brackets of an inline link."""
    if link.form != "inline" or link.target_span is None:
        return link.text.strip()
    written = text[link.span.start + 1 + link.is_image : link.target_span.start]
    return written[: written.rfind("](")].strip()


def _viewer_page(address: str) -> str | None:
    """Return today's page of the viewer that an old address asked for."""
    try:
        asked = parse_qs(urlsplit(address[:1000]).query)
    except ValueError:
        return None
    name, config = asked.get("dataset", [""])[0], asked.get("config", [""])[0]
    if not _NAME.fullmatch(name):
        return None
    page = f"https://huggingface.co/datasets/{name}/viewer"
    return f"{page}/{config}" if _NAME.fullmatch(config) and "/" not in config else page
