"""Links and images of the body whose goal lies in the card or beside it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from posixpath import normpath
from typing import Any, NamedTuple, Self
from urllib.parse import quote, unquote, urlsplit

from cardcheck.checks.markup._anchors import Broken, Entry, broken_anchors, contents
from cardcheck.checks.markup.hyperlinks import host_of, is_mail
from cardcheck.editing import markdown_edits
from cardcheck.model.card import Card, Heading, Link
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span

# A guess compares a name with all others; a card may be hostile and a repository large.
_MOST_COMPARISONS = 20_000
_TITLE = "dataset card "
_DIGITS = frozenset("0123456789")


def broken_anchor(target: Target) -> Iterator[Problem]:
    """Every `#fragment` leads to a heading or an anchor of the card; a stale table of contents is another rule's."""
    broken = list(broken_anchors(target.card))
    if not broken:
        return
    listed = {entry.link.span for entries in contents(target.card) for entry in entries}
    headings = {section.heading.slug: section.heading for section in target.card.body.sections if section.heading}
    for link, place, fragment, near in broken:
        if near is None and link.span in listed:
            continue
        edits = (Edit(place, f"#{near}"),) if near and " " not in near else ()
        quotes = target.card.source.slice(place)
        case = "near" if near else "gone"
        meant = headings.get(near or "")
        related = (Related("this heading is meant", meant.title_span),) if meant else ()
        yield target.problem(
            case, span=place, quotes=quotes, edits=edits, related=related, anchor=fragment, near=near or ""
        )


def stale_contents(target: Target) -> Iterator[Problem]:
    """A table of contents names only headings that are there; one finding tells all that are gone."""
    gone = {broken.link.span: broken for broken in broken_anchors(target.card) if broken.near is None}
    if not gone:
        return
    for entries in contents(target.card):
        dead = [gone[entry.link.span] for entry in entries if entry.link.span in gone]
        if not dead:
            continue
        first, *others = dead
        related = tuple(Related(f"`#{other.fragment}` is gone too", other.place) for other in others[:30])
        names = ", ".join(f"“{broken.link.text}”" for broken in dead[:2]) + (", …" if len(dead) > 2 else "")
        edits = _dropped(target.card, entries, gone) if len(dead) < len(entries) else ()
        quotes = target.card.source.slice(first.place)
        yield target.problem(
            "one" if not others else None,
            span=first.place,
            quotes=quotes,
            edits=edits,
            related=related,
            count=len(dead),
            names=names,
        )


def missing_file(target: Target, *, domains: Sequence[str], folders: Sequence[str]) -> Iterator[Problem]:
    """Every relative link and image leads to a file of the repository.

    `domains` and `folders` tell what is no path: a host without its scheme, a place on the author's machine.
    """
    wanted = [(link, path) for link in target.card.body.links if (path := _repository_path(link)) is not None]
    if not wanted:
        return
    shelf = _Shelf.of(target.files.paths)
    comparisons = _MOST_COMPARISONS
    for link, path in wanted:
        if path in shelf.places or is_mail(path) or host_of(path, tuple(domains)):
            continue
        is_rooted = link.target.startswith("/")
        if is_rooted and link.target.startswith(tuple(folders)):
            continue
        same = path.lstrip("/") if is_rooted and path.lstrip("/") in shelf.places else shelf.same(path)
        if same is not None:
            yield _at(target, "spelling", link, _leading_to(link, same), path=path, right=same)
            continue
        if is_rooted:
            continue
        alike = shelf.alike(path) if comparisons > 0 else []
        near = _near_path(path, alike) if len(alike) <= comparisons else None
        comparisons -= len(alike) + 100
        hint = f"; did you mean `{near}`?" if near else ""
        if not target.files.is_complete:
            yield _at(target, "not-here", link, path=path, hint=hint)
        else:
            edits = _leading_to(link, near) if near and _is_one_slip(path, near) else ()
            yield _at(target, "near" if edits else None, link, edits, path=path, hint=hint, right=near or "")


def _at(target: Target, case: str | None, link: Link, edits: tuple[Edit, ...] = (), **fields: Any) -> Problem:
    """Make a problem at the place of a link's target."""
    span = link.target_span or link.span
    quotes = target.card.source.slice(span)
    return target.problem(case, span=span, quotes=quotes, edits=edits, **fields)


