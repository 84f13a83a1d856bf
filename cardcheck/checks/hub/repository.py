"""What the Hub tells of a repository, against its card: the Hub's own verdict, a former name, access on request.

In: a target with the fact `hub`. Out: problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cardcheck.checks.data.loaded import sentence
from cardcheck.checks.text._english import is_english
from cardcheck.model.finding import Applicability, Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_INVALID_YAML = "Invalid YAML"
# The validator of the Hub names a value by its path: `"language[1]" must be …`.
_PATH = expression(r'"([A-Za-z_][\w.\[\]-]{0,80})"')
_STEP = expression(r"[\w-]+")
_LOADS = expression(r"""(?:load_dataset|snapshot_download|hf_hub_download|repo_id|--repo)[^\n]{0,40}["'(= ]\s*["']?$""")
_FORMER = expression(r"\b(?:former(?:ly)?|previous(?:ly)?|renamed?|moved|old|originally|was called)\b", re.IGNORECASE)
_LONGEST_LINE = 2000


def verdict(target: Target) -> Iterator[Problem]:
    """The Hub finds no error in the card; one that it finds stands at the value that it names."""
    said = target.hub.card_error
    metadata = target.card.metadata
    if said is None:
        return
    if said.startswith(_INVALID_YAML) and metadata is not None and metadata.hub_fault is not None:
        return
    pointer = _pointer_of(target, said)
    yield target.problem(pointer=pointer, quotes=None if pointer else "", **sentence(said))


def renamed(target: Target) -> Iterator[Problem]:
    """The card calls the data set by the name that it has now."""
    old, new = target.hub.asked_as, target.hub.id
    if old is None or old == new:
        return
    text = target.card.source.text
    for match in _naming(old).finditer(text):
        span = Span(match.start("name"), match.end("name"))
        line = target.card.source.line_span_at(span.start)
        before = text[max(line.start, span.start - _LONGEST_LINE) : span.start]
        after = text[span.end : min(line.end, span.end + _LONGEST_LINE)]
        if _FORMER.search(before) or _FORMER.search(after):
            continue
        # Elsewhere the same words may name something else, such as a repository of code.
        is_sure = match["place"] is not None or _LOADS.search(before) is not None
        safety: Applicability = "safe" if is_sure else "unsafe"
        yield target.problem(span=span, quotes=old, edits=(Edit(span, new),), applicability=safety, old=old, new=new)


def not_gated(target: Target, *, prefix: str) -> Iterator[Problem]:
    """Keys for those who ask for access stand in the card of a repository where one must ask."""
    if target.hub.gated is not None or target.hub.is_private:
        return
    keys = [key for key in _keys(target.metadata) if key.startswith(prefix)]
    if keys:
        yield target.problem(pointer=f"/{keys[0]}", key=keys[0])


def terms_untold(target: Target, *, prompts: Sequence[str], words: Sequence[str]) -> Iterator[Problem]:
    """Where one must ask for access, the form or the text says who gets it, and for what."""
    metadata = target.metadata if isinstance(target.metadata, dict) else {}
    if target.hub.gated is None or any(_is_said(metadata.get(key)) for key in prompts):
        return
    prose = target.card.body.prose.lower()
    if not any(word in prose for word in words) and is_english(prose):
        yield target.problem(quotes="")


def _keys(metadata: Any) -> Iterable[str]:
    return [key for key in metadata if isinstance(key, str)] if isinstance(metadata, dict) else []


def _is_said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _pointer_of(target: Target, said: str) -> str | None:
    """Return the value that the Hub names, or the nearest above it that there is."""
    match = _PATH.match(said)
    steps = _STEP.findall(match[1]) if match else []
    while steps:
        pointer = "/" + "/".join(steps)
        if target.entry_at(pointer) is not None:
            return pointer
        steps.pop()
    return None


def _naming(repo: str) -> re.Pattern[str]:
    """Find a name of a data set: in addresses behind `datasets/`, elsewhere where it is no part of a path."""
    name = re.escape(repo)
    return expression(rf"(?:(?P<place>\bdatasets/)|(?<![\w./-]))(?P<name>{name})(?![\w-]|\.\w)(?(place)|(?!/))")
