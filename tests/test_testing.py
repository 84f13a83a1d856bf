"""The judge of places is strict: a span that is off by anything is told."""

from __future__ import annotations

import pytest

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.model.finding import Finding
from cardcheck.model.text import SourceText, Span
from cardcheck.testing import misplaced

LINTER = Linter.of(Config(select=("all",), min_confidence="low"))
# One card for each thing a span can name.
CARDS = {
    "value": "---\nlicense: apache2\n---\n",
    "key": "---\nlicense: mit\nlanguages: en\n---\n",
    "text": "# T\n\nTODO: say more\n",
    "line": "---\nlicense: mit\n...\n# T\n",
    "block": "---\n- a\n- b\n---\n",
    "none": "---\nlanguage: en\n---\n",
}


def found(names: str) -> tuple[SourceText, Finding]:
    report = LINTER.check(CARDS[names])
    assert report.text is not None
    return report.text, next(finding for finding in report.findings if finding.names == names)


@pytest.mark.parametrize("names", CARDS)
def test_the_right_place(names):
    assert list(misplaced(*found(names))) == []


@pytest.mark.parametrize("names", CARDS)
@pytest.mark.parametrize(("before", "after"), [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, -1), (0, 9999), (-99, 0)])
def test_any_other_place(names, before, after):
    text, finding = found(names)
    moved = Span(finding.span.start + before, finding.span.end + after)
    assert list(misplaced(text, finding._replace(span=moved))) != []


@pytest.mark.parametrize("names", ["value", "key"])
def test_the_place_of_another_pointer(names):
    text, finding = found(names)
    assert list(misplaced(text, finding._replace(pointer="/language"))) != []


def test_an_empty_place_is_no_block():
    text, finding = found("block")
    assert list(misplaced(text, finding._replace(span=Span(0, 0)))) != []


def test_a_value_below_an_alias_is_its_nearest_parents():
    report = LINTER.check("---\nx: &a [nope]\nlicense: *a\n---\n")
    finding = next(finding for finding in report.findings if finding.rule == "license/unknown-id")
    assert report.text.slice(finding.span) == "*a"
    assert list(misplaced(report.text, finding)) == []
