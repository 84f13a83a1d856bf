"""What the Hub shows around the data: viewer and image."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cardcheck.editing import yaml_edits
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression

_ADDRESS = expression(r"https?://[^\s/]+\.[^\s/]+/\S*", re.IGNORECASE)
_PAGE = expression(r"(?P<repository>https?://(?:www\.)?(?:huggingface\.co|hf\.co)/.+?)/blob/(?P<file>.+)")


def viewer_value(target: Target, *, words: Mapping[str, bool]) -> Iterator[Problem]:
    """`viewer` is `true` or `false`; `words` are other ways to say so, which the Hub takes for a text."""
    value = target.value
    # Null counts as on and 0 as off, as their authors meant.
    if value is None or isinstance(value, bool) or value in ("", 0):
        return
    if isinstance(value, (dict, list)):
        yield target.problem("no-switch")
        return
    meant = words.get(str(value).strip().lower())
    if meant is None:
        yield target.problem("no-switch")
        return
    right = "true" if meant else "false"
    entry = target.entry
    is_plain = entry is not None and entry.kind == "scalar" and not entry.anchor and not entry.tag
    edits = (Edit(entry.value, right),) if entry is not None and is_plain else ()
    yield target.problem("already-on" if meant else "still-on", edits=edits, right=right)


def is_text(target: Target) -> Iterator[Problem]:
    """The key does not hold a text any more."""
    if isinstance(target.value, str) and target.value.strip():
        yield target.problem()


def viewer_off(target: Target, *, words: Sequence[str]) -> Iterator[Problem]:
    """Where the viewer is turned off, the card says why: its text or a comment beside the key names it."""
    if target.value is not False or target.entry is None:
        return
    source = target.card.source
    line = source.line_span_at(target.entry.value.end)
    has_comment = "#" in source.text[target.entry.value.end : line.end]
    prose = target.card.body.prose
    if not has_comment and not any(word in prose for word in words):
        yield target.problem()


def thumbnail(target: Target) -> Iterator[Problem]:
    """The thumbnail is the address of an image."""
    value = target.value
    if not isinstance(value, str) or not 0 < len(value.strip()) < 2000:
        return
    page = _PAGE.fullmatch(value)
    if page:
        right = f"{page['repository']}/resolve/{page['file']}"
        entry = target.entry
        edits = yaml_edits.set_value(entry, right) if "\n" not in right else ()
        yield target.problem("page", edits=edits, right=right)
    elif not _ADDRESS.fullmatch(value):
        yield target.problem("no-address")
