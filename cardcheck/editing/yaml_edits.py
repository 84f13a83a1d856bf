"""Small changes to the author's own YAML: each function gives edits, or none where it cannot do well.

A change of one node: its value, its key, itself. Lists are changed in `yaml_lists`, nesting in `yaml_nesting`, whole
blocks are added in `yaml_blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cardcheck.editing.yaml_nodes import (
    children,
    closes_text,
    end_of_lines,
    entry_at,
    is_bare,
    is_given_again,
    is_on_one_line,
    is_open_below,
    is_simple,
    item_lead,
    lead_of,
)
from cardcheck.model.card import Card, Entry
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span
from cardcheck.regex import expression

# A plain scalar that needs no quotes, in block or in flow context.
_PLAIN = expression(r"[A-Za-z0-9][A-Za-z0-9_./+<>|()-]*(?: [A-Za-z0-9_./+<>|()-]+)*")
# What some dialect gives another type than text: words, numbers of every base, dates, times.
_TYPED = expression(r"true|false|yes|no|on|off|null|y|n|0[xob][0-9a-f_]+|[0-9][0-9_.,:e+tz -]*", re.IGNORECASE)
_LINE_VALUE = expression(r"[ ]*(?:-[ ]+)*(?:[\w-]+:[ ]+)?(?P<value>\S.*?)(?:[ \t]+#.*)?[ \t]*")
_MERGE = "<<"


def scalar(text: str, style: str = "plain") -> str:
    """Write a string as a YAML scalar, in the style of the one it replaces where that can hold it."""
    if style == "single" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style != "double" and _PLAIN.fullmatch(text) and not _TYPED.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if text.isprintable() else ""


def set_value(entry: Entry | None, text: str) -> tuple[Edit, ...]:
    """Replace a scalar by another string."""
    written = scalar(text, entry.style) if is_simple(entry) else ""
    return (Edit(entry.value, written),) if entry is not None and written else ()


def write_number(entry: Entry | None, number: float) -> tuple[Edit, ...]:
    """Replace a scalar by a number without quotes."""
    return (Edit(entry.value, repr(number)),) if is_simple(entry) else ()


def quote(card: Card, entry: Entry | None) -> tuple[Edit, ...]:
    """Put quotes around a plain scalar, so that every dialect reads the same string."""
    if not is_simple(entry) or entry.style != "plain" or not is_on_one_line(card, entry.value):
        return ()
    written = scalar(card.source.slice(entry.value), "double")
    return (Edit(entry.value, written),) if written else ()


def quote_key(card: Card, entry: Entry | None) -> tuple[Edit, ...]:
    """Put quotes around a plain key."""
    if entry is None or entry.key is None or not is_on_one_line(card, entry.key):
        return ()
    key = card.source.slice(entry.key)
    written = scalar(key, "double") if key and key[0] not in "\"'&!*" and key != _MERGE else ""
    return (Edit(entry.key, written),) if written else ()


def rename_key(entry: Entry | None, name: str) -> tuple[Edit, ...]:
    """Give a key another name; its value stays."""
    written = scalar(name)
    return (Edit(entry.key, written),) if entry is not None and entry.key is not None and written else ()


def swap_pairs(card: Card, pointer: str) -> tuple[Edit, ...]:
    """Make each key of a mapping the value, and each value the key."""
    edits = []
    for entry in children(card, pointer).values():
        if entry.key is None or not is_simple(entry):
            return ()
        key = card.source.slice(entry.key)
        if not key or key[0] in "&!*?" or not is_on_one_line(card, entry.key):
            return ()
        edits += [Edit(entry.key, scalar(entry.text, "double")), Edit(entry.value, key)]
    return tuple(edits)


def quote_line_value(card: Card, around: Span) -> tuple[Edit, ...]:
    """Quote what a line says after its key or dash, where the line is one that YAML cannot parse."""
    line = card.source.line_span_at(around.start)
    match = _LINE_VALUE.fullmatch(card.source.slice(line))
    if match is None or match["value"][0] in "\"'" or '"' in match["value"] or "\\" in match["value"]:
        return ()
    start, end = match.span("value")
    return (Edit(Span(line.start + start, line.start + end), scalar(match["value"], "double")),)


def remove_entry(card: Card, pointer: str) -> tuple[Edit, ...]:
    """Remove a key with its value, or an item of a list; what would leave its parent empty is refused."""
    entry = entry_at(card, pointer)
    above, _, name = pointer.rpartition("/")
    if entry is None or entry_at(card, f"{above}/{_MERGE}") is not None or is_given_again(card, pointer):
        return ()
    if entry.key is not None:
        return remove_pair(card, entry.key, entry.value) if len(children(card, above, most=2)) > 1 else ()
    # A list may be long, and each of its items may have to go: only the neighbours are asked.
    before, after = (entry_at(card, f"{above}/{int(name) + step}") if name else None for step in (-1, 1))
    if before is None and after is None:
        return ()
    parent = entry_at(card, above)
    if parent is None or parent.style == "flow":
        return _without_flow_item(card, before, entry, after)
    return _without_lines(card, entry.value, before="-")


def remove_pair(card: Card, key: Span, value: Span) -> tuple[Edit, ...]:
    """Remove a key with its value where they have their lines to themselves."""
    return _without_lines(card, Span(key.start, max(value.end, key.end)), before="")


def add_key(card: Card, after: str, name: str, written: str) -> tuple[Edit, ...]:
    """Add a key below another of the same mapping; `written` is YAML on one line."""
    entry = entry_at(card, after)
    parent = entry_at(card, after.rpartition("/")[0])
    if entry is None or entry.key is None or parent is None or parent.style == "flow" or not after:
        return ()
    lead = lead_of(card, entry.key.start)
    if lead.strip(" -") or is_open_below(card, entry):
        return ()
    # The content ends before the line end of the closing fence, so a line end always follows.
    at = end_of_lines(card, entry)
    return (Edit(Span(at, at), f"{card.source.newline}{' ' * len(lead)}{name}: {written}"),)


def append(card: Card, pointer: str, texts: Sequence[str]) -> tuple[Edit, ...]:
    """Add texts at the end of a list that has items, in the list's own style."""
    parent, first = entry_at(card, pointer), entry_at(card, f"{pointer}/0")
    if not is_bare(parent) or parent.kind != "sequence" or first is None or not texts or not all(map(scalar, texts)):
        return ()
    last = first if entry_at(card, f"{pointer}/1") is None else [*children(card, pointer).values()][-1]
    written = [scalar(text) for text in texts]
    if parent.style == "flow":
        at, more = last.value.end, "".join(f", {text}" for text in written)
        return (Edit(Span(at, at), more),) if is_on_one_line(card, parent.value) and last.value.start < at else ()
    lead = item_lead(card, first)
    if lead is None or is_open_below(card, last):
        return ()
    at = end_of_lines(card, last)
    return (Edit(Span(at, at), "".join(f"{card.source.newline}{lead}{text}" for text in written)),)


