"""Blocks of YAML put into the author's own: a card and what to say in, edits out, or none where it cannot do well.

Adds whole keys at the end of the front matter and whole items at the end of lists; nothing that stands there is
touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cardcheck.editing.yaml_edits import scalar
from cardcheck.model.card import Card, Entry
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span

# A longer list is no help to who has to read it.
_MOST_PATHS = 40


def write_configs(card: Card, splits: Mapping[str, Sequence[str]], name: str = "default") -> tuple[Edit, ...]:
    """Declare one subset with the paths of its splits; refused where the card has `configs` already."""
    lines = [f"- config_name: {scalar(name)}", "  data_files:"]
    for split, paths in splits.items():
        lines += [f"  {line}" for line in split_lines(split, paths)]
    if not splits or sum(map(len, splits.values())) > _MOST_PATHS or not all(splits.values()):
        return ()
    texts = [name, *splits, *(path for paths in splits.values() for path in paths)]
    return add_block(card, "configs", lines) if all(map(scalar, texts)) else ()


def add_block(card: Card, key: str, lines: Sequence[str]) -> tuple[Edit, ...]:
    """Add a key with a block of lines below it at the end of the front matter; a key that is there is refused."""
    return add_lines(card, {key: [f"{key}:", *lines]})


def add_lines(card: Card, blocks: Mapping[str, Sequence[str]]) -> tuple[Edit, ...]:
    """Add whole lines at the end of the front matter, by the key they set or ask for; one that is there is refused."""
    content, metadata = card.front_matter.content, card.metadata
    if content is None or metadata is None or metadata.client_fault or metadata.hub_fault or metadata.duplicates:
        return ()
    root = metadata.entries.get("")
    if root is None or root.kind != "mapping" or root.style == "flow" or not isinstance(metadata.client, dict):
        return ()
    if any(f"/{key}" in metadata.entries or key in metadata.client for key in blocks):
        return ()
    tops = [entry for at, entry in metadata.entries.items() if at.count("/") == 1]
    keys = [entry.key for entry in tops if entry.key is not None]
    if not keys or any(_column(card, place) != 0 for place in keys) or any(map(_is_open_text, tops)):
        return ()
    last = max(max(entry.value.end, entry.key.end if entry.key else 0) for entry in tops)
    at = card.source.line_span_at(last).end
    lines = [line for block in blocks.values() for line in block]
    return (Edit(Span(at, at), "".join(card.source.newline + line for line in lines)),) if lines else ()


def add_split(card: Card, pointer: str, split: str, paths: Sequence[str]) -> tuple[Edit, ...]:
    """Add a split with its paths to `data_files` (the list at a pointer), written as the entries before it."""
    metadata = card.metadata
    listed = metadata.entries.get(pointer) if metadata else None
    if metadata is None or listed is None or listed.kind != "sequence" or listed.style == "flow" or listed.anchor:
        return ()
    depth = pointer.count("/") + 1
    items = [entry for at, entry in metadata.entries.items() if at.startswith(f"{pointer}/") and at.count("/") == depth]
    if not items or any(item.kind != "mapping" or item.style == "flow" for item in items):
        return ()
    if not paths or not all(map(scalar, [split, *paths])):
        return ()
    first = items[0].value
    lead = card.source.text[card.source.line_span_at(first.start).start : first.start]
    if lead.strip() != "-":
        return ()
    dash = len(lead) - len(lead.lstrip())
    at = card.source.line_span_at(_end(card, items[-1])).end
    lines = split_lines(split, paths, after_dash=lead[dash + 1 :])
    return (Edit(Span(at, at), "".join(card.source.newline + lead[:dash] + line for line in lines)),)


def split_lines(split: str, paths: Sequence[str], after_dash: str = " ") -> list[str]:
    """Write a split with its paths as an item of a block list."""
    indent = " " * (1 + len(after_dash))
    if len(paths) == 1:
        shown = [f"{indent}path: {scalar(paths[0])}"]
    else:
        shown = [f"{indent}path:", *(f"{indent}- {scalar(path)}" for path in paths)]
    return [f"-{after_dash}split: {scalar(split)}", *shown]


def _column(card: Card, place: Span) -> int:
    return place.start - card.source.line_span_at(place.start).start


def _is_open_text(entry: Entry) -> bool:
    """Whether a value is a text in many lines, whose end only its indentation tells."""
    return entry.style in {"literal", "folded"}


def _end(card: Card, item: Entry) -> int:
    """Return where an item's text ends, without the blank lines that a block takes in."""
    text = card.source.text[item.value.start : item.value.end]
    return item.value.start + len(text.rstrip())
