"""What was known before is not told again: not after lines moved, not in another place, and not once too often."""

from __future__ import annotations

import pytest

from cardcheck.engine.known import known_of, without_known
from cardcheck.engine.linter import Linter
from cardcheck.model.text import SourceText

LINTER = Linter.of()
CARD = """\
---
license: apache2
tags:
- code
- Code
---
# Harbour logs

What the harbour master wrote down.

## Fields

[More Information Needed]

## Splits

See [the table](#tabel).
"""


def new_rules(old: str, new: str, *, with_text: bool = True) -> list[tuple[int, str]]:
    """The findings of a card that another version of it had not, by line and rule."""
    before, after = LINTER.check(old), LINTER.check(new)
    report = without_known(after, known_of(before), before.text if with_text else None).report
    assert report.known + len(report.shown) == len(after.shown)
    return [(report.text.position(finding.span.start).line, finding.rule) for finding in report.shown]


def test_nothing_is_new_in_the_same_card():
    assert LINTER.check(CARD).shown
    assert new_rules(CARD, CARD) == []


@pytest.mark.parametrize(
    "changed",
    [
        CARD.replace("# Harbour logs\n", "# Harbour logs\n\nOne more line of true words.\n"),
        CARD.replace("tags:\n", "tags:\n- ships\n"),
        CARD.replace("license: apache2\n", "pretty_name: Harbour logs\nlicense: apache2\n"),
        CARD.replace("## Splits", "## Fields of the harbour"),
    ],
    ids=["lines moved", "a list item before it", "a key before it", "another title"],
)
def test_what_only_moved_is_not_new(changed):
    assert new_rules(CARD, changed) == []


def test_a_moved_section_brings_nothing_new():
    head, fields, splits = CARD.partition("## Fields")[0], *CARD.partition("## Fields")[2].split("## Splits")
    assert new_rules(CARD, f"{head}## Splits{splits}\n## Fields{fields}") == []
    assert new_rules(CARD, f"{head}## Splits{splits}\n### Fields{fields}") == []


def test_one_more_of_the_same_is_new_and_at_its_line():
    again = CARD.replace("## Fields", "## Size\n\n[More Information Needed]\n\n## Fields")
    assert new_rules(CARD, again) == [(13, "prose/placeholder")]


def test_one_more_of_the_same_is_new_without_the_old_text():
    again = CARD.replace("## Fields", "## Size\n\n[More Information Needed]\n\n## Fields")
    assert [rule for _, rule in new_rules(CARD, again, with_text=False)] == ["prose/placeholder"]


def test_another_wrong_value_is_new():
    assert new_rules(CARD, CARD.replace("apache2", "mti")) == [(2, "license/unknown-id")]


def test_what_is_gone_is_told():
    before = LINTER.check(CARD)
    compared = without_known(LINTER.check(CARD.replace("apache2", "apache-2.0")), known_of(before))
    assert [known.rule for known in compared.gone] == ["license/unknown-id"]


def test_one_defect_more_among_two_hundred():
    old = CARD + "\n".join(f"See [part {number}](#part-{number}).\n" for number in range(200))
    lines = old.splitlines(keepends=True)
    for at in (8, 60, len(lines)):
        new = "".join([*lines[:at], "See [part 7](#part-7).\n", *lines[at:]])
        assert new_rules(old, new) == [(at + 1, "links/broken-anchor")]


def test_a_card_that_could_not_be_read_has_nothing_known():
    report = LINTER.check(CARD)._replace(status="unreadable", findings=(), text=None)
    assert known_of(report) == ()
    assert without_known(report, known_of(LINTER.check(CARD)), SourceText.of(CARD)).report.known == 0
