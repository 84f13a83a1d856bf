"""Findings and suppression comments in; findings marked, and what the comments themselves did wrong, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cardcheck.editing.markdown_edits import drop_lines
from cardcheck.engine.waiving import short
from cardcheck.model.card import Card, Suppression
from cardcheck.model.finding import Edit, Finding, Problem
from cardcheck.model.text import Span
from cardcheck.rulebook.select import matches

UNUSED, UNKNOWN = "cardcheck/unused-suppression", "cardcheck/unknown-rule"
OVERRULED, WITHOUT_REASON = "cardcheck/overruled-suppression", "cardcheck/suppression-without-reason"

Names = Mapping[str, str]
"""New ids of renamed rules by their old ones, which old cards still say."""


def suppress(card: Card, findings: Iterable[Finding], renamed: Names) -> tuple[list[Finding], set[tuple[int, int]]]:
    """Mark what comments suppress; also tell which names did so, as (suppression, name) numbers.

    What is mandatory yields to no comment.
    """
    used: set[tuple[int, int]] = set()
    marked = []
    for finding, by in _reached(card, findings, renamed):
        if not by or finding.mandatory:
            marked.append(finding)
            continue
        used.update(by)
        reasons = [card.suppressions[number].reason for number, _ in by]
        reason = next(filter(None, reasons), None)
        marked.append(finding._replace(suppressed=True, suppression_reason=reason))
    return marked, used


def overruled(
    card: Card, findings: Iterable[Finding], renamed: Names, mandatory: Mapping[str, str]
) -> dict[tuple[int, int], Problem]:
    """Tell which names in suppressions would silence a mandatory rule, by (suppression, name) numbers, and who decided.

    A family or glob does so only where such a finding stands.
    """
    if not mandatory:
        return {}
    standing = [finding for finding in findings if finding.mandatory]
    met = {place: finding.rule for finding, by in _reached(card, standing, renamed) for place in by}
    for number, suppression in enumerate(card.suppressions):
        named = [renamed.get(name, name) for name in suppression.rules]
        met |= {(number, index): rule for index, rule in enumerate(named) if rule in mandatory}
    return {
        (number, index): Problem(
            fields={"rule": rule, "origin": short(mandatory[rule])},
            span=card.suppressions[number].rule_spans[index],
            quotes=card.suppressions[number].rules[index],
        )
        for (number, index), rule in sorted(met.items())
    }


def without_reason(card: Card) -> Iterator[Problem]:
    """Yield the suppressions that do not say why."""
    for suppression in card.suppressions:
        if not suppression.reason:
            quotes = card.source.slice(suppression.span)
            yield Problem(fields={"names": ", ".join(suppression.rules)}, span=suppression.span, quotes=quotes)


def _reached(
    card: Card, findings: Iterable[Finding], renamed: Names
) -> Iterator[tuple[Finding, list[tuple[int, int]]]]:
    """Yield each finding with the names in suppressions that stand for its rule and reach it."""
    naming: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        if finding.rule not in naming:
            naming[finding.rule] = list(_naming(card.suppressions, finding.rule, renamed))
        yield (
            finding,
            [(number, index) for number, index in naming[finding.rule] if _reaches(card.suppressions[number], finding)],
        )


def _naming(suppressions: Sequence[Suppression], rule: str, renamed: Names) -> Iterator[tuple[int, int]]:
    """Yield the names in suppressions that stand for a rule."""
    for number, suppression in enumerate(suppressions):
        for index, name in enumerate(suppression.rules):
            if matches(renamed.get(name, name), rule):
                yield number, index


def _reaches(suppression: Suppression, finding: Finding) -> bool:
    """Whether a finding begins in what a suppression covers; findings about the whole card need `ignore-file`."""
    scope, span = suppression.scope, finding.span
    if scope is None:
        return True
    # What begins where the scope ends is the next node or section, unless it is an empty value.
    begins_inside = scope.start <= span.start and (span.start < scope.end or span.end <= scope.end)
    return begins_inside and finding.names != "none"


def unused(
    card: Card, ran: frozenset[str], known: frozenset[str], renamed: Names, used: set[tuple[int, int]]
) -> Iterator[Problem]:
    """Yield the names in suppressions that suppressed nothing although all their rules ran."""
    for number, suppression in enumerate(card.suppressions):
        idle = [
            index
            for index, name in enumerate(suppression.rules)
            if (number, index) not in used and _has_run(renamed.get(name, name), ran, known)
        ]
        if idle and len(idle) == len(suppression.rules):
            names = ", ".join(suppression.rules)
            edits = (_without(card, suppression),)
            quotes = card.source.slice(suppression.span)
            yield Problem(fields={"names": names}, span=suppression.span, quotes=quotes, edits=edits, changes=())
            continue
        for index in idle:
            name = suppression.rules[index]
            span = suppression.rule_spans[index]
            edits = (_without_name(suppression, index),)
            yield Problem(fields={"names": name}, span=span, quotes=name, edits=edits, changes=())


def _has_run(name: str, ran: frozenset[str], known: frozenset[str]) -> bool:
    """Whether every rule that a name stands for ran: one that did not may need the suppression another time."""
    meant = {rule for rule in known if matches(name, rule)}
    return bool(meant) and meant <= ran


def unknown(card: Card, known: frozenset[str], renamed: Names) -> Iterator[Problem]:
    """Yield the names in suppressions that stand for no rule."""
    for suppression in card.suppressions:
        for name, span in zip(suppression.rules, suppression.rule_spans, strict=True):
            if name not in renamed and not any(matches(name, rule) for rule in known):
                yield Problem(fields={"name": name}, span=span, quotes=name)


def _without(card: Card, suppression: Suppression) -> Edit:
    """Return the edit that takes a suppression out; at the end of the card the lines above it end as it did."""
    first = card.source.line_span_at(suppression.span.start)
    is_alone = not card.source.text[first.start : suppression.span.start].strip()
    at_the_end = not card.source.text[suppression.span.end :].strip() and first.start >= card.body.span.start
    return drop_lines(card.source, suppression.span) if is_alone and at_the_end else Edit(suppression.removal, "")


def _without_name(suppression: Suppression, index: int) -> Edit:
    """Return the edit that takes one name out of the list, with its comma."""
    span = suppression.rule_spans[index]
    if index + 1 < len(suppression.rules):
        return Edit(Span(span.start, suppression.rule_spans[index + 1].start), "")
    return Edit(Span(suppression.rule_spans[index - 1].end, span.end), "")
