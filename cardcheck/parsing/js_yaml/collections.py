"""Sequences and mappings by js-yaml's grammar, in block and in flow style.

In: a cursor and the one who reads nodes. Out: collection nodes, the cursor after them. What keys and values mean,
and whether a key is given twice, is decided elsewhere.
"""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from cardcheck.parsing.js_yaml.cursor import BLANKS, END, SPACE, Cursor
from cardcheck.parsing.yaml.compose import IMPLIED, PLAIN, Node, Place, Refusal

_TAB = "tab characters must not be used in indentation"


class Context(Enum):
    """Where a node stands: inside brackets, a key, a list item, or a mapping's value and the root."""

    FLOW = 1
    KEY = 2
    ITEM = 3
    VALUE = 4

    def __init__(self, number: int) -> None:
        # Whether block collections and block scalars may stand here.
        self.is_block = number > 2


class NodeReader(Protocol):
    """The one who reads any node."""

    cursor: Cursor

    def node(self, parent: int, context: Context, *, seek: bool, compact: bool) -> Node | None:
        """Read a node that is indented deeper than `parent`; None where nothing stands here."""
        ...


def missing(position: int) -> ScalarNode:
    """Return the node that stands where none is written."""
    return ScalarNode(PLAIN, "", Place(position), Place(position))  # type: ignore[arg-type]


def _place(node: SequenceNode | MappingNode, end: int) -> None:
    node.end_mark = Place(end)


def read_block_sequence(reader: NodeReader, indent: int) -> SequenceNode | None:
    """Read `- item` lines."""
    cursor = reader.cursor
    # A tab before the dash makes it no list, though a scalar may still begin with one.
    if cursor.first_tab >= 0 or cursor.here != "-" or cursor.following not in SPACE:
        return None
    items: list[Node] = []
    node = SequenceNode(IMPLIED, items, Place(cursor.position), None, flow_style=False)  # type: ignore[arg-type]
    while cursor.here != END:
        if cursor.first_tab >= 0:
            cursor.refuse(_TAB, "tab", cursor.first_tab)
        if cursor.here != "-" or cursor.following not in SPACE:
            break
        cursor.position += 1
        dash_end = cursor.position
        if cursor.skip_space(comments=True) and cursor.indent <= indent:
            items.append(missing(dash_end))
            continue
        line = cursor.line
        items.append(reader.node(indent, Context.ITEM, seek=False, compact=True) or missing(dash_end))
        cursor.skip_space(comments=True)
        if (cursor.line == line or cursor.indent > indent) and cursor.here != END:
            cursor.refuse("bad indentation of a sequence entry")
        if cursor.indent < indent:
            break
    _place(node, cursor.position)
    return node


def read_block_mapping(reader: NodeReader, indent: int, flow_indent: int) -> Node | None:
    """Read `key: value` lines; where the first key turns out to be no key, it is the node."""
    return _BlockMapping(reader, indent, flow_indent).read()


