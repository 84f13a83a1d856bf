"""The settings of one run, whatever file, option or default they came from."""

import datetime
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from cardcheck.model.finding import Confidence, Severity

FailOn = Literal["error", "warning", "info", "never"]


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


class Override(NamedTuple):
    """Other settings for some cards: those below `origin`'s folder that `files` match, and those of `repositories`.

    `files` are globs as in `.gitignore`, `repositories` globs over ids on the Hub; a card that either matches is meant.
    None and empty change nothing. `number` counts the overrides of the file `origin` from 0.
    """

    files: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()
    profile: str | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, RuleSetting] = {}
    min_confidence: Confidence | None = None
    number: int = 0
    origin: str = ""


class Config(NamedTuple):
    """Settings after file and command line are put together.

    `select` None means the profile's own list. `cards` are globs that make a README a card; `is_complete`
    says that the local folder is the whole Hub repository `repo`. `rule_files` are rules by path,
    `packs` folders of rules and profiles.
    `edition` pins the rule set, None means today's. `mandatory` are rules that nothing below may switch off: ids,
    families or globs. `overrides` are in the order in which they are laid on. `origin` names the file the settings
    came from.
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
