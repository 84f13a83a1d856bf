"""What a configuration makes of the rules: those it runs, one of them, or the sentence it is refused with."""

from __future__ import annotations

from typing import Any

import pytest

from cardcheck.model.config import Config
from cardcheck.model.rule import Rule
from cardcheck.rulebook.load import RuleError
from cardcheck.rulebook.select import select_rules


def chosen(**settings: Any) -> set[str]:
    return {rule.id for rule in select_rules(Config(**settings)).rules}


def rule_named(rule_id: str, **settings: Any) -> Rule:
    return next(rule for rule in select_rules(Config(**settings)).rules if rule.id == rule_id)


def refusal(**settings: Any) -> str:
    with pytest.raises(RuleError) as caught:
        select_rules(Config(**settings))
    return str(caught.value)
