"""Run a rule's own examples: the tests of our rules, and of everybody else's.

A rule's data with examples in, broken promises out as sentences; an empty list means that the rule keeps its
word. Needs no test framework.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from cardcheck.editing.apply import apply_edits
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.model.facts import FileList, RepoFacts, RepoFile
from cardcheck.model.finding import Edit, Finding
from cardcheck.model.report import CardReport
from cardcheck.model.rule import Rule
from cardcheck.model.text import SourceText
from cardcheck.rulebook.bind import ENGINE
from cardcheck.rulebook.load import make_rule, read_rule_file
from cardcheck.rulebook.select import select_rules

_PLACE = re.compile(r"(\d+:\d+)(?:-(\d+:\d+))?(?: ([a-z0-9-]+))?")


def broken_promises(path: Path, rule_id: str) -> list[str]:
    """Run every example of a rule file; return what does not come out as the file says."""
    data = read_rule_file(path)
    rule = make_rule(rule_id, data)
    said = [sentence for example in data["examples"] for sentence in _of_example(rule, example)]
    return [*said, *_missing_examples(rule, data)]


def check_example(rule: Rule, example: Mapping[str, Any]) -> CardReport:
    """Judge an example's card with its rule alone (and those it names under `beside`)."""
    return _judge(rule, example, _card_of(example))


def _missing_examples(rule: Rule, data: Mapping[str, Any]) -> Iterator[str]:
    shown = [place for example in data["examples"] for place in example.get("finds", ())]
    if not shown:
        yield "no example has a finding"
    if all(example.get("finds") for example in data["examples"]):
        yield "no example is clean"
    fired = {match[3] for place in shown if (match := _PLACE.fullmatch(place))}
    for name in rule.cases:
        if name not in fired:
            yield f"no example fires the case `{name}`"


def _of_example(rule: Rule, example: Mapping[str, Any]) -> Iterator[str]:
    name = example["name"]
    report = check_example(rule, example)
    assert report.text is not None
    found = [finding for finding in report.findings if finding.rule == rule.id and not finding.suppressed]
    expected = list(example.get("finds", ()))
    got = [_place(report.text, finding, place) for finding, place in _paired(found, expected)]
    if got != expected:
        yield f"{name}: expected {expected}, found {got}"
    yield from (f"{name}: {sentence}" for sentence in _strangers(rule, example, report))
    yield from (f"{name}: {sentence}" for finding in found for sentence in misplaced(report.text, finding))
    if "fixed" in example:
        fixed = fix_all(report.text, found)
        if fixed != example["fixed"]:
            yield f"{name}: expected the fixed card {example['fixed']!r}, got {fixed!r}"
        again = [
            finding for finding in _judge(rule, example, fixed).findings if finding.rule == rule.id and finding.fix
        ]
        if again:
            yield f"{name}: fixing the fixed card changes it again"
    elif any(finding.fix and finding.fix.applicability == "safe" for finding in found):
        yield f"{name}: has a safe fix and does not say what is `fixed`"


def _strangers(rule: Rule, example: Mapping[str, Any], report: CardReport) -> Iterator[str]:
    """Yield findings of rules that were not asked, such as a crash."""
    for finding in report.findings:
        if finding.rule != rule.id and finding.rule not in example.get("beside", ()):
            yield f"`{finding.rule}` fired too: {finding.message}"


def misplaced(text: SourceText, finding: Finding) -> Iterator[str]:
    """Yield how a finding's span differs from what its case names; nothing means that it is right."""
    span, written = finding.span, text.slice(finding.span)
    first, last = text.line_span_at(span.start), text.line_span_at(span.end)
    if not 0 <= span.start <= span.end <= len(text.text):
        yield f"the span {span} lies outside the card"
    match finding.names:
        case "none":
            if span != (0, 0):
                yield f"is about the whole card and points at {span}"
        case "line":
            if (span.start, span.end) != (first.start, last.end):
                yield f"names a line and points at {written!r}"
        case "block":
            if text.text[first.start : span.start].strip(" \t\ufeff-") or text.text[span.end : last.end].strip():
                yield f"names a block and points at {written!r}"
        case "text":
            if finding.quotes is None or finding.quotes.lower() != written.lower():
                yield f"quotes {finding.quotes!r} and points at {written!r}"
        case "value" | "key":
            if written != written.strip() or (finding.pointer is None and finding.quotes is None):
                yield f"names a {finding.names} and points at {written!r}"


def fix_all(text: SourceText, findings: list[Finding]) -> str:
    """Apply every fix of some findings at once; of two that overlap the first wins."""
    edits: list[Edit] = []
    for finding in findings:
        fix = finding.fix
        if fix and not any(_overlap(edit, other) for edit in fix.edits for other in edits):
            edits.extend(fix.edits)
    return apply_edits(text.text, edits)


def _overlap(edit: Edit, other: Edit) -> bool:
    return edit.span == other.span or (edit.span.start < other.span.end and other.span.start < edit.span.end)


def _judge(rule: Rule, example: Mapping[str, Any], card: bytes | str) -> CardReport:
    sabotaged = example.get("sabotage")
    names = [rule.id, *example.get("beside", ()), *([sabotaged] if sabotaged else [])]
    selection = select_rules(Config(select=tuple(names)))
    rules = tuple(_with(rule, example) if chosen.id == rule.id else chosen for chosen in selection.rules)
    linter = Linter.of(Config(min_confidence="low"), selection._replace(rules=rules))
    if not sabotaged:
        return linter.check(card, facts=_facts_of(example))
    with mock.patch("cardcheck.engine.linter.call", _failing):
        return linter.check(card, facts=_facts_of(example))


def _with(rule: Rule, example: Mapping[str, Any]) -> Rule:
    """Return the rule with the example's options."""
    if "with" not in example or rule.check == ENGINE:
        return rule

    return rule._replace(options={**rule.options, **example["with"]})


def _failing(*_: Any) -> Iterator[Any]:
    raise ZeroDivisionError


def _card_of(example: Mapping[str, Any]) -> bytes | str:
    if "bytes" in example:
        data: str = example["bytes"]
        return data.encode("latin-1")
    card: str = example["card"]
    return card


def _facts_of(example: Mapping[str, Any]) -> RepoFacts:
    given = example.get("facts", {})
    if "files" not in given:
        return RepoFacts()
    files = tuple(RepoFile(path, 1) for path in sorted(given["files"]))
    return RepoFacts(files=FileList(files, is_complete=given.get("complete", True)))


def _paired(found: list[Finding], expected: list[str]) -> Iterator[tuple[Finding, str]]:
    """Pair findings with places in order; what is over is shown in full."""
    for index, finding in enumerate(found):
        yield finding, expected[index] if index < len(expected) else "1:1-1:1"


def _place(text: SourceText, finding: Finding, like: str) -> str:
    """Write a finding's place as precisely as the example does."""
    start, end = text.position(finding.span.start), text.position(finding.span.end)
    place = f"{start.line}:{start.column}"
    if "-" in like.split(" ")[0]:
        place += f"-{end.line}:{end.column}"
    return f"{place} {finding.case}" if finding.case else place