class _BlockMapping:
    """A block mapping being read.

    `key` is the key that waits for its value; `is_explicit` tells that it was written with `?`.
    """

    def __init__(self, reader: NodeReader, indent: int, flow_indent: int) -> None:
        self.reader = reader
        self.cursor = reader.cursor
        self.indent = indent
        self.flow_indent = flow_indent
        self.pairs: list[tuple[Node, Node]] = []
        self.key: Node | None = None
        self.mark_end = self.cursor.position
        self.is_explicit = self.is_found = self.is_compact = False
        place = Place(self.cursor.position)
        self.mapping = MappingNode(IMPLIED, self.pairs, place, None, flow_style=False)  # type: ignore[arg-type]

    def read(self) -> Node | None:
        """Read all entries."""
        cursor = self.cursor
        if cursor.first_tab >= 0:
            return None
        while cursor.here != END:
            if not self.is_explicit and cursor.first_tab >= 0:
                cursor.refuse(_TAB, "tab", cursor.first_tab)
            line = cursor.line
            if cursor.here in "?:" and cursor.following in SPACE:
                self._mark()
            else:
                node = self.reader.node(self.flow_indent, Context.KEY, seek=False, compact=True)
                if node is None:
                    break
                if not self._colon(node, line):
                    return node
            if self._is_last(line):
                break
        if self.is_explicit:
            self._store(None)
        if not self.is_found:
            return None
        _place(self.mapping, cursor.position)
        return self.mapping

    def _is_last(self, line: int) -> bool:
        """Read what follows a key that stands in `line`; whether the mapping ends there."""
        cursor = self.cursor
        if cursor.line == line or cursor.indent > self.indent:
            self._value()
        if (cursor.line == line or cursor.indent > self.indent) and cursor.here != END:
            cursor.refuse("bad indentation of a mapping entry")
        return cursor.indent < self.indent

    def _mark(self) -> None:
        """Read `?`, or the `:` that follows a key written with `?`."""
        cursor = self.cursor
        if cursor.here == "?":
            if self.is_explicit:
                self._store(None)
            self.is_explicit = self.is_found = True
        elif self.is_explicit:
            self.is_explicit = False
        else:
            cursor.refuse(
                "incomplete explicit mapping pair; a key node is missed; or followed by a non-tabulated empty line",
                "missing-key",
            )
        self.is_compact = True
        cursor.position += 1
        self.mark_end = cursor.position

    def _colon(self, node: Node, line: int) -> bool:
        """Read the `:` after a key; whether there is one."""
        cursor = self.cursor
        if cursor.line != line:
            if self.is_found:
                message = "can not read a block mapping entry; a multiline key may not be an implicit key"
                raise Refusal(message, cursor.position, context_index=node.start_mark.index)
            return False
        while cursor.here in BLANKS:
            cursor.position += 1
        if cursor.here != ":":
            if self.is_found:
                message = "can not read an implicit mapping pair; a colon is missed"
                raise Refusal(message, cursor.position, context_index=node.start_mark.index)
            return False
        cursor.position += 1
        if cursor.here not in SPACE:
            cursor.refuse("a whitespace character is expected after the key-value separator within a block mapping")
        if self.is_explicit:
            self._store(None)
        self.is_found = True
        self.is_explicit = self.is_compact = False
        self.key = node
        self.mark_end = cursor.position
        return True

    def _value(self) -> None:
        node = self.reader.node(self.indent, Context.VALUE, seek=True, compact=self.is_compact)
        if self.is_explicit:
            self.key = node
        else:
            self._store(node)
        self.cursor.skip_space(comments=True)

    def _store(self, value: Node | None) -> None:
        self.pairs.append((self.key or missing(self.mark_end), value or missing(self.mark_end)))
        self.key = None


def read_flow_collection(reader: NodeReader, indent: int) -> Node | None:
    """Read `[…]` or `{…}`."""
    cursor = reader.cursor
    start = cursor.position
    if cursor.here not in "[{":
        return None
    is_mapping = cursor.here == "{"
    closing = "}" if is_mapping else "]"
    children: list[Node] = []
    pairs: list[tuple[Node, Node]] = []
    place = Place(start)
    node: SequenceNode | MappingNode = (
        MappingNode(IMPLIED, pairs, place, None, flow_style=True)  # type: ignore[arg-type]
        if is_mapping
        else SequenceNode(IMPLIED, children, place, None, flow_style=True)  # type: ignore[arg-type]
    )
    cursor.position += 1
    may_continue = True
    while cursor.here != END:
        cursor.skip_space(comments=True)
        if cursor.here == closing:
            cursor.position += 1
            _place(node, cursor.position)
            return node
        if not may_continue:
            raise Refusal("missed comma between flow collection entries", cursor.position, context_index=start)
        if cursor.here == ",":
            cursor.refuse("expected the node content, but found ','")
        key, value = _flow_entry(reader, indent)
        if is_mapping:
            pairs.append((key, value or missing(key.end_mark.index)))
        else:
            children.append(key if value is None else _single_pair(key, value))
        cursor.skip_space(comments=True)
        may_continue = cursor.here == ","
        cursor.position += may_continue
    return cursor.refuse("unexpected end of the stream within a flow collection", "unclosed-bracket", start)


def _flow_entry(reader: NodeReader, indent: int) -> tuple[Node, Node | None]:
    """Read an entry; the value is None where there is no pair."""
    cursor = reader.cursor
    is_pair = cursor.here == "?" and cursor.following in SPACE
    is_explicit = is_pair
    if is_explicit:
        cursor.position += 1
        cursor.skip_space(comments=True)
    line = cursor.line
    place = cursor.position
    key = reader.node(indent, Context.FLOW, seek=False, compact=True) or missing(place)
    cursor.skip_space(comments=True)
    value: Node | None = None
    if (is_explicit or cursor.line == line) and cursor.here == ":":
        is_pair = True
        cursor.position += 1
        place = cursor.position
        cursor.skip_space(comments=True)
        value = reader.node(indent, Context.FLOW, seek=False, compact=True)
    return key, (value or missing(place)) if is_pair else None


def _single_pair(key: Node, value: Node) -> MappingNode:
    node = MappingNode(IMPLIED, [(key, value)], key.start_mark, None, flow_style=True)
    _place(node, value.end_mark.index)
    return node
