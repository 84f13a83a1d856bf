"""Problems in, Findings out: the rule's words, the place in the text, a fingerprint that survives moved lines."""

from __future__ import annotations

import functools
import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Any

from cardcheck.editing.refusals import can_stand
from cardcheck.model.card import Card, Entry
from cardcheck.model.finding import CONFIDENCES, SEVERITIES, Finding, Fix, Problem, Related, Severity
from cardcheck.model.rule import Case, Coming, Rule
from cardcheck.model.text import Span

_SHOWN_LENGTH = 80
_A: dict[Severity, str] = {"error": "an error", "warning": "a warning", "info": "an info"}


def make_finding(card: Card, rule: Rule, problem: Problem) -> Finding:
    """Say a problem in the words of its rule, at its place in the card."""
    case = rule.case(problem.case)
    span = _place(card, case, problem)
    between_ticks = _between_ticks(case.message)
    fields = {
        name: shown(value).replace("`", "'") if name in between_ticks else shown(value)
        for name, value in problem.fields.items()
    }
    severity = _weaker(SEVERITIES, case.severity, problem.severity)
    message = case.message.format_map(fields)
    return Finding(
        rule=rule.id,
        case=problem.case,
        severity=severity,
        confidence=_weaker(CONFIDENCES, case.confidence, problem.confidence),
        category=rule.category,
        consumers=case.consumers,
        message=message if case.coming is None else message + _what_comes(case.coming, severity, problem),
        why=case.why,
        pointer=problem.pointer,
        section=_section(card, span),
        span=span,
        names=case.names,
        quotes=problem.quotes,
        fingerprint="",
        related=tuple(Related(said.message, said.span) for said in problem.related),
        fix=_fix(card, case, problem, fields),
        topic=rule.topic,
        points=rule.points,
        preview=case.preview,
    )


def with_fingerprints(card: Card, findings: Iterable[Finding]) -> list[Finding]:
    """Give each finding its fingerprint; the same words twice are told apart by counting."""
    seen: Counter[str] = Counter()
    done = []
    for finding in findings:
        where = finding.section if finding.pointer is None else finding.pointer
        offending = "" if finding.names == "none" else " ".join(card.source.slice(finding.span).split())
        words = "\0".join((finding.rule, finding.case or "", where or "", offending))
        seen[words] += 1
        digest = hashlib.sha256(f"{words}\0{seen[words]}".encode("utf-8", "surrogatepass")).hexdigest()
        done.append(finding._replace(fingerprint=digest[:16]))
    return done


def shown(value: Any) -> str:
    """Write a metadata value for a message: as YAML has it, and not too long; of several names, each."""
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if len(text) > _SHOWN_LENGTH:
        half = _SHOWN_LENGTH // 2
        text = f"{text[: half - 1]}…{text[-half:]}"
    return text


@functools.cache
def _between_ticks(message: str) -> frozenset[str]:
    """Return the fields that a message puts between backticks, where a value's own would read as its end."""
    return frozenset(re.findall(r"`\{(\w+)\}`", message))


def _weaker(order: tuple[Any, ...], declared: Any, said: Any) -> Any:
    """Return the weaker of what the rule declares and what the problem says."""
    return declared if said is None else max(declared, said, key=order.index)


def _what_comes(coming: Coming, severity: Severity, problem: Problem) -> str:
    """Say how grave a problem will be with a later edition, where that is graver."""
    later = _weaker(SEVERITIES, coming.severity, problem.severity)
    return f" ({_A[later]} from edition {coming.edition} on)" if later != severity else ""


def _place(card: Card, case: Case, problem: Problem) -> Span:
    """Return where a problem stands: its own span, or the place of its pointer (or the nearest parent's)."""
    if problem.span is not None:
        return problem.span
    if case.names == "none" or problem.pointer is None or card.metadata is None:
        return Span(0, 0)
    entry = nearest_entry(card, problem.pointer)
    if entry is None:
        return card.front_matter.span or Span(0, 0)
    key = entry.key or entry.value
    places = {
        "key": key,
        "line": card.source.line_span_at(key.start),
        "block": Span(key.start, max(entry.value.end, key.end)),
    }
    return places.get(case.names, entry.value)


def nearest_entry(card: Card, pointer: str) -> Entry | None:
    """Return the entry of a pointer, or of its nearest parent that has a place."""
    entries = card.metadata.entries if card.metadata else {}
    while pointer not in entries and pointer:
        pointer = pointer.rpartition("/")[0]
    return entries.get(pointer)


def _section(card: Card, span: Span) -> str | None:
    """Return the titles that lead to the section a span stands in."""
    sections = card.body.sections
    if span.start < card.body.span.start:
        return None
    # Sections come in the order of their headings, so the last that has begun is the innermost.
    index = bisect_right(sections, span.start, key=lambda section: section.span.start) - 1
    return " > ".join(sections[index].path) or None if index >= 0 else None


def _fix(card: Card, case: Case, problem: Problem, fields: dict[str, str]) -> Fix | None:
    if not problem.edits or case.fix is None:
        return None
    if not can_stand(card, problem.edits):
        return None
    applicability = "unsafe" if "unsafe" in (case.fix, problem.applicability) else "safe"
    title = case.fix_title.format_map(fields) if case.fix_title else "Fix"
    return Fix(
        "unsafe" if applicability == "unsafe" else "safe", title, problem.edits, _changed_pointers(card, problem)
    )


def _changed_pointers(card: Card, problem: Problem) -> tuple[str, ...]:
    """Return the pointers whose values a problem's edits change: none where they stay in the body."""
    if problem.changes is not None:
        return problem.changes
    if all(edit.span.start >= card.body.span.start for edit in problem.edits):
        return ()
    return (problem.pointer or "",)