def replace_value(card: Card, pointer: str, written: str) -> tuple[Edit, ...]:
    """Put YAML on one line in the place of a whole value, such as a mapping that should be a list."""
    entry = entry_at(card, pointer)
    if not is_bare(entry) or entry.key is None:
        return ()
    between = card.source.text[entry.key.end : entry.value.start]
    # A comment between key and value has nowhere to go.
    if "#" in between or any(
        entry.value.covers(comment) for comment in (card.metadata.comments if card.metadata else ())
    ):
        return ()
    return (Edit(Span(entry.key.end, entry.value.end), f": {written}"),)


def wrap_in_list(card: Card, entry: Entry | None) -> tuple[Edit, ...]:
    """Make a one-item list of a lone value that stands on one line."""
    if not is_simple(entry) or not is_on_one_line(card, entry.value):
        return ()
    written = card.source.slice(entry.value)
    return (Edit(entry.value, f"[{written}]"),) if entry.style != "plain" or _PLAIN.fullmatch(written) else ()


def _without_lines(card: Card, span: Span, before: str) -> tuple[Edit, ...]:
    """Remove the whole lines of a node; `before` is all that may stand on its first line in front of it."""
    source = card.source
    first, last = source.line_span_at(span.start), source.line_span_at(span.end)
    lead, rest = source.text[first.start : span.start], source.text[span.end : last.end].strip()
    if lead.strip() != before or (rest and not rest.startswith((":", "#"))):
        return ()
    end = last.end + 2 if source.text.startswith("\r\n", last.end) else last.end + 1
    lines = Span(first.start, min(end, len(source.text)))
    return () if closes_text(card, lines) else (Edit(lines, ""),)


def _without_flow_item(card: Card, before: Entry | None, entry: Entry, after: Entry | None) -> tuple[Edit, ...]:
    gone = Span(entry.value.start, after.value.start) if after is not None else entry.value
    if after is None and before is not None:
        gone = Span(before.value.end, entry.value.end)
    return (Edit(gone, ""),) if is_on_one_line(card, gone) else ()
