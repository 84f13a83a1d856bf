"""Laws of every change to YAML, on front matters of every form.

A change is refused, or whoever read the card before reads it afterwards, its metadata differ exactly as they should,
all comments stay but those of what was removed, and nothing outside the node's own lines is touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from generated_fronts import cards
from hypothesis import HealthCheck, example, given, note, settings

from cardcheck.editing import yaml_blocks, yaml_edits, yaml_lists, yaml_nesting
from cardcheck.editing.apply import apply_edits
from cardcheck.editing.refusals import can_stand
from cardcheck.editing.yaml_nodes import entry_at
from cardcheck.model.card import Card, Entry, Reader
from cardcheck.model.finding import Edit
from cardcheck.model.text import BOM, Span
from cardcheck.parsing.card import parse_card

READERS: tuple[Reader, ...] = ("client", "hub")

Change = Callable[[Card, str], tuple[Edit, ...] | None]
# What becomes of a container at a key; the entry tells how the value is written.
Mend = Callable[[Any, Any, Entry], None]


def at_entry(change: Callable[..., tuple[Edit, ...]], *more: Any) -> Change:
    return lambda card, at: change(entry_at(card, at), *more)


def at_card_entry(change: Callable[..., tuple[Edit, ...]]) -> Change:
    return lambda card, at: change(card, entry_at(card, at))


def at_pointer(change: Callable[..., tuple[Edit, ...]], *more: Any) -> Change:
    return lambda card, at: change(card, at, *more)


def at_list(change: Callable[..., tuple[Edit, ...] | None], *more: Any) -> Change:
    """A change of a top-level list."""
    return lambda card, at: change(card, at[1:], *more) if at.count("/") == 1 else ()


def put(make: Callable[[Any, Entry], Any]) -> Mend:
    def mend(parent: Any, key: Any, entry: Entry) -> None:
        parent[key] = make(parent[key], entry)

    return mend


def remove(parent: Any, key: Any, _entry: Entry) -> None:
    del parent[key]


def rename(parent: Any, key: Any, _entry: Entry) -> None:
    parent["fresh"] = parent.pop(key)


def say_key(parent: Any, key: Any, _entry: Entry) -> None:
    parent["yes" if key is True else str(key)] = parent.pop(key)


def add_beside(parent: Any, _key: Any, _entry: Entry) -> None:
    parent["fresh"] = "new"


def add_list(parent: Any, _key: Any, _entry: Entry) -> None:
    parent["fresh"] = ["new"]


def append(*texts: Any) -> Mend:
    return put(lambda value, _: [*(value if isinstance(value, list) else [value] if value is not None else []), *texts])


def with_first(text: str) -> Mend:
    return put(lambda value, _: [text, *value[1:]] if isinstance(value, list) else text)


def without_first(parent: Any, key: Any, _entry: Entry) -> None:
    items = parent.pop(key)
    if isinstance(items, list) and items[1:]:
        parent[key] = items[1:]


def move_first(parent: Any, key: Any, entry: Entry) -> None:
    is_list = isinstance(parent[key], list)
    without_first(parent, key, entry)
    parent["fresh"] = ["moved"] if is_list else "moved"


def as_items(value: Any, _entry: Entry) -> list[Any]:
    """What becomes of a mapping whose keys are taken into a list of mappings."""
    return [
        {"split": name, **inner} if isinstance(inner, dict) else {"split": name, "path": inner}
        for name, inner in value.items()
    ]


def as_pair(value: Any, _entry: Entry) -> dict[str, Any]:
    ((name, inner),) = value.items()
    return {"name": name, "dtype": inner}


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return list(dict.fromkeys(leaf for one in inner for leaf in leaves(one)))
    return [value]


CHANGES: dict[str, tuple[Change, Mend]] = {
    "set": (at_entry(yaml_edits.set_value, "new: text"), put(lambda *_: "new: text")),
    "write-number": (at_entry(yaml_edits.write_number, 42), put(lambda *_: 42)),
    "quote": (at_card_entry(yaml_edits.quote), put(lambda _, entry: entry.text)),
    "quote-key": (at_card_entry(yaml_edits.quote_key), say_key),
    "rename": (at_entry(yaml_edits.rename_key, "fresh"), rename),
    "remove": (at_pointer(yaml_edits.remove_entry), remove),
    "replace": (at_pointer(yaml_edits.replace_value, "[x]"), put(lambda *_: ["x"])),
    "wrap": (at_card_entry(yaml_edits.wrap_in_list), put(lambda value, _: [value])),
    "add-key": (at_pointer(yaml_edits.add_key, "fresh", "new"), add_beside),
    "append": (at_pointer(yaml_edits.append, ["new"]), append("new")),
    "wrap-mapping": (at_pointer(yaml_nesting.wrap_mapping), put(lambda value, _: [value])),
    "items-of-mapping": (at_pointer(yaml_nesting.items_of_mapping), put(as_items)),
    "flatten": (at_pointer(yaml_nesting.flatten), put(lambda value, _: leaves(value))),
    "pair-as-mapping": (at_pointer(yaml_nesting.pair_as_mapping, "name", "dtype"), put(as_pair)),
    "add-mappings": (at_pointer(yaml_blocks.add_mappings, [{"x": "y", "z": "1"}]), append({"x": "y", "z": "1"})),
    "add-split": (
        at_pointer(yaml_blocks.add_split, "new", ["a", "b"]),
        append({"split": "new", "path": ["a", "b"]}),
    ),
    "add-block": (at_list(lambda card, _: yaml_blocks.add_block(card, "fresh", ["- new"])), add_list),
    "extend": (at_list(yaml_lists.extend, ["new", "more"], "license"), append("new", "more")),
    "change-item": (at_list(yaml_lists.change_items, {0: "other"}), with_first("other")),
    "remove-item": (at_list(yaml_lists.change_items, {0: None}), without_first),
    "move-item": (at_list(yaml_lists.move_items, "fresh", {0: "moved"}), move_first),
}


def copied(value: Any) -> Any:
    """A value without shared parts: an alias gives the same object twice."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return [copied(item) for item in value] if isinstance(value, list) else value


