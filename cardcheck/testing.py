"""Run a rule's own examples: the tests of our rules, and of everybody else's.

A rule's data with examples in, broken promises out as sentences; an empty list means that the rule keeps its
word. Needs no test framework.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from cardcheck.config_file.stated import stated_settings
from cardcheck.editing.apply import apply_edits
from cardcheck.engine.findings import nearest_entry
from cardcheck.engine.linter import Linter
from cardcheck.facts.stated import stated_facts
from cardcheck.model.card import Card, Metadata, Reader
from cardcheck.model.config import Config
from cardcheck.model.facts import RepoFacts
from cardcheck.model.finding import Edit, Finding
from cardcheck.model.report import CardReport
from cardcheck.model.rule import Rule
from cardcheck.model.text import SourceText, Span
from cardcheck.parsing.card import parse_card
from cardcheck.parsing.yaml.tree import read_yaml
from cardcheck.regex import expression
from cardcheck.rulebook.bind import ENGINE
from cardcheck.rulebook.load import builtin_rules, make_rule, read_rules
from cardcheck.rulebook.select import select_rules

_PLACE = expression(r"(\d+:\d+)(?:-(\d+:\d+))?(?: ([a-z0-9-]+))?")


def broken_promises(path: Path, rule_id: str) -> list[str]:
    """Run every example of a rule file, which may make many rules; return what does not come out as the file says."""
    return [
        sentence if each_id == rule_id else f"{each_id}: {sentence}"
        for each_id, data in read_rules(path, rule_id).items()
        for sentence in _of_rule(make_rule(each_id, data), data, path)
    ]


def _of_rule(rule: Rule, data: Mapping[str, Any], path: Path) -> Iterator[str]:
    for example in data["examples"]:
        yield from _of_example(rule, example, path)
    yield from _missing_examples(rule, data)


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


def _of_example(rule: Rule, example: Mapping[str, Any], path: Path) -> Iterator[str]:
    name = example["name"]
    report = _judge(rule, example, _card_of(example), path)
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
            finding
            for finding in _judge(rule, example, fixed, path).findings
            if finding.rule == rule.id and finding.fix
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
    """Yield how a finding's span differs from what its case names; nothing means that it is right.

    The card is parsed anew, so that a wrong place shows wherever it comes from.
    """
    span, written = finding.span, text.slice(finding.span)
    if not 0 <= span.start <= span.end <= len(text.text):
        yield f"the span {span} lies outside the card"
        return
    card = _parsed(text.text)
    match finding.names:
        case "none":
            is_right = span == (0, 0)
        case "line":
            is_right = _is_whole_lines(text, span)
        case "block":
            is_right = bool(written.strip()) and _is_block(card, finding)
        case "text":
            is_right = finding.quotes is not None and finding.quotes.lower() == written.lower()
        case "key":
            is_right = _is_key(card, finding)
        case "value":
            is_right = _is_value(card, finding)
    if not is_right:
        about = f" of {finding.pointer}" if finding.pointer is not None else ""
        yield f"names {finding.names}{about} and points at {written!r}"


@functools.lru_cache(maxsize=1)
def _parsed(text: str) -> Card:
    return parse_card(text)


def _is_whole_lines(text: SourceText, span: Span) -> bool:
    is_open_ended = text.slice(span).endswith(("\r", "\n"))
    return not is_open_ended and span == (text.line_span_at(span.start).start, text.line_span_at(span.end).end)


def _is_block(card: Card, finding: Finding) -> bool:
    """Whether a span is whole lines, a block of Markdown, or a node with its key."""
    if _is_whole_lines(card.source, finding.span) or any(finding.span == block.span for block in card.body.blocks):
        return True
    entry = nearest_entry(card, finding.pointer) if finding.pointer is not None else None
    return entry is not None and finding.span == ((entry.key or entry.value).start, entry.value.end)


def _is_key(card: Card, finding: Finding) -> bool:
    """Whether a span is that of a key, and the key what the pointer ends with."""
    written = card.source.slice(finding.span)
    if finding.pointer is None or card.metadata is None:
        return finding.quotes == written
    entry = card.metadata.entries.get(finding.pointer)
    # Of a key that stands several times the tree holds the last.
    again = [double.again_key for double in card.metadata.duplicates if double.pointer == finding.pointer]
    if finding.span not in [*again, *([entry.key] if entry else [])]:
        return _is_in_a_double(card.metadata, finding.pointer, finding.span)
    alone = _parsed_alone(card, finding.span)
    name = finding.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    return name in {alone.entries[""].text, str(alone.client), str(alone.hub)}


def _is_value(card: Card, finding: Finding) -> bool:
    """Whether a span is that of a pointer's value (or the nearest parent's), and reads as that value on its own."""
    written = card.source.slice(finding.span)
    if finding.pointer is None or card.metadata is None:
        return finding.quotes == written
    entry = nearest_entry(card, finding.pointer)
    if entry is None or finding.span != entry.value:
        return _is_in_a_double(card.metadata, finding.pointer, finding.span)
    # What a tag, an anchor or an alias makes of a value is not told by its own place.
    if finding.pointer not in card.metadata.entries or entry.tag or re.search(r"[&*]", written):
        return True
    alone = _parsed_alone(card, finding.span)
    reader: Reader = "hub" if card.metadata.client_fault else "client"
    if card.metadata.fault(reader) or alone.fault(reader):
        return True
    value = _value_at(card.metadata.value(reader), finding.pointer)
    return value is ... or _same(alone.value(reader), value)


def _is_in_a_double(metadata: Metadata, pointer: str, span: Span) -> bool:
    """Whether a place is in a pair whose key comes again, for which the tree holds no entry."""
    return any(
        f"{pointer}/".startswith(f"{double.pointer}/")
        and Span(double.first_key.start, double.first_value.end).covers(span)
        for double in metadata.duplicates
    )


def _parsed_alone(card: Card, span: Span) -> Metadata:
    """Read a piece of YAML on its own, its first line moved to where it stands."""
    indent = " " * (card.source.position(span.start).column - 1)
    text = f"{indent}{card.source.slice(span)}"
    return read_yaml(text, Span(0, len(text)))


def _value_at(value: Any, pointer: str) -> Any:
    """Return the value a pointer leads to, or `...` where a key is one that this reader does not read as text."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(name)]
        else:
            value = next((item for key, item in value.items() if str(key) == name), ...)
        if value is ...:
            break
    return value


