"""Keys and values that say nothing: null, empty, placeholders, a template's own comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.model.card import Entry
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_MANY = 200
# `{name}` and `{{ name | default("x") }}`, as templates write them.
_BRACES = expression(r"\{\{?\s*[\w.-]+\s*(?:\|[^{}]*)?\}?\}")
_AROUND = expression(r"^[\[{<(\s]+|[\]}>)\s.!…]+$")


def null(target: Target, *, vocabulary: str, refused: Sequence[str]) -> Iterator[Problem]:
    """No known key, and no item of its list, is null.

    `refused` are the keys whose null the Hub refuses. A null that is written out (`null`, `~`) elsewhere is as good
    as an empty list, and another rule's matter.
    """
    for key, value, entry in _known(target, vocabulary):
        pointer = f"/{key}"
        if value is None and (key in refused or not entry.text):
            edits = _removed(target, pointer)
            yield target.problem("refused" if key in refused else "nothing", pointer=pointer, edits=edits, key=key)
        elif isinstance(value, list) and None in value:
            case = "refused-item" if key in refused else "item"
            for index, item in enumerate(value):
                if item is None:
                    place = f"{pointer}/{index}"
                    gone = place if len(value) > 1 else pointer
                    yield target.problem(case, pointer=place, edits=_removed(target, gone), key=key, changes=(gone,))


def empty(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No known key holds an empty list, an empty text or a null that is written out."""
    for key, value, entry in _known(target, vocabulary):
        if value in ([], {}, "") or (value is None and entry.text):
            edits = _removed(target, f"/{key}")
            written = target.card.source.slice(entry.value)
            yield target.problem(pointer=f"/{key}", edits=edits, key=key, written=written)


def placeholder(
    target: Target, *, vocabulary: str, keys: str, own: Sequence[str], refused: Sequence[str], lists: Sequence[str]
) -> Iterator[Problem]:
    """No known key holds what a template or its author left to be replaced.

    `own` are words that are placeholders where no list of values takes them: pairs `key: word`. The Hub refuses a
    commit for any such value of the `refused` keys, and for a lone one of the `lists`.
    """
    known = resources.vocabulary(vocabulary)
    for key, value, _ in _known(target, keys):
        items = value if isinstance(value, list) else [value]
        found: dict[str, str] = {}
        for index, item in enumerate(items):
            pointer = f"/{key}/{index}" if isinstance(value, list) else f"/{key}"
            written = _short(target, pointer, item)
            if not written:
                continue
            word = written.lower()
            bare = word if word[0].isalnum() and word[-1].isalnum() else _AROUND.sub("", word)
            if word in known or bare in known or f"{key}: {word}" in own or _BRACES.fullmatch(written):
                found[pointer] = written
        case = "refused" if key in refused or (key in lists and items is not value) else "shown"
        for pointer, written in found.items():
            gone = pointer if len(items) > len(found) else f"/{key}"
            edits = _removed(target, gone)
            yield target.problem(case, pointer=pointer, edits=edits, key=key, written=written, changes=(gone,))


def template_comments(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No comment of an official template stands in the front matter."""
    metadata = target.card.metadata
    if metadata is None or not metadata.comments:
        return
    source = target.card.source
    beginnings = tuple(resources.vocabulary(vocabulary))
    for comment in metadata.comments:
        written = source.slice(comment)
        if not written.startswith(beginnings):
            continue
        line = source.line_span_at(comment.start)
        is_alone = not source.text[line.start : comment.start].strip()
        start = line.start if is_alone else comment.start - (source.text[: comment.start].endswith(" "))
        end = _line_end(target, line.end) if is_alone else comment.end
        yield target.problem(
            span=comment, quotes=written, edits=(Edit(Span(start, end), ""),), changes=(), written=written
        )


def _known(target: Target, vocabulary: str) -> Iterator[tuple[str, Any, Entry]]:
    """Yield the known keys of a card with their values and places."""
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata and not metadata.fault(target.reader) else None
    if metadata is None or not isinstance(value, dict):
        return
    known = resources.vocabulary(vocabulary)
    for key, said in value.items():
        entry = metadata.entries.get(f"/{key}")
        if entry is not None and key in known:
            yield key, said, entry


def _short(target: Target, pointer: str, value: Any) -> str:
    """Return a short text, or what its author wrote where YAML took `{name}` for a mapping."""
    if isinstance(value, str) and len(value) < 60:
        return value
    entry = target.card.metadata.entries.get(pointer) if target.card.metadata else None
    if entry is None or not isinstance(value, dict) or len(value) > 1:
        return ""
    return target.card.source.slice(entry.value) if entry.style == "flow" else ""


def _removed(target: Target, pointer: str) -> tuple[Edit, ...]:
    """Remove a key or an item, unless nothing would be left to say."""
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata else None
    # Removing looks at all siblings: nobody has thousands, but for those who try how long we take.
    if not isinstance(value, dict) or (pointer.count("/") > 1 and len(value[pointer.split("/")[1]]) > _MANY):
        return ()
    known = resources.vocabulary("card-keys")
    stays = (key for key, said in value.items() if key in known and said not in (None, "", [], {}))
    return yaml_edits.remove_entry(target.card, pointer) if any(f"/{key}" != pointer for key in stays) else ()


def _line_end(target: Target, end: int) -> int:
    text = target.card.source.text
    return end + (2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0)
