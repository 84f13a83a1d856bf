"""What an organisation makes mandatory: settings in; the rules that nobody may switch off, and how they are set, out.

Settings come in layers, the nearest last. Those of the layer that mandates a rule, and of all that it builds on, hold;
other ones can make the rule graver and nothing else, for whoever extends two files chooses which of them is nearer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cardcheck.model.config import Config, Layer, RuleSetting
from cardcheck.model.finding import SEVERITIES, Severity
from cardcheck.model.rule import Case, Rule
from cardcheck.rulebook.editions import CURRENT

Resolve = Callable[[str], Iterable[str]]
"""Returns the ids that a name stands for."""


class Mandate(NamedTuple):
    """That a rule is mandatory: by which file, from which edition on, how it is set there, and what makes it graver.

    `grantors` are the files whose waivers hold for it, `others` the mandates of files that do not build on this one.
    """

    origin: str
    edition: str
    setting: RuleSetting
    graver: tuple[Severity, ...] = ()
    grantors: frozenset[str] = frozenset()
    others: tuple["Mandate", ...] = ()


def mandates(config: Config, resolve: Resolve) -> dict[str, Mandate]:
    """Return the mandatory rules by id."""
    # Settings that a program made have no layers.
    layers = config.layers or (Layer(config.origin or "the settings", config._asdict()),)
    found: dict[str, list[int]] = {}
    for rule, number in _mandated(layers, resolve):
        found.setdefault(rule, []).append(number)
    return {rule: _joint(rule, dict.fromkeys(numbers), layers, resolve) for rule, numbers in found.items()}


def gravest(rule: Rule, other: Rule) -> Rule:
    """Return a rule with each case as grave as the graver of two versions of it has it."""
    cases = {name: _raised(case, other.cases[name].severity) for name, case in rule.cases.items()}
    return rule._replace(plain=_raised(rule.plain, other.plain.severity), cases=cases)


def raised(rule: Rule, severities: Iterable[Severity]) -> Rule:
    """Return a rule at least as grave as each of some severities."""
    for severity in severities:
        cases = {name: _raised(case, severity) for name, case in rule.cases.items()}
        rule = rule._replace(plain=_raised(rule.plain, severity), cases=cases)
    return rule


def _mandated(layers: Iterable[Layer], resolve: Resolve) -> Iterator[tuple[str, int]]:
    """Yield each mandatory rule with the number of a layer that says so."""
    for number, layer in enumerate(layers):
        for name in layer.given.get("mandatory", ()):
            yield from ((rule, number) for rule in resolve(name))


def _joint(rule: str, numbers: Iterable[int], layers: tuple[Layer, ...], resolve: Resolve) -> Mandate:
    """Return what all layers together make of a rule that mandate it, given by their numbers."""
    held = {number: _held(layers, number) for number in numbers}
    # Who builds on another that mandates the rule is only nearer.
    first, *others = (
        _mandate(rule, number, layers, resolve) for number, below in held.items() if len(below & held.keys()) == 1
    )
    granting = frozenset.intersection(*held.values())
    grantors = frozenset(layers[number].origin for number in granting)
    return first._replace(grantors=grantors, others=tuple(others))


def _held(layers: Sequence[Layer], number: int) -> frozenset[int]:
    """Return the numbers of a layer and of those that it builds on."""
    beside = layers[number].beside
    return frozenset(other for other in range(number + 1) if layers[other].origin not in beside)


def _mandate(rule: str, number: int, layers: Sequence[Layer], resolve: Resolve) -> Mandate:
    held = _held(layers, number)
    setting, edition = RuleSetting(), CURRENT
    graver: list[Severity] = []
    for other, layer in enumerate(layers):
        settings = _settings(rule, layer.given.get("rules", {}), resolve)
        if other not in held:
            graver += [each.severity for each in settings if each.severity is not None]
            continue
        edition = layer.given.get("edition") or edition
        for each in settings:
            setting = RuleSetting(each.severity or setting.severity, {**setting.options, **each.options})
    return Mandate(layers[number].origin, edition, setting, tuple(graver))


def _settings(rule: str, settings: Mapping[str, RuleSetting], resolve: Resolve) -> Iterator[RuleSetting]:
    """Yield what a layer says of one rule, under whichever of its names."""
    yield from (setting for name, setting in settings.items() if rule in resolve(name))


def _raised(case: Case, severity: Severity) -> Case:
    is_graver = SEVERITIES.index(severity) < SEVERITIES.index(case.severity)
    return case._replace(severity=severity, coming=None) if is_graver else case
