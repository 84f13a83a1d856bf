"""Which questions of other forms a card answers: rules that stand for questions and their findings in, tables out."""

from __future__ import annotations

from collections.abc import Iterable

from cardcheck.model.card import Card
from cardcheck.model.coverage import Answer, Coverage
from cardcheck.model.finding import Finding
from cardcheck.model.rule import Rule
from cardcheck.topics.crosswalk import Place, answer

_CHECK = "text.crosswalk.unanswered"
"""The check that can also tell where a question is answered, and what merely touches on it."""


def coverage(rules: Iterable[Rule], card: Card, findings: Iterable[Finding]) -> tuple[Coverage, ...]:
    """Return one table a form, its questions in their order."""
    found = {finding.rule: finding for finding in findings}
    forms: dict[str, list[Answer]] = {}
    for rule in rules:
        if rule.question is not None:
            place = _place(rule, card, found.get(rule.id))
            forms.setdefault(rule.question.form, []).append(Answer(rule.id, rule.question, *place))
    return tuple(
        Coverage(form, tuple(sorted(answers, key=lambda one: (one.question.number, one.rule))))
        for form, answers in forms.items()
    )


def _place(rule: Rule, card: Card, finding: Finding | None) -> Place:
    if finding is not None:
        return Place("set-aside" if finding.is_hidden else "none")
    if rule.check == _CHECK:
        return answer(card, **rule.options)
    return Place("full")
