"""Config in, the rules of this run out.

A name is an id (`license/unknown-id`), a family (`license`), a glob (`*/unknown-*`) or `all`. Names from profile,
`select`, `extend-select` and `ignore` are weighed by how specific they are; at equal weight the later wins.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cardcheck.model.config import Config, RuleSetting, Waiver
from cardcheck.model.rule import Rule
from cardcheck.rulebook.bind import check_rule
from cardcheck.rulebook.editions import edition_of, later_of, seen_from
from cardcheck.rulebook.errors import RuleError
from cardcheck.rulebook.load import builtin_rules, read_rule_file, rules_from_files
from cardcheck.rulebook.packs import check_profile, pack_files, profile_files

if TYPE_CHECKING:
    from cardcheck.rulebook.mandating import Mandate


class Selection(NamedTuple):
    """The rules of a run, the ids of all rules there are, new ids by old ones, and notes for people.

    `mandatory` are the ids of rules that nothing in a card silences, with the file that decided so, `grantors` those
    files whose waivers hold for them.
    """

    rules: tuple[Rule, ...]
    known: frozenset[str]
    renamed: Mapping[str, str]
    notes: tuple[str, ...]
    mandatory: Mapping[str, str] = {}
    grantors: Mapping[str, frozenset[str]] = {}


def select_rules(config: Config) -> Selection:
    """Choose the rules of a run, with the configuration's options set, as its edition sees them."""
    edition = edition_of(config)
    rules = all_rules(config)
    by_id = {rule.id: rule for rule in rules}
    renamed = {old: rule.id for rule in rules for old in rule.formerly}
    notes = tuple(f"`{old}` is now `{renamed[old]}`" for old in _named(config) if old in renamed)
    profile = read_profile(config.profile, config.packs)
    weighed = _weighed(config, profile, by_id, renamed)
    in_profile = {rule.id for rule in rules if rule.profile in (profile.chain if config.select is None else ())}
    settings = _settings(config, by_id, renamed)
    mandated = _mandated(config, by_id, renamed)
    _require_rules(config.waivers, by_id, renamed)
    chosen = []
    for rule in rules:
        if rule.id in mandated:
            chosen.append(_as_mandated(rule, mandated[rule.id], edition))
        elif _is_on(rule.id, rule.id in in_profile, weighed):
            seen = seen_from(rule, edition)
            chosen.append(_with_setting(seen, settings[rule.id], config.origin) if rule.id in settings else seen)
    mandatory = {rule_id: mandate.origin for rule_id, mandate in mandated.items()}
    grantors = {rule_id: mandate.grantors for rule_id, mandate in mandated.items()}
    return Selection(tuple(chosen), frozenset(by_id), renamed, notes, mandatory, grantors)


def with_cosmetic_rules(config: Config) -> Config:
    """Add the rules that are worth no points and have a safe fix, where the choice of rules is left to a profile."""
    if config.select is not None:
        return config
    added = [
        rule.id
        for rule in builtin_rules()
        if rule.points == 0
        and "safe" in {case.fix for case in (rule.plain, *rule.cases.values())}
        and not any(matches(name, rule.id) for name in config.ignore)
    ]
    return config._replace(extend_select=(*config.extend_select, *added))


def find_rule(name: str) -> str:
    """Return the id of one built-in rule, also by a former name."""
    rules = builtin_rules()
    renamed = {old: rule.id for rule in rules for old in rule.formerly}
    rule_id = renamed.get(name, name)
    ids = [rule.id for rule in rules]
    if rule_id in ids:
        return rule_id
    raise RuleError(f"there is no rule `{name}`{_did_you_mean(name, ids)}")


class Profile(NamedTuple):
    """A named selection: its chain of names (itself and all it extends), what it adds or drops, and its file."""

    chain: frozenset[str]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    path: str


@functools.cache
def read_profile(name: str, packs: tuple[str, ...] = ()) -> Profile:
    """Read a profile, ours or one of some packs, and all it extends."""
    known = profile_files(packs)
    if name not in known:
        raise RuleError(f"there is no profile `{name}`; there are {', '.join(sorted(known))}")
    chain: dict[str, Mapping[str, Any]] = {}
    parent: str | None = name
    while parent is not None:
        if parent in chain:
            raise RuleError(f"{known[name]}: the profile extends itself, by way of {', '.join(chain)}")
        data = read_rule_file(known[parent])
        check_profile(known[parent], data, known)
        chain[parent], parent = data, data.get("extends")
    ordered = list(reversed(chain.values()))
    return Profile(
        frozenset(chain),
        tuple(rule for data in ordered for rule in data.get("select", ())),
        tuple(rule for data in ordered for rule in data.get("ignore", ())),
        str(known[name]),
    )


def matches(pattern: str, rule_id: str) -> bool:
    """Whether an id, a family or a glob stands for a rule."""
    return rule_id == pattern or rule_id.startswith(f"{pattern}/") or bool(_glob(pattern)(rule_id))


@functools.lru_cache(maxsize=1000)  # a hostile card can name any number of globs
def _glob(pattern: str) -> Any:
    if pattern == "all":
        return re.compile("").match
    return re.compile(translate(pattern)).match if re.search(r"[*?\[]", pattern) else lambda _: False


