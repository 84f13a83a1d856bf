"""Headings as the frame of a card: its title, the levels, two alike, and lines that are meant as headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cardcheck import resources
from cardcheck.editing import markdown_edits
from cardcheck.model.card import Card, Heading
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_TITLE_TAG = frozenset({"h1", "h2", "h3"})
_NO_SPACE = expression(r"(?P<hashes>#{1,6})(?P<first>[^\s#])")
_HASHTAG = expression(r"\s#[^\s#]")
# A line of YAML behind a comment's sign.
_PAIR = expression(r"#[a-z_]+: ")
_MOST_LOWER_WORDS = 6
_MOST_BOLD_WORDS = 9
_BOLD_LINE = expression(r"(?:\*\*(?P<stars>[^*\r\n]{2,80})\*\*|__(?P<lines>[^_\r\n]{2,80})__)[ \t]*:?")
_SPOKEN = (".", "!", "?", ";", ",", "…", "。")
_SHORTEST_TITLE = 3


def no_title(target: Target, *, placeholders: Sequence[str]) -> Iterator[Problem]:
    """The card has a title: a heading of the first level, in Markdown or HTML."""
    card = target.card
    headings = _headings(card)
    if any(heading.level == 1 for heading in headings) or any(tag.name in _TITLE_TAG for tag in card.body.tags):
        return
    if not card.source.text[card.body.span.start :].strip():
        return
    first = headings[0] if headings else None
    name = _pretty_name(target, placeholders)
    if first is not None and _is_title(card, headings, name or ""):
        quotes = card.source.slice(first.title_span)
        edits = markdown_edits.set_level(card.source, first, 1)
        yield target.problem("low", span=first.title_span, quotes=quotes, edits=edits, level=first.level)
        return
    at = _first_text(card)
    newline = card.source.newline
    title = f"# {markdown_edits.escaped(name)}{newline}{newline}" if name else ""
    edits = (Edit(Span(at, at), title),) if title else ()
    yield target.problem(span=card.source.line_span_at(at), edits=edits, name=name or "")


def several_titles(target: Target) -> Iterator[Problem]:
    """Only one heading is of the first level."""
    card = target.card
    headings = _headings(card)
    titles = [heading for heading in headings if heading.level == 1]
    if len(titles) < 2:
        return
    related = tuple(Related("another title", title.title_span) for title in titles[2:12])
    edits: tuple[Edit, ...] = ()
    if (
        titles[0] is headings[0]
        and all(heading.level < 6 for heading in headings)
        and not _follow_nothing(card, titles)
    ):
        # What stands between the first two of them is in order already.
        below = headings[headings.index(titles[1]) :]
        edits = markdown_edits.shift_levels(card.source, below, 1)
    second = titles[1]
    quotes = card.source.slice(second.title_span)
    yield target.problem(span=second.title_span, quotes=quotes, related=related, edits=edits, count=len(titles))


def _follow_nothing(card: Card, titles: Sequence[Heading]) -> bool:
    """Whether a title stands right below another heading and may be text pasted there, which answers that."""
    sections = card.body.sections
    above = [one for one, following in pairwise(sections) if following.heading in titles[1:] and one.heading]
    return any(not card.source.text[one.heading.span.end : one.own.end].strip() for one in above if one.heading)


def level_skipped(target: Target) -> Iterator[Problem]:
    """No heading is more than one level below the one that it belongs to."""
    card = target.card
    headings = _headings(card)
    for index in range(1, len(headings)):
        above, heading = headings[index - 1], headings[index]
        if heading.level <= above.level + 1:
            continue
        end = next((at for at in range(index, len(headings)) if headings[at].level <= above.level + 1), len(headings))
        below = headings[index:end] if end - index < 200 else []
        # Parts that are less deep than the first one would come to stand beside their parent.
        is_even = all(part.level >= heading.level for part in below)
        by = above.level + 1 - heading.level
        edits = markdown_edits.shift_levels(card.source, below, by) if is_even else ()
        quotes = card.source.slice(heading.title_span)
        yield target.problem(
            span=heading.title_span,
            quotes=quotes,
            edits=edits,
            level=heading.level,
            above=above.level,
            right=above.level + 1,
        )


def duplicate(target: Target) -> Iterator[Problem]:
    """No two sections beside each other have the same title."""
    headings = _headings(target.card)
    titles = [heading.title.strip(" :").lower() for heading in headings]
    if len(set(titles)) == len(titles):
        return
    seen: dict[tuple[int, str], Heading] = {}
    parents: list[tuple[int, int]] = [(0, -1)]
    for number, (heading, title) in enumerate(zip(headings, titles, strict=True)):
        while parents[-1][0] >= heading.level:
            parents.pop()
        key = (parents[-1][1], title)
        parents.append((heading.level, number))
        # Two signs are a full word in Chinese.
        if len(title) < _SHORTEST_TITLE and title.isascii():
            continue
        first = seen.setdefault(key, heading)
        if first is not heading and not _is_comment(target.card, heading):
            quotes = target.card.source.slice(heading.title_span)
            related = (Related("the first of them", first.title_span),)
            yield target.problem(span=heading.title_span, quotes=quotes, related=related, title=heading.title)


def unfilled(target: Target, *, vocabulary: str, placeholders: Sequence[str]) -> Iterator[Problem]:
    """The title names the data set, not a template's."""
    card = target.card
    headings = _headings(card)
    if not headings:
        return
    heading = headings[0]
    said = " ".join(heading.title.lower().split()).rstrip(".:")
    form = resources.vocabulary(vocabulary).get(said)
    if form is None:
        return
    name = _pretty_name(target, placeholders)
    title = form["form"].replace("{name}", markdown_edits.escaped(name)) if name else ""
    edits = (Edit(heading.title_span, title),) if title else ()
    quotes = card.source.slice(heading.title_span)
    case = form.get("case")
    yield target.problem(case, span=heading.title_span, quotes=quotes, edits=edits, title=heading.title, right=title)


