"""A block by js-yaml's own grammar, for blocks on which it and libyaml may part.

In: the text of a block. Out: the same nodes that the compose of PyYAML gives, or a `Refusal` in js-yaml's words.
js-yaml's grammar is not YAML's: it takes deficient indentation in flow collections, most tabs, any anchor name and
keys of any length, and gives up at 100 levels. The behaviour is that of version 4.3.2.
"""

from __future__ import annotations

import re

from yaml.nodes import MappingNode

from cardcheck.parsing.js_yaml.block import read_block_scalar
from cardcheck.parsing.js_yaml.collections import (
    Context,
    missing,
    read_block_mapping,
    read_block_sequence,
    read_flow_collection,
)
from cardcheck.parsing.js_yaml.cursor import END, Cursor, Snapshot
from cardcheck.parsing.js_yaml.properties import Tags, read_name
from cardcheck.parsing.js_yaml.scalars import read_double, read_plain, read_single
from cardcheck.parsing.yaml.compose import IMPLIED, PLAIN, AliasNode, Composed, Node, Place, Refusal

MAX_DEPTH = 100
# A name that somebody may have meant as one; anything else is a value that happens to begin with `*`.
_NAME = re.compile(r"[\w-]+")


def compose_hub(block: str) -> Composed:
    """Compose a block as js-yaml does."""
    # js-yaml takes a byte-order mark off, which shifts columns in the first line.
    return _Grammar(Cursor(block, 1 if block.startswith("\ufeff") else 0)).document()


class _Properties:
    """Tag and anchor of a node being read; `begin` is where they start, `end` the offset behind them."""

    __slots__ = ("anchor", "begin", "end", "tag")

    def __init__(self) -> None:
        self.tag: str | None = None
        self.anchor: str | None = None
        self.begin: Snapshot | None = None
        self.end = 0


