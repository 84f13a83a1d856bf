"""Top-level lists: items out of place, repeated, or kept per subset."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.checks.metadata import values
from cardcheck.editing import yaml_edits, yaml_nesting
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression

# Removing looks at all siblings; the longest honest list, of languages, has about a thousand items.
_MANY = 2000
_LANGUAGE = expression(r"(?P<code>[a-z]{2,3})(?:[-_][A-Za-z]{2,4})?")
_DATASET = expression(r"[\w.-]+(?:/[\w.-]+)?|extended(?:\|.+)?|original", re.DOTALL)
_HUB_PAGE = expression(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/datasets/(?P<id>[\w.-]+(?:/[\w.-]+)?)/?")


def closed(target: Target, *, vocabularies: Mapping[str, str], silent: Sequence[str] = ()) -> Iterator[Problem]:
    """The items of several keys are each in the key's own closed list; `silent` are words that answer nothing."""
    for key, vocabulary in vocabularies.items():
        for pointer, value in itertools.islice(_items(target, key), _MANY):
            at = target._replace(pointer=pointer, value=value)
            for problem in values.one_of(at, vocabulary=vocabulary):
                fields = {**problem.fields, "key": key, "known": _in_words(resources.vocabulary(vocabulary))}
                if problem.case == "unknown" and value.strip().lower() in silent:
                    gone = pointer if len(list(_items(target, key))) > 1 else f"/{key}"
                    edits = yaml_edits.remove_entry(target.card, gone)
                    yield problem._replace(case="silent", fields=fields, edits=edits, changes=(gone,))
                else:
                    yield problem._replace(fields=fields)


def multilinguality(target: Target, *, vocabulary: str, languages: str) -> Iterator[Problem]:
    """The value says how many languages there are, not which; languages are named once for the whole list."""
    known, codes = resources.vocabulary(vocabulary), resources.vocabulary(languages)
    odd: list[tuple[str, str]] = []
    for pointer, value in itertools.islice(_items(target, "multilinguality"), _MANY):
        if not isinstance(value, str) or value in known:
            continue
        match = _LANGUAGE.fullmatch(value)
        if match and match["code"] in codes and value not in resources.vocabulary_file(vocabulary)["aliases"]:
            odd.append((pointer, value))
        elif value.startswith("other-"):
            edits = values.replaced(target._replace(pointer=pointer, value=value), "other")
            yield target.problem("other", pointer=pointer, edits=edits, value=value)
        else:
            at = target._replace(pointer=pointer, value=value)
            for problem in values.one_of(at, vocabulary=vocabulary):
                yield problem._replace(fields={**problem.fields, "known": _in_words(known)})
    if odd:
        yield target.problem("languages", pointer=odd[0][0], value=odd[0][1], count=len(odd))


def repeated(target: Target, *, keys: Sequence[str]) -> Iterator[Problem]:
    """No list of these keys says the same item twice."""
    for key in keys:
        seen: set[str] = set()
        items = list(_items(target, key))
        for pointer, value in items:
            if not isinstance(value, str):
                continue
            if value in seen:
                edits = yaml_edits.remove_entry(target.card, pointer) if len(items) <= _MANY else ()
                yield target.problem(pointer=pointer, edits=edits, changes=(f"/{key}",), value=value, key=key)
            seen.add(value)


def per_subset(target: Target, *, keys: Sequence[str], refused: Sequence[str]) -> Iterator[Problem]:
    """The value is a list and no mapping from subsets to lists; `refused` are the keys whose mapping stops a commit."""
    metadata = _metadata(target)
    for key in keys:
        value = metadata.get(key)
        if not isinstance(value, dict):
            continue
        texts = list(_texts(value.values()))
        if not texts:
            continue
        edits = yaml_nesting.flatten(target.card, f"/{key}")
        written = ", ".join(filter(None, map(yaml_edits.scalar, dict.fromkeys(texts))))
        case = "refused" if key in refused else "dropped"
        yield target.problem(case, pointer=f"/{key}", edits=edits, key=key, count=len(value), written=written)


def source_datasets(target: Target) -> Iterator[Problem]:
    """Every source is a dataset id, `original`, `extended` or `extended|…`."""
    value = target.value
    if not isinstance(value, str) or not value.strip() or _DATASET.fullmatch(value):
        return
    page = _HUB_PAGE.fullmatch(value.strip())
    if page:
        yield target.problem("hub-page", edits=values.replaced(target, page["id"]), near=page["id"])
    else:
        yield target.problem("address" if "://" in value else "text")


def _texts(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            yield from (text for text in item if isinstance(text, str))


def _items(target: Target, key: str) -> Iterator[tuple[str, Any]]:
    """Yield the items of a top-level list with their pointers, or a lone value."""
    value = _metadata(target).get(key)
    if isinstance(value, list):
        yield from ((f"/{key}/{index}", item) for index, item in enumerate(value))
    elif value is not None:
        yield f"/{key}", value


def _metadata(target: Target) -> Mapping[Any, Any]:
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata and not metadata.fault(target.reader) else None
    return value if isinstance(value, dict) else {}


def _in_words(known: Iterable[str]) -> str:
    return ", ".join(known)
