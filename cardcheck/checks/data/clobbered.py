"""What a change takes out of a card: the card as it was, and as it is.

Tools that write cards anew (`push_to_hub`, `DatasetCard.push_to_hub`, pull requests by the hundred) drop what they do
not know. What merely has another value now is no loss.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cardcheck import resources
from cardcheck.model.card import Card
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.topics.reading import read_topics
from cardcheck.topics.titles import folded

_NAMES = ("config_name", "split", "name", "path")
_MOST_NAMED = 40
_LONGEST_NAME = 70
_DEEPEST = 12
# Where `null` says something (`header: null`: the file has no line of names), and what nobody writes in two ways.
_NULL_SPEAKS, _OWN_WORDS = "configs", "tags"
# A section that keeps a fifth of its words was rewritten.
_KEPT = 5
_MOST_SEARCHES = 200

_Path = tuple[str, ...]


def metadata(target: Target) -> Iterator[Problem]:
    """Everything that the metadata spoke of is still there, whatever it says now."""
    lost = [" → ".join(path) for path in _lost(_metadata(_before(target)), _metadata(target.card), ())]
    if lost:
        yield target.problem(lost=_named(lost, "`{}`"), them="it" if len(lost) == 1 else "them")


def comments(target: Target) -> Iterator[Problem]:
    """The comments in the metadata are still there."""
    now = set(_comments(target.card))
    lost = [comment for comment in _comments(_before(target)) if comment not in now]
    if lost:
        yield target.problem(lost=_named(lost, "“{}”"), s="" if len(lost) == 1 else "s")


def prose(target: Target) -> Iterator[Problem]:
    """Each section that said something still does, or its text stands elsewhere."""
    before, now = _before(target), target.card
    kept, is_elsewhere = _units_by_title(now), _finder(now)
    lost = []
    for section, units in zip(before.body.sections, _own_units(before), strict=True):
        title = section.heading.title if section.heading else ""
        start = section.heading.span.end if section.heading else section.own.start
        if kept.get(folded(title), 0) * _KEPT >= units or is_elsewhere(before.source.text[start : section.own.end]):
            continue
        lost.append(f"“{_short(title)}”" if title else "what stood before the first title")
    if lost:
        yield target.problem(lost=_named(lost), them="it" if len(lost) == 1 else "them")


def _before(target: Target) -> Card:
    assert isinstance(target.facts.git, Card)
    return target.facts.git


def _metadata(card: Card) -> dict[str, Any]:
    """Return the metadata as the loader reads it, else as the Hub does; keys under the names they have today."""
    if card.metadata is None:
        return {}
    value = card.metadata.client if card.metadata.client_fault is None else card.metadata.hub
    if not isinstance(value, Mapping):
        return {}
    new_names = {name: about["new"] for name, about in resources.vocabulary("deprecated-keys").items()}
    found = {new_names.get(str(key)) or str(key): inner for key, inner in value.items()}
    # What is said of the only subset may stand without a list around it, and without its name.
    if isinstance(found.get("dataset_info"), Mapping):
        found["dataset_info"] = [found["dataset_info"]]
    return found


def _lost(before: Any, now: Any, path: _Path) -> Iterator[_Path]:
    """Yield the outermost places that are gone."""
    if len(path) > _DEEPEST or before == now:
        return
    speaks = path[:1] == (_NULL_SPEAKS,)
    old, new = _places(before, null_speaks=speaks), _places(now, null_speaks=speaks)
    if path == (_OWN_WORDS,) and isinstance(before, list):
        kept = {name.casefold() for name in new}
        yield from ((*path, name) for name in old if name.casefold() not in kept)
        return
    # Other values in the place of others are no loss.
    is_plain = not isinstance(before, Mapping) and all(inner is None for inner in old.values())
    if is_plain and len(new) >= len(old):
        return
    for name, inner in old.items():
        if name in new:
            yield from _lost(inner, new[name], (*path, name))
        else:
            yield (*path, name)


def _places(value: Any, *, null_speaks: bool) -> dict[str, Any]:
    """Return what lies in a value by its names: keys, the names of list items, or plain values, which hold nothing."""
    match value:
        case Mapping():
            empty: tuple[Any, ...] = () if null_speaks else (None, "", [], {})
            return {str(key): inner for key, inner in value.items() if inner not in empty}
        case list():
            return dict(_item(item, index) for index, item in enumerate(value))
        case None | "":
            return {}
    return {str(value): None}


def _item(item: Any, index: int) -> tuple[str, Any]:
    if not isinstance(item, Mapping):
        return (str(item), None) if not isinstance(item, list) else (f"{index + 1}", item)
    name = next((item[key] for key in _NAMES if isinstance(item.get(key), str)), None)
    # The first, and most often only, of several that have no name is the loader's `default`.
    return (name or (f"{index + 1}" if index else "default"), item)


def _comments(card: Card) -> list[str]:
    spans = card.metadata.comments if card.metadata else ()
    return [text for span in spans if (text := card.source.slice(span).lstrip("# \t").strip())]


def _own_units(card: Card) -> list[int]:
    """Return how much stands directly under each heading; a picture counts as a word."""
    pictures = sorted(link.span.start for link in card.body.links if link.is_image)
    return [
        own.units + bisect_left(pictures, section.own.end) - bisect_left(pictures, section.own.start)
        for section, own in zip(card.body.sections, read_topics(card).own, strict=True)
    ]


def _units_by_title(card: Card) -> dict[str, int]:
    """Return how much stands under each title of a card, in whichever of its sections."""
    units: dict[str, int] = {}
    own = _own_units(card)
    for index, section in enumerate(card.body.sections):
        title = folded(section.heading.title) if section.heading else ""
        below = sum(own[index : index + 1 + section.children])
        units[title] = max(units.get(title, 0), below)
    return units


def _finder(card: Card) -> Callable[[str], bool]:
    """Return whether a text stands in a card: line by line, or, while the searches last, set in other lines."""
    text = card.source.text[card.body.span.start : card.body.span.end]
    lines, words = set(map(str.strip, text.split("\n"))), " ".join(text.split())
    searches = iter(range(_MOST_SEARCHES))

    def is_there(piece: str) -> bool:
        if lines.issuperset(map(str.strip, piece.split("\n"))):
            return True
        return next(searches, None) is not None and " ".join(piece.split()) in words

    return is_there


def _named(names: list[str], quotes: str = "{}") -> tuple[str, ...]:
    """Return names for a message, each short by itself: a list that is cut in its middle would hide some."""
    told = tuple(quotes.format(_short(name).replace("`", "'")) for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return (*told, f"{more} more") if more > 0 else told


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