def all_rules(config: Config) -> tuple[Rule, ...]:
    """Return every rule there is: ours, and those of the configuration's files and packs."""
    rules = builtin_rules()
    files = own_files(config)
    if not files:
        return rules
    taken = {rule.id: rule for rule in rules}
    own: dict[tuple[Path, str], Rule] = {}
    known = profile_files(config.packs)
    for path in files:
        for rule in rules_from_files((path,), known):
            if rule.id in taken:
                raise RuleError(f"{path}: the rule `{rule.id}` exists already; give the file another name or folder")
            taken[rule.id] = own[path, rule.id] = rule
    for (path, _), rule in own.items():
        _require_free(path, rule, taken)
    return tuple(taken.values())


def _require_free(path: Path, rule: Rule, taken: Mapping[str, Rule]) -> None:
    """Raise where a rule takes over a name of another one, by which settings and cards would mean the wrong one."""
    for old in rule.formerly:
        holders = (other.id for other in taken.values() if old == other.id or old in other.formerly)
        holder = next((holder for holder in holders if holder != rule.id), None)
        if old == rule.id or holder is not None:
            raise RuleError(f"{path}: `formerly` names `{old}`, which stands for the rule `{holder or old}`")


def own_files(config: Config) -> list[Path]:
    """List the rule files that a configuration names, by themselves or by their pack."""
    return [*map(Path, config.rule_files), *pack_files(config.packs)]


def _weighed(
    config: Config, profile: Profile, by_id: Mapping[str, Rule], renamed: Mapping[str, str]
) -> list[tuple[int, frozenset[str], bool]]:
    """Return all names that switch rules on or off, with how specific they are and what they stand for."""
    weighed = []
    if config.select is None:
        try:
            weighed += [(*_resolve(renamed.get(name, name), by_id), True) for name in profile.select]
            weighed += [(*_resolve(renamed.get(name, name), by_id), False) for name in profile.ignore]
        except RuleError as error:
            raise RuleError(f"{profile.path}: {error}") from None
    directives = [
        *((name, True) for name in config.select or ()),
        *((name, True) for name in config.extend_select),
        *((name, False) for name in config.ignore),
    ]
    return weighed + [(*_resolve(renamed.get(name, name), by_id), on) for name, on in directives]


def _named(config: Config) -> Iterable[str]:
    return (*(config.select or ()), *config.extend_select, *config.ignore, *config.mandatory, *config.rules)


def _resolve(name: str, by_id: Mapping[str, Rule]) -> tuple[int, frozenset[str]]:
    """Return how specific a name is, and the rules it stands for."""
    found = frozenset(rule_id for rule_id in by_id if matches(name, rule_id))
    if not found:
        families = {rule.family for rule in by_id.values()}
        raise RuleError(f"there is no rule `{name}`{_did_you_mean(name, [*by_id, *families])}")
    if name == "all":
        return 0, found
    return (2 if name in by_id else 1), found


def _is_on(rule_id: str, start: bool, weighed: list[tuple[int, frozenset[str], bool]]) -> bool:  # noqa: FBT001
    best, on = -1, start
    for weight, found, wanted in weighed:
        if rule_id in found and weight >= best:
            best, on = weight, wanted
    return on


def _settings(config: Config, by_id: Mapping[str, Rule], renamed: Mapping[str, str]) -> dict[str, RuleSetting]:
    """Return the configuration's settings by today's ids; each is about one rule, never a family."""
    settings = {}
    for name, setting in config.rules.items():
        rule_id = renamed.get(name, name)
        if rule_id not in by_id:
            where = f'{config.origin or "configuration"}: rule."{name}"'
            raise RuleError(f"{where}: there is no rule `{name}`{_did_you_mean(name, by_id)}")
        settings[rule_id] = setting
    return settings


def _require_rules(waivers: Iterable[Waiver], by_id: Mapping[str, Rule], renamed: Mapping[str, str]) -> None:
    """Raise where a waiver names no rule, for then it would seem that something is waived."""
    for waiver in waivers:
        try:
            _resolve(renamed.get(waiver.rule, waiver.rule), by_id)
        except RuleError as error:
            raise RuleError(f"{waiver.origin}: the waiver for `{waiver.repository}`: {error}") from None


def _mandated(config: Config, by_id: Mapping[str, Rule], renamed: Mapping[str, str]) -> "dict[str, Mandate]":
    if not config.mandatory:
        return {}
    from cardcheck.rulebook.mandating import mandates

    return mandates(config, functools.cache(lambda name: _resolve(renamed.get(name, name), by_id)[1]))


def _as_mandated(rule: Rule, mandate: "Mandate", edition: str) -> Rule:
    """Return a mandatory rule as the file wants it that makes it so, or graver."""
    from cardcheck.rulebook.mandating import gravest, raised

    seen = seen_from(rule, later_of(edition, mandate.edition))
    made = raised(_with_setting(seen, mandate.setting, mandate.origin), mandate.graver)
    for other in mandate.others:
        made = gravest(made, _as_mandated(rule, other, edition))
    return made


def _with_setting(rule: Rule, setting: RuleSetting, origin: str | None) -> Rule:
    """Return the rule as the configuration wants it."""
    if setting.options:
        options = {**rule.options, **setting.options}
        try:
            check_rule(rule._replace(options=options))
        except RuleError as error:
            raise RuleError(f'{origin or "configuration"}: rule."{rule.id}": {error}') from None
        rule = rule._replace(options=options)
    if setting.severity is not None:
        severity = setting.severity
        cases = {name: case._replace(severity=severity, coming=None) for name, case in rule.cases.items()}
        rule = rule._replace(plain=rule.plain._replace(severity=severity, coming=None), cases=cases)
    return rule


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else "; `cardcheck rules` lists them"
