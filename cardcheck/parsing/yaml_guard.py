"""Bounds: what may be given to a parser at all, and how far aliases may blow a block up.

In: text or composed nodes. Out: verdicts. Every limit is far above what cards need.
"""

from __future__ import annotations

import re
from typing import Any

from yaml.nodes import MappingNode, ScalarNode

from cardcheck.parsing.yaml_compose import MAX_DEPTH, AliasNode, Composed, Refusal

MAX_CHARACTERS = 4 * 1024 * 1024
MAX_EXPANDED = 200_000
# js-yaml gives up at 100 levels; a block that might come near is not ordinary.
_MANY = 90
# Block collections nest by indentation or by `- - -` on one line.
_DEEP_LINE = re.compile(r"^[ \t\-?:]{%d}" % _MANY, re.MULTILINE)


def is_shallow(text: str) -> bool:
    """Whether no parse of the text can nest deeply, as far as a glance tells."""
    return text.count("[") + text.count("{") < _MANY and not _DEEP_LINE.search(text)


def check_expansion(composed: Composed) -> None:
    """Refuse nodes whose aliases, written out, would make too many nodes or nest too deeply, or never end."""
    if composed.anchors and composed.root is not None:
        _Expansion().measure(composed.root)


class _Expansion:
    """Written-out size and depth of nodes, each measured once."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[int, int] | None] = {}

    def measure(self, node: Any) -> tuple[int, int]:
        """Return size and depth of a node; recursion is as deep as the nodes, which is bounded."""
        if isinstance(node, AliasNode):
            return self._target(node)
        if isinstance(node, ScalarNode):
            self.known[id(node)] = (1, 1)
            return 1, 1
        self.known[id(node)] = None
        size, depth = 1, 0
        children = (part for pair in node.value for part in pair) if isinstance(node, MappingNode) else node.value
        for child in children:
            child_size, child_depth = self.measure(child)
            size, depth = size + child_size, max(depth, child_depth)
            if isinstance(child, AliasNode):
                self._limit(child, size, depth)
        self.known[id(node)] = (size, depth + 1)
        return size, depth + 1

    def _target(self, alias: AliasNode) -> tuple[int, int]:
        measured = self.known[id(alias.target)]
        if measured is None:
            message = f"alias {alias.name!r} stands inside the node it names"
            raise Refusal(message, alias.start_mark.index, "alias-expansion", alias.end_mark.index)
        return measured

    @staticmethod
    def _limit(alias: AliasNode, size: int, depth: int) -> None:
        if size > MAX_EXPANDED:
            message = f"aliases expand to more than {MAX_EXPANDED} nodes"
            raise Refusal(message, alias.start_mark.index, "alias-expansion", alias.end_mark.index)
        if depth >= MAX_DEPTH:
            message = f"aliases nest deeper than {MAX_DEPTH} levels"
            raise Refusal(message, alias.start_mark.index, "too-deep", alias.end_mark.index)
