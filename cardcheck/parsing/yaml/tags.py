"""Values of nodes that carry a tag of their own (`!!str 1`, `!!set {a}`, `!mine x`).

In: the tag and the node's untagged value. Out: a value or a fault for each dialect. Only tags of the YAML
type repository mean anything to either reader; everything else is refused.
"""

import base64
import binascii
from collections.abc import Callable
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, SequenceNode

from cardcheck.parsing.yaml.scalars import (
    TAG_PREFIX,
    ScalarFault,
    client_scalar,
    hub_float,
    hub_integer,
    hub_plain,
    hub_timestamp,
)
from cardcheck.parsing.yaml.values import Split, client_of, hub_of

_SCALARS = frozenset({"str", "null", "bool", "int", "float", "timestamp", "binary", "merge"})
_COLLECTIONS = {
    "map": MappingNode,
    "set": MappingNode,
    "seq": SequenceNode,
    "omap": SequenceNode,
    "pairs": SequenceNode,
}


class TagFault(NamedTuple):
    """Why js-yaml refuses a tagged node."""

    kind: str
    message: str


def tagged_scalar(tag: str, text: str, style: str) -> Split:
    """Return what both dialects make of a scalar with a tag."""
    return Split(client_scalar_or_empty(tag, text), _hub_scalar(tag, text, is_missing=style == "plain" and not text))


def client_scalar_or_empty(tag: str, text: str) -> Any:
    """Build a tagged scalar as PyYAML does; a collection's tag on a scalar is refused."""
    name = tag.removeprefix(TAG_PREFIX)
    if tag.startswith(TAG_PREFIX) and name in _COLLECTIONS:
        expected = "mapping" if _COLLECTIONS[name] is MappingNode else "sequence"
        return ScalarFault("unconstructable", f"expected a {expected} node, but found scalar")
    return client_scalar(tag, text)


def _hub_scalar(tag: str, text: str, *, is_missing: bool) -> Any:
    name = tag.removeprefix(TAG_PREFIX)
    if not tag.startswith(TAG_PREFIX) or (name not in _SCALARS and not (is_missing and name in _COLLECTIONS)):
        return TagFault("unknown-tag", f"unknown tag !<{tag}>")
    if is_missing:
        empty: dict[str, Any] = {"str": "", "null": None, "merge": None, "map": {}, "set": {}}
        if name in _COLLECTIONS and name not in empty:
            return []
        return empty[name] if name in empty else _unresolved(tag)
    value = _hub_typed(name, text)
    return _unresolved(tag) if value is None and name != "null" else value


def _hub_typed(name: str, text: str) -> Any:
    if name in _READERS:
        return _READERS[name](text)
    value = hub_plain(text) if text else ""
    is_match = isinstance(value, bool) if name == "bool" else value is None
    return value if is_match else _unresolved(TAG_PREFIX + name)


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError):
        return None


_READERS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "int": hub_integer,
    "float": hub_float,
    "timestamp": hub_timestamp,
    "merge": lambda text: text if text == "<<" else None,
    "binary": _decoded,
}


def _unresolved(tag: str) -> TagFault:
    return TagFault("unconstructable", f"cannot resolve a node with !<{tag}> explicit tag")


def tagged_collection(tag: str, node: Any, value: Any) -> Split:
    """Return what both dialects make of a mapping or sequence with a tag."""
    name = tag.removeprefix(TAG_PREFIX)
    known = tag.startswith(TAG_PREFIX)
    hub: Any = TagFault("unknown-tag", f"unknown tag !<{tag}>")
    if known and _COLLECTIONS.get(name) is node.__class__:
        hub = _hub_collection(tag, name, hub_of(value))
    if not known or (name not in _COLLECTIONS and name not in _SCALARS):
        fault = ScalarFault("unknown-tag", f"could not determine a constructor for the tag {tag!r}")
        return Split(fault, hub)
    if _COLLECTIONS.get(name) is not node.__class__:
        fault = ScalarFault("unconstructable", f"a {node.id} cannot be built as {tag!r}")
        return Split(fault, hub)
    return Split(_client_collection(name, client_of(value)), hub)


def _client_collection(name: str, value: Any) -> Any:
    if name == "set":
        return set(value)
    if name in {"map", "seq"}:
        return value
    if not all(isinstance(item, dict) and len(item) == 1 for item in value):
        return ScalarFault("unconstructable", "expected a mapping of length 1")
    return [next(iter(item.items())) for item in value]


def _hub_collection(tag: str, name: str, value: Any) -> Any:
    if name == "set" and any(item is not None for item in value.values()):
        return _unresolved(tag)
    if name in {"omap", "pairs"}:
        if not all(isinstance(item, dict) and len(item) == 1 for item in value):
            return _unresolved(tag)
        if name == "pairs":
            return [list(next(iter(item.items()))) for item in value]
        if len({next(iter(item)) for item in value}) < len(value):
            return _unresolved(tag)
    return value
