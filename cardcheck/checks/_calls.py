"""Calls of `load_dataset` in the card's snippets, and what is done with what they give. Trees in; plain facts out.

Only what is written out counts: a name given by a variable is unknown, and a variable that is set again in another way
is forgotten. Nothing is executed.
"""

import ast
import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from cardcheck.checks._python import Snippet, snippets
from cardcheck.checks._same_card import SameCard
from cardcheck.model.card import Card
from cardcheck.model.text import Span

LOADERS = frozenset({"load_dataset", "load_dataset_builder"})
_POSITIONAL = ("path", "name", "data_dir", "data_files", "split")
_MOST_NODES = 20_000


class Unknown:
    """What is given, but not written out."""


UNKNOWN = Unknown()


class Call(NamedTuple):
    """One call: each argument's value by its name (`UNKNOWN` where it is not written out), and its node.

    `is_open` tells that `*args` or `**kwargs` may give more.
    """

    snippet: Snippet
    node: ast.Call
    values: dict[str, Any]
    nodes: dict[str, ast.expr]
    keywords: tuple[ast.keyword, ...]
    is_open: bool

    @property
    def path(self) -> Any:
        """What is loaded."""
        return self.values.get("path", UNKNOWN)

    def span(self, name: str) -> Span:
        """Return where an argument's value stands."""
        return self.snippet.span(self.nodes[name])


class Use(NamedTuple):
    """A key that what a call gives is asked for, by `["…"]`: `keys` are all from the call on, this one last.

    A number or a slice among them is an int.
    """

    call: Call
    keys: tuple[str | int, ...]
    snippet: Snippet
    node: ast.expr


def calls(card: Card) -> tuple[Call, ...]:
    """Return every call in the card's snippets."""
    return _calls(SameCard(card)) if snippets(card) else ()


@functools.lru_cache(maxsize=2)
def _calls(same: SameCard) -> tuple[Call, ...]:
    if _is_foreign(same.card):
        return ()
    return tuple(call for snippet in snippets(same.card) if snippet.tree for call in _calls_in(snippet))


def uses(card: Card) -> Iterator[Use]:
    """Yield every key that something loaded is asked for, snippet after snippet."""
    known: dict[str, tuple[Call, tuple[str | int, ...]]] = {}
    made = {id(call.node): call for call in calls(card)}
    for snippet in snippets(card) if made else ():
        if snippet.tree is None:
            continue
        for statement in snippet.tree.body:
            yield from _uses_in(statement, snippet, made, known)
            for name in _bound(statement):
                known.pop(name, None)
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    origin = _origin(value, made, known)
                    if origin is not None:
                        known[name] = origin


def _is_foreign(card: Card) -> bool:
    """Whether the card's `load_dataset` is another library's."""
    for snippet in snippets(card):
        for statement in snippet.tree.body if snippet.tree else ():
            match statement:
                case ast.ImportFrom(module=str(module), names=names) if module.partition(".")[0] != "datasets":
                    if any(name.name in LOADERS for name in names):
                        return True
    return False


def _calls_in(snippet: Snippet) -> list[Call]:
    assert snippet.tree is not None
    found = []
    for count, node in enumerate(ast.walk(snippet.tree)):
        if count > _MOST_NODES:
            break
        if isinstance(node, ast.Call) and _is_loader(node.func):
            found.append(_call(snippet, node))
    return sorted(found, key=lambda call: (call.node.lineno, call.node.col_offset))


def _is_loader(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="datasets"), attr=name):
            return name in LOADERS
    return False


def _call(snippet: Snippet, node: ast.Call) -> Call:
    nodes: dict[str, ast.expr] = {}
    is_open = len(node.args) > len(_POSITIONAL)
    for name, value in zip(_POSITIONAL, node.args, strict=False):
        if isinstance(value, ast.Starred):
            is_open = True
            break
        nodes[name] = value
    keywords = tuple(keyword for keyword in node.keywords if keyword.arg is not None)
    is_open = is_open or len(keywords) < len(node.keywords)
    nodes |= {keyword.arg: keyword.value for keyword in keywords if keyword.arg is not None}
    values = {name: _value(value) for name, value in nodes.items()}
    return Call(snippet, node, values, nodes, keywords, is_open)


def _value(node: ast.expr) -> Any:
    return node.value if isinstance(node, ast.Constant) else UNKNOWN


def _origin(
    node: ast.expr, made: dict[int, Call], known: dict[str, tuple[Call, tuple[str | int, ...]]]
) -> tuple[Call, tuple[str | int, ...]] | None:
    """Return from which call an expression comes, and by which keys."""
    keys: list[str | int] = []
    while isinstance(node, ast.Subscript):
        match node.slice:
            case ast.Constant(value=str(key)):
                keys.append(key)
            case ast.Constant(value=int()) | ast.Slice() | ast.UnaryOp(operand=ast.Constant(value=int())):
                keys.append(0)
            case _:
                return None
        node = node.value
    if isinstance(node, ast.Call) and id(node) in made:
        return made[id(node)], tuple(reversed(keys))
    if isinstance(node, ast.Name) and node.id in known:
        call, before = known[node.id]
        return call, (*before, *reversed(keys))
    return None


def _uses_in(
    statement: ast.stmt, snippet: Snippet, made: dict[int, Call], known: dict[str, tuple[Call, tuple[str | int, ...]]]
) -> Iterator[Use]:
    # Inside functions and classes the names are others, and what is set or deleted is not asked for.
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    again = _bound(statement)
    for count, node in enumerate(ast.walk(statement)):
        if count > _MOST_NODES:
            return
        if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
            continue
        root: ast.expr = node
        while isinstance(root, ast.Subscript):
            root = root.value
        if isinstance(root, ast.Name) and root.id in again and not isinstance(statement, ast.Assign):
            continue
        origin = _origin(node, made, known)
        if origin is not None and origin[1] and isinstance(origin[1][-1], str):
            yield Use(origin[0], origin[1], snippet, node.slice)


def _bound(statement: ast.stmt) -> set[str]:
    """Return the names that a statement sets, and those whose keys it sets."""
    names: set[str] = set()
    for count, node in enumerate(ast.walk(statement)):
        if count > _MOST_NODES:
            break
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            names.add(node.id)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
            names.add(node.value.id)
    return names
