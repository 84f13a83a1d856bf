"""Metadata that stands in the wrong place: without fences, further down, or twice."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck import resources
from cardcheck.model.card import Card, FenceFlaw
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_KEY = expression(r"(?P<name>[A-Za-z_][\w-]*)[ \t]*:(?=[ \t]|\Z)")
# What can stand after a key or a dash without any doubt about how YAML reads it.
_PLAIN = r"[^\s?:,\[\]{}#&*!|>'\"%@`-](?:[^:#]|:(?=\S)|(?<=\S)#)*"
_LONG = 500
_VALUE = rf"(?:\[\]|'[^']*'|\"[^\"\\]*\"|{_PLAIN})"
_PAIR = expression(rf"(?P<name>[A-Za-z_][\w-]*):(?:[ ]+(?P<value>{_VALUE}))?[ \t]*")
_ITEM = expression(rf"(?P<lead> *)-[ ]+{_VALUE}[ \t]*")


def misplaced(target: Target) -> Iterator[Problem]:
    """No block of metadata stands further down in a card that does not begin with one."""
    card = target.card
    for flaw in card.front_matter.flaws:
        if flaw.kind == "misplaced":
            content = _content(card, flaw.span)
            opening = card.source.line_span_at(flaw.span.start)
            yield target.problem(
                span=opening,
                quotes=card.source.slice(opening),
                edits=_moved_to_top(card, flaw.span, content) if content else (),
                applicability=None if _is_plain(content) else "unsafe",
                related=_shown(flaw),
                keys=_listed(content),
            )


def unfenced(target: Target) -> Iterator[Problem]:
    """No keys of a card stand in it without fences; where they stand is the case."""
    card = target.card
    for flaw in card.front_matter.flaws:
        if flaw.kind != "unfenced":
            continue
        content = card.source.slice(flaw.span)
        is_first = not card.source.text[: flaw.span.start].strip()
        edits = _fenced(card, flaw.span) if is_first else _moved_to_top(card, flaw.span, content)
        first = card.source.line_span_at(flaw.span.start)
        yield target.problem(
            "at-the-top" if is_first else "further-down",
            span=first,
            quotes=card.source.slice(first),
            edits=edits,
            applicability=None if _is_plain(content) else "unsafe",
            related=_shown(flaw),
            keys=_listed(content),
        )


def doubled(target: Target) -> Iterator[Problem]:
    """No second block of metadata follows the first; what it is like is the case."""
    card = target.card
    for flaw in card.front_matter.flaws:
        if flaw.kind != "doubled":
            continue
        is_fenced = card.source.text.startswith("---", flaw.span.start)
        content = _content(card, flaw.span) if is_fenced else card.source.slice(flaw.span)
        keys = _keys(content)
        case = ("second-block" if is_fenced else "loose-keys") if keys - _template_keys() else "template-block"
        first = card.source.line_span_at(flaw.span.start)
        edits = _merged(card, flaw, content) if case != "template-block" else (_deletion(card, flaw.span),)
        yield target.problem(
            case,
            span=first,
            quotes=card.source.slice(first),
            edits=edits,
            related=_shown(flaw),
            keys=_listed(content),
        )


def _shown(flaw: FenceFlaw) -> tuple[Related, ...]:
    """Name all of what readers take for text: its lines may look like headings and sections."""
    return (Related("all of it is shown as text", flaw.span),)


def _content(card: Card, span: Span) -> str:
    """Return the lines between the fences of a block, with or without its closing fence."""
    lines = card.source.slice(span).splitlines()[1:]
    if lines and lines[-1].startswith("---"):
        lines.pop()
    return card.source.newline.join(lines).strip("\r\n")


def _keys(content: str) -> frozenset[str]:
    return frozenset(match["name"] for line in content.splitlines() if (match := _KEY.match(line)))


def _template_keys() -> frozenset[str]:
    return frozenset(resources.vocabulary("template-keys"))


def _listed(content: str) -> str:
    """Name the first few keys of a block for a message."""
    names = [match["name"] for line in content.splitlines() if (match := _KEY.match(line))]
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


def _moved_to_top(card: Card, span: Span, content: str) -> tuple[Edit, ...]:
    end = card.source.newline
    block = f"---{end}{content.rstrip()}{end}---{end}"
    return (Edit(Span(0, 0), block), _deletion(card, span))


def _deletion(card: Card, span: Span) -> Edit:
    """Delete whole lines, and the rule right below them that was meant as a closing fence."""
    text = card.source.text
    after = expression(r"(?:\r\n|\r|\n)(?:---[ \t]*(?:\r\n|\r|\n|\Z))?").match(text, span.end)
    start, end = span.start, after.end() if after else span.end
    # A card whose last line has no end has none afterwards.
    if end == len(text) and not text.endswith(("\r", "\n")):
        start = len(text[:start].rstrip("\r\n"))
    return Edit(Span(start, end), "")


def _fenced(card: Card, span: Span) -> tuple[Edit, ...]:
    """Put fences around keys that begin the card; a rule below them is their closing fence."""
    end, text = card.source.newline, card.source.text
    opening = Edit(Span(0, span.start), f"---{end}")
    if expression(r"(?:\r\n|\n)---[ \t]*(?:\r\n|\n|\Z)").match(text, span.end):
        return (opening,)
    return (opening, Edit(Span(span.end, span.end), f"{end}---"))


def _merged(card: Card, flaw: FenceFlaw, content: str) -> tuple[Edit, ...]:
    """Take the second block's lines into the first where the two share no key."""
    first, metadata = card.front_matter.content, card.metadata
    if first is None or metadata is None or not isinstance(metadata.client, dict):
        return ()
    root = metadata.entries.get("")
    if _keys(content) & set(metadata.client) or root is None or root.style == "flow":
        return ()
    return (Edit(Span(first.end, first.end), card.source.newline + content.rstrip()), _deletion(card, flaw.span))


def _is_plain(content: str) -> bool:
    """Whether lines are keys of cards with plain values or lists of them, and nothing that YAML may refuse."""
    known = {*resources.vocabulary("card-keys"), *resources.vocabulary("deprecated-keys")}
    seen: set[str] = set()
    lead: str | None = None
    may_have_items = False
    for line in content.splitlines():
        if len(line) > _LONG:
            return False
        pair, item = _PAIR.fullmatch(line), _ITEM.fullmatch(line)
        if pair and pair["name"] in known - seen:
            seen.add(pair["name"])
            may_have_items, lead = pair["value"] is None, None
        elif item and may_have_items and lead in (None, item["lead"]):
            lead = item["lead"]
        elif line.strip():
            return False
    return bool(seen)
