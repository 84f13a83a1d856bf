"""Merge keys (`<<: *defaults`) in both dialects.

In: a mapping's own items and the values under its `<<` keys. Out: the whole mapping, or why a reader refuses it.
A mapping's own keys always win; among several `<<` PyYAML lets the later one win, js-yaml the earlier one.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from cardcheck.model.text import Span
from cardcheck.parsing.yaml.values import Split, client_of, hub_of

_MAX_SOURCES = 100
_MAX_WORK = 10_000


class Merge(NamedTuple):
    """One `<<` key: what stands under it and where the key is."""

    value: Any
    key: Span


class MergeFault(NamedTuple):
    """Why a reader refuses a merge."""

    message: str
    key: Span


class Merger:
    """Merges the mappings of one block; js-yaml limits their number in a document."""

    def __init__(self) -> None:
        self.work = 0

    def merged(self, client: dict[Any, Any], hub: dict[Any, Any], merges: list[Merge]) -> Any:
        """Return the whole mapping, a `Split` where the dialects part."""
        ours = _client(client, merges)
        theirs = self._hub(hub, merges)
        is_shared = hub is client and len(merges) == 1 and merges[0].value.__class__ is dict
        return ours if is_shared and isinstance(theirs, dict) else Split(ours, theirs)

    def _hub(self, own: dict[Any, Any], merges: list[Merge]) -> dict[Any, Any] | MergeFault:
        merged = dict(own)
        for value, key in merges:
            source = hub_of(value)
            parts = source if isinstance(source, list) else [source]
            if len(parts) > _MAX_SOURCES:
                return MergeFault("abnormal merge sequence size", key)
            for part in parts:
                items = _items(part)
                if items is None:
                    return MergeFault("cannot merge mappings; the provided source object is unacceptable", key)
                self.work += 1 + len(items)
                if self.work > _MAX_WORK:
                    return MergeFault(f"merge keys exceeded maxTotalMergeKeys ({_MAX_WORK})", key)
                for name, item in items.items():
                    merged.setdefault(name, item)
        return merged


def _client(own: dict[Any, Any], merges: list[Merge]) -> dict[Any, Any] | MergeFault:
    merged: dict[Any, Any] = {}
    for value, key in merges:
        for part in _client_sources(client_of(value)):
            if not isinstance(part, dict | set):
                return MergeFault("expected a mapping or list of mappings for merging", key)
            merged.update(part if isinstance(part, dict) else dict.fromkeys(part))
    return merged | own


def _client_sources(source: Any) -> Iterator[Any]:
    return reversed(source) if isinstance(source, list) else iter((source,))


def _items(source: Any) -> Mapping[Any, Any] | None:
    """Return the keys and values a JavaScript object has, None for what is no object."""
    if isinstance(source, dict):
        return source
    if isinstance(source, list | bytes):
        return {str(index): item for index, item in enumerate(source)}
    return {} if isinstance(source, datetime) else None