def _same(left: Any, right: Any) -> bool:
    """Whether two values are one; a block of text cut out of its card may lose its last line end."""
    if isinstance(left, str) and isinstance(right, str):
        return left.rstrip("\n") == right.rstrip("\n")
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(map(_same, left.values(), right.values()))
    return repr(left) == repr(right)


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


def _judge(rule: Rule, example: Mapping[str, Any], card: bytes | str, path: Path | None = None) -> CardReport:
    sabotaged = example.get("sabotage")
    names = [rule.id, *example.get("beside", ()), *([sabotaged] if sabotaged else [])]
    stated = stated_settings(example.get("settings", {}))
    selection = select_rules(Config(select=tuple(names), **_own_files(rule, path), **stated))
    rules = tuple(_with(rule, example) if chosen.id == rule.id else chosen for chosen in selection.rules)
    linter = Linter.of(Config(min_confidence="low", **stated), selection._replace(rules=rules))
    # No example tells a score, and counting it would take as long as all else.
    linter = linter._replace(scored=())
    if not sabotaged:
        return linter.check(card, facts=_facts_of(example), repo=example.get("repo"))
    with mock.patch("cardcheck.engine.linter.call", _failing):
        return linter.check(card, facts=_facts_of(example))


def _facts_of(example: Mapping[str, Any]) -> RepoFacts:
    given = example.get("facts", {})
    facts = stated_facts(given)
    return facts._replace(git=parse_card(given["git"])) if "git" in given else facts


def _own_files(rule: Rule, path: Path | None) -> dict[str, Any]:
    """Return the setting by which a rule that is not ours is found: its pack, or its file."""
    if path is None or any(rule.id == known.id for known in builtin_rules()):
        return {}
    pack = path.absolute().parent.parent
    return {"packs": (str(pack),)} if (pack / "_profiles").is_dir() else {"rule_files": (str(path),)}


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


def _paired(found: list[Finding], expected: list[str]) -> Iterator[tuple[Finding, str]]:
    """Pair findings with places in order; what is over is shown in full."""
    for index, finding in enumerate(found):
        yield finding, expected[index] if index < len(expected) else "1:1-1:1"


def _place(text: SourceText, finding: Finding, like: str) -> str:
    """Write a finding's place as precisely as the example does."""
    start, end = text.position(finding.span.start), text.position(finding.span.end)
    place = f"{start.line}:{start.column}"
    if "-" in like.partition(" ")[0]:
        place += f"-{end.line}:{end.column}"
    return f"{place} {finding.case}" if finding.case else place
