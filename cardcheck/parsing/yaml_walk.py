"""Nodes to data: one walk gives the values of both dialects, the entries, and what is odd about them.

In: composed nodes and the text they came from. Out: a `Reading`. It does not parse, and it does not decide
which reader's parse counts.
"""

from __future__ import annotations

from typing import Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from cardcheck.model.card import Difference, DuplicateKey, Entry, YamlFault
from cardcheck.model.text import Span
from cardcheck.parsing.yaml_compose import IMPLIED, PLAIN, AliasNode, Composed
from cardcheck.parsing.yaml_keys import client_key, escaped, hub_key
from cardcheck.parsing.yaml_merge import Merge, MergeFault, Merger
from cardcheck.parsing.yaml_scalars import TYPED_STARTS, PlainValues, ScalarFault, plain_values
from cardcheck.parsing.yaml_tags import TagFault, tagged_collection, tagged_scalar
from cardcheck.parsing.yaml_values import Split, client_of, hub_of

_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_new: Any = tuple.__new__


class Reading:
    """What one set of nodes says, filled by `walk`.

    `leaves` are the spans of all scalars and aliases in the order of the text.
    """

    def __init__(self, text: str, base: int, composed: Composed) -> None:
        self.text = text
        self.base = base
        self.anchors = composed.anchors
        # Only a block that holds one of these two has nodes with an anchor or a tag in front.
        self.has_properties = bool(composed.anchors) or "!" in text
        self.entries: dict[str, Entry] = {}
        self.duplicates: list[DuplicateKey] = []
        self.differences: list[Difference] = []
        self.leaves: list[Span] = []
        self.client_fault: YamlFault | None = None
        self.hub_fault: YamlFault | None = None
        self.client: Any = None
        self.hub: Any = None
        self.end = base
        self._merger = Merger()
        self._known: dict[int, Any] = {}
        if composed.root is not None:
            value = self.node(composed.root, "", None)
            self.client, self.hub = client_of(value), hub_of(value)

    def node(self, node: Any, pointer: str, key: Span | None) -> Any:
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

    def _scalar(self, node: ScalarNode, pointer: str, key: Span | None) -> Any:
        text: str = node.value
        tag = node.tag
        start = self.base + node.start_mark.index
        self.end = end = self.base + node.end_mark.index
        anchor = None
        if self.has_properties:
            start = self.content_start(start, end)
            anchor = self.anchors.get(id(node))
        if tag == PLAIN:
            span = _new(Span, (start, end))
            self.leaves.append(span)
            self.entries[pointer] = _new(Entry, (key, span, "scalar", "plain", text, None, anchor))
            if text and text[0] not in TYPED_STARTS:
                return text
            values = plain_values(text)
            return values.client if values.agree else self._parted(values, pointer, span, is_key=False)
        style = _STYLES[node.style]
        if style in {"literal", "folded"}:
            self.end = end = start + len(self.text[start - self.base : end - self.base].rstrip(" \t\r\n"))
        span = Span(start, end)
        self.leaves.append(span)
        self.entries[pointer] = Entry(key, span, "scalar", style, text, tag or None, anchor)
        return text if tag == IMPLIED else self._tagged(tagged_scalar(tag, text, style), span)

    def _parted(self, values: PlainValues, pointer: str, span: Span, *, is_key: bool) -> Any:
        if values.fault is not None:
            self.fault_client(values.fault.kind, values.fault.message, span)
        else:
            self.differences.append(Difference(pointer, span, is_key, values.client, values.hub))
        return Split(values.client, values.hub)

    def _tagged(self, value: Any, span: Span) -> Any:
        client, hub = client_of(value), hub_of(value)
        if isinstance(client, ScalarFault):
            self.fault_client(client.kind, client.message, span)
        if isinstance(hub, TagFault):
            self.fault_hub(hub.kind, hub.message, span)
        return value

    def _alias(self, node: AliasNode, pointer: str, key: Span | None) -> Any:
        span = Span(self.base + node.start_mark.index, self.base + node.end_mark.index)
        self.end = span.end
        self.leaves.append(span)
        self.entries[pointer] = Entry(key, span, "alias", "alias", node.name)
        return self._known[id(node.target)]

    def _collection(self, node: Any, pointer: str, key: Span | None) -> Any:
        start = self.base + node.start_mark.index
        anchor = tag = None
        if self.has_properties:
            start = self.content_start(start, self.base + node.end_mark.index)
            anchor, tag = self.anchors.get(id(node)), node.tag or None
        # The place is taken now, so that entries stand in the order of the text; the end is known later.
        self.entries[pointer] = None  # type: ignore[assignment]
        is_mapping = node.__class__ is MappingNode
        value = self._mapping(node, pointer) if is_mapping else self._sequence(node, pointer)
        if node.flow_style:
            self.end = self.base + node.end_mark.index
        span = _new(Span, (start, max(start, self.end)))
        kind, style = "mapping" if is_mapping else "sequence", "flow" if node.flow_style else "block"
        self.entries[pointer] = _new(Entry, (key, span, kind, style, "", tag, anchor))
        return value if tag is None else self._tagged(tagged_collection(tag, node, value), span)

    def _sequence(self, node: SequenceNode, pointer: str) -> Any:
        values = []
        parted = False
        prefix = pointer + "/"
        for index, item in enumerate(node.value):
            value = self.node(item, f"{prefix}{index}", None)
            parted = parted or value.__class__ is Split
            values.append(value)
        if parted:
            return Split([client_of(value) for value in values], [hub_of(value) for value in values])
        return values

    def _mapping(self, node: MappingNode, pointer: str) -> Any:
        client: dict[Any, Any] = {}
        hub = client
        merges: list[Merge] = []
        prefix = pointer + "/"
        for key_node, value_node in node.value:
            key, token, span = self._key(key_node, prefix)
            child = prefix + token
            if key is _MERGE:
                merges.append(Merge(self.node(value_node, child, span), span))
                continue
            earlier = None
            if hub_of(key) in hub:
                earlier = (self.entries.get(child), hub[hub_of(key)])
            value = self.node(value_node, child, span)
            if hub is client and (key.__class__ is Split or value.__class__ is Split):
                hub = dict(client)
            client[client_of(key)] = client_of(value)
            if hub is not client:
                hub[hub_of(key)] = hub_of(value)
            if earlier is not None:
                self._twice(child, earlier, span, hub_of(value))
        if merges:
            return self._merged(client, hub, merges)
        return client if hub is client else Split(client, hub)

    def _merged(self, client: dict[Any, Any], hub: dict[Any, Any], merges: list[Merge]) -> Any:
        value = self._merger.merged(client, hub, merges)
        ours, theirs = client_of(value), hub_of(value)
        if isinstance(ours, MergeFault):
            self.fault_client("merge", ours.message, ours.key)
        if isinstance(theirs, MergeFault):
            self.fault_hub("merge", theirs.message, theirs.key)
        return value

    def _key(self, node: Any, prefix: str) -> tuple[Any, str, Span]:
        """Read a mapping's key: its value in both dialects, its part of the pointer, its place."""
        if node.__class__ is ScalarNode and node.tag in _IMPLICIT and not self.has_properties:
            text: str = node.value
            span = _new(Span, (self.base + node.start_mark.index, self.base + node.end_mark.index))
            self.leaves.append(span)
            token = text if "/" not in text and "~" not in text else escaped(text)
            if node.tag == IMPLIED or (text and text[0] not in TYPED_STARTS):
                return text, token, span
            if text == "<<":
                return _MERGE, token, span
            values = plain_values(text)
            if values.agree and isinstance(values.client, str):
                return text, token, span
            if not values.agree:
                self._parted(values, prefix + token, span, is_key=True)
            return Split(values.client, hub_key(values.hub)), token, span
        return self._odd_key(node, prefix)

    def _odd_key(self, node: Any, prefix: str) -> tuple[Any, str, Span]:
        """Read a key that is a collection or an alias, or has an anchor or a tag: its own entries do not count."""
        before = self.entries
        self.entries = {}
        value = self.node(node, prefix, None)
        entry = self.entries[prefix]
        self.entries = before
        span = entry.value
        if entry.kind == "scalar" and (entry.text == "<<" and entry.style == "plain") and entry.tag in _MERGE_TAGS:
            return _MERGE, "<<", span
        hub = hub_key(hub_of(value))
        if hub is None:
            self.fault_hub("other", "nested arrays are not supported inside keys", span)
        client = client_key(client_of(value))
        if client is None:
            self.fault_client("unconstructable", "found unhashable key", span)
            client = (hub,)
        return Split(client[0], hub), escaped(entry.text if entry.kind == "scalar" else str(hub)), span

    def _twice(self, pointer: str, earlier: tuple[Entry | None, Any], key: Span, value: Any) -> None:
        first, first_value = earlier
        again = self.entries[pointer]
        first_key = first.key if first and first.key else key
        same_value = bool(first_value == value)
        place = first.value if first else again.value
        self.duplicates.append(DuplicateKey(pointer, first_key, place, key, again.value, same_value))
        self.fault_hub("duplicate-key", "duplicated mapping key", key)

    def content_start(self, start: int, end: int) -> int:
        """Return where a node's own text begins, after its anchor and tag."""
        text, base = self.text, self.base
        index = start - base
        while index < end - base and text[index] in "&!":
            while index < end - base and text[index] not in " \t\r\n":
                index += 1
            while index < end - base and text[index] in " \t\r\n#":
                if text[index] == "#":
                    while index < end - base and text[index] not in "\r\n":
                        index += 1
                else:
                    index += 1
        return base + index

    def fault_client(self, kind: str, message: str, span: Span) -> None:
        """Note why the client refuses; the first fault counts."""
        self.client_fault = self.client_fault or YamlFault(kind, message, span)

    def fault_hub(self, kind: str, message: str, span: Span) -> None:
        """Note why the Hub refuses; the first fault counts."""
        self.hub_fault = self.hub_fault or YamlFault(kind, message, span)


_MERGE: Any = object()
_IMPLICIT = (PLAIN, IMPLIED)
_MERGE_TAGS = (None, "tag:yaml.org,2002:merge")
