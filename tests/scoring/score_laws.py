"""What must hold for the score of every card; each function raises where it does not."""

from __future__ import annotations

import random

from scored import STRICT, earned, score

from cardcheck.editing.apply import apply_edits
from cardcheck.engine.score_book import book
from cardcheck.model.card import Card, Section
from cardcheck.parsing.card import parse_card
from cardcheck.topics.reading import read_said
from cardcheck.topics.worth import repeated

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


def check_deletion(text: str, seed: int = 0) -> int:
    """Taking out a section without a finding brings nothing."""
    report, card = STRICT.check(text), parse_card(text)
    rules = {finding.rule for finding in report.findings}
    # These speak of all of the text; and of what stands in several sections one copy counts, which may be taken out.
    if rules & {*book().gates, *_PLACE_MATTERS} or any(repeated(read_said(card), 5)):
        return 0
    before = score(text).tenths
    places = [finding.span for finding in report.findings]
    places += [one.span for finding in report.findings for one in finding.related]
    untouched = [
        section
        for section in card.body.sections
        if section.heading
        and not any(place.start < section.span.end and section.span.start < place.end for place in places)
    ]
    for section in random.Random(seed).sample(untouched, min(4, len(untouched))):
        after = score(text[: section.span.start] + text[section.span.end :]).tenths
        assert after <= before, f"{section.path[-1]}: {before} before, {after} without"
    return len(untouched)


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
