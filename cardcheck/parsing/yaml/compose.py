"""YAML text to nodes: one compose for ordinary blocks, an event by event one for the rest.

In: the text of a block. Out: PyYAML nodes whose tag says `PLAIN` for a plain scalar and `IMPLIED` for everything
else without a tag of its own, or a `Refusal`. It gives no scalar a value and knows no card.
"""

import operator
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

try:
    from yaml import CSafeLoader as _Fast
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Fast  # type: ignore[assignment]

# No text can spell the first of these as a tag.
PLAIN = "\0"
IMPLIED = ""
MAX_DEPTH = 200


class Place:
    """An offset in the place of PyYAML's mark."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index


class AliasNode:
    """`*name`, with the node that it stands for."""

    __slots__ = ("end_mark", "name", "start_mark", "target")

    def __init__(self, name: str, target: "Node", start: Any, end: Any) -> None:
        self.name = name
        self.target = target
        self.start_mark = start
        self.end_mark = end


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode | AliasNode


class Composed(NamedTuple):
    """A document: `root` is None where it is empty, `anchors` maps the identity of a node to its name."""

    root: Node | None
    anchors: dict[int, str]


class Refusal(Exception):  # noqa: N818 - what a reader does, not an accident of ours
    """A reader does not take the text.

    `message` is its own sentence, `index` where it stopped, `context` what it was reading then and
    `context_index` where that began; `kind` is the cause where the parser itself knows it. `exception` is the class
    that PyYAML raises.
    """

    def __init__(
        self,
        message: str,
        index: int,
        kind: str | None = None,
        *,
        end: int | None = None,
        context: str = "",
        context_index: int | None = None,
        exception: str = "ComposerError",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.index = index
        self.kind = kind
        self.end = end
        self.context = context
        self.exception = exception
        self.context_index = index if context_index is None else context_index


def _mark_tag(_loader: Any, kind: Any, _value: Any, implicit: tuple[bool, bool]) -> str:
    return PLAIN if kind is ScalarNode and implicit[0] else IMPLIED


class _FastLoader(_Fast):
    """libyaml, telling plain scalars apart instead of giving them types."""

    resolve = _mark_tag
    # Called for each node and of no use without path resolvers; what is built in is called fastest.
    descend_resolver = staticmethod(operator.is_)  # type: ignore[assignment]
    ascend_resolver = staticmethod(int)  # type: ignore[assignment]


class _PureLoader(yaml.SafeLoader):
    """The parser that `yaml.safe_load` runs, telling plain scalars apart instead of giving them types."""

    resolve = _mark_tag


def compose_fast(text: str) -> Composed:
    """Compose an ordinary block: no anchors, no deep nesting (deep nesting overruns the C stack)."""
    loader = _open(_FastLoader, text)
    try:
        return Composed(loader.get_single_node(), {})
    except yaml.YAMLError as error:
        raise _refusal(error) from None


def compose_events(text: str, *, pure: bool) -> Composed:
    """Compose any block without recursion, remembering anchors and the places of aliases."""
    loader = _open(_PureLoader if pure else _FastLoader, text)
    try:
        return _Assembly(loader).document()
    except yaml.YAMLError as error:
        raise _refusal(error) from None


def _open(loader: Any, text: str) -> Any:
    try:
        return loader(text)
    except yaml.YAMLError as error:
        raise _refusal(error) from None
    except UnicodeEncodeError as error:
        raise Refusal(
            "special characters are not allowed", error.start, "control-character", exception="ReaderError"
        ) from None


def _refusal(error: yaml.YAMLError) -> Refusal:
    if isinstance(error, yaml.MarkedYAMLError):
        index, context_index = (
            mark.index if mark else None for mark in (error.problem_mark or error.context_mark, error.context_mark)
        )
        return Refusal(
            str(error.problem or error.context),
            index or 0,
            context=error.context or "",
            context_index=context_index,
            exception=type(error).__name__,
        )
    position = getattr(error, "position", 0)
    return Refusal(str(getattr(error, "reason", error)), position, "control-character", exception="ReaderError")


class _Assembly:
    """Nodes put together from parser events on an explicit stack."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.anchors: dict[str, Node] = {}
        self.names: dict[int, str] = {}

    def document(self) -> Composed:
        """Read the one document of the stream."""
        next_event = self.loader.get_event
        next_event()
        if isinstance(next_event(), StreamEndEvent):
            return Composed(None, {})
        root = self._root()
        next_event()
        event: Any = next_event()
        if not isinstance(event, StreamEndEvent):
            raise Refusal("but found another document", event.start_mark.index, "second-document")
        return Composed(root, self.names)

    def _root(self) -> Node:
        open_nodes: list[tuple[SequenceNode | MappingNode, list[Node]]] = []
        while True:
            event: Any = self.loader.get_event()
            kind = event.__class__
            if kind is SequenceStartEvent or kind is MappingStartEvent:
                if len(open_nodes) >= MAX_DEPTH:
                    raise Refusal(f"nesting deeper than {MAX_DEPTH} levels", event.start_mark.index, "too-deep")
                open_nodes.append((self._collection(event), []))
                continue
            if kind is AliasEvent:
                node: Node = self._alias(event)
            elif kind is ScalarEvent:
                tag = _mark_tag(None, ScalarNode, None, event.implicit) if event.tag in {None, "!"} else event.tag
                node = ScalarNode(tag, event.value, event.start_mark, event.end_mark, event.style)
                self._name(event, node)
            else:
                node = self._closed(event, *open_nodes.pop())
            if not open_nodes:
                return node
            open_nodes[-1][1].append(node)

    def _collection(self, event: Any) -> SequenceNode | MappingNode:
        tag = IMPLIED if event.tag in {None, "!"} else event.tag
        kind = SequenceNode if isinstance(event, SequenceStartEvent) else MappingNode
        node = kind(tag, [], event.start_mark, None, event.flow_style)
        self._name(event, node)
        return node

    @staticmethod
    def _closed(event: Any, node: Any, children: list[Node]) -> Node:
        node.end_mark = event.end_mark
        pairs = isinstance(node, MappingNode)
        node.value = list(zip(children[::2], children[1::2], strict=True)) if pairs else children
        opened: Node = node
        return opened

    def _name(self, event: Any, node: Node) -> None:
        if event.anchor is None:
            return
        if event.anchor in self.anchors:
            raise Refusal(f"found duplicate anchor {event.anchor!r}", event.start_mark.index, "other")
        self.anchors[event.anchor] = node
        self.names[id(node)] = event.anchor

    def _alias(self, event: Any) -> AliasNode:
        target = self.anchors.get(event.anchor)
        if target is None:
            raise Refusal(
                f"found undefined alias {event.anchor!r}",
                event.start_mark.index,
                "undefined-alias",
                end=event.end_mark.index,
            )
        return AliasNode(event.anchor, target, event.start_mark, event.end_mark)
