"""Completion: a place in the front matter in, the keys and values that can stand there out.

Long lists are cut to what begins as the author's text does; the editor asks again as it grows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from lsprotocol import types

from cardcheck.editing.yaml_edits import scalar
from cardcheck.lsp import meanings
from cardcheck.lsp.meanings import Key, Value
from cardcheck.lsp.positions import Places
from cardcheck.lsp.repository import Known, names
from cardcheck.lsp.spots import Spot, front_lines, spot_at
from cardcheck.model.text import Span
from cardcheck.regex import expression

_MOST = 200
# What is written is held against the words of a list, so it must not be any length.
_LONGEST = 100
_IGNORE = expression(r"cardcheck:\s*ignore(?:-file)?\[(?:[^\]\r\n]*,)?\s*(?P<rule>[^\],\s]*)")
_TOP_KEY = expression(r"""["']?([\w-]+)["']?[ \t]*:""")
_WORD = re.compile(r"[\w+#.-]+")
_BOOLEANS = frozenset({"true", "false"})


def complete(places: Places, position: types.Position, known: Known, rules: Mapping[str, str]) -> types.CompletionList:
    """Return what can be written at a place; `rules` are the titles of all rules, for comments that name them."""
    offset = places.offset(position)
    comment = _rule_in_comment(places, offset)
    if comment is not None:
        where = places.range(comment)
        named = (_Offer(rule, title, partial(_rule_item, where, rule, title)) for rule, title in rules.items())
        return _cut(named, places.source.slice(comment))
    spot = spot_at(places.source, offset)
    if spot is None or spot.is_key:
        return types.CompletionList(is_incomplete=False, items=[])
    typed = Span(spot.span.start, max(spot.span.start, min(offset, spot.span.end)))
    return _cut(_offers(places, spot, known), places.source.slice(typed))


class _Offer(NamedTuple):
    """Something that can be written; an item is made only of what is shown."""

    label: str
    about: str
    make: Callable[[], types.CompletionItem]


def _offers(places: Places, spot: Spot, known: Known) -> Iterator[_Offer]:
    """Yield what can be written at a spot: what the repository knows, what is in a list, keys."""
    where = places.range(spot.span)
    yield from (_value(where, spot, value) for value in names(spot.route, known))
    listed = meanings.values(spot.route)
    # A value below its key needs a dash, or it stands in the key's place.
    if not spot.may_be_key or spot.is_item or not meanings.keys(spot.route):
        needs_brackets = listed.needs_brackets and not spot.quote
        yield from (_value(where, spot, value, needs_brackets=needs_brackets) for value in listed.values)
    if spot.may_be_key:
        yield from _keys(places, spot)


def _cut(offers: Iterable[_Offer], typed: str) -> types.CompletionList:
    """Keep what fits the text that is there, the best first, and not more than an editor can show."""
    wanted = typed.strip().lower()[:_LONGEST]
    ranks = ((_rank(offer, wanted), index, offer) for index, offer in enumerate(offers))
    fitting = [(rank, index, offer) for rank, index, offer in ranks if rank is not None]
    fitting.sort(key=lambda entry: entry[:2])
    items = []
    for place, (_, _, offer) in enumerate(fitting[:_MOST]):
        item = offer.make()
        item.sort_text = f"{place:05}"
        items.append(item)
    return types.CompletionList(is_incomplete=len(fitting) > _MOST, items=items)


def _rank(offer: _Offer, wanted: str) -> int | None:
    """Tell how well an offer fits: its name begins so, a word of its name or of what it stands for, or it is in it."""
    label = offer.label.lower()
    if label.startswith(wanted):
        return 0
    if any(word.startswith(wanted) for word in _WORD.findall(f"{label} {offer.about.lower()}")):
        return 1
    return 2 if wanted in label else None


def _value(where: types.Range, spot: Spot, value: Value, *, needs_brackets: bool = False) -> _Offer:
    make = partial(_value_item, where, spot, value, needs_brackets=needs_brackets)
    return _Offer(value.text, value.about, make)


def _value_item(where: types.Range, spot: Spot, value: Value, *, needs_brackets: bool) -> types.CompletionItem:
    written = value.text if spot.quote or value.text in _BOOLEANS else _written(value.text)
    if needs_brackets:
        written = f"[{written}]"
    return types.CompletionItem(
        label=value.text,
        kind=types.CompletionItemKind.Value,
        detail=value.about or None,
        # Who writes `English` finds `en`.
        filter_text=f"{value.text} {value.about}".strip(),
        text_edit=types.TextEdit(where, written),
    )


def _written(text: str) -> str:
    # A glob begins with a mark that YAML takes for its own.
    return scalar(text) or text


def _keys(places: Places, spot: Spot) -> Iterator[_Offer]:
    taken = _top_keys(places) if not spot.route else frozenset()
    line_end = places.source.line_span_at(spot.span.end).end
    where = places.range(spot.span)
    follows = places.source.text[spot.span.end : line_end].lstrip(" \t").startswith(":")
    for key in meanings.keys(spot.route):
        if key.is_suggested and key.name not in taken:
            # What is done with a key is too long to look for words in.
            yield _Offer(key.name, "", partial(_key_item, where, key, follows=follows))


def _key_item(where: types.Range, key: Key, *, follows: bool) -> types.CompletionItem:
    after = "" if follows else ":" if key.form == "mapping" else ": "
    return types.CompletionItem(
        label=key.name,
        kind=types.CompletionItemKind.Property,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, key.about) if key.about else None,
        filter_text=key.name,
        text_edit=types.TextEdit(where, key.name + after),
    )


def _top_keys(places: Places) -> frozenset[str]:
    source = places.source
    spans = (source.line_span(index) for index in front_lines(source))
    found = (_TOP_KEY.match(source.text, span.start, span.end) for span in spans)
    return frozenset(match[1] for match in found if match)


def _rule_in_comment(places: Places, offset: int) -> Span | None:
    """Return where a rule is named in a comment that suppresses findings."""
    line = places.source.line_span_at(offset)
    start = max(line.start, offset - 1_000)
    for match in _IGNORE.finditer(places.source.text, start, offset):
        if match.end() == offset:
            return Span(match.start("rule"), offset)
    return None


def _rule_item(where: types.Range, rule: str, title: str) -> types.CompletionItem:
    return types.CompletionItem(
        label=rule,
        kind=types.CompletionItemKind.Reference,
        detail=title,
        filter_text=rule,
        text_edit=types.TextEdit(where, rule),
    )
