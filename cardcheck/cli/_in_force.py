"""Which settings are in force: targets and the linters of a run in, plain data out, with where each setting comes from.

Cards are looked for only where overrides make a difference between them; none is judged, and the Hub is not asked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cardcheck import __version__, resources
from cardcheck.cli._options import OptionError
from cardcheck.config_file import field_of, name_of, place_of
from cardcheck.engine.linter import Linter
from cardcheck.hub.address import parse_address
from cardcheck.model.config import COMMAND_LINE, Config, Layer, Override, RuleSetting, Waiver, overridden
from cardcheck.model.document import Document
from cardcheck.model.rule import Rule
from cardcheck.rulebook.editions import edition_of
from cardcheck.rulebook.select import all_rules
from cardcheck.run import Linters, Listeners, NoCardError, Wishes, documents_of

FORMAT = 1
DEFAULT = "default"
_PATHS = frozenset({"rule-files", "packs"})


class _Group(NamedTuple):
    """Cards that the same overrides are about."""

    overrides: tuple[int, ...]
    cards: tuple[str, ...]


def in_force(targets: Iterable[str], linters: Linters, wishes: Wishes) -> dict[str, Any]:
    """Return the settings for targets as plain data: once for all cards that the same overrides are about."""
    config = linters.config
    if wishes.repo is not None:
        config = config._replace(layers=(*config.layers, Layer(COMMAND_LINE, {"repo": wishes.repo})), repo=wishes.repo)
    return {
        "format": FORMAT,
        "cardcheck": __version__,
        "files": [_name(layer.origin) for layer in config.layers if layer.origin != COMMAND_LINE],
        "settings": [_as_object(group, config, linters) for group in _groups(targets, linters, wishes)],
    }


def _as_object(group: _Group, config: Config, linters: Linters) -> dict[str, Any]:
    overrides = [config.overrides[number] for number in group.overrides]
    asked = [layer for layer in config.layers if layer.origin == COMMAND_LINE]
    files = [layer for layer in config.layers if layer.origin != COMMAND_LINE]
    layers = [*files, *(override.layer for override in overrides), *asked]
    linter = linters.with_overrides(group.overrides)
    return {
        "cards": list(group.cards),
        "overrides": [place_of(override.layer) for override in overrides],
        "values": list(_values(overridden(config, overrides), layers, group.overrides)),
        "rules": list(_rules(all_rules(config), linter)),
    }


def _groups(targets: Iterable[str], linters: Linters, wishes: Wishes) -> list[_Group]:
    """Return the cards of targets by the overrides that are about them; those that none is about come first."""
    found: dict[tuple[int, ...], list[str]] = {}
    for document in _documents(targets, linters.config, wishes) if linters.alone else ():
        found.setdefault(linters.overrides_of(document), []).append(document.source)
    return [_Group(numbers, tuple(cards)) for numbers, cards in sorted(found.items())] or [_Group((), ())]


def _documents(targets: Iterable[str], config: Config, wishes: Wishes) -> Iterator[Document]:
    """Yield the cards of targets; what is piped in or lies on the Hub is not read."""

    def on_fault(error: Exception) -> None:
        if not isinstance(error, NoCardError):
            raise OptionError(str(error))

    for target in targets:
        address = parse_address(target)
        if target == "-":
            yield Document(wishes.stdin_filename or "<stdin>", None, repo=wishes.repo or config.repo)
        elif address is not None:
            yield Document(target, None, repo=address.repo, is_remote=True)
        else:
            yield from documents_of((target,), config, wishes, Listeners(on_fault=on_fault))


def _values(config: Config, layers: list[Layer], overrides: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    """Yield each setting with where it comes from, in the order of the schema; of a list each entry by itself."""
    for key in resources.schema("config")["properties"]:
        if key in {"extends", "override"}:
            continue
        field = field_of(key)
        value = edition_of(config) if key == "rules" else getattr(config, field)
        if isinstance(value, Mapping):
            yield from _rule_values(key, value, layers)
        elif isinstance(value, tuple) and value:
            for entry in value:
                places = [place_of(layer) for layer in layers if entry in (layer.given.get(field) or ())]
                yield _value(key, _name(entry) if key in _PATHS else _plain(entry), places)
        else:
            yield _value(key, list(value) if isinstance(value, tuple) else value, _last_place(field, value, layers))
    if not config.overrides:
        yield _value("override", [], [])
    for number, override in enumerate(config.overrides):
        yield _value("override", _of_override(override, holds=number in overrides), [place_of(override.layer)])


def _value(setting: str, value: Any, places: list[str]) -> dict[str, Any]:
    return {"setting": setting, "value": value, "from": places or [DEFAULT]}


def _last_place(field: str, value: Any, layers: list[Layer]) -> list[str]:
    """Return the nearest place that gives a setting."""
    # A selection that a nearer profile took back comes from nowhere.
    if value is None:
        return []
    return [place_of(layer) for layer in layers if field in layer.given][-1:]


def _rule_values(key: str, rules: Mapping[str, RuleSetting], layers: list[Layer]) -> Iterator[dict[str, Any]]:
    if not rules:
        yield _value(key, {}, [])
    for rule, setting in sorted(rules.items()):
        given = [(layer, layer.given["rules"][rule]) for layer in layers if rule in layer.given.get("rules", ())]
        if setting.severity is not None:
            places = [place_of(layer) for layer, one in given if one.severity is not None]
            yield _value(key, {"rule": rule, "severity": setting.severity}, places[-1:])
        for name, value in sorted(setting.options.items()):
            places = [place_of(layer) for layer, one in given if name in one.options]
            yield _value(key, {"rule": rule, "option": name, "value": _plain(value)}, places[-1:])


def _of_override(override: Override, *, holds: bool) -> dict[str, Any]:
    return {"files": list(override.files), "repositories": list(override.repositories), "holds": holds}


def _rules(known: Iterable[Rule], linter: Linter) -> Iterator[dict[str, Any]]:
    """Yield the rules that run, in the order of their names; `severity` as it is, `was` where it was changed."""
    before = {rule.id: rule.plain.severity for rule in known}
    mandatory = linter.policy.mandatory if linter.policy is not None else ()
    for rule in sorted((*linter.rules, *linter.own.values()), key=lambda rule: rule.id):
        said: dict[str, Any] = {"id": rule.id, "severity": rule.plain.severity}
        if before[rule.id] != rule.plain.severity:
            said["was"] = before[rule.id]
        if rule.id in mandatory:
            said["mandatory"] = True
        if rule.plain.preview:
            said["preview"] = True
        yield said


def _plain(value: Any) -> Any:
    match value:
        case Waiver():
            return {name: _plain(inner) for name, inner in value._asdict().items() if name != "origin"}
        case datetime.date() | datetime.time():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    return value


def _name(path: str) -> str:
    return name_of(Path(path))
