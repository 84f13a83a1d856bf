"""The settings of one run, whatever file, option or default they came from."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from cardcheck.model.finding import Confidence, Severity

FailOn = Literal["error", "warning", "info", "never"]


class RuleSetting(NamedTuple):
    """What a configuration changes about one rule."""

    severity: Severity | None = None
    options: Mapping[str, Any] = {}


class Config(NamedTuple):
    """Settings after file and command line are put together.

    `select` None means the profile's own list. `cards` are globs that make a README a card; `is_complete`
    says that the local folder is the whole Hub repository `repo`. `rule_files` are rules by path,
    `packs` folders of rules and profiles.
    `origin` names the file the settings came from.
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
    origin: str | None = None
