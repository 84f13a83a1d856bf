"""Is there front matter, and does every reader find the same block?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardcheck.model.card import Card, FenceFlaw
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span


def flawed(target: Target, *, kinds: Sequence[str]) -> Iterator[Problem]:
    """The fences have none of these flaws; the flaw's kind is the case."""
    source = target.card.source
    for flaw in target.card.front_matter.flaws:
        if flaw.kind not in kinds:
            continue
        case, span = str(flaw.kind), flaw.span
        if flaw.kind == "unclosed":
            # The flaw runs to the last key; the fence is what people should look at.
            span = Span(span.start, span.start + 3)
            case = "unclosed" if span != flaw.span else "only-opened"
        edits, changes = _mended(target.card, flaw), () if _is_read_by_all(target.card) else None
        yield target.problem(case, span=span, quotes=source.slice(span), edits=edits, changes=changes)


def absent(target: Target) -> Iterator[Problem]:
    """The card has front matter, or a flaw that another rule names."""
    card = target.card
    if card.front_matter.span is None and not card.front_matter.flaws and not card.is_lfs_pointer:
        yield target.problem()


def lfs_pointer(target: Target) -> Iterator[Problem]:
    """The card is a text of its own and not a Git LFS pointer to one."""
    if target.card.is_lfs_pointer:
        first = target.card.source.line_span(0)
        yield target.problem(span=first)


def encoding(target: Target) -> Iterator[Problem]:
    """The card is UTF-8 text without NUL characters; the flaw's kind is the case."""
    flaw = target.card.source.encoding_flaw
    if flaw is not None:
        yield target.problem(flaw.kind, span=flaw.span, quotes=target.card.source.slice(flaw.span), detail=flaw.detail)


def _mended(card: Card, flaw: FenceFlaw) -> tuple[Edit, ...]:
    """Return the edits that make the fence what every reader takes."""
    match flaw.kind:
        case "blank-before" | "blank-after-opening" | "blank-after-closing":
            return (Edit(flaw.span, ""),)
        case "unclosed" if flaw.span.end > flaw.span.start + 3:
            return (Edit(Span(flaw.span.end, flaw.span.end), f"{card.source.newline}---"),)
        case "dots-end":
            return (Edit(flaw.span, "---"),)
        case "text-on-closing":
            return (Edit(Span(flaw.span.start + 3, flaw.span.start + 3), card.source.newline),)
        case "long-fence":
            return _shortened(card, flaw.span)
        case _:
            return ()


def _is_read_by_all(card: Card) -> bool:
    """Whether both readers take the metadata in spite of a flaw, so that they read the same without it."""
    metadata = card.metadata
    return metadata is not None and isinstance(metadata.client, dict) and isinstance(metadata.hub, dict)


def _shortened(card: Card, opening: Span) -> tuple[Edit, ...]:
    """Cut an opening fence of many dashes, and the line that closes it, to three."""
    source = card.source
    first = source.line_index(opening.start)
    for index in range(first + 1, len(source.line_starts)):
        line = source.line_span(index)
        written = source.slice(line)
        if written.startswith("---"):
            if written.strip("-"):
                return ()
            return (Edit(source.line_span(first), "---"), Edit(line, "---"))
    return ()
