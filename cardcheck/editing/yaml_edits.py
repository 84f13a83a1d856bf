"""Small changes to the author's own YAML: each function gives edits, or none where it cannot do well."""

from __future__ import annotations

import re
from itertools import islice

from cardcheck.model.card import Card, Entry
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span
from cardcheck.regex import expression

# A plain scalar that needs no quotes, in block or in flow context.
_PLAIN = expression(r"[A-Za-z0-9][A-Za-z0-9_./+<>|()-]*(?: [A-Za-z0-9_./+<>|()-]+)*")
# What some dialect gives another type than text: words, numbers of every base, dates, times.
_TYPED = expression(r"true|false|yes|no|on|off|null|y|n|0[xob][0-9a-f_]+|[0-9][0-9_.,:e+tz -]*", re.IGNORECASE)
_LINE_VALUE = expression(r"[ ]*(?:-[ ]+)*(?:[\w-]+:[ ]+)?(?P<value>\S.*?)(?:[ \t]+#.*)?[ \t]*")


def scalar(text: str, style: str = "plain") -> str:
    """Write a string as a YAML scalar, in the style of the one it replaces where that can hold it."""
    if style == "single" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style != "double" and _PLAIN.fullmatch(text) and not _TYPED.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if text.isprintable() else ""


def set_value(entry: Entry | None, text: str) -> tuple[Edit, ...]:
    """Replace a scalar on one line by another string."""
    if entry is None or entry.kind != "scalar" or entry.style in {"literal", "folded"} or entry.tag or entry.anchor:
        return ()
    written = scalar(text, entry.style)
    return (Edit(entry.value, written),) if written else ()


def write_number(entry: Entry | None, number: float) -> tuple[Edit, ...]:
    """Replace a scalar by a number without quotes."""
    if entry is None or entry.kind != "scalar" or entry.style in {"literal", "folded"} or entry.tag or entry.anchor:
        return ()
    return (Edit(entry.value, repr(number)),)


def quote(card: Card, entry: Entry | None) -> tuple[Edit, ...]:
    """Put quotes around a plain scalar, so that every dialect reads the same string."""
    if entry is None or entry.style != "plain" or entry.tag or entry.anchor:
        return ()
    written = card.source.slice(entry.value)
    if not written or "\n" in written or "\r" in written:
        return ()
    return (Edit(entry.value, scalar(written, "double")),)


def quote_key(card: Card, entry: Entry | None) -> tuple[Edit, ...]:
    """Put quotes around a plain key."""
    if entry is None or entry.key is None:
        return ()
    written = card.source.slice(entry.key)
    if not written or written[0] in "\"'&!*" or "\n" in written:
        return ()
    return (Edit(entry.key, scalar(written, "double")),)


def rename_key(entry: Entry | None, name: str) -> tuple[Edit, ...]:
    """Give a key another name; its value stays."""
    if entry is None or entry.key is None:
        return ()
    return (Edit(entry.key, scalar(name)),)


def swap_pairs(card: Card, pointer: str) -> tuple[Edit, ...]:
    """Make each key of a mapping the value, and each value the key."""
    edits = []
    for entry in _children(card, pointer):
        if entry.key is None or entry.kind != "scalar" or entry.style in {"literal", "folded"}:
            return ()
        if entry.tag or entry.anchor:
            return ()
        key = card.source.slice(entry.key)
        if not key or key[0] in "&!*?" or "\n" in key:
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
    entry = _entry(card, pointer)
    above, _, name = pointer.rpartition("/")
    if entry is None:
        return ()
    if entry.key is not None:
        return remove_pair(card, entry.key, entry.value) if len(_children(card, above, most=2)) > 1 else ()
    # A list may be long, and each of its items may have to go: only the neighbours are asked.
    before, after = (_entry(card, f"{above}/{int(name) + step}") if name else None for step in (-1, 1))
    if before is None and after is None:
        return ()
    parent = _entry(card, above)
    if parent is None or parent.style == "flow":
        return _without_flow_item(before, entry, after)
    return _without_lines(card, entry.value, before="-")


def remove_pair(card: Card, key: Span, value: Span) -> tuple[Edit, ...]:
    """Remove a key with its value where they have their lines to themselves."""
    return _without_lines(card, Span(key.start, max(value.end, key.end)), before="")


