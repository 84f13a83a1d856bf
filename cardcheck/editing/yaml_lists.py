"""Changes to top-level lists of the author's own YAML: each function gives edits, or None where it cannot do well.

A list may be a block list, a flow list, or a lone value that stands for a list of one. All edits of one change
fit together, and with those of a change to another key.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cardcheck.editing import yaml_edits
from cardcheck.editing.yaml_nodes import entry_at, is_bare, is_on_one_line, is_simple, item_lead
from cardcheck.model.card import Card, Entry
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span

# Longer lists are left alone: each of their items may ask for a change.
_MOST_ITEMS = 500


def change_items(
    card: Card, key: str, changes: Mapping[int, str | None], added: Sequence[str] = ()
) -> tuple[Edit, ...] | None:
    """Replace items of a list by other texts (None: remove them) and add others at its end."""
    entry, items = entry_at(card, f"/{key}"), _items(card, key)
    texts = [*added, *filter(None, changes.values())]
    if entry is None or not items or not _can_change(entry, items) or not all(map(yaml_edits.scalar, texts)):
        return None
    removed = sorted(index for index, text in changes.items() if text is None)
    if len(removed) == len(items):
        return None if added else yaml_edits.remove_entry(card, f"/{key}") or None
    if entry.kind == "scalar" or (entry.style == "flow" and (removed or added)):
        return _rewritten(card, entry, items, changes, added)
    edits = [Edit(items[index].value, _written(items[index], text)) for index, text in changes.items() if text]
    lines = [_own_line(card, items[index]) for index in removed]
    more = yaml_edits.append(card, f"/{key}", added)
    if None in lines or (added and not more):
        return None
    return (*edits, *(Edit(line, "") for line in lines if line), *more)


def extend(card: Card, key: str, texts: Sequence[str], after: str) -> tuple[Edit, ...] | None:
    """Add texts to a list that lacks them; a list that is not there is written below the key `after`."""
    entry, items = entry_at(card, f"/{key}"), _items(card, key)
    there = {item.text for item in items}
    texts = [text for text in dict.fromkeys(texts) if text not in there]
    if not texts:
        return ()
    if entry is None:
        return _new_list(card, key, texts, after)
    if items or entry.kind == "mapping" or entry_at(card, f"/{key}/0") is not None:
        return change_items(card, key, {}, texts)
    if _read(card).get(key, "unread") not in (None, []):
        return None
    written = f"[{', '.join(yaml_edits.scalar(text) for text in texts)}]"
    return yaml_edits.replace_value(card, f"/{key}", written) or None


def move_items(card: Card, key: str, goal: str, moved: Mapping[int, str]) -> tuple[Edit, ...] | None:
    """Take items out of one list and add what they say to another; a list that moves as a whole is renamed."""
    items = _items(card, key)
    if not items:
        return None
    if len(moved) < len(items) or entry_at(card, f"/{goal}") is not None:
        removal = change_items(card, key, dict.fromkeys(moved))
        addition = extend(card, goal, list(moved.values()), after=key)
        return None if removal is None or addition is None else (*removal, *addition)
    changes: dict[int, str | None] = {}
    there: set[str] = set()
    for index, text in moved.items():
        if text in there or text != items[index].text:
            changes[index] = None if text in there else text
        there.add(text)
    renamed = yaml_edits.rename_key(entry_at(card, f"/{key}"), goal)
    rest = change_items(card, key, changes)
    return None if rest is None or not renamed else (*renamed, *rest)


def moved_pointers(card: Card, key: str, goal: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the lists that change where items of one become texts of another, which may have them already."""
    there = {item.text for item in _items(card, goal)}
    return (f"/{key}",) if there.issuperset(texts) else (f"/{key}", f"/{goal}")


def together(*changes: tuple[Edit, ...] | None) -> tuple[Edit, ...]:
    """Return the edits of several changes as one, or none where one of them cannot be done."""
    edits: list[Edit] = []
    for change in changes:
        if change is None:
            return ()
        edits += change
    edits.sort()
    fits = all(
        first.span.end <= second.span.start and first.span != second.span for first, second in itertools.pairwise(edits)
    )
    return tuple(edits) if fits else ()


def _new_list(card: Card, key: str, texts: Sequence[str], after: str) -> tuple[Edit, ...] | None:
    """Write a key with its list below another, in the form of that one's list."""
    above, items = entry_at(card, f"/{after}"), _items(card, after)
    shown = [yaml_edits.scalar(text) for text in texts]
    if not all(shown):
        return None
    edits = yaml_edits.add_key(card, f"/{after}", key, f"[{', '.join(shown)}]")
    if above is None or above.kind != "sequence" or above.style == "flow" or not items or not edits:
        return edits or None
    lead = item_lead(card, items[0])
    if lead is None:
        return None
    lines = card.source.newline.join([f"{key}:", *(f"{lead}{text}" for text in shown)])
    return (Edit(edits[0].span, card.source.newline + lines),)


def _rewritten(
    card: Card, entry: Entry, items: Sequence[Entry], changes: Mapping[int, str | None], added: Sequence[str]
) -> tuple[Edit, ...] | None:
    """Write a flow list or a lone value anew on its line; what stays is kept as it was written."""
    if not is_on_one_line(card, entry.value):
        return None
    kept = [
        card.source.slice(item.value) if index not in changes else _written(item, changes[index] or "")
        for index, item in enumerate(items)
        if changes.get(index, "") is not None
    ]
    shown = [*kept, *(yaml_edits.scalar(text) for text in added)]
    if entry.kind == "scalar" and len(shown) == 1:
        return (Edit(entry.value, shown[0]),)
    return (Edit(entry.value, f"[{', '.join(shown)}]"),)


def _own_line(card: Card, item: Entry) -> Span | None:
    """Return an item's line with the line end before it; None where it has several, or something else stands there."""
    if not is_on_one_line(card, item.value):
        return None
    line = card.source.line_span_at(item.value.start)
    before = card.source.line_index(line.start) - 1
    if before < 0 or item_lead(card, item) is None or card.source.text[item.value.end : line.end].strip():
        return None
    return Span(card.source.line_span(before).end, line.end)


def _written(item: Entry, text: str) -> str:
    return yaml_edits.scalar(text, item.style)


def _can_change(entry: Entry, items: Sequence[Entry]) -> bool:
    return entry.key is not None and is_bare(entry) and all(map(is_simple, items))


def _read(card: Card) -> Mapping[str, Any]:
    """Return the metadata as the Hub reads them, or else as the client does, to whom `yes` is no text."""
    read = [card.metadata.hub, card.metadata.client] if card.metadata else []
    return next((value for value in read if isinstance(value, dict)), {})


def _items(card: Card, key: str) -> list[Entry]:
    """Return a list's items; a lone value is its own only item."""
    entry = entry_at(card, f"/{key}")
    if entry is None or entry_at(card, f"/{key}/{_MOST_ITEMS}") is not None:
        return []
    if entry.kind == "scalar":
        return [entry] if _read(card).get(key) is not None else []
    found: list[Entry] = []
    while (item := entry_at(card, f"/{key}/{len(found)}")) is not None:
        found.append(item)
    return found if entry.kind == "sequence" else []
