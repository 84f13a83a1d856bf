"""What a change takes out of a card: the card as it was, and as it is.

Tools that write cards anew (`push_to_hub`, `DatasetCard.push_to_hub`, pull requests by the hundred) drop what they do
not know. What merely has another value now is no loss.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cardcheck import resources
from cardcheck.model.card import Card
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.topics.reading import read_topics
from cardcheck.topics.titles import folded

_NAMES = ("config_name", "split", "name", "path")
_MOST_NAMED = 8
_DEEPEST = 12
# A section of fewer words says nothing that is missed; one that keeps a fifth of them was rewritten.
_LEAST_UNITS, _KEPT = 5, 5

_Path = tuple[str, ...]


def metadata(target: Target) -> Iterator[Problem]:
    """Everything that the metadata spoke of is still there, whatever it says now."""
    lost = [" → ".join(path) for path in _lost(_metadata(_before(target)), _metadata(target.card), ())]
    if lost:
        yield target.problem(lost=_in_words(f"`{name}`" for name in lost), them="it" if len(lost) == 1 else "them")


def comments(target: Target) -> Iterator[Problem]:
    """The comments in the metadata are still there."""
    now = set(_comments(target.card))
    lost = [comment for comment in _comments(_before(target)) if comment not in now]
    if lost:
        yield target.problem(lost=_in_words(f"“{comment}”" for comment in lost), s="" if len(lost) == 1 else "s")


def prose(target: Target) -> Iterator[Problem]:
    """Each section that said something still does, or its text stands elsewhere."""
    before, now = _before(target), target.card
    text, kept = _words(now, now.body.span.start, now.body.span.end), _units_by_title(now)
    lost = []
    for section, own in zip(before.body.sections, read_topics(before).own, strict=True):
        title = section.heading.title if section.heading else ""
        is_lost = own.units >= _LEAST_UNITS and kept.get(folded(title), 0) * _KEPT < own.units
        start = section.heading.span.end if section.heading else section.own.start
        if is_lost and _words(before, start, section.own.end) not in text:
            lost.append(f"“{title}”" if title else "what stood before the first title")
    if lost:
        yield target.problem(lost=_in_words(lost), them="it" if len(lost) == 1 else "them")


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
    old, new = _places(before), _places(now)
    # Other values in the place of others are no loss.
    if all(inner is None for inner in old.values()) and len(new) >= len(old):
        return
    for name, inner in old.items():
        if name in new:
            yield from _lost(inner, new[name], (*path, name))
        else:
            yield (*path, name)


def _places(value: Any) -> dict[str, Any]:
    """Return what lies in a value by its names: keys, the names of list items, or plain values, which hold nothing."""
    match value:
        case Mapping():
            return {str(key): inner for key, inner in value.items() if inner not in (None, "", [], {})}
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


def _units_by_title(card: Card) -> dict[str, int]:
    """Return how much stands under each title of a card, in whichever of its sections."""
    units: dict[str, int] = {}
    own = read_topics(card).own
    for index, section in enumerate(card.body.sections):
        title = folded(section.heading.title) if section.heading else ""
        below = sum(part.units for part in own[index : index + 1 + section.children])
        units[title] = max(units.get(title, 0), below)
    return units


def _words(card: Card, start: int, end: int) -> str:
    return " ".join(card.source.text[start:end].split())


def _in_words(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - _MOST_NAMED
    return ", ".join(listed[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
