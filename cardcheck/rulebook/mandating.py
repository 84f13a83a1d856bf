"""What an organisation makes mandatory: settings in; the rules that nobody may switch off, and how they are set, out.

Settings come in layers, the nearest last. Those of the layer that mandates a rule, and of all before it, hold; what is
nearer can make the rule graver and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from cardcheck.model.config import Config, Layer, RuleSetting
from cardcheck.model.finding import SEVERITIES, Severity
from cardcheck.model.rule import Case, Rule
from cardcheck.rulebook.editions import CURRENT

Resolve = Callable[[str], Iterable[str]]
"""Returns the ids that a name stands for."""


class Mandate(NamedTuple):
    """That a rule is mandatory: by which file, from which edition on, how it is set there, and what makes it graver."""

    origin: str
    edition: str
    setting: RuleSetting
    graver: tuple[Severity, ...] = ()


def mandates(config: Config, resolve: Resolve) -> dict[str, Mandate]:
    """Return the mandatory rules by id."""
    # Settings that a program made have no layers.
    layers = config.layers or (Layer(config.origin or "the settings", config._asdict()),)
    found = dict(reversed([*_mandated(layers, resolve)]))
    return {rule: _mandate(rule, layers[: number + 1], layers[number + 1 :], resolve) for rule, number in found.items()}


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


def _mandate(rule: str, holding: tuple[Layer, ...], nearer: tuple[Layer, ...], resolve: Resolve) -> Mandate:
    setting, edition = RuleSetting(), CURRENT
    for layer in holding:
        edition = layer.given.get("edition") or edition
        for each in _settings(rule, layer.given.get("rules", {}), resolve):
            setting = RuleSetting(each.severity or setting.severity, {**setting.options, **each.options})
    graver = [
        each.severity
        for layer in nearer
        for each in _settings(rule, layer.given.get("rules", {}), resolve)
        if each.severity is not None
    ]
    return Mandate(holding[-1].origin, edition, setting, tuple(graver))


def _settings(rule: str, settings: Mapping[str, RuleSetting], resolve: Resolve) -> Iterator[RuleSetting]:
    """Yield what a layer says of one rule, under whichever of its names."""
    yield from (setting for name, setting in settings.items() if rule in resolve(name))


def _raised(case: Case, severity: Severity) -> Case:
    is_graver = SEVERITIES.index(severity) < SEVERITIES.index(case.severity)
    return case._replace(severity=severity, coming=None) if is_graver else case
