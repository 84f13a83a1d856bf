"""Calls of `load_dataset` in the card's snippets, and what is done with what they give. Trees in; plain facts out.

Only what is written out counts: a name given by a variable is unknown, and a variable that is set again in another way
is forgotten. Nothing is executed.
"""

import ast
import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cardcheck.checks.snippets._python import Snippet, snippets
from cardcheck.model.card import Card
from cardcheck.model.same_card import SameCard
from cardcheck.model.text import Span

LOADERS = frozenset({"load_dataset", "load_dataset_builder"})
_POSITIONAL = ("path", "name", "data_dir", "data_files", "split")
_MOST_NODES = 20_000
# Methods of a data set that give the same columns.
_KEEPING = frozenset({"filter", "shuffle", "select", "sort", "take", "skip", "shard", "with_format", "flatten_indices"})
_OF_ROWS = frozenset({"filter", "map"})


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


Origin = tuple[Call, tuple[str | int, ...]]
"""The call that something comes from, and the keys on the way."""


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
    known: dict[str, Origin] = {}
    made = {id(call.node): call for call in calls(card)}
    for snippet in snippets(card) if made else ():
        if snippet.tree is None:
            continue
        yield from _uses_of(snippet.tree.body, snippet, made, known)


def _uses_of(body: list[ast.stmt], snippet: Snippet, made: dict[int, Call], known: dict[str, Origin]) -> Iterator[Use]:
    """Yield the uses in statements, one after the other; `known` remembers what names stand for."""
    for statement in body:
        if isinstance(statement, ast.For):
            yield from _uses_in_loop(statement, snippet, made, known)
            continue
        yield from _uses_in(statement, snippet, made, known)
        for name in _bound(statement):
            known.pop(name, None)
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                origin = _origin(value, made, known)
                if origin is not None:
                    known[name] = origin


def _uses_in_loop(loop: ast.For, snippet: Snippet, made: dict[int, Call], known: dict[str, Origin]) -> Iterator[Use]:
    """Yield the uses in a loop, whose variable stands for a row where it runs over rows."""
    yield from _uses_in(loop.iter, snippet, made, known)
    origin = _origin(loop.iter, made, known)
    for name in _bound(loop):
        known.pop(name, None)
    again = {name for statement in loop.body for name in _bound(statement)}
    if origin is not None and isinstance(loop.target, ast.Name) and loop.target.id not in again:
        known[loop.target.id] = (origin[0], (*origin[1], 0))
    yield from _uses_of(loop.body, snippet, made, known)
    for name in _bound(loop):
        known.pop(name, None)


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


def _origin(node: ast.expr, made: dict[int, Call], known: dict[str, Origin]) -> Origin | None:
    """Return from which call an expression comes, and by which keys."""
    keys: list[str | int] = []
    while isinstance(node, ast.Subscript) or (isinstance(node, ast.Call) and id(node) not in made):
        if isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Attribute) or node.func.attr not in _KEEPING:
                return None
            node = node.func.value
            continue
        match node.slice:
            case ast.Constant(value=str(key)):
                keys.append(key)
            case ast.Constant(value=int()) | ast.Slice() | ast.UnaryOp(operand=ast.Constant(value=int())):
                keys.append(0)
            case _:
                return None
        node = node.value
    if isinstance(node, ast.Call):
        return made[id(node)], tuple(reversed(keys))
    if isinstance(node, ast.Name) and node.id in known:
        call, before = known[node.id]
        return call, (*before, *reversed(keys))
    return None


def _uses_in(node: ast.AST, snippet: Snippet, made: dict[int, Call], known: dict[str, Origin]) -> Iterator[Use]:
    """Yield the uses in a statement or an expression."""
    # Inside functions and classes the names are others, and what is set or deleted is not asked for.
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    again = set() if isinstance(node, ast.Assign) else _bound(node)
    nodes = list(itertools.islice(ast.walk(node), _MOST_NODES))
    for lambda_ in [one for one in nodes if isinstance(one, ast.Lambda)]:
        again.update(argument.arg for argument in lambda_.args.args)
    yield from _asked(nodes, snippet, made, {name: origin for name, origin in known.items() if name not in again})
    for one in nodes:
        match one:
            case ast.Call(func=ast.Attribute(value=value, attr=name), args=[ast.Lambda() as row, *_]) if (
                name in _OF_ROWS
            ):
                origin = _origin(value, made, known)
                if origin is not None and row.args.args:
                    rows: dict[str, Origin] = {row.args.args[0].arg: (origin[0], (*origin[1], 0))}
                    yield from _asked(itertools.islice(ast.walk(row.body), _MOST_NODES), snippet, {}, rows)


def _asked(
    nodes: Iterable[ast.AST], snippet: Snippet, made: dict[int, Call], known: dict[str, Origin]
) -> Iterator[Use]:
    for node in nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            origin = _origin(node, made, known)
            if origin is not None and origin[1] and isinstance(origin[1][-1], str):
                yield Use(origin[0], origin[1], snippet, node.slice)


def _bound(statement: ast.AST) -> set[str]:
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
