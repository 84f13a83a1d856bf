"""Subsets as `configs` declares them: names, defaults, options, versions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.loading.subsets import DEFAULT, Part, configs, info_name, infos
from cardcheck.model.finding import Applicability, Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.regex import expression

# Keys that authors write where `config_name` belongs.
_NAME_KEYS = ("name", "config", "subset", "configname", "config-name", "config_names", "configuration")
_VERSION = expression(r"\d+\.\d+\.\d+")


def named(parts: list[Part]) -> dict[str, Part]:
    """Return subsets by name as the loader keeps them: the later of two replaces the earlier."""
    by_name = {part.value.get("config_name"): part for part in parts if _is_hashable(part.value.get("config_name"))}
    return {name: part for name, part in by_name.items() if isinstance(name, str)}


def unnamed(target: Target) -> Iterator[Problem]:
    """Every subset has a name; what is there instead is the case."""
    config = target.value
    if not isinstance(config, dict):
        return
    if "config_name" not in config:
        other = next((key for key in _NAME_KEYS if isinstance(config.get(key), str)), None)
        if other is None:
            name = _only_name(target)
            edits = yaml_edits.add_key(target.card, f"{target.pointer}/{next(iter(config), '')}", "config_name", name)
            named_at = (f"{target.pointer}/config_name",)
            yield target.problem("absent", edits=edits if name else (), changes=named_at, name=name)
            return
        pointer = f"{target.pointer}/{other}"
        entry = target.entry_at(pointer)
        edits = yaml_edits.rename_key(entry, "config_name")
        changes = (pointer, f"{target.pointer}/config_name")
        yield target.problem("other-key", pointer=pointer, edits=edits, key=other, changes=changes)
    elif config["config_name"] is None or config["config_name"] == "":
        pointer, name = f"{target.pointer}/config_name", _only_name(target)
        edits = yaml_edits.replace_value(target.card, pointer, name) if name else ()
        yield target.problem(
            "empty" if config["config_name"] == "" else "null", pointer=pointer, edits=edits, name=name
        )


def _only_name(target: Target) -> str:
    """Return the name that the only subset has without saying so, as YAML; empty where there are others."""
    listed = target.metadata.get("configs")
    name, *others = [info_name(part.value) for part in infos(target.metadata)] or [DEFAULT]
    is_sure = isinstance(listed, list) and len(listed) == 1 and all(other == name for other in others)
    return yaml_edits.scalar(name) if is_sure and isinstance(name, str) else ""


def not_text(target: Target) -> Iterator[Problem]:
    """The name is a text, not a number, a date or a switch."""
    if isinstance(target.value, bool | int | float | datetime.date):
        written = target.entry.text if target.entry else str(target.value)
        kind = {bool: "a switch", int: "a number", float: "a number"}.get(type(target.value), "a date")
        edits = yaml_edits.quote(target.card, target.entry)
        applicability: Applicability | None = None if _is_told(target, written) else "unsafe"
        yield target.problem(edits=edits, written=written, kind=kind, applicability=applicability)


def _is_told(target: Target, split: str) -> bool:
    """Whether `dataset_info`, if it lists splits of the same subset, lists one of this name."""
    _, key, index, *below = (target.pointer or "").split("/")
    if not below or below[-1] != "split" or not index.isdecimal():
        return True
    name = target.metadata[key][int(index)].get("config_name")
    listed = [part.value.get("splits") for part in infos(target.metadata) if info_name(part.value) == name]
    told = [entry for entries in listed if isinstance(entries, list) for entry in entries]
    return not told or any(isinstance(entry, dict) and entry.get("name") == split for entry in told)


def characters(target: Target, *, forbidden: str, instead: str) -> Iterator[Problem]:
    """The name has none of these characters; the fix puts others in their place wherever the subset is named."""
    name = target.value
    if not isinstance(name, str):
        return
    bad = [character for character in forbidden if character in name]
    if not bad:
        return
    better = re.sub(f"[{re.escape(forbidden)}]+", instead, name).strip(instead)
    edits, changes = _renamed(target, name, better)
    shown = "a blank" if bad[0] == " " else f"`{bad[0]}`"
    case = "blank" if bad == [" "] else "mark"
    yield target.problem(case, edits=edits, character=shown, better=better, changes=changes)


def duplicate_names(target: Target) -> Iterator[Problem]:
    """No two subsets have one name."""
    metadata = target.metadata
    for case, parts in (("config", configs(metadata)), ("info", infos(metadata))):
        seen: dict[str, Part] = {}
        for part in parts:
            name = info_name(part.value) if case == "info" else part.value.get("config_name")
            if not isinstance(name, str):
                continue
            if name in seen:
                first = f"{seen[name].pointer}/config_name"
                entry = target.entry_at(first) or target.entry_at(seen[name].pointer)
                said = (Related("the first stands here", entry.value),) if entry else ()
                is_written = "config_name" in part.value
                pointer = f"{part.pointer}/config_name" if is_written else part.pointer
                yield target.problem(case, pointer=pointer, related=said, name=name)
            seen[name] = part


def several_defaults(target: Target) -> Iterator[Problem]:
    """At most one subset is the default."""
    by_name = named(configs(target.metadata))
    chosen = default_names(by_name)
    for name in chosen[1:]:
        part = by_name[name]
        pointer = f"{part.pointer}/default" if part.value.get("default") else f"{part.pointer}/config_name"
        edits = yaml_edits.remove_entry(target.card, pointer) if pointer.endswith("/default") else ()
        yield target.problem(pointer=pointer, edits=edits, name=name, first=chosen[0])


def no_default(target: Target) -> Iterator[Problem]:
    """Of several subsets one loads when none is named."""
    metadata = target.metadata
    by_name = named(configs(metadata))
    # The only entry of `dataset_info` is the default, and whether it is declared `configs/info-mismatch` asks.
    described = {str(info_name(part.value)) for part in infos(metadata)}
    if len(by_name) < 2 or default_names(by_name) or len(described) == 1:
        return
    first = next(iter(by_name.values()))
    edits = yaml_edits.add_key(target.card, f"{first.pointer}/config_name", "default", "true")
    yield target.problem(pointer="/configs", edits=edits, first=first.value["config_name"], count=len(by_name))


def default_names(by_name: dict[str, Part]) -> list[str]:
    """Return the subsets that claim to be the default."""
    if len(by_name) == 1:
        return list(by_name)
    return [name for name, part in by_name.items() if name == "default" or part.value.get("default")]


def unknown_options(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """Every key of a subset is an option that some builder knows."""
    config = target.value
    if not isinstance(config, dict):
        return
    whole = resources.vocabulary_file(vocabulary)
    for key in config:
        pointer = f"{target.pointer}/{key}"
        if not isinstance(key, str):
            yield target.problem("breaking", pointer=pointer, key=key)
            continue
        if key in whole["values"]:
            continue
        if "config_name" not in config and key in _NAME_KEYS:
            continue
        if key in whole["breaking"]:
            yield target.problem("breaking", pointer=pointer, key=key)
            continue
        near, is_sure = _near_option(key, whole)
        edits = _option_renamed(target, pointer, near) if near and near not in config else ()
        case = "near" if near else "unknown"
        changes = (pointer, f"{target.pointer}/{near}")
        applicability: Applicability | None = None if is_sure else "unsafe"
        yield target.problem(
            case, pointer=pointer, edits=edits, key=key, near=near, applicability=applicability, changes=changes
        )


def version_form(target: Target, *, keys: list[str]) -> Iterator[Problem]:
    """A version has three numbers, as in 1.0.0; `keys` says where: `configs`, `dataset_info`."""
    metadata = target.metadata
    for part in [
        *(configs(metadata) if "configs" in keys else ()),
        *(infos(metadata) if "dataset_info" in keys else ()),
    ]:
        version = part.value.get("version", "1.0.0")
        pointer = f"{part.pointer}/version"
        if isinstance(version, dict | list) or (isinstance(version, str) and _VERSION.fullmatch(version)):
            continue
        if version is None and part.pointer.startswith("/dataset_info"):
            continue
        entry = target.entry_at(pointer)
        written = entry.text if entry else str(version)
        longer = {1: f"{written}.0.0", 2: f"{written}.0"}.get(len(written.split(".")), "")
        edits = yaml_edits.set_value(entry, longer) if _VERSION.fullmatch(longer) else ()
        exception = "ValueError" if isinstance(version, str | None) else "AttributeError"
        case = None if edits else "other"
        edits = edits or yaml_edits.remove_entry(target.card, pointer)
        yield target.problem(
            case, pointer=pointer, edits=edits, written=written or "null", longer=longer, exception=exception
        )


def _option_renamed(target: Target, pointer: str, near: str) -> tuple[Edit, ...]:
    """Return the edit that gives an option its right name; none where that would take no such value."""
    from cardcheck import schemas

    value = target.value[pointer.rpartition("/")[2]]
    asked = {"configs": [{"config_name": "default", near: value}]}
    return yaml_edits.rename_key(target.entry_at(pointer), near) if schemas.is_valid("dataset-card", asked) else ()


def _near_option(key: str, whole: dict[str, Any]) -> tuple[str, bool]:
    """Return the option that a key probably means, and whether that is beyond doubt."""
    folded = key.lower().replace("-", "_")
    meant = whole["aliases"].get(key.lower()) or (folded if folded in whole["values"] else None)
    if meant is not None:
        return meant, True
    if len(key) < 4:
        return "", False
    from difflib import get_close_matches

    near = get_close_matches(folded, whole["values"], n=1, cutoff=0.85)
    return (near[0], False) if near else ("", False)


def _renamed(target: Target, name: str, better: str) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Return edits that rename a subset in `configs` and in `dataset_info`, and where; none where the name is taken."""
    metadata = target.metadata
    parts = [*configs(metadata), *infos(metadata)]
    if not better or any(part.value.get("config_name") == better for part in parts):
        return (), ()
    places = [f"{part.pointer}/config_name" for part in parts if part.value.get("config_name") == name]
    edits = [yaml_edits.set_value(target.entry_at(place), better) for place in places]
    return (tuple(edit for one in edits for edit in one), tuple(places)) if all(edits) else ((), ())


def _is_hashable(value: Any) -> bool:
    return not isinstance(value, list | dict)
