"""Small changes to the author's own YAML: each function gives edits, or none where it cannot do well."""

from __future__ import annotations

import re

from cardcheck.model.card import Card, Entry
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span

# A plain scalar that no dialect gives another type, and that needs no quotes in block or flow context.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]*(?: [A-Za-z0-9_./+-]+)*")
_LINE_VALUE = re.compile(r"[ ]*(?:-[ ]+)*(?:[\w-]+:[ ]+)?(?P<value>\S.*?)(?:[ \t]+#.*)?[ \t]*")
_TYPED_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def scalar(text: str, style: str = "plain") -> str:
    """Write a string as a YAML scalar, in the style of the one it replaces where that can hold it."""
    if style == "single" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style != "double" and _PLAIN.fullmatch(text) and text.lower() not in _TYPED_WORDS:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if text.isprintable() else ""


def set_value(entry: Entry | None, text: str) -> tuple[Edit, ...]:
    """Replace a scalar on one line by another string."""
    if entry is None or entry.kind != "scalar" or entry.style in {"literal", "folded"} or entry.tag or entry.anchor:
        return ()
    written = scalar(text, entry.style)
    return (Edit(entry.value, written),) if written else ()


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


def quote_line_value(card: Card, around: Span) -> tuple[Edit, ...]:
    """Quote what a line says after its key or dash, where the line is one that YAML cannot parse."""
    line = card.source.line_span_at(around.start)
    match = _LINE_VALUE.fullmatch(card.source.slice(line))
    if match is None or match["value"][0] in "\"'" or '"' in match["value"] or "\\" in match["value"]:
        return ()
    start, end = match.span("value")
    return (Edit(Span(line.start + start, line.start + end), scalar(match["value"], "double")),)


def remove_pair(card: Card, key: Span, value: Span) -> tuple[Edit, ...]:
    """Remove a key with its value where they have their lines to themselves."""
    source = card.source
    first, last = source.line_span_at(key.start), source.line_span_at(max(value.end, key.end))
    before = source.text[first.start : key.start]
    after = source.text[max(value.end, key.end) : last.end]
    if before.strip() or (after.strip() and not after.lstrip().startswith((":", "#"))):
        return ()
    end = last.end + 2 if source.text.startswith("\r\n", last.end) else last.end + 1
    return (Edit(Span(first.start, min(end, len(source.text))), ""),)


def wrap_in_list(card: Card, entry: Entry | None) -> tuple[Edit, ...]:
    """Make a one-item list of a lone value that stands on one line."""
    if entry is None or entry.kind != "scalar" or entry.style in {"literal", "folded"} or entry.tag or entry.anchor:
        return ()
    written = card.source.slice(entry.value)
    if not written or "\n" in written or (entry.style == "plain" and not _PLAIN.fullmatch(written)):
        return ()
    return (Edit(entry.value, f"[{written}]"),)
