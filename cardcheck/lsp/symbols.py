"""Document symbols: a card in, its metadata keys and its sections as a tree out."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from cardcheck.lsp.positions import Places
from cardcheck.model.card import Card, Entry
from cardcheck.model.text import Span

_MOST = 2_000
_LONGEST = 120
_NAMED = ("config_name", "name", "split")


def symbols(places: Places, card: Card) -> list[types.DocumentSymbol]:
    """Return the outline of a card."""
    return [*_metadata(places, card), *_sections(places, card)]


def _metadata(places: Places, card: Card) -> Iterator[types.DocumentSymbol]:
    """Yield the front matter with its keys, and below those that hold subsets one symbol for each."""
    span = card.front_matter.span
    if span is None or card.metadata is None:
        return
    entries = card.metadata.entries
    keys: dict[str, types.DocumentSymbol] = {}
    for pointer, entry in list(entries.items())[: 10 * _MOST]:
        if pointer.count("/") == 1 and entry.key is not None and len(keys) < _MOST:
            keys[pointer] = _of_entry(places, pointer[1:], entry, entry.key, types.SymbolKind.Property)
    for pointer in ("/configs", "/dataset_info"):
        if pointer in keys:
            keys[pointer].children = list(_subsets(places, card, pointer))
    yield types.DocumentSymbol(
        name="Metadata",
        kind=types.SymbolKind.Namespace,
        range=places.range(span),
        selection_range=places.range(Span(span.start, span.start + 3)),
        children=list(keys.values()),
    )


def _subsets(places: Places, card: Card, pointer: str) -> Iterator[types.DocumentSymbol]:
    entries = card.metadata.entries if card.metadata else {}
    for index in range(_MOST):
        entry = entries.get(f"{pointer}/{index}")
        if entry is None:
            return
        named = (entries.get(f"{pointer}/{index}/{key}") for key in _NAMED)
        name = next((named_by.text for named_by in named if named_by and named_by.text), f"{index + 1}")
        yield _of_entry(places, name, entry, entry.value, types.SymbolKind.Object)


def _of_entry(places: Places, name: str, entry: Entry, chosen: Span, kind: types.SymbolKind) -> types.DocumentSymbol:
    whole = Span(entry.key.start if entry.key else entry.value.start, max(entry.value.end, chosen.end))
    return types.DocumentSymbol(_named(name), kind, places.range(whole), places.range(chosen))


def _sections(places: Places, card: Card) -> Iterator[types.DocumentSymbol]:
    """Yield the outermost sections, each with those below it."""
    open_: list[tuple[int, types.DocumentSymbol]] = []
    for section in card.body.sections[:_MOST]:
        if section.heading is None:
            continue
        symbol = types.DocumentSymbol(
            name=_named(section.heading.title),
            kind=types.SymbolKind.String,
            range=places.range(section.span),
            selection_range=places.range(section.heading.span),
            children=[],
        )
        level = section.heading.level
        while open_ and open_[-1][0] >= level:
            open_.pop()
        if open_:
            inner = open_[-1][1].children
            assert isinstance(inner, list)
            inner.append(symbol)
        else:
            yield symbol
        open_.append((level, symbol))


def _named(name: str) -> str:
    """Return a name that an editor can show: of some length, on one line."""
    shown = "".join(char if char.isprintable() else " " for char in name).strip()
    return shown[:_LONGEST] or "(no name)"