class _Shelf(NamedTuple):
    """The paths of a repository and its folders, and paths by a spelling in which slips do not show."""

    paths: frozenset[str]
    places: frozenset[str]
    by_spelling: dict[str, list[str]]

    @classmethod
    def of(cls, paths: frozenset[str]) -> Self:
        places = paths | {folder for path in paths for folder in _folders(path)}
        by_spelling: defaultdict[str, list[str]] = defaultdict(list)
        for place in places:
            by_spelling[_folded(place)].append(place)
        return cls(paths, places, by_spelling)

    def same(self, path: str) -> str | None:
        """Return the one path that differs in case, slashes, or blanks only."""
        found = self.by_spelling.get(_folded(path), ())
        return found[0] if len(found) == 1 else None

    def alike(self, path: str) -> list[str]:
        """Return the paths with the same folder or the same name."""
        folder, _, name = path.rpartition("/")
        return [other for other in self.paths if other.rpartition("/")[0] == folder or other.endswith(f"/{name}")]


def _folded(path: str) -> str:
    return path.replace("\\", "/").replace(" ", "_").lower()


def _dropped(card: Card, entries: Sequence[Entry], gone: dict[Span, Broken]) -> tuple[Edit, ...]:
    """Delete the entries that lead nowhere; one with living entries below it stays as plain text."""
    edits: list[Edit] = []
    lines: list[Span] = []
    # From the end: how deep the living entries stand that follow without one less deep between.
    living: list[int] = []
    for entry in reversed(entries):
        is_gone = entry.link.span in gone
        has_parts = bool(living) and living[-1] > entry.indent
        while living and living[-1] > entry.indent:
            living.pop()
        if is_gone and not has_parts:
            lines.append(entry.link.span)
            continue
        if is_gone:
            title = _title_meant(card, entries) if entry is entries[0] else None
            shown = f"[{markdown_edits.escaped(title.title)}](#{title.slug})" if title else entry.link.text
            edits.append(Edit(entry.link.span, shown))
        living.append(entry.indent)
    return tuple(sorted([*edits, *markdown_edits.drop_all(card.source, lines)]))


def _title_meant(card: Card, entries: Sequence[Entry]) -> Heading | None:
    """Return the card's title where a table of contents begins with that of a template."""
    title = next((section.heading for section in card.body.sections if section.heading), None)
    if title is None or title.level != 1 or not entries[0].link.text.strip().lower().startswith(_TITLE):
        return None
    return None if any(entry.link.target == f"#{title.slug}" for entry in entries) else title


def _folders(path: str) -> Iterator[str]:
    """Yield the folders a path lies in."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _near_path(path: str, alike: list[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(path, alike, n=1, cutoff=0.85)), None)


def _is_one_slip(path: str, near: str) -> bool:
    """Whether two paths differ by one letter, added, dropped, changed or exchanged, and by no number."""
    if abs(len(path) - len(near)) > 1 or path.rpartition(".")[2] != near.rpartition(".")[2]:
        return False
    start = next((at for at, (one, other) in enumerate(zip(path, near, strict=False)) if one != other), len(path))
    rest, other = path[start:], near[start:]
    is_slip = rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
    is_slip = is_slip or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    return is_slip and not _DIGITS & (set(rest[:1]) | set(other[:1]))


def _leading_to(link: Link, path: str) -> tuple[Edit, ...]:
    """Make a link lead to a path; what followed it stays."""
    if link.target_span is None:
        return ()
    parts = urlsplit(link.target)
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    if set(tail) & set("() <>\"'"):
        return ()
    start = "./" if parts.path.startswith("./") else ""
    return (Edit(link.target_span, f"{start}{quote(path, safe='/')}{tail}"),)


def _repository_path(link: Link) -> str | None:
    """Return the path a link leads to; None for URLs, anchors and what leaves the repository."""
    try:
        parts = urlsplit(link.target if len(link.target) < 2000 else "")
    except ValueError:  # such as `//[`
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = normpath(unquote(parts.path))
    return None if path.startswith(("..", "//")) or path in {".", "/"} else path
