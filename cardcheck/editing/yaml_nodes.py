"""Nodes of the author's own YAML and what stands around them: a card and a pointer in, entries and places out.

What every change to YAML asks before it makes an edit. Nothing here makes one.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeGuard

from cardcheck.model.card import Card, Entry
from cardcheck.model.same_card import SameCard
from cardcheck.model.text import Span

_BLANKS = " \t\r\n"
_MANY_LINES = frozenset({"literal", "folded"})


def entry_at(card: Card, pointer: str) -> Entry | None:
    """Return a node by its pointer; None where there is none."""
    return card.metadata.entries.get(pointer) if card.metadata else None


def children(card: Card, pointer: str, most: int | None = None) -> dict[str, Entry]:
    """Return the direct children of a node by their pointers, in order; some of them if not all are asked for."""
    depth = pointer.count("/") + 1
    entries = card.metadata.entries if card.metadata else {}
    places = (at for at in entries if at.startswith(f"{pointer}/") and at.count("/") == depth)
    return {at: entries[at] for at in islice(places, most)}


def below(card: Card, pointer: str) -> Iterator[tuple[str, Entry]]:
    """Yield all that lies below a node, with pointers, in order."""
    entries = card.metadata.entries if card.metadata else {}
    return ((at, entries[at]) for at in entries if at.startswith(f"{pointer}/"))


def is_bare(entry: Entry | None) -> TypeGuard[Entry]:
    """Whether a node is there and has neither tag nor anchor, nor is an alias."""
    return entry is not None and not entry.tag and not entry.anchor and entry.kind != "alias"


def is_open_text(entry: Entry) -> bool:
    """Whether a value is a text in many lines, whose end only its indentation tells."""
    return entry.style in _MANY_LINES


def is_simple(entry: Entry | None) -> TypeGuard[Entry]:
    """Whether a node is a scalar that another may simply replace: bare, between its ends, and not left out."""
    return is_bare(entry) and entry.kind == "scalar" and not is_open_text(entry) and entry.value.start < entry.value.end


def is_block(entry: Entry | None, kind: str) -> TypeGuard[Entry]:
    """Whether a node is a bare list or mapping that has lines of its own."""
    return is_bare(entry) and entry.kind == kind and entry.style != "flow"


def is_on_one_line(card: Card, span: Span) -> bool:
    """Whether no line ends within a stretch."""
    text = card.source.slice(span)
    return "\n" not in text and "\r" not in text


def is_given_again(card: Card, pointer: str) -> bool:
    """Whether a key stands twice, so that a change would only bring its other value to light."""
    return card.metadata is not None and any(again.pointer == pointer for again in card.metadata.duplicates)


def lead_of(card: Card, offset: int) -> str:
    """Return what stands before an offset on its line."""
    return card.source.text[card.source.line_span_at(offset).start : offset]


def item_lead(card: Card, item: Entry) -> str | None:
    """Return what stands before an item of a block list on its line: indentation, dash and blanks; None for more."""
    lead = lead_of(card, item.value.start)
    return lead if lead.strip(" ") == "-" else None


def end_of_lines(card: Card, entry: Entry) -> int:
    """Return the end of the last line of a node with its key: blank lines that a text takes in do not count."""
    start = entry.key.end if entry.key else entry.value.start
    written = card.source.text[start : entry.value.end].rstrip()
    return card.source.line_span_at(start + len(written)).end


def is_open_below(card: Card, entry: Entry) -> bool:
    """Whether a node ends in a text that a line added below would change.

    That is the last text of the block, whose line end is missing, and one that keeps the blank lines below it.
    """
    start = _open_texts(SameCard(card)).get(entry.value.end)
    return start is not None and (_is_end(card, entry.value.end) or "+" in card.source.text[start : start + 3])


def closes_text(card: Card, lines: Span) -> bool:
    """Whether a text in many lines would go on into what stands below some lines, were they not there."""
    text, below = card.source.text, card.source.slice(card.source.line_span_at(lines.end))
    if not _is_end(card, lines.end) and below.strip() and not (below[0] == " " and below.lstrip()[0] == "#"):
        return False
    at = lines.start
    while at and text[at - 1] in _BLANKS:
        at -= 1
    return at in _open_texts(SameCard(card))


@functools.lru_cache(maxsize=1)
def _open_texts(same: SameCard) -> Mapping[int, int]:
    """Return where the texts in many lines begin, by their ends; a card may be asked for each of its nodes."""
    entries = same.card.metadata.entries.values() if same.card.metadata else ()
    return {entry.value.end: entry.value.start for entry in entries if is_open_text(entry)}


def _is_end(card: Card, offset: int) -> bool:
    """Whether nothing of the front matter follows."""
    content = card.front_matter.content
    return content is None or not card.source.text[offset : content.end].strip()