class _Grammar:
    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.tags = Tags()
        # None: the node that has the name is still being read.
        self.anchors: dict[str, Node | None] = {}
        self.names: dict[int, str] = {}
        # Nodes are told apart by identity, so those that have a name stay alive.
        self.named: list[Node] = []
        # What anchors stood for before, so that a reading that leads nowhere can be undone.
        self.journal: list[tuple[str, Node | None]] = []
        # Aliases inside the node they name, which is not there yet.
        self.inner: dict[str, list[AliasNode]] = {}
        self.depth = 0

    def document(self) -> Composed:
        """Read the one document."""
        cursor = self.cursor
        roots: list[Node | None] = []
        begins: list[int] = []
        while cursor.position < cursor.length - 1:
            begins.append(cursor.position)
            self.tags, self.anchors = Tags(), {}
            roots.append(self._one_document())
        if len(roots) > 1:
            message = "expected a single document in the stream, but found more"
            cursor.refuse(message, "second-document", begins[1])
        for aliases in self.inner.values():
            first = aliases[0]
            message = f"alias {first.name!r} stands inside the node it names"
            raise Refusal(message, first.start_mark.index, "alias-expansion", end=first.end_mark.index)
        return Composed(roots[0] if roots else None, self.names)

    def _one_document(self) -> Node | None:
        cursor = self.cursor
        has_directives = False
        while cursor.here != END:
            cursor.skip_space(comments=True)
            if cursor.indent > 0 or cursor.here != "%":
                break
            has_directives = True
            self.tags.read_directive(cursor)
        cursor.skip_space(comments=True)
        if cursor.indent == 0 and cursor.text.startswith("---", cursor.position):
            cursor.position += 3
            cursor.skip_space(comments=True)
        elif has_directives:
            cursor.refuse("directives end mark is expected", "leading-indicator")
        root = self.node(cursor.indent - 1, Context.VALUE, seek=False, compact=True)
        cursor.skip_space(comments=True)
        if cursor.position == cursor.line_start and cursor.at_document_mark():
            if cursor.here == ".":
                cursor.position += 3
                cursor.skip_space(comments=True)
        elif cursor.position < cursor.length - 1:
            cursor.refuse("end of the stream or a document separator is expected")
        return root

    def node(self, parent: int, context: Context, *, seek: bool, compact: bool) -> Node | None:
        """Read a node that is indented deeper than `parent`; None where nothing stands here."""
        cursor = self.cursor
        if self.depth >= MAX_DEPTH:
            cursor.refuse(f"nesting exceeded maxDepth ({MAX_DEPTH})", "too-deep")
        self.depth += 1
        new_line = seek and cursor.skip_space(comments=True) > 0
        properties = _Properties()
        collections = context.is_block
        if not new_line or cursor.indent > parent:
            new_line, collections = self._properties(properties, context, new_line=new_line)
        is_deeper = not new_line or cursor.indent > parent
        collections = collections and (new_line or compact)
        node: Node | None = None
        if properties.anchor is not None:
            self._remember(properties.anchor, None)
        if is_deeper:
            node = self._content(parent, context, properties, collections=collections)
        elif context is Context.VALUE and cursor.indent == parent and collections:
            node = read_block_sequence(self, cursor.position - cursor.line_start)
        if properties.begin is not None:
            node = node or missing(properties.end)
            self._settle(node, properties, properties.begin.position)
        self.depth -= 1
        return node

    def _properties(self, found: _Properties, context: Context, *, new_line: bool) -> tuple[bool, bool]:
        """Read tag and anchor; return whether a new line has begun and whether block collections may follow."""
        cursor = self.cursor
        collections = context.is_block
        while cursor.here in "!&":
            before = cursor.save()
            if cursor.here == "!":
                if found.tag is not None:
                    if new_line:
                        break
                    cursor.refuse("duplication of a tag property", "leading-indicator")
                found.tag = self.tags.read(cursor)
            else:
                if found.anchor is not None:
                    if new_line:
                        break
                    cursor.refuse("duplication of an anchor property", "leading-indicator")
                found.anchor = read_name(cursor, "anchor")
            found.begin, found.end = found.begin or before, cursor.position
            if cursor.skip_space(comments=True):
                new_line = True
                collections = context.is_block
            else:
                collections = False
        return new_line, collections

    def _content(self, parent: int, context: Context, found: _Properties, *, collections: bool) -> Node | None:
        cursor = self.cursor
        flow_indent = parent + 1 if context.is_block else parent
        node: Node | None = None
        if collections:
            column = cursor.position - cursor.line_start
            node = read_block_sequence(self, column) or read_block_mapping(self, column, flow_indent)
            if node is None and cursor.first_tab < 0 and cursor.here != END:
                # js-yaml forgets a tag and an anchor when it looks for a key in vain: before a block scalar.
                found.tag = found.anchor = found.begin = None
        node = node or read_flow_collection(self, flow_indent)
        if node is None and found.begin and context.is_block and not collections and cursor.here not in "|>":
            node = self._mapping_from_property(found, flow_indent)
        if node is None:
            node = self._scalar(flow_indent, context)
            if isinstance(node, AliasNode) and found.begin:
                cursor.refuse("alias node should not have any properties", "leading-indicator", node.start_mark.index)
        return node

    def _scalar(self, indent: int, context: Context) -> Node | None:
        cursor = self.cursor
        node: Node | None = read_block_scalar(cursor, indent) if context.is_block else None
        node = node or read_single(cursor) or read_double(cursor)
        if node is None and cursor.here == "*":
            return self._alias()
        return node or read_plain(cursor, indent, in_flow=context is Context.FLOW)

    def _alias(self) -> Node:
        cursor = self.cursor
        start = cursor.position
        name = read_name(cursor, "alias")
        end = cursor.position
        if name not in self.anchors:
            kind = "undefined-alias" if _NAME.fullmatch(name) else "leading-indicator"
            raise Refusal(f'unidentified alias "{name}"', start, kind, end=end)
        target = self.anchors[name]
        cursor.skip_space(comments=True)
        alias = AliasNode(name, target or missing(start), Place(start), Place(end))
        if target is None:
            self.inner.setdefault(name, []).append(alias)
        return alias

    def _settle(self, node: Node, found: _Properties, begin: int) -> None:
        """Give a node the tag and anchor that were read before it."""
        if isinstance(node, AliasNode):
            return
        node.start_mark = Place(begin)
        is_missing = node.tag == PLAIN and not node.value
        if found.tag is not None and not (is_missing and found.tag == IMPLIED):
            node.tag = found.tag
        if found.anchor is not None:
            self._remember(found.anchor, node)
            for alias in self.inner.pop(found.anchor, ()):
                alias.target = node
            self.names[id(node)] = found.anchor
            self.named.append(node)

    def _mapping_from_property(self, found: _Properties, flow_indent: int) -> Node | None:
        """Read `&a key: value` on the line of the parent: the properties then belong to the first key."""
        cursor = self.cursor
        assert found.begin is not None
        before, mark = cursor.save(), len(self.journal)
        cursor.restore(found.begin)
        column = cursor.position - cursor.line_start
        node = read_block_mapping(self, column, flow_indent)
        if isinstance(node, MappingNode) and not node.flow_style:
            found.begin = found.tag = found.anchor = None
            return node
        cursor.restore(before)
        while len(self.journal) > mark:
            name, earlier = self.journal.pop()
            if earlier is None:
                self.anchors.pop(name, None)
            else:
                self.anchors[name] = earlier
        return None

    def _remember(self, name: str, node: Node | None) -> None:
        self.journal.append((name, self.anchors.get(name)))
        self.anchors[name] = node
