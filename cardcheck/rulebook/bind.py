"""Check names in, functions out: the one joint of rule data and code.

`metadata.values.one_of` is the function `one_of` in `cardcheck/checks/metadata/values.py`. A check's signature is its
option schema: what a rule says under `with:` must fit it.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Callable, Iterator

from cardcheck.model.finding import Problem
from cardcheck.model.rule import Rule
from cardcheck.model.target import Target
from cardcheck.regex import expression
from cardcheck.rulebook.errors import RuleError

Check = Callable[..., Iterator[Problem]]

ENGINE = "engine"
"""The check name of rules whose findings the engine itself makes."""

_NAME = expression(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){2}")


@functools.cache
def bind(name: str) -> Check:
    """Find the function that a check name stands for."""
    if not _NAME.fullmatch(name):
        raise RuleError(f"`{name}` is no check name; a check is named `folder.module.function`")
    module_name, _, function_name = name.rpartition(".")
    full_name = f"cardcheck.checks.{module_name}"
    path = f"cardcheck/checks/{module_name.replace('.', '/')}.py"
    try:
        module = importlib.import_module(full_name)
    except ModuleNotFoundError as error:
        if error.name not in {full_name, full_name.rpartition(".")[0]}:
            raise
        raise RuleError(f"there is no check `{name}`: no module `{path}`") from None
    function = getattr(module, function_name, None)
    # Imported names and private steps of a module are no checks.
    if not inspect.isfunction(function) or function.__module__ != full_name:
        raise RuleError(f"there is no check `{name}`: `{path}` has no such function")
    return function


def check_rule(rule: Rule) -> None:
    """Refuse a rule whose check does not exist or whose options its check's signature does not take."""
    parameters = {} if rule.check == ENGINE else dict(inspect.signature(bind(rule.check)).parameters)
    takes = {name for name, parameter in parameters.items() if parameter.kind is inspect.Parameter.KEYWORD_ONLY}
    for name in rule.options:
        if name not in takes:
            offer = f"it takes {', '.join(f'`{known}`' for known in sorted(takes))}" if takes else "it takes none"
            raise RuleError(f"the check `{rule.check}` has no option `{name}`; {offer}")
    for name in sorted(takes - set(rule.options)):
        if parameters[name].default is inspect.Parameter.empty:
            raise RuleError(f"the check `{rule.check}` needs the option `{name}` under `with:`")


def call(rule: Rule, target: Target) -> Iterator[Problem]:
    """Run a rule's check on one target."""
    return bind(rule.check)(target, **rule.options)