def exact(value: Any) -> Any:
    """A value with its types, its keys in any order."""
    if isinstance(value, dict):
        return {repr(key): exact(item) for key, item in value.items()}
    return [exact(item) for item in value] if isinstance(value, list) else repr(value)


def mended(root: Any, pointer: str, mend: Mend, entry: Entry) -> Any:
    """What the metadata should be after a change."""
    root = copied(root)
    parent, *parts = root, *pointer.split("/")[1:]
    for part in parts[:-1]:
        parent = parent[key_of(parent, part)]
    mend(parent, key_of(parent, parts[-1]), entry)
    return root


def key_of(parent: Any, part: str) -> Any:
    if isinstance(parent, list):
        return int(part)
    return next(key for key in parent if ("yes" if key is True else str(key)) == part)


def own_lines(card: Card, entry: Entry) -> Span:
    """The lines of a node with the line ends around them."""
    first = card.source.line_span_at(entry.key.start if entry.key else entry.value.start)
    last = card.source.line_span_at(max(entry.value.end, entry.key.end if entry.key else 0))
    return Span(first.start - 2, last.end + 2)


def lost_comments(before: Card, after: Card) -> list[Span]:
    assert before.metadata is not None
    assert after.metadata is not None
    there = Counter(map(after.source.slice, after.metadata.comments))
    return [span for span in before.metadata.comments if not there[before.source.slice(span)]]


def check(text: str, pointer: str, name: str) -> str | None:
    """Hold one change of one node against the laws; return the new text, or None where it is refused."""
    change, mend = CHANGES[name]
    card = parse_card(text)
    assert card.metadata is not None
    entry = card.metadata.entries[pointer]
    edits = change(card, pointer)
    if not edits or not can_stand(card, edits):
        return None
    after_text = BOM * card.source.has_bom + apply_edits(card.source.text, edits)
    after = parse_card(after_text)
    assert after.metadata is not None
    for reader in READERS:
        if card.metadata.fault(reader) is None:
            assert after.metadata.fault(reader) is None
            expected = mended(card.metadata.value(reader), pointer, mend, entry)
            assert exact(after.metadata.value(reader)) == exact(expected)
    lines = own_lines(card, entry)
    assert name == "add-block" or all(lines.covers(edit.span) for edit in edits)
    lost = lost_comments(card, after)
    assert not lost or (name in {"remove", "remove-item"} and all(lines.covers(span) for span in lost))
    return after_text


@example("---\nyes: en\nyes: en\n---\n# T\n")
@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(cards())
def test_a_change_is_exact_or_refused(text):
    metadata = parse_card(text).metadata
    for pointer in filter(None, metadata.entries if metadata and not metadata.client_fault else ()):
        for name in CHANGES:
            note(f"{name} at {pointer}")
            check(text, pointer, name)
