"""Blocks of YAML put into the author's own: a card and what to say in, edits out, or none where it cannot do well.

Adds whole keys at the end of the front matter and whole items at the end of lists; nothing that stands there is
touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cardcheck.editing.yaml_edits import scalar
from cardcheck.editing.yaml_nodes import (
    children,
    end_of_lines,
    entry_at,
    is_block,
    is_open_below,
    item_lead,
    lead_of,
)
from cardcheck.model.card import Card
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
    tops = [*children(card, "").values()]
    if not tops or any(entry.key is None or lead_of(card, entry.key.start) for entry in tops):
        return ()
    last = max(tops, key=lambda entry: (entry.value.end, entry.key or entry.value))
    if is_open_below(card, last):
        return ()
    at = end_of_lines(card, last)
    lines = [line for block in blocks.values() for line in block]
    return (Edit(Span(at, at), "".join(card.source.newline + line for line in lines)),) if lines else ()


def add_split(card: Card, pointer: str, split: str, paths: Sequence[str]) -> tuple[Edit, ...]:
    """Add a split with its paths to `data_files` (the list at a pointer), written as the entries before it."""
    if not paths or not all(map(scalar, [split, *paths])):
        return ()
    return _add_items(card, pointer, [split_lines(split, paths)])


def add_mappings(card: Card, pointer: str, items: Sequence[Mapping[str, str]]) -> tuple[Edit, ...]:
    """Add mappings of texts at the end of a block list of mappings, a key a line."""
    if not all(scalar(key) and scalar(text) for item in items for key, text in item.items()):
        return ()
    lines = [[f"{scalar(key)}: {scalar(text)}" for key, text in item.items()] for item in items]
    return _add_items(card, pointer, [[f"- {first}", *(f"  {line}" for line in rest)] for first, *rest in lines])


def _add_items(card: Card, pointer: str, items: Sequence[Sequence[str]]) -> tuple[Edit, ...]:
    """Add items at the end of a block list of mappings; each is lines, of which the first begins with its dash."""
    listed, there = entry_at(card, pointer), [*children(card, pointer).values()]
    if not is_block(listed, "sequence") or not there or not all(is_block(item, "mapping") for item in there):
        return ()
    lead = item_lead(card, there[0])
    if lead is None or is_open_below(card, there[-1]):
        return ()
    dash = len(lead) - len(lead.lstrip())
    indent, inner = lead[:dash], " " * (len(lead) - dash)
    at = end_of_lines(card, there[-1])
    lines = [
        indent + (lead[dash:] + line[2:] if number == 0 else inner + line[2:])
        for item in items
        for number, line in enumerate(item)
    ]
    return (Edit(Span(at, at), "".join(card.source.newline + line for line in lines)),)


def split_lines(split: str, paths: Sequence[str]) -> list[str]:
    """Write a split with its paths as an item of a block list."""
    one = f" {scalar(paths[0])}" if len(paths) == 1 else ""
    return [f"- split: {scalar(split)}", f"  path:{one}", *(f"  - {scalar(path)}" for path in paths if not one)]
