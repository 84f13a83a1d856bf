"""What must hold for the score of every card; each function raises where it does not."""

from __future__ import annotations

import random

from scored import STRICT, earned, score

from cardcheck.editing.apply import apply_edits
from cardcheck.engine.fixing import Wanted, fix_card
from cardcheck.engine.pool import Task
from cardcheck.model.card import Card, Section
from cardcheck.model.facts import RepoFacts
from cardcheck.parsing.card import parse_card

_MOST_ADDED = 3
_MOST_OF_A_RULE = 2
# What an open fence or tag swallows, and whether metadata is seen, depends on where it stands.
_PLACE_MATTERS = {
    "links/fence-unclosed",
    "links/html-unclosed",
    "front-matter/misplaced",
    "front-matter/unfenced",
    "front-matter/unclosed",
    "front-matter/doubled",
}
_TEXT = ("understandable", "responsible", "reusable")


def check_sums(text: str) -> None:
    """Parts add up to the total, items and faults to the parts, and it is the same each time."""
    found = score(text)
    assert sum(part.tenths for part in found.parts) == found.tenths
    assert sum(part.of for part in found.parts) == 1000
    for part in found.parts:
        gained = sum(item.tenths for item in found.items if item.category == part.category)
        assert gained - sum(fault.tenths for fault in found.faults if fault.category == part.category) == part.tenths
        assert 0 <= part.tenths <= part.of
    assert all(0 <= item.tenths <= item.of for item in found.items)
    assert score(text) == found


def check_steps(text: str) -> None:
    """What steps promise adds up."""
    found = score(text)
    total = found.tenths
    for step in found.steps:
        total += step.tenths
        assert step.tenths > 0
        assert step.total == total <= 1000


def check_fixes(text: str) -> int:
    """No fix of a finding lowers the score, neither alone nor with all others of a card."""
    report = STRICT.check(text)
    before = score(text).tenths
    counts: dict[str, int] = {}
    if report.text is None or report.text.text != text:
        return 0
    for finding in report.findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
        if finding.fix is not None and counts[finding.rule] <= _MOST_OF_A_RULE:
            after = score(apply_edits(text, finding.fix.edits)).tenths
            assert after >= before, f"{finding.rule} {finding.case}: {before} before, {after} after"
    return len(counts)


def check_all_fixes(text: str) -> int:
    """Fixing all that can be fixed never lowers the score, with safe fixes alone or with every one there is."""
    before, applied = score(text).tenths, 0
    for wanted in (Wanted(), Wanted(unsafe=True, cosmetic=True)):
        fixed = fix_card(STRICT, Task("README.md", text.encode("utf-8", "surrogatepass"), RepoFacts()), wanted)
        after = score(fixed.text).tenths
        assert after >= before, f"{before} before, {after} after {[finding.rule for finding in fixed.applied]}"
        applied += len(fixed.applied)
    return applied


def check_deletions(text: str, first: int = 0) -> int:
    """Taking out a section without a finding brings nothing; `first` is where the sections begin that are tried."""
    report, card = STRICT.check(text), parse_card(text)
    assert report.score is not None
    places = [finding.span for finding in report.findings]
    places += [one.span for finding in report.findings for one in finding.related]
    before, text, tried = report.score.tenths, card.source.text, 0
    for section in card.body.sections:
        start, end = section.span
        if start < first or section.heading is None:
            continue
        if not any(place.start < end and start < place.end for place in places):
            after = score(text[:start] + text[end:]).tenths
            assert after <= before, f"{section.path[-1]}: {before} before, {after} without"
            tried += 1
    return tried


def check_additions(text: str, other: str) -> int:
    """Sections of another card that bring no finding cost nothing: without them the score is no higher."""
    card, tried = parse_card(other), 0
    base = parse_card(text).source.text.rstrip() + "\n\n"
    for section in card.body.sections[:_MOST_ADDED]:
        if section.heading is not None:
            tried += check_deletions(base + card.source.slice(section.span), len(base))
    return tried


def check_order(text: str, seed: int = 0) -> int:
    """Sections may stand in any order."""
    card = parse_card(text)
    if any(finding.rule in _PLACE_MATTERS for finding in STRICT.check(text).findings):
        return 0
    before = score(text).tenths
    shuffled = 0
    for run in _siblings(card):
        parts = [text[section.span.start : section.span.end] for section in run]
        if len(parts) > 1 and all(part.endswith("\n") for part in parts):
            random.Random(seed).shuffle(parts)
            mixed = "".join(f"{part}\n" for part in parts)
            after = score(text[: run[0].span.start] + mixed + text[run[-1].span.end :]).tenths
            assert after == before, (
                f"{[section.path[-1] for section in run]}: {before} before, {after} in another order"
            )
            shuffled += 1
    return shuffled


def check_placeholders(text: str) -> None:
    """Headings over nothing are worth nothing."""
    card = parse_card(text)
    for section in reversed(card.body.sections):
        text = f"{text[: section.own.start]}\n[More Information Needed]\n\n{text[section.own.end :]}"
    found = score(text)
    most = sum(part.of for part in found.parts if part.category in _TEXT)
    assert earned(found, *_TEXT) <= most * 5 // 100


def _siblings(card: Card) -> list[list[Section]]:
    """Return the sections of the same level that stand side by side, without the first of all: what leads must lead."""
    headed = [section for section in card.body.sections if section.heading]
    runs: list[list[Section]] = []
    for level in sorted({section.heading.level for section in headed if section.heading})[:2]:
        run: list[Section] = []
        for section in headed[1:]:
            if section.heading is None or section.heading.level != level:
                continue
            if run and run[-1].span.end != section.span.start:
                runs.append(run)
                run = []
            run.append(section)
        runs.append(run)
    return runs
