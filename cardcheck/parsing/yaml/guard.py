"""Bounds: how long a block may be, and how far aliases may blow it up.

In: composed nodes. Out: nothing, or a refusal. Every limit is far above what cards need.
"""

from __future__ import annotations

from typing import Any

from yaml.nodes import MappingNode, ScalarNode

from cardcheck.parsing.yaml.compose import MAX_DEPTH, AliasNode, Composed, Refusal

MAX_CHARACTERS = 4 * 1024 * 1024
# What the readers' own grammars may take; they need some ten seconds for a million hostile characters, and the
# longest real block has 950,000.
MAX_ODD = 1024 * 1024
MAX_PURE = 128 * 1024
MAX_EXPANDED = 200_000


def check_expansion(composed: Composed) -> None:
    """Refuse nodes whose aliases, written out, would make too many nodes or nest too deeply, or never end."""
    if composed.anchors and composed.root is not None:
        _Expansion().measure(composed.root)


def merges_itself(mapping: MappingNode, key: Any, value: Any) -> bool:
    """Whether an entry merges a mapping into itself, which both readers take for nothing."""
    return isinstance(value, AliasNode) and value.target is mapping and getattr(key, "value", None) == "<<"


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
        children = node.value
        if isinstance(node, MappingNode):
            children = [
                part for key, value in node.value if not merges_itself(node, key, value) for part in (key, value)
            ]
        for child in children:
            child_size, child_depth = self.measure(child)
            size, depth = size + child_size, max(depth, child_depth)
            if isinstance(child, AliasNode):
                self._limit(child, size, depth)
        self.known[id(node)] = (size, depth + 1)
        return size, depth + 1

    def _target(self, alias: AliasNode) -> tuple[int, int]:
        measured = self.known.get(id(alias.target))
        if measured is None:
            message = f"alias {alias.name!r} stands inside the node it names"
            raise Refusal(message, alias.start_mark.index, "alias-expansion", end=alias.end_mark.index)
        return measured

    @staticmethod
    def _limit(alias: AliasNode, size: int, depth: int) -> None:
        if size > MAX_EXPANDED:
            message = f"aliases expand to more than {MAX_EXPANDED} nodes"
            raise Refusal(message, alias.start_mark.index, "alias-expansion", end=alias.end_mark.index)
        if depth >= MAX_DEPTH:
            message = f"aliases nest deeper than {MAX_DEPTH} levels"
            raise Refusal(message, alias.start_mark.index, "too-deep", end=alias.end_mark.index)
