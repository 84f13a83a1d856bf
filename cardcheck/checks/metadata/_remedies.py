"""How metadata of a wrong form becomes the right one: a shape error in, edits out.

Offered only where the right form holds all that the wrong one does, or, unsafe, where it is clear what would be lost.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck.editing import yaml_edits, yaml_nesting
from cardcheck.loading.subsets import infos
from cardcheck.model.finding import Applicability, Edit
from cardcheck.model.target import Target
from cardcheck.schemas import ShapeError

_MOST_ITEMS = 500


class Remedy(NamedTuple):
    """The case that an error is, and its edits; `changes` where these are not at the error's own pointer."""

    case: str
    edits: tuple[Edit, ...]
    applicability: Applicability | None = None
    changes: tuple[str, ...] | None = None


def remedy_of(target: Target, pointer: str, error: ShapeError, *, is_list: bool) -> Remedy | None:
    """Return what mends an error; `is_list` tells that it is that of several items of the list at the pointer."""
    told = error.remedy
    if not told:
        return None
    value = _value_at(target, pointer)
    if told["to"] == "keys":
        return None if is_list or not isinstance(value, dict) else _with_keys(target, pointer, value, told["names"])
    if told["to"] == "pair":
        return _pairs(target, pointer, value, told, is_list=is_list)
    if is_list or error.is_key:
        return None
    return _text(target, pointer, value, told) if isinstance(value, str) else _mapping(target, pointer, value, told)


def without_names(target: Target, pointer: str) -> Remedy:
    """Return what mends a list of mere names of subsets: they say nothing that `dataset_info` does not say, too."""
    described = {part.value.get("config_name", "default") for part in infos(target.metadata)}
    names = _value_at(target, pointer)
    is_said = all(isinstance(name, str) and (name in described or name == "default") for name in names)
    return Remedy("names", yaml_edits.remove_entry(target.card, pointer), None if is_said else "unsafe", (pointer,))


def _text(target: Target, pointer: str, value: str, told: Mapping[str, Any]) -> Remedy | None:
    del value
    if told["to"] != "list" or "having" in told:
        return None
    edits = yaml_edits.wrap_in_list(target.card, target.entry_at(pointer))
    return Remedy("lone-value", edits) if edits else None


def _mapping(target: Target, pointer: str, value: Any, told: Mapping[str, Any]) -> Remedy | None:
    """Put a mapping into a list, or make its keys the names of a list's items."""
    if not isinstance(value, dict) or not value:
        return None
    if told.get("having") in value:
        edits = yaml_nesting.wrap_mapping(target.card, pointer)
        return Remedy("lone-mapping", edits) if edits else None
    if "name" not in told or not _are_names(value, told):
        return None
    inner = value.values()
    if not all(_fits(one, told) for one in inner):
        return None
    edits = yaml_nesting.items_of_mapping(target.card, pointer, told["name"], told.get("value", ""))
    return Remedy("split-mapping" if told["to"] == "splits" else "keyed", edits) if edits else None


def _fits(value: Any, told: Mapping[str, Any]) -> bool:
    """Whether what stands under a name can stand in the item that gets the name."""
    if isinstance(value, dict):
        return told["to"] != "splits" and not any(str(key).startswith("_") for key in value)
    if told.get("value") == "dtype":
        return isinstance(value, str)
    return "value" in told and isinstance(value, str | list)


def _pairs(target: Target, pointer: str, value: Any, told: Mapping[str, Any], *, is_list: bool) -> Remedy | None:
    """Make of `text: string`, in one item or in all, the two keys that it takes."""
    items = {f"{pointer}/{index}": item for index, item in enumerate(value)} if is_list else {pointer: value}
    edits: list[Edit] = []
    for at, item in items.items() if len(items) <= _MOST_ITEMS else ():
        if isinstance(item, dict) and told["name"] in item:
            continue
        is_pair = isinstance(item, dict) and len(item) == 1 and _are_names(item, told)
        if not is_pair or not all(isinstance(inner, str) for inner in item.values()):
            return None
        changed = yaml_nesting.pair_as_mapping(target.card, at, told["name"], told["value"])
        if not changed:
            return None
        edits += changed
    return Remedy("pair", tuple(edits)) if edits else None


def _with_keys(target: Target, pointer: str, value: dict[Any, Any], names: Mapping[str, str]) -> Remedy | None:
    """Give keys their right names; what stands beside them goes, if that is all."""
    wanted = set(names.values())
    renamed = {key: names[key] for key in value if key in names and names[key] not in value}
    others = value.keys() - wanted - renamed.keys()
    if len(set(renamed.values())) < len(renamed) or {*renamed.values(), *(value.keys() & wanted)} != wanted:
        return None
    edits: list[Edit] = []
    for key, name in renamed.items():
        edits += yaml_edits.rename_key(target.entry_at(f"{pointer}/{key}"), name)
    for key in others:
        gone = yaml_edits.remove_entry(target.card, f"{pointer}/{key}")
        if not gone:
            return None
        edits += gone
    return Remedy("split-keys", tuple(edits), "unsafe" if others else None, (pointer,)) if edits else None


def _are_names(value: Mapping[Any, Any], told: Mapping[str, Any]) -> bool:
    return all(isinstance(key, str) and key not in told["unlike"] for key in value)


def _value_at(target: Target, pointer: str) -> Any:
    metadata = target.card.metadata
    value: Any = metadata.value(target.reader) if metadata else None
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(name)] if name.isdecimal() and int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value
