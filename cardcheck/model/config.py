"""The settings of one run, whatever file, option or default they came from."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from cardcheck.model.finding import Confidence, Severity

COMMAND_LINE = "command line"

FailOn = Literal["error", "warning", "info", "never"]
_MILDEST_FIRST: tuple[FailOn, ...] = ("never", "error", "warning", "info")


class RuleSetting(NamedTuple):
    """What a configuration changes about one rule."""

    severity: Severity | None = None
    options: Mapping[str, Any] = {}


class Waiver(NamedTuple):
    """Findings that an organisation lets pass for a while, and why.

    `repository` is a glob over ids on the Hub, `rule` an id, a family or a glob, `until` the last day on which it
    holds, `origin` the file that grants it.
    """

    repository: str
    rule: str
    reason: str
    until: datetime.date
    origin: str


class Layer(NamedTuple):
    """Settings from one place: those that are given there, by the names of the fields of `Config`.

    `origin` names the file, or is `COMMAND_LINE`. Of an override of a file, `override` is its number there, from 0.
    `beside` are the files that lie farther away and that this one does not build on.
    """

    origin: str
    given: Mapping[str, Any]
    override: int | None = None
    beside: tuple[str, ...] = ()


class Override(NamedTuple):
    """Other settings for some cards: for those that `files` match, and for those of `repositories`.

    `files` are globs as in `.gitignore`, from `Config.root`; `repositories` are globs over ids on the Hub.
    """

    files: tuple[str, ...]
    repositories: tuple[str, ...]
    layer: Layer


class Config(NamedTuple):
    """Settings after file and command line are put together.

    `select` None means the profile's own list. `cards` are globs that make a README a card; `is_complete`
    says that the local folder is the whole Hub repository `repo`. `rule_files` are rules by path,
    `packs` folders of rules and profiles.
    `edition` pins the rule set, None means today's. `mandatory` are rules that nothing below may switch off: ids,
    families or globs. `overrides` are in the order in which they are laid on. `origin` names the file the settings
    came from, `root` the folder that globs over cards start from (None: the folder that is looked through). `layers`
    are the places that settings came from, the nearest last. `today` is the day by which waivers end; None: none does.
    """

    profile: str = "recommended"
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "error"
    min_confidence: Confidence = "medium"
    cards: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    is_complete: bool = False
    repo: str | None = None
    rules: Mapping[str, RuleSetting] = {}
    rule_files: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    edition: str | None = None
    mandatory: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    overrides: tuple[Override, ...] = ()
    origin: str | None = None
    root: str | None = None
    layers: tuple[Layer, ...] = ()
    today: datetime.date | None = None


# What nearer settings add to farther ones; everything else they replace.
_ADDED = (
    "extend_select",
    "ignore",
    "cards",
    "exclude",
    "rule_files",
    "packs",
    "mandatory",
    "waivers",
    "overrides",
)


def laid_over(config: Config, layer: Layer) -> Config:
    """Return settings with nearer ones laid over them; laying the same ones over twice changes nothing more."""
    given = dict(layer.given)
    wanted = {*(given.get("select") or ()), *given.get("extend_select", ())}.difference(given.get("ignore", ()))
    # What is nearer is later, so what it asks for is not ignored by the same name farther away.
    config = config._replace(ignore=tuple(name for name in config.ignore if name not in wanted))
    if "profile" in given and "select" not in given:
        config = config._replace(select=None)
    for name in given.keys() & _ADDED:
        before = getattr(config, name)
        given[name] = (*before, *(value for value in given[name] if value not in before))
    if "rules" in given:
        given["rules"] = _rules_over(config.rules, given["rules"])
    layers = config.layers if layer in config.layers else (*config.layers, layer)
    return config._replace(**given, layers=layers)


def overridden(config: Config, overrides: Iterable[Override]) -> Config:
    """Return the settings for cards that some overrides are about, the last of them on top but for the command line."""
    asked = [layer for layer in config.layers if layer.origin == COMMAND_LINE]
    for layer in (*(override.layer for override in overrides), *asked):
        config = laid_over(config, layer)
    return config


def fail_on_mandatory(config: Config) -> FailOn:
    """Return from which severity on a mandatory finding fails: no file that is nearer makes that milder."""
    if any(layer.origin == COMMAND_LINE and "fail_on" in layer.given for layer in config.layers):
        return config.fail_on
    strictest = config.fail_on
    for number, layer in enumerate(config.layers):
        if layer.given.get("mandatory"):
            held = (other for other in config.layers[: number + 1] if other.origin not in layer.beside)
            told = [Config().fail_on, *(other.given["fail_on"] for other in held if "fail_on" in other.given)]
            strictest = max(strictest, told[-1], key=_MILDEST_FIRST.index)
    return strictest


def _rules_over(rules: Mapping[str, RuleSetting], nearer: Mapping[str, RuleSetting]) -> dict[str, RuleSetting]:
    over = dict(rules)
    for name, setting in nearer.items():
        before = over.get(name, RuleSetting())
        over[name] = RuleSetting(setting.severity or before.severity, {**before.options, **setting.options})
    return over