def add_key(card: Card, after: str, name: str, written: str) -> tuple[Edit, ...]:
    """Add a key below another of the same mapping; `written` is YAML on one line."""
    entry = _entry(card, after)
    parent = _entry(card, after.rpartition("/")[0])
    if entry is None or entry.key is None or parent is None or parent.style == "flow" or not after:
        return ()
    lead = card.source.text[card.source.line_span_at(entry.key.start).start : entry.key.start]
    if lead.strip(" -"):
        return ()
    # The content ends before the line end of the closing fence, so a line end always follows.
    at = card.source.line_span_at(max(entry.value.end, entry.key.end)).end
    return (Edit(Span(at, at), f"{card.source.newline}{' ' * len(lead)}{name}: {written}"),)


def add_item(card: Card, pointer: str, text: str) -> tuple[Edit, ...]:
    """Add a text at the end of a list, in the list's own style."""
    parent, items = _entry(card, pointer), _children(card, pointer)
    if parent is None or parent.kind != "sequence" or parent.anchor or not items or not scalar(text):
        return ()
    last = items[-1]
    if parent.style == "flow":
        return (Edit(Span(last.value.end, last.value.end), f", {scalar(text)}"),)
    line = card.source.line_span_at(items[0].value.start)
    lead = card.source.text[line.start : items[0].value.start]
    if lead.strip() != "-":
        return ()
    at = card.source.line_span_at(last.value.end).end
    return (Edit(Span(at, at), f"{card.source.newline}{lead}{scalar(text)}"),)


def replace_value(card: Card, pointer: str, written: str) -> tuple[Edit, ...]:
    """Put YAML on one line in the place of a whole value, such as a mapping that should be a list."""
    entry = _entry(card, pointer)
    if entry is None or entry.key is None or entry.anchor or entry.tag or entry.kind == "alias":
        return ()
    between = card.source.text[entry.key.end : entry.value.start]
    # A comment between key and value has nowhere to go.
    if "#" in between or any(
        entry.value.covers(comment) for comment in (card.metadata.comments if card.metadata else ())
    ):
        return ()
    return (Edit(Span(entry.key.end, entry.value.end), f": {written}"),)


def _without_lines(card: Card, span: Span, before: str) -> tuple[Edit, ...]:
    """Remove the whole lines of a node; `before` is all that may stand on its first line in front of it."""
    source = card.source
    first, last = source.line_span_at(span.start), source.line_span_at(span.end)
    lead, rest = source.text[first.start : span.start], source.text[span.end : last.end].strip()
    if lead.strip() != before or (rest and not rest.startswith((":", "#"))):
        return ()
    end = last.end + 2 if source.text.startswith("\r\n", last.end) else last.end + 1
    return (Edit(Span(first.start, min(end, len(source.text))), ""),)


def _without_flow_item(before: Entry | None, entry: Entry, after: Entry | None) -> tuple[Edit, ...]:
    if after is not None:
        return (Edit(Span(entry.value.start, after.value.start), ""),)
    return (Edit(Span(before.value.end if before else entry.value.start, entry.value.end), ""),)


def _entry(card: Card, pointer: str) -> Entry | None:
    return card.metadata.entries.get(pointer) if card.metadata else None


def _children(card: Card, pointer: str, most: int | None = None) -> list[Entry]:
    """Return the direct children of a node, in order; some of them if not all are asked for."""
    depth = pointer.count("/") + 1
    entries = card.metadata.entries if card.metadata else {}
    places = (at for at in entries if at.startswith(f"{pointer}/") and at.count("/") == depth)
    return [entries[at] for at in islice(places, most)]


def wrap_in_list(card: Card, entry: Entry | None) -> tuple[Edit, ...]:
    """Make a one-item list of a lone value that stands on one line."""
    if entry is None or entry.kind != "scalar" or entry.style in {"literal", "folded"} or entry.tag or entry.anchor:
        return ()
    written = card.source.slice(entry.value)
    if not written or "\n" in written or (entry.style == "plain" and not _PLAIN.fullmatch(written)):
        return ()
    return (Edit(entry.value, f"[{written}]"),)
