"""Free tags: what they repeat, what they cannot say, and what they would better say elsewhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck import resources
from cardcheck.editing import yaml_edits, yaml_lists
from cardcheck.model.finding import Applicability, Edit, Problem
from cardcheck.model.target import Target
from cardcheck.topics import spellings

_LISTS = {
    "language": "languages",
    "license": "licenses",
    "task_categories": "task-categories",
    "task_ids": "task-ids",
    "size_categories": "size-categories",
    "multilinguality": "multilinguality",
    "annotations_creators": "annotations-creators",
    "language_creators": "language-creators",
}
# What the Hub finds out by itself, and the list of what a bare tag can force.
_FORCED = {"modality": "modalities", "library": "dataset-libraries"}
# Longer lists are looked at no further than this.
_MOST = 1000
_LONGEST_TAG = 60


def computed(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The tag is none of those that the Hub makes from other keys or from the data."""
    prefixes = resources.vocabulary(vocabulary)
    for index, tag in enumerate(target.value if isinstance(target.value, list) else ()):
        prefix, colon, said = tag.partition(":") if isinstance(tag, str) else ("", "", "")
        if colon and prefix in prefixes and said.strip():
            place = target._replace(pointer=f"{target.pointer}/{index}", value=tag)
            yield _computed(place, prefix, said.strip(), prefixes[prefix])


def _computed(target: Target, prefix: str, said: str, key: str | None) -> Problem:
    if prefix in _FORCED and said in resources.vocabulary(_FORCED[prefix]):
        return target.problem("forced", prefix=prefix, said=said, edits=_bare(target, said), changes=("/tags",))
    if key is None:
        return target.problem("found-out", prefix=prefix, edits=_dropped(target), changes=("/tags",))
    there = _metadata(target).get(key)
    if said == there or (isinstance(there, list) and said in there[:_MOST]):
        return target.problem("repeated", key=key, said=said, edits=_dropped(target), changes=("/tags",))
    # Only a value of the key's own list is surely meant as that.
    is_sure = key in _LISTS and said in resources.vocabulary(_LISTS[key])
    edits = yaml_lists.together(yaml_lists.move_items(target.card, "tags", key, {_index(target): said}))
    applicability: Applicability | None = None if is_sure else "unsafe"
    changes = ("/tags", f"/{key}")
    return target.problem("elsewhere", key=key, said=said, edits=edits, applicability=applicability, changes=changes)


def duplicate(target: Target) -> Iterator[Problem]:
    """No tag stands twice; one that differs in case or separators only is another tag to the Hub."""
    if not isinstance(target.value, list):
        return
    tags = [(index, tag) for index, tag in enumerate(target.value) if isinstance(tag, str)]
    first: dict[str, str] = {}
    seen: set[str] = set()
    again: dict[int, None] = {}
    for index, tag in tags:
        if tag in seen:
            again[index] = None
        seen.add(tag)
    edits = yaml_lists.together(yaml_lists.change_items(target.card, "tags", again)) if again else ()
    for index, tag in tags:
        pointer, folded = f"{target.pointer}/{index}", spellings.folded(tag)
        if index in again:
            yield target.problem("same", pointer=pointer, value=tag, edits=edits, changes=("/tags",))
        elif folded in first:
            removal = _dropped(target._replace(pointer=pointer))
            yield target.problem("alike", pointer=pointer, value=tag, first=first[folded], edits=removal)
        else:
            first[folded] = tag


def not_text(target: Target) -> Iterator[Problem]:
    """Every tag is a text to every reader; numbers, switches and dates need quotes, a mapping is no tag."""
    value = target.value
    if value is None or isinstance(value, str):
        return
    if isinstance(value, dict | list):
        yield target.problem("nested")
        return
    entry = target.entry
    written = target.card.source.slice(entry.value) if entry else str(value)
    yield target.problem("typed", written=written, edits=yaml_edits.quote(target.card, entry))


def is_field(target: Target) -> Iterator[Problem]:
    """What a tag says of task, language or license stands in that key, for filters read keys.

    What several tags say of one key is written at once, for the first of them makes that key.
    """
    metadata = _metadata(target)
    tags = target.value if isinstance(target.value, list) else [target.value]
    found = [
        (index, tag, *said)
        for index, tag in enumerate(tags[:_MOST])
        if isinstance(tag, str) and len(tag) <= _LONGEST_TAG and (said := _field(tag, metadata))
    ]
    new: dict[str, list[str]] = {}
    for _, _, key, near in found:
        new.setdefault(key, []).append(near)
    edits = {
        key: yaml_lists.together(yaml_lists.extend(target.card, key, texts, after="tags")) for key, texts in new.items()
    }
    for index, tag, key, near in found:
        pointer = f"{target.pointer}/{index}" if isinstance(target.value, list) else target.pointer
        yield target.problem(
            key.replace("_", "-"),
            pointer=pointer,
            value=tag,
            key=key,
            near=near,
            edits=edits[key],
            changes=(f"/{key}",),
        )


def _field(tag: str, metadata: Mapping[Any, Any]) -> tuple[str, str] | None:
    """Return the key that a tag belongs into and the metadata lacks, with the value it would have there."""
    for key, near in _fields(tag):
        is_said = metadata.get(key) or (key == "task_ids" and metadata.get("task_categories"))
        if not is_said and not spellings.is_misspelt(key, metadata):
            return key, near
    return None


def _fields(tag: str) -> Iterator[tuple[str, str]]:
    """Yield the keys that a tag could stand in, with the value it would have there."""
    folded = spellings.folded(tag)
    if folded == "other":
        return
    for key in ("task_categories", "task_ids"):
        if folded in resources.vocabulary(_LISTS[key]):
            yield key, folded
    # Ids without a version are words of their own: `mit` is a university, `gemma` a model.
    if re.search(r"\d\.\d", folded) and not folded.startswith("llama") and folded in resources.vocabulary("licenses"):
        yield "license", folded
    code = _named_languages().get(folded)
    if code is not None:
        yield "language", code


@functools.cache
def _named_languages() -> Mapping[str, str]:
    """Return the codes of languages with two letters by their names: of the others too many are words."""
    names = resources.vocabulary("languages")
    return {spellings.folded(name): code for code, name in names.items() if len(code) == 2}


def _bare(target: Target, said: str) -> tuple[Edit, ...]:
    index = _index(target)
    tags = _metadata(target).get("tags")
    change = None if isinstance(tags, list) and said in tags[:_MOST] else said
    return yaml_lists.together(yaml_lists.change_items(target.card, "tags", {index: change}))


def _dropped(target: Target) -> tuple[Edit, ...]:
    return yaml_lists.together(yaml_lists.change_items(target.card, "tags", {_index(target): None}))


def _index(target: Target) -> int:
    last = (target.pointer or "").rpartition("/")[2]
    return int(last) if last.isdecimal() else 0


def _metadata(target: Target) -> Mapping[Any, Any]:
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata else None
    return value if isinstance(value, dict) else {}
