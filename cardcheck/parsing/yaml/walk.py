"""Nodes to data: one walk gives the values of both dialects, the places, and what is odd about them.

In: composed nodes and the text they came from. Out: a `Reading`. It does not parse, and it does not decide
which reader's parse counts.
"""

from __future__ import annotations

from typing import Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from cardcheck.model.card import Difference, DuplicateKey, YamlFault
from cardcheck.model.text import Span
from cardcheck.parsing.yaml.compose import IMPLIED, PLAIN, AliasNode, Composed
from cardcheck.parsing.yaml.entries import Place, content_start, missing_at, without
from cardcheck.parsing.yaml.guard import merges_itself
from cardcheck.parsing.yaml.keys import client_key, escaped, hub_key
from cardcheck.parsing.yaml.merge import Merge, MergeFault, Merger
from cardcheck.parsing.yaml.scalars import TYPED_STARTS, TYPED_WORDS, PlainValues, ScalarFault, plain_values
from cardcheck.parsing.yaml.tags import TagFault, tagged_collection, tagged_scalar
from cardcheck.parsing.yaml.values import Pairs, Split, client_of, hub_of
from cardcheck.regex import expression

_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_MERGE: Any = object()
_MERGE_TAG = "tag:yaml.org,2002:merge"
_NO_KEY = (-1, -1)
_TAG = expression(r"(?<![^\s\[{,])![^ \t\r\n]*")

# A key as read: its value, its part of the pointer, its span as two offsets.
_Key = tuple[Any, str, tuple[int, int]]


def _is_text(text: str) -> bool:
    """Whether a plain scalar is a string in both dialects, as far as a glance tells."""
    return text != "" and text[0] not in TYPED_STARTS and text not in TYPED_WORDS


