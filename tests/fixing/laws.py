"""The laws of fixing, asked of one card: a linter and a card with its facts in, what is broken out.

Nothing here trusts the fixer: its work is done again, round by round, from the findings it says it fixed, with a
splice of our own; then texts, metadata and findings are compared. The laws, by the name that a violation carries:

text      all that lies outside the edits is there again, to the byte
form      byte-order mark, kind of line ends, and a last line with or without its end stay as they were
twice     fixing what is fixed changes nothing
new       nothing is found that was not before, but for questions left to a person and what was blocked: the revealed
pointers  the metadata differ nowhere but at the pointers that the fixes name
named     they do differ at each pointer that a fix names, where both readers could read them before
parses    a reader that could read the metadata still can
refused   no fix has to be refused, and no card takes too many rounds
crashed   no check fails

An item that is taken out of a list moves those behind it, so pointers mean something within one round only: `pointers`
is asked of each round, and `named` of each fix alone, on the text in which it was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cardcheck.engine.fixing import Wanted, fix_card
from cardcheck.engine.fixing.harm import new_findings, words_of
from cardcheck.engine.fixing.metadata_changes import changed_pointers, outside
from cardcheck.engine.fixing.version import Version
from cardcheck.engine.linter import CRASHED, Linter
from cardcheck.engine.pool import Task
from cardcheck.model.card import Card, Reader
from cardcheck.model.finding import Edit, Finding
from cardcheck.model.fixed import FixResult
from cardcheck.model.report import CardReport
from cardcheck.model.text import BOM, SourceText
from cardcheck.parsing.card import parse_card
from cardcheck.parsing.front_matter import find_front_matter
from cardcheck.parsing.yaml.tree import read_yaml

LAWS = ("text", "form", "twice", "new", "pointers", "named", "parses", "refused", "crashed")
READERS: tuple[Reader, ...] = ("client", "hub")
FINAL_NEWLINE = "links/final-newline"
STOPS_LOADING = "keep something from loading"
CANNOT_TELL = "only a person can tell"


class Violation(NamedTuple):
    """A law that is broken, by the fix of which rule (empty where it is none's alone), and how."""

    law: str
    rule: str
    sentence: str


@dataclass(slots=True)
class Verdict:
    """What became of one card: the fixes that went in, their edits, what came to light by them, what is broken."""

    is_changed: bool = False
    fixes: list[Finding] = field(default_factory=list)
    edits: int = 0
    revealed: int = 0
    violations: list[Violation] = field(default_factory=list)


class Round(NamedTuple):
    """The fixes that went in together, and the text before and after them."""

    text: str
    fixed: str
    fixes: tuple[Finding, ...]


def violations(linter: Linter, task: Task, *ways: Wanted) -> list[Violation]:
    """Return the laws that are broken by a fix of a card's report alone, and by all that go in in one of some ways."""
    text = text_of(task)
    if text is None:
        return [violation for wanted in ways for violation in all_together(linter, task, wanted).violations]
    report = judged(linter, task, text)
    found = each_alone(text, report).violations
    for wanted in ways:
        # Without a fix to begin with there is nothing to be done.
        if any(map(wanted.takes, report.findings)):
            found += all_together(linter, task, wanted).violations
    return found


def each_alone(text: str, report: CardReport) -> Verdict:
    """Apply each fix of a card's report, wanted or not, to the text as it was read."""
    fixes = [finding for finding in report.findings if finding.fix]
    card = metadata_only(text)
    broken = [violation for finding in fixes for violation in _alone(card, text, finding)]
    return Verdict(bool(fixes), fixes, len(edits_of(fixes)), violations=broken)


def all_together(linter: Linter, task: Task, wanted: Wanted) -> Verdict:
    """Fix a card until nothing is left, and look at each round, at fixes that came up late, and at the whole."""
    text = text_of(task)
    result = fix_card(linter, task, wanted)
    if text is None:
        broken = [Violation("text", "", "a card that is not UTF-8 was changed")] if result.applied else []
        return Verdict(violations=broken)
    verdict = Verdict(result.text != text, list(result.applied), len(edits_of(result.applied)))
    verdict.violations += _complaints(result)
    if result.applied:
        verdict.violations += _form(text, result.text, result.applied)
        verdict.violations += _replayed(linter, task, text, result)
        verdict.violations += _again(linter, task, result, wanted)
        new = new_findings(linter, _version(text, result.before), _version(result.text, result.report), result.applied)
        verdict.violations += [Violation("new", one.rule, one.message) for one in new]
        verdict.revealed = _count_more(result.before, result.report) - len(new)
    return verdict


def text_of(task: Task) -> str | None:
    """Return the whole text of a card as it was read; None where its bytes are not UTF-8."""
    assert task.data is not None
    if isinstance(task.data, str):
        return task.data
    try:
        return task.data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def judged(linter: Linter, task: Task, text: str) -> CardReport:
    return linter.check(text, task.source, task.facts, task.repo, task.revision)


def _version(text: str, report: CardReport) -> Version:
    return Version(SourceText.of(text), metadata_only(text), report)


def edits_of(findings: Sequence[Finding]) -> list[Edit]:
    return sorted(edit for finding in findings if finding.fix for edit in finding.fix.edits)


def spliced(text: str, edits: Sequence[Edit]) -> str | None:
    """Put edits into a whole text, whose byte-order mark no offset counts; None where two of them overlap."""
    marks = text[: len(BOM)] if text.startswith(BOM) else ""
    rest = text[len(marks) :]
    done = len(rest)
    for (start, end), new in reversed(edits):
        if not 0 <= start <= end <= done:
            return None
        rest = rest[:start] + new + rest[end:]
        done = start
    return marks + rest


def _complaints(result: FixResult) -> Iterator[Violation]:
    for refused in result.refused:
        # No fix brings metadata to light that the loader stumbles over.
        if refused.reason.endswith(STOPS_LOADING) and refused.finding.rule.startswith("front-matter/"):
            continue
        yield Violation("refused", refused.finding.rule, f"it {refused.reason} ({refused.finding.message})")
    if result.fault is not None and CANNOT_TELL not in result.fault:
        yield Violation("refused", "", result.fault)
    for report in (result.before, result.report):
        yield from (Violation("crashed", "", one.message) for one in report.findings if one.rule == CRASHED)


def _replayed(linter: Linter, task: Task, text: str, result: FixResult) -> Iterator[Violation]:
    """Do the fixer's work again, and look at what each round does."""
    first = text
    for part in _rounds(linter, task, text, result):
        text = part.fixed
        yield from _round(part)
        if part.text != first:
            card = metadata_only(part.text)
            yield from (violation for finding in part.fixes for violation in _alone(card, part.text, finding))
    if text.encode("utf-8", "surrogatepass") != result.text.encode("utf-8", "surrogatepass"):
        yield Violation("text", "", "something outside the edits is not as it was")


def _rounds(linter: Linter, task: Task, text: str, result: FixResult) -> Iterator[Round]:
    """Yield the fixer's rounds: the longest runs of fixes that a report holds and that fit together."""
    waiting = list(result.applied)
    report = result.before
    while waiting:
        found = set(report.findings)
        taken: list[Finding] = []
        fixed = text
        while waiting and waiting[0] in found:
            trial = None if _touch(taken, waiting[0]) else spliced(text, edits_of([*taken, waiting[0]]))
            if trial is None:
                break
            taken.append(waiting.pop(0))
            fixed = trial
        if not taken:
            return
        yield Round(text, fixed, tuple(taken))
        text = fixed
        if waiting:
            report = judged(linter, task, text)


def _touch(taken: Sequence[Finding], finding: Finding) -> bool:
    """Whether a fix puts something where another one of the round does, or changes what that does."""
    return any(
        mine.span.start <= other.span.end and other.span.start <= mine.span.end
        for mine in edits_of([finding])
        for other in edits_of(taken)
        if mine.span.start == mine.span.end or other.span.start == other.span.end
    )


def _round(part: Round) -> Iterator[Violation]:
    before, after = metadata_only(part.text), metadata_only(part.fixed)
    named = [pointer for finding in part.fixes if finding.fix for pointer in finding.fix.pointers]
    for pointer in outside(changed_pointers(before, after), named):
        yield Violation("pointers", "", f"`{pointer}` differs, and no fix of {_rules(part.fixes)} names it")
    yield from _parses(before, after, _rules(part.fixes))


def _alone(card: Card, text: str, finding: Finding) -> Iterator[Violation]:
    """Yield what one fix breaks that is applied to a text by itself."""
    assert finding.fix is not None
    fixed = spliced(text, edits_of([finding]))
    if fixed is None or fixed == text:
        flaw = "the edits overlap, or lie outside of the card" if fixed is None else "the edits change nothing"
        yield Violation("text", finding.rule, flaw)
        return
    yield from _form(text, fixed, [finding])
    after = metadata_only(fixed)
    changed = changed_pointers(card, after)
    named = finding.fix.pointers
    for pointer in outside(changed, named):
        yield Violation("pointers", finding.rule, f"changes `{pointer}` and names {list(named)}")
    if all(_is_read(card, reader) for reader in READERS):
        for pointer in named:
            if not any(f"{at}/".startswith(f"{pointer}/") for at in changed):
                yield Violation("named", finding.rule, f"names `{pointer}` and changes {sorted(changed)}")
    yield from _parses(card, after, finding.rule)


def metadata_only(text: str) -> Card:
    """Read a card's metadata and nothing else, which takes a fifth of the time."""
    source = SourceText.of(text)
    content = find_front_matter(source).content
    return parse_card("")._replace(metadata=read_yaml(source.text, content) if content is not None else None)


def _parses(before: Card, after: Card, rule: str) -> Iterator[Violation]:
    for reader in READERS:
        if _is_read(before, reader) and not _is_read(after, reader):
            yield Violation("parses", rule, f"the {reader} cannot read the metadata any more")


def _is_read(card: Card, reader: Reader) -> bool:
    return card.metadata is not None and isinstance(card.metadata.value(reader), dict)


def _form(before: str, after: str, fixes: Sequence[Finding]) -> Iterator[Violation]:
    rules = {finding.rule for finding in fixes}
    names = _rules(fixes)
    if before.startswith(BOM) != after.startswith(BOM):
        yield Violation("form", names, "the byte-order mark is another")
    kinds = newline_kinds(before)
    more = newline_kinds(after) - (kinds or {"\n"})
    if more:
        yield Violation("form", names, f"line ends {sorted(map(repr, more))} beside {sorted(map(repr, kinds))}")
    if FINAL_NEWLINE not in rules and after.strip(BOM) and _is_ended(before) != _is_ended(after):
        yield Violation("form", names, "the last line lost its end, or got one")


def newline_kinds(text: str) -> set[str]:
    """Return the line ends that a text uses."""
    lone = text.replace("\r\n", "")
    return {kind for kind, part in (("\r\n", text), ("\r", lone), ("\n", lone)) if kind in part}


def _is_ended(text: str) -> bool:
    return text.rstrip(" \t").endswith(("\n", "\r"))


def _again(linter: Linter, task: Task, result: FixResult, wanted: Wanted) -> Iterator[Violation]:
    again = fix_card(linter, task._replace(data=result.text), wanted)
    for finding in again.applied:
        yield Violation("twice", finding.rule, f"is fixed again: {finding.message}")
    if again.text != result.text and not again.applied:
        yield Violation("twice", "", "the text is another")


def _count_more(before: CardReport, after: CardReport) -> int:
    """Count what is found in the second report and not in the first, by rule and words."""
    known = [words_of(one) for one in before.findings]
    more = 0
    for one in after.findings:
        words = words_of(one)
        if words in known:
            known.remove(words)
        else:
            more += 1
    return more


def _rules(findings: Sequence[Finding]) -> str:
    return ", ".join(dict.fromkeys(finding.rule for finding in findings))