def without_space(target: Target) -> Iterator[Problem]:
    """A blank parts the number signs of a heading from its text."""
    card = target.card
    body = card.body
    at = 0 if body.prose.startswith("#") else body.prose.find("\n#") + 1
    while at > 0 or (at == 0 and body.prose.startswith("#")):
        match = _NO_SPACE.match(body.prose, at)
        at = body.prose.find("\n#", at) + 1 or -1
        if match is None:
            continue
        start = body.span.start + match.start("hashes")
        line = card.source.line_span_at(start)
        written = card.source.text[start : line.end]
        if _is_no_heading(match, written):
            continue
        behind = start + len(match["hashes"])
        span = Span(start, start + len(written.rstrip()))
        edits = (Edit(Span(behind, behind), " "),)
        # A single sign may be a tag or a comment.
        confidence = "medium" if match["hashes"] == "#" else None
        quotes = card.source.slice(span)
        yield target.problem(
            "single" if confidence else None, span=span, quotes=quotes, edits=edits, title=written.strip("# \t")
        )


def bold_as_heading(target: Target, *, fewest: int) -> Iterator[Problem]:
    """Sections have headings, not lines in bold type."""
    card = target.card
    if "**" not in card.body.prose and "__" not in card.body.prose:
        return
    blocks = [block for block in card.body.blocks if block.depth == 0]
    found = []
    for block, following in pairwise(blocks):
        if block.kind != "paragraph" or block.span.end - block.span.start > 90 or following.kind == "heading":
            continue
        written = card.source.slice(block.span)
        match = _BOLD_LINE.fullmatch(written)
        title = (match["stars"] or match["lines"]).strip() if match else ""
        is_short = len(title.split()) <= _MOST_BOLD_WORDS and not title.endswith(_SPOKEN)
        if title and is_short and ":" not in written and title[0].isalnum():
            found.append((block.span, title))
    if len(found) >= fewest:
        for span, title in found:
            level = _level_at(card, span.start)
            edits = (Edit(span, f"{'#' * level} {title}"),) if level <= 6 else ()
            yield target.problem(span=span, quotes=card.source.slice(span), edits=edits, title=title, level=level)


def _headings(card: Card) -> list[Heading]:
    return [section.heading for section in card.body.sections if section.heading is not None]


def _level(card: Card, number: int) -> int:
    heading = card.body.sections[number].heading
    return heading.level if heading else 0


def _is_comment(card: Card, heading: Heading) -> bool:
    """Whether a heading of the first level touches another one: comments of code without a fence."""
    index = card.source.line_index(heading.span.start)
    beside = [at for at in (index - 1, index + 1) if 0 <= at < len(card.source.line_starts)]
    return heading.level == 1 and any(card.source.text.startswith("#", card.source.line_starts[at]) for at in beside)


def _level_at(card: Card, offset: int) -> int:
    """Return the level of a heading that would stand one below the section at an offset."""
    sections = card.body.sections
    index = bisect_right(sections, offset, key=lambda section: section.span.start) - 1
    return _level(card, index) + 1 if index >= 0 else 2


def _is_title(card: Card, headings: Sequence[Heading], name: str) -> bool:
    """Whether the first heading is a title but for its level: it names the data set, and all else stands below it."""
    first = headings[0]
    title = first.title.lower()
    if not (title.startswith("dataset card for ") or (name and name.lower() in title)):
        return False
    is_all = title == name.lower() or title.startswith("dataset card for ")
    is_above = all(heading.level > first.level - is_all for heading in headings[1:])
    return is_above and not card.source.text[card.body.span.start : first.span.start].strip()


def _pretty_name(target: Target, placeholders: Sequence[str]) -> str | None:
    """Return the name for people that the metadata states, unless it is a template's."""
    metadata = target.metadata
    name = metadata.get("pretty_name") if isinstance(metadata, dict) else None
    if not isinstance(name, str) or not 1 < len(name.strip()) < 120:
        return None
    return None if name.strip().strip("[]{}<>").lower() in placeholders else name.strip()


def _first_text(card: Card) -> int:
    """Return where the body's first line with text begins."""
    text, start = card.source.text, card.body.span.start
    at = start + len(text[start:]) - len(text[start:].lstrip())
    return max(start, card.source.line_span_at(at).start)


def _is_no_heading(match: re.Match[str], written: str) -> bool:
    """Whether a line with number signs is something else: hashtags, an issue, a comment, a line of code."""
    if match["first"] in "!#[@-=/\\|+.,:;()&{}<>*_\"'`%$^~?" or match["first"].isdigit():
        return True
    if len(match["hashes"]) > 1:
        return False
    is_sentence = match["first"].islower() and len(written.split()) > _MOST_LOWER_WORDS
    is_other = _HASHTAG.search(written) or _PAIR.match(written) or "](" in written
    return is_sentence or bool(is_other) or written.rstrip().endswith(_SPOKEN)