class Reading:
    """What one set of nodes says, in both dialects.

    `leaves` are the spans of all scalars and aliases in the order of the text, kept only where the block
    may hold comments; `ends_in_block_scalar` tells what its name says.
    """

    def __init__(self, text: str, base: int, composed: Composed) -> None:
        self.text = text
        self.base = base
        self.anchors = composed.anchors
        # Only a block that holds one of these has nodes with an anchor or a tag in front.
        self.has_properties = bool(composed.anchors) or "!" in text
        self.places: dict[str, Place] = {}
        self.duplicates: list[DuplicateKey] = []
        self.differences: list[Difference] = []
        self.leaves: list[tuple[int, int]] | None = [] if "#" in text else None
        self.client_fault: YamlFault | None = None
        self.hub_fault: YamlFault | None = None
        self.client: Any = None
        self.hub: Any = None
        self._end = base
        self._block_scalar_end = -1
        self._merger = Merger()
        self._known: dict[int, Any] = {}
        if composed.root is not None:
            value = self._node(composed.root, "", _NO_KEY)
            self.client, self.hub = client_of(value), hub_of(value)
        self.ends_in_block_scalar = self._end == self._block_scalar_end
        if self.duplicates:
            self.places = without(self.places, [twice.first_value for twice in self.duplicates])

    def _node(self, node: Any, pointer: str, key: tuple[int, int]) -> Any:
        """Read a node; return its value, or a `Split` where the dialects part."""
        if node.__class__ is ScalarNode:
            value = self._scalar(node, pointer, key)
        elif node.__class__ is AliasNode:
            return self._alias(node, pointer, key)
        else:
            value = self._collection(node, pointer, key)
        if self.anchors and id(node) in self.anchors:
            self._known[id(node)] = value
        return value

    def _scalar(self, node: ScalarNode, pointer: str, key: tuple[int, int]) -> Any:
        text: str = node.value
        tag = node.tag
        start = self.base + node.start_mark.index
        self._end = end = self.base + node.end_mark.index
        anchor = None
        if self.has_properties:
            start = self.base + content_start(self.text, start - self.base, end - self.base)
            anchor = self.anchors.get(id(node))
        if tag == PLAIN:
            if start == end:
                start = self._end = end = max(self.base + missing_at(self.text, start - self.base), key[1])
            self.places[pointer] = (*key, start, end, "scalar", "plain", text, None, anchor)
            if self.leaves is not None:
                self.leaves.append((start, end))
            if text and text[0] not in TYPED_STARTS and text not in TYPED_WORDS:
                return text
            values = plain_values(text)
            return values.client if values.is_one else self._parted(values, pointer, Span(start, end), is_key=False)
        style = _STYLES[node.style]
        if style in {"literal", "folded"}:
            end = start + len(self.text[start - self.base : end - self.base].rstrip(" \t\r\n"))
            self._end = self._block_scalar_end = end
        if self.leaves is not None:
            self.leaves.append((start, end))
        self.places[pointer] = (*key, start, end, "scalar", style, text, tag or None, anchor)
        return text if tag == IMPLIED else self._tagged(tagged_scalar(tag, text, style), node, start, end)

    def _parted(self, values: PlainValues, pointer: str, span: Span, *, is_key: bool) -> Any:
        if values.fault is not None:
            self._fault_client(values.fault.kind, values.fault.message, span)
        elif values.differ:
            self.differences.append(Difference(pointer, span, is_key, values.client, values.hub))
        return Split(values.client, values.hub)

    def _tagged(self, value: Any, node: Any, start: int, end: int) -> Any:
        client, hub = client_of(value), hub_of(value)
        if isinstance(client, ScalarFault):
            self._fault_client(client.kind, client.message, self._blamed(client.kind, node, start, end))
        if isinstance(hub, TagFault):
            self._fault_hub(hub.kind, hub.message, self._blamed(hub.kind, node, start, end))
        return value

    def _blamed(self, kind: str, node: Any, start: int, end: int) -> Span:
        """Return the place of an unknown tag, or of the value that a known one does not fit."""
        begin = node.start_mark.index
        if kind == "unknown-tag" or start == end:
            tag = _TAG.search(self.text, begin, max(start - self.base, begin + 1) if start < end else len(self.text))
            if tag:
                return Span(self.base + tag.start(), self.base + tag.end())
        return Span(start, end) if start < end else Span(start - 1, end)

    def _alias(self, node: AliasNode, pointer: str, key: tuple[int, int]) -> Any:
        start, end = self.base + node.start_mark.index, self.base + node.end_mark.index
        self._end = end
        if self.leaves is not None:
            self.leaves.append((start, end))
        self.places[pointer] = (*key, start, end, "alias", "alias", node.name, None, None)
        if id(node.target) not in self._known:
            # Only js-yaml's odder ways of dropping an anchor lead here; there is nothing to read.
            self._fault_hub("undefined-alias", f'unidentified alias "{node.name}"', Span(start, end))
            return None
        return self._known[id(node.target)]

    def _collection(self, node: Any, pointer: str, key: tuple[int, int]) -> Any:
        start = self.base + node.start_mark.index
        anchor = tag = None
        if self.has_properties:
            start = self.base + content_start(self.text, node.start_mark.index, node.end_mark.index)
            anchor, tag = self.anchors.get(id(node)), node.tag or None
        style = "flow" if node.flow_style else "block"
        kind = "mapping" if node.__class__ is MappingNode else "sequence"
        # The place is taken now, so that places stand in the order of the text; its end is known later.
        self.places[pointer] = (*key, start, start, kind, style, "", tag, anchor)
        value = self._mapping(node, pointer) if node.__class__ is MappingNode else self._sequence(node, pointer)
        if node.flow_style:
            self._end = self.base + node.end_mark.index
        end = max(start, self._end)
        self.places[pointer] = (*key, start, end, kind, style, "", tag, anchor)
        return value if tag is None else self._tagged(tagged_collection(tag, node, value), node, start, end)

    def _sequence(self, node: SequenceNode, pointer: str) -> Any:
        values = []
        parted = False
        read = self._node
        for index, item in enumerate(node.value):
            value = read(item, f"{pointer}/{index}", _NO_KEY)
            parted = parted or value.__class__ is Split
            values.append(value)
        if parted:
            return Split([client_of(value) for value in values], [hub_of(value) for value in values])
        return values

    def _mapping(self, node: MappingNode, pointer: str) -> Any:
        """Read a mapping; pairs of two plain texts, which most are, take the short way."""
        client: dict[Any, Any] = {}
        pairs = Pairs(client, client, [])
        is_simple, places, base = not self.has_properties and self.leaves is None, self.places, self.base
        for key_node, value_node in node.value:
            if is_simple and key_node.tag == PLAIN and value_node.tag == PLAIN and pairs.hub is client:
                key, text = key_node.value, value_node.value
                if _is_text(key) and _is_text(text) and "/" not in key and "~" not in key and key not in client:
                    start = base + value_node.start_mark.index
                    self._end = end = base + value_node.end_mark.index
                    keys = base + key_node.start_mark.index, base + key_node.end_mark.index
                    places[f"{pointer}/{key}"] = (*keys, start, end, "scalar", "plain", text, None, None)
                    client[key] = text
                    continue
            self._pair(pairs, node, key_node, value_node, pointer)
        if pairs.merges:
            return self._merged(client, pairs.hub, pairs.merges)
        return client if pairs.hub is client else Split(client, pairs.hub)

    def _pair(self, pairs: Pairs, node: MappingNode, key_node: Any, value_node: Any, pointer: str) -> None:
        client, hub = pairs.client, pairs.hub
        key, token, span = self._key(key_node, pointer)
        child = f"{pointer}/{token}"
        if key is _MERGE:
            if merges_itself(node, key_node, value_node):
                self._known[id(node)] = {}
            pairs.merges.append(Merge(self._node(value_node, child, span), Span(*span)))
            return
        name = hub_of(key)
        earlier = (self.places.get(child), hub[name]) if name in hub else None
        value = self._node(value_node, child, span)
        if key.__class__ is Split or value.__class__ is Split or hub is not client:
            if hub is client:
                pairs.hub = hub = dict(client)
            hub[name] = hub_of(value)
        client[client_of(key)] = client_of(value)
        if earlier is not None:
            self._twice(child, earlier, Span(*span), hub_of(value))

    def _merged(self, client: dict[Any, Any], hub: dict[Any, Any], merges: list[Merge]) -> Any:
        value = self._merger.merged(client, hub, merges)
        ours, theirs = client_of(value), hub_of(value)
        if isinstance(ours, MergeFault):
            self._fault_client("merge", ours.message, ours.key)
        if isinstance(theirs, MergeFault):
            self._fault_hub("merge", theirs.message, theirs.key)
        return value

    def _key(self, node: Any, pointer: str) -> _Key:
        """Read a mapping's key."""
        if self.has_properties or node.__class__ is not ScalarNode:
            return self._odd_key(node, pointer)
        text: str = node.value
        span = (self.base + node.start_mark.index, self.base + node.end_mark.index)
        if self.leaves is not None:
            self.leaves.append(span)
        token = text if "/" not in text and "~" not in text else escaped(text)
        if node.tag == IMPLIED or (text and text[0] not in TYPED_STARTS and text not in TYPED_WORDS):
            return text, token, span
        if text == "<<":
            return _MERGE, token, span
        values = plain_values(text)
        # PyYAML lets its special value `=` be text as a key.
        if (values.is_one and values.client.__class__ is str) or text == "=":
            return text, token, span
        self._parted(values, f"{pointer}/{token}", Span(*span), is_key=True)
        return Split(values.client, hub_key(values.hub)), token, span

    def _odd_key(self, node: Any, pointer: str) -> _Key:
        """Read a key that is a collection or an alias, or may have an anchor or a tag."""
        if node.__class__ is ScalarNode and ((node.tag == PLAIN and node.value == "<<") or node.tag == _MERGE_TAG):
            start, end = node.start_mark.index, node.end_mark.index
            span = (self.base + content_start(self.text, start, end), self.base + end)
            if self.leaves is not None:
                self.leaves.append(span)
            return _MERGE, "<<", span
        if node.__class__ is ScalarNode and node.tag == PLAIN and node.value == "=":
            node.tag = IMPLIED
        # What stands inside a key has no entries, and a key's scalars differ as keys.
        places, self.places, before = self.places, {}, len(self.differences)
        value = self._node(node, pointer, _NO_KEY)
        place = self.places[pointer]
        self.places = places
        span = place[2:4]
        is_scalar = place[4] == "scalar"
        hub = hub_key(hub_of(value))
        if hub is None:
            self._fault_hub("other", "nested arrays are not supported inside keys", Span(*span))
        client = client_key(client_of(value))
        if client is None:
            self._fault_client("unconstructable", "found unhashable key", Span(*span))
            client = (hub,)
        token = escaped(place[6] if is_scalar else str(hub))
        for index in range(before, len(self.differences)):
            self.differences[index] = self.differences[index]._replace(pointer=f"{pointer}/{token}", is_key=True)
        return (hub if client[0] == hub and client[0].__class__ is str else Split(client[0], hub)), token, span

    def _twice(self, pointer: str, earlier: tuple[Place | None, Any], key: Span, value: Any) -> None:
        first, first_value = earlier
        again = self.places[pointer]
        # The same key written in another way (`1` and `"1"`) stands under another pointer.
        first = first or (*key, *again[2:])
        places = Span(*first[:2]), Span(*first[2:4]), key, Span(*again[2:4])
        self.duplicates.append(DuplicateKey(pointer, *places, same_value=bool(first_value == value)))
        self._fault_hub("duplicate-key", "duplicated mapping key", key)

    def _fault_client(self, kind: str, message: str, span: Span) -> None:
        """Note why the client refuses; the first fault counts."""
        self.client_fault = self.client_fault or YamlFault(kind, message, span, "ConstructorError")

    def _fault_hub(self, kind: str, message: str, span: Span) -> None:
        """Note why the Hub refuses; the first fault counts."""
        self.hub_fault = self.hub_fault or YamlFault(kind, message, span)
