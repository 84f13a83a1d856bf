"""The access form of a gated data set."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.checks.metadata import values
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression


def fields_as_list(target: Target) -> Iterator[Problem]:
    """The fields of the form are a mapping from name to type and no list of such."""
    fields = target.value
    if isinstance(fields, list) and any(isinstance(field, str) for field in fields):
        yield target.problem("names")
    elif isinstance(fields, list) and fields and all(isinstance(field, dict) for field in fields):
        # JavaScript's word for a key that is a mapping: a template's `{field_name}`.
        if any("[object Object]" in field for field in fields):
            return
        names = [name for field in fields for name in field]
        edits = _as_mapping(target.card, target.pointer or "") if len(set(names)) == len(names) else ()
        yield target.problem(edits=edits)


def field_type(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """A field's type is one of the Hub's, and a `select` has options."""
    value = target.value
    pointer = target.pointer or ""
    if isinstance(value, str):
        if value == "select":
            yield target.problem("no-options")
        else:
            yield from values.one_of(target, vocabulary=vocabulary)
        return
    if not isinstance(value, dict):
        return
    kind = value.get("type")
    if kind == "select" and not value.get("options"):
        yield target.problem("no-options", pointer=f"{pointer}/type", value=kind)
    elif isinstance(kind, str):
        at = target._replace(pointer=f"{pointer}/type", value=kind)
        yield from (problem._replace(pointer=at.pointer) for problem in values.one_of(at, vocabulary=vocabulary))


def prompt_missing(target: Target, *, prompts: Sequence[str]) -> Iterator[Problem]:
    """Where a form asks for something, a text says what for; a template's variable is another rule's matter."""
    metadata = target.card.metadata
    said = metadata.value(target.reader) if metadata else {}
    if isinstance(target.value, (dict, list)) and target.value and not any(said.get(key) for key in prompts):
        yield target.problem()


def personal_fields(
    target: Target, *, vocabulary: str, prompts: Sequence[str], reasons: Sequence[str]
) -> Iterator[Problem]:
    """Where a form asks for more personal data than who somebody is, the prompt says what becomes of it."""
    prompt = _prompt(target, prompts).lower()
    if not isinstance(target.value, dict) or any(reason in prompt for reason in reasons):
        return
    for name in target.value:
        # A sentence to agree to may name anything.
        is_question = isinstance(name, str) and len(name) < 60 and target.value[name] != "checkbox"
        match = _words(vocabulary).search(name.lower()) if is_question else None
        if match:
            asked = resources.vocabulary(vocabulary)[match[0]]
            pointer = f"{target.pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            yield target.problem(pointer=pointer, name=name, asked=asked)


def _prompt(target: Target, prompts: Sequence[str]) -> str:
    """Return what the form says to its reader."""
    metadata = target.card.metadata
    value: Any = metadata.value(target.reader) if metadata else None
    said: Mapping[Any, Any] = value if isinstance(value, dict) else {}
    return "\n".join(text for key in prompts if isinstance(text := said.get(key), str) and text.strip())


def _as_mapping(card: Card, pointer: str) -> tuple[Edit, ...]:
    """Make a mapping of a block list of mappings: each dash becomes a blank, so every line keeps its column."""
    entries = card.metadata.entries if card.metadata else {}
    entry, text = entries.get(pointer), card.source.text
    if entry is None or entry.style != "block" or entry.anchor or entry.tag:
        return ()
    edits: list[Edit] = []
    columns: set[int] = set()
    while (item := entries.get(f"{pointer}/{len(edits)}")) is not None:
        line = card.source.line_span_at(item.value.start)
        lead = text[line.start : item.value.start]
        if item.style != "block" or item.anchor or item.tag or lead.strip() != "-":
            return ()
        columns.add(len(lead))
        dash = line.start + lead.index("-")
        edits.append(Edit(Span(dash, dash + 1), " "))
    return tuple(edits) if len(columns) == 1 and columns != {0} else ()


@functools.cache
def _words(vocabulary: str) -> re.Pattern[str]:
    words = sorted(resources.vocabulary(vocabulary), key=len, reverse=True)
    return expression(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b")
